import { type Deployment, type DeploymentOptions, startDeployment } from '../deployment.ts'
import { communityOf } from '../surveys.ts'
import { openDrafts } from './draft-surveys.ts'
import { functionInputs } from './function-inputs.ts'
import { marked, uncompressed } from './mark-draft.ts'
import { requestInWords } from './request-in-words.ts'
import { watchFolders } from './watch-folders.ts'

export type DevOptions = Pick<DeploymentOptions, 'dataDir' | 'port' | 'entries'> & {
  /** The folder of survey folders. */
  readonly surveys: string
  /** Where the code of functions and pages lies. */
  readonly code: readonly string[]
  /** Told, for a person at the terminal, what was done or went wrong. */
  readonly say: (line: string) => unknown
}

export type DevDeployment = Pick<Deployment, 'origin' | 'stop'> & {
  /** Survey ids by their folder. */
  readonly shown: ReadonlyMap<string, string>
}

/**
 * A deployment for the person who changes surveys, pages or functions: what is saved is served at the next request, and
 * every page says that it is a draft. What cannot be built or loaded is told, and what was served before stays.
 */
export async function startDev({ surveys, code, say, ...options }: DevOptions): Promise<DevDeployment> {
  const inputs = functionInputs()
  let problems: readonly string[] = []
  const deployment = await startDeployment({
    ...options,
    onFailure: (message) => void say(message),
    bundle: inputs.bundle,
    around: (invoke) => async (event) => {
      const answer = await invoke(uncompressed(event))
      say(requestInWords(event, answer))
      return marked(answer, problems)
    },
  })
  const draw = async () => {
    const drafts = await openDrafts(communityOf(deployment), surveys)
    problems = drafts.problems
    for (const problem of problems) say(problem)
    return drafts.shown
  }
  const told = (work: () => Promise<unknown>) =>
    work().catch((failed: unknown) => say(failed instanceof Error ? failed.message : String(failed)))
  const shown = await draw()
  const unwatchSurveys = watchFolders([surveys], () => told(async () => say(`surveys: ${(await draw()).size} shown as they are now`)))
  const unwatchCode = watchFolders(code, async (paths) => {
    for (const name of inputs.madeFrom(paths)) {
      await told(async () => {
        await deployment.reload(name)
        say(`${name}: built again`)
      })
    }
  })
  return {
    origin: deployment.origin,
    shown,
    async stop() {
      await Promise.all([unwatchSurveys(), unwatchCode()])
      await deployment.stop()
    },
  }
}
