import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { type Connection, connect } from '#shared/storage/dynamodb/connect.ts'
import type { Community } from '#shared/storage/repositories.ts'
import { chorus } from './chorus-command.ts'
import type { Deployment } from './local-deployment.ts'

const SURVEYS = join(import.meta.dirname, '..', '..', 'surveys')

/** The surveys of a deployment, with the steward's access. */
export function communityOf({ stewardEnvironment }: Pick<Deployment, 'stewardEnvironment'>): Community {
  return connect(stewardsConnection(stewardEnvironment)).community
}

/** The way to the table of surveys and of the board's ledger, with the steward's access. */
export function stewardsConnection(environment: Readonly<Record<string, string>>): Connection<'community'> {
  const { CHORUS_TABLE_COMMUNITY: community = '', AWS_ENDPOINT_URL: endpoint, AWS_REGION: region = '' } = environment
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment
  return { tables: { community }, endpoint, region, credentials: { accessKeyId, secretAccessKey } }
}

/** Instruments that come with Chorus and are opened at every first start. */
const AT_ONCE = ['being-heard', 'crisis-response']
/** The others, which are opened on request: to check and open all of them would make every start slow. */
const ON_REQUEST = ['community-care', 'informed-choice', 'peer-support', 'policy-priorities', 'root-causes', 'stories']

/** Whether a survey comes with Chorus: made-up people answer it in a demonstration. Those of a group are answered by nobody else. */
export function isInstrument(id: string): boolean {
  return AT_ONCE.includes(id) || ON_REQUEST.includes(id)
}

/**
 * The surveys of the checkout that this deployment has never had, but for instruments that nobody asked for. One that was closed
 * stays closed; a changed one waits for `chorus survey open`. Throws when one that was asked for is not there.
 */
export async function newSurveys(deployment: Deployment, also: readonly string[]): Promise<string[]> {
  const folders = (await readdir(SURVEYS)).filter((name) => existsSync(join(SURVEYS, name, 'survey.yaml')))
  const unknown = also.find((id) => id !== 'all' && !folders.includes(id))
  if (unknown !== undefined) {
    const message = `--also ${unknown}: there is no such survey. There are ${folders.toSorted().join(', ')}`
    throw new CodedError('start-option', message)
  }
  const known = (await communityOf(deployment).versions()).map(({ id }) => id)
  const isWanted = (id: string) => !ON_REQUEST.includes(id) || also.includes(id) || also.includes('all')
  return folders.filter((id) => isWanted(id) && !known.includes(id)).toSorted()
}

/**
 * Opens them also where nobody has tried out the places to turn to, and every page says why that may be: a made-up board
 * decided, by votes, or there is none and they are trials.
 */
export async function openSurveys(
  { stewardEnvironment: environment, folder }: Deployment,
  ids: readonly string[],
  { isDemonstration, signal }: { readonly isDemonstration: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const paths = ids.map((name) => join(SURVEYS, name))
  if (ids.length === 0) return
  if (isDemonstration) await chorus(['board', 'demonstrate', 'open', '--data', folder.root, ...paths], { environment, signal })
  else await chorus(['survey', 'open', '--trial', ...paths], { environment, signal })
}

/** Says on the screen which surveys are open, changed since, or not opened, and what to type. */
export async function listSurveys({ stewardEnvironment: environment }: Deployment, signal: AbortSignal): Promise<void> {
  await chorus(['survey', 'list', '--surveys', SURVEYS], { environment, signal })
}
