import { watch } from 'node:fs'
import { join } from 'node:path'

/** An editor writes a file in several steps: they are one change. */
const SETTLED_MS = 50

/** Calls with the paths that changed, one call at a time, after each burst of changes. Gives back how to stop. */
export function watchFolders(folders: readonly string[], onChange: (paths: readonly string[]) => Promise<unknown>): () => Promise<void> {
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const flush = () => {
    const paths = [...changed]
    changed = new Set()
    running = running.then(() => onChange(paths))
  }
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, name) => {
      if (name === null) return
      changed.add(join(folder, name))
      clearTimeout(timer)
      timer = setTimeout(flush, SETTLED_MS)
    }),
  )
  return async () => {
    clearTimeout(timer)
    for (const each of watchers) each.close()
    await running
  }
}
