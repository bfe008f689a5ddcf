import middy from '@middy/core'
import { bareErrorsOf } from '#functions/bare-errors.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { createLog } from '#shared/log.ts'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { config } from './config.ts'
import { dueVersions, publishVersion, type Sources } from './publish-version.ts'
import { input, type Output, output } from './steps.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

function sourcesOf(environment: NodeJS.ProcessEnv): Sources {
  const read = config.parse(environment)
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
      const sources = sourcesOf(process.env)
      if (asked.step === 'plan') return output.parse({ versions: await dueVersions(sources) })
      const done = await publishVersion(sources, asked.version)
      if (done.outcome !== 'already') log({ event: done.outcome, source: 'publish', step: 'publish' })
      return output.parse({ ...asked.version, ...done })
    }),
)
