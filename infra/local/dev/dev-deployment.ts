import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Deployment, type DeploymentOptions, startDeployment } from '../local-deployment.ts'
import { communityOf } from '../open-surveys.ts'
import { openDrafts } from './draft-surveys.ts'
import { functionInputs } from './function-inputs.ts'
import { marked, uncompressed } from './mark-draft.ts'
import { CHANGES_AT, PageChanges } from './page-changes.ts'
import { requestInWords } from './request-in-words.ts'
import { watchFolders } from './watch-folders.ts'

export type DevOptions = Pick<DeploymentOptions, 'dataDir' | 'port' | 'entries'> & {
  /** The folder of survey folders, and the only one of them to show; without it, all. */
  readonly surveys: string
  readonly only?: string
  /** The folder of the code of functions and pages. */
  readonly code: readonly string[]
  /** Told, for a person at the terminal, what was done or went wrong. */
  readonly say: (line: string) => unknown
  /** Told each request, in words. */
  readonly sayRequest?: (line: string) => unknown
}

export type DevDeployment = Pick<Deployment, 'origin' | 'stop'> & {
  /** Survey ids by their folder. */
  readonly shown: ReadonlyMap<string, string>
}

/**
 * A deployment for the person who changes surveys, pages or functions: a saved file is served at the next request, and every page
 * says that it is a draft. A file that cannot be built or loaded is reported, and the version before it stays.
 */
export async function startDev({ surveys, only, code, say, sayRequest = say, ...options }: DevOptions): Promise<DevDeployment> {
  const inputs = functionInputs()
  const changes = new PageChanges()
  let problems: readonly string[] = []
  let pages: ReadonlyMap<string, string> = new Map()
  const deployment = await startDeployment({
    ...options,
    onFailure: (message) => void say(message),
    bundle: inputs.bundle,
    around: (invoke) => async (event) => {
      const waiting = changeAskedFor(event)
      if (waiting !== undefined) return textAnswer(String(await changes.after(waiting)))
      const at = changes.count
      const answer = await invoke(uncompressed(event))
      sayRequest(requestInWords(event, answer))
      return marked(answer, { problems, pages, changes: at })
    },
  })
  const draw = async () => {
    const drafts = await openDrafts(communityOf(deployment), surveys, only)
    problems = drafts.problems
    pages = new Map([...pages, ...[...drafts.shown].map(([folder, id]) => [folder, `/s/${linkOf(id)}`] as const)])
    changes.happened()
    for (const problem of problems) say(problem)
    return drafts.shown
  }
  const told = (work: () => Promise<unknown>) =>
    work().catch((failed: unknown) => say(failed instanceof Error ? failed.message : String(failed)))
  const shown = await draw().catch(async (failed: unknown) => {
    await deployment.stop()
    throw failed
  })
  const watched =
    only === undefined ? [surveys] : [only, 'common'].map((name) => join(surveys, name)).filter((folder) => existsSync(folder))
  const unwatchSurveys = watchFolders(watched, () => told(async () => say(`surveys: ${(await draw()).size} shown as they are now`)))
  const unwatchCode = watchFolders(code, async (paths) => {
    for (const name of inputs.madeFrom(paths)) {
      await told(async () => {
        await deployment.reload(name)
        changes.happened()
        say(`${name}: built again`)
      })
    }
  })
  return {
    origin: deployment.origin,
    shown,
    async stop() {
      changes.end()
      await Promise.all([unwatchSurveys(), unwatchCode()])
      await deployment.stop()
    },
  }
}

const asked = z.object({ rawPath: z.string().startsWith(CHANGES_AT) })

/** The change that the script of a draft knows of, where a request is one of its own. */
function changeAskedFor(event: unknown): number | undefined {
  const read = asked.safeParse(event)
  return read.success ? Number(read.data.rawPath.slice(CHANGES_AT.length)) : undefined
}

function textAnswer(body: string) {
  return { statusCode: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body, isBase64Encoded: false }
}
