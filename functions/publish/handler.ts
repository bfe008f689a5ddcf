import middy from '@middy/core'
import { bareErrorsOf } from '#functions/bare-errors.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { logKeyOf } from '#functions/console/log-key.ts'
import { createLog } from '#shared/log.ts'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { withSecrets } from '#shared/storage/secrets-manager.ts'
import { type Config, config } from './config.ts'
import { input, type Output, output } from './publication-steps.ts'
import { dueVersions, publishVersion, type Sources } from './publish-version.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

function sourcesOf(read: Config): Sources {
  const where = { region: read.AWS_REGION, endpoint: read.AWS_ENDPOINT_URL }
  return {
    ledger: connectLedger({
      tables: { community: read.CHORUS_TABLE_COMMUNITY },
      region: read.AWS_REGION,
      endpoint: read.AWS_ENDPOINT_URL,
    }),
    board: read.CHORUS_BOARD,
    candidates: bucketAt(read.CHORUS_BUCKET_CANDIDATES),
    findings: bucketAt(read.CHORUS_BUCKET_FINDINGS),
    clock: () => new Date(),
    logKey: logKeyOf(read.CHORUS_LOG_KEY, read.CHORUS_SECRET_BOARD_KEY),
    quotes: {
      boardroom: connectBoardroom({ ...where, tables: { boardroom: read.CHORUS_TABLE_BOARDROOM } }),
      stories: connect({ ...where, tables: { stories: read.CHORUS_TABLE_STORIES } }).stories,
    },
  }
}

/** As much as infra/topology.ts gives this function. */
const SECONDS = 300

/** One step of the publication workflow: see steps.ts for what goes in and comes out. */
export const handler = withBelievedTime<Output>(
  SECONDS,
  middy<unknown, Output>()
    .use(bareErrorsOf(log, 'publish', 'the publication failed'))
    .handler(async (event) => {
      const asked = input.parse(event)
      const sources = sourcesOf(config.parse(await withSecrets(process.env)))
      if (asked.step === 'plan') return output.parse({ versions: await dueVersions(sources) })
      const done = await publishVersion(sources, asked.version)
      if (done.outcome !== 'already') log({ event: done.outcome, source: 'publish', step: 'publish' })
      return output.parse({ ...asked.version, ...done })
    }),
)
