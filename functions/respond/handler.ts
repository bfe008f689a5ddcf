import { randomBytes } from 'node:crypto'
import middy from '@middy/core'
import { createLog } from '#shared/log.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { isAllowed } from './allow-list.ts'
import { type Config, config } from './config.ts'
import { onlyAllowed } from './only-allowed.tsx'
import { createRespond, type HttpResult, type Respond } from './respond.tsx'
import type { Services } from './services.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

function servicesOf(config: Config): Services {
  return {
    clock: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    pepper: config.CHORUS_SECRET_PEPPER,
    storyKey: config.CHORUS_PUBLIC_STORY_KEY,
    leaveTo: config.CHORUS_LEAVE_TO,
    repositories: connect({
      tables: {
        drafts: config.CHORUS_TABLE_DRAFTS,
        responses: config.CHORUS_TABLE_RESPONSES,
        stories: config.CHORUS_TABLE_STORIES,
        community: config.CHORUS_TABLE_COMMUNITY,
      },
      region: config.AWS_REGION,
      endpoint: config.AWS_ENDPOINT_URL,
    }),
    log,
  }
}

let respond: Respond | undefined

/** Every page a respondent sees. See allow-list.ts for all that is known of a request. */
export const handler = middy<unknown, HttpResult>()
  .use(onlyAllowed(log))
  .handler(async (event: unknown) => {
    respond ??= createRespond(servicesOf(config.parse(process.env)))
    if (!isAllowed(event)) throw new Error('the allow-list did not run')
    return respond(event)
  })
