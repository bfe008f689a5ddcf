import { randomBytes } from 'node:crypto'
import middy from '@middy/core'
import { bareErrorsOf } from '#functions/bare-errors.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { createLog } from '#shared/log.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { withSecrets } from '#shared/storage/secrets.ts'
import { type Config, config } from './config.ts'
import { createRetain, type Retain, type Services } from './retain.ts'
import { input, type Output, output } from './steps.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

function servicesOf(config: Config): Services {
  const where = { region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL }
  const community = config.CHORUS_TABLE_COMMUNITY
  return {
    ...connect({
      tables: {
        responses: config.CHORUS_TABLE_RESPONSES,
        stories: config.CHORUS_TABLE_STORIES,
        withdrawals: config.CHORUS_TABLE_WITHDRAWALS,
        invitations: config.CHORUS_TABLE_INVITATIONS,
        community,
      },
      ...where,
      isUnhurried: true,
    }),
    keepingLog: connectKeepingLog({ tables: { community }, ...where }),
    pepper: config.CHORUS_SECRET_PEPPER,
    today: () => new Date().toISOString().slice(0, 10),
    random: (bytes) => randomBytes(bytes),
    log,
  }
}

let retain: Retain | undefined

/** As much as infra/topology.ts gives this function. */
const SECONDS = 900

/** One step of the retention workflow: see steps.ts for what goes in and comes out. */
export const handler = withBelievedTime<Output>(
  SECONDS,
  middy<unknown, Output>()
    .use(bareErrorsOf(log, 'retain', 'the retention failed'))
    .handler(async (event) => {
      const step = input.parse(event)
      retain ??= createRetain(servicesOf(config.parse(await withSecrets(process.env))))
      return output.parse(await retain(step))
    }),
)
