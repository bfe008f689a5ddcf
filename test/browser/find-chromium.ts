/** One way to a Chromium. `paths` gives executables to try, and throws with the reason when there are none. */
export type Source = {
  readonly name: string
  readonly paths: () => Promise<readonly string[]>
  /** A description of what a person waits for, when it can take minutes. */
  readonly installing?: string
}

export type FoundChromium = {
  readonly path: string
  /** One line: which one it is, and where it came from. */
  readonly said: string
}

/**
 * The first Chromium that starts, from the first source that has one. A later source is asked only when all before it have
 * failed, because it installs something. Throws with the reason of each when none has one that starts.
 */
export async function findChromium(
  sources: readonly Source[],
  starts: (path: string) => Promise<void>,
  onWait: (what: string) => void,
): Promise<FoundChromium> {
  const reasons: string[] = []
  for (const { name, paths, installing } of sources) {
    if (installing !== undefined) onWait(`No Chromium here yet. Trying ${installing} ...`)
    try {
      for (const path of await paths()) {
        const why = await starts(path).then(() => undefined, firstLine)
        if (why === undefined) return { path, said: `Chromium for the browser tests: ${path} (${name})` }
        reasons.push(`${name}: ${path} does not start (${why})`)
      }
    } catch (thrown) {
      reasons.push(`${name}: ${firstLine(thrown)}`)
    }
  }
  throw new Error(
    `The browser tests need Chromium, and none could be had. Install one, or set CHROMIUM to the path of one.\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
  )
}

function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.trim().split('\n')[0] ?? ''
}
