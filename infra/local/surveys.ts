import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import type { Community } from '#shared/storage/repositories.ts'
import { chorus } from './chorus-command.ts'
import type { Deployment } from './deployment.ts'

const SURVEYS = join(import.meta.dirname, '..', '..', 'surveys')

/** The surveys of a deployment, with the steward's access. */
export function communityOf({ stewardEnvironment }: Deployment): Community {
  const { CHORUS_TABLE_COMMUNITY = '', AWS_ENDPOINT_URL, AWS_REGION = '' } = stewardEnvironment
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = stewardEnvironment
  const credentials = { accessKeyId, secretAccessKey }
  return connect({ tables: { community: CHORUS_TABLE_COMMUNITY }, endpoint: AWS_ENDPOINT_URL, region: AWS_REGION, credentials }).community
}

/**
 * Opens each survey of the checkout that this deployment has never had, with the steward's own command. One that was
 * closed stays closed; a changed one waits for `chorus survey open`. Gives the ids of those it opened.
 */
export async function openNewSurveys(deployment: Deployment, signal: AbortSignal): Promise<string[]> {
  const known = (await communityOf(deployment).versions()).map(({ id }) => id)
  const folders = await readdir(SURVEYS)
  const fresh = folders.filter((name) => existsSync(join(SURVEYS, name, 'survey.yaml')) && !known.includes(name)).toSorted()
  const paths = fresh.map((name) => join(SURVEYS, name))
  if (fresh.length > 0)
    await chorus(['survey', 'open', '--untried-support', ...paths], { environment: deployment.stewardEnvironment, signal })
  return fresh
}
