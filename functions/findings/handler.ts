import { ledgerReader } from '#functions/approvals.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { errorClassOf } from '#functions/error-class.ts'
import { behindEdge } from '#functions/web/behind-edge.ts'
import { createLog } from '#shared/log.ts'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { secretsOnce } from '#shared/storage/secrets.ts'
import { config } from './config.ts'
import { type ReadRequest, readRequest } from './request.ts'
import { openShelves } from './shelves.ts'
import { createSite, failedResult, type HttpResult } from './site.tsx'

const log = createLog((line) => process.stdout.write(`${line}\n`))

/** As much as infra/topology.ts gives this function, and what it may take of it to read the ledger. */
const SECONDS = 20
const PATIENCE_MS = 5000

type Site = ReturnType<typeof createSite>
let site: Site | undefined

function siteOf(environment: NodeJS.ProcessEnv): Site {
  const read = config.parse(environment)
  const { CHORUS_BOARD: board, CHORUS_PUBLIC_HOST: host } = read
  const ledger = connectLedger({
    tables: { community: read.CHORUS_TABLE_COMMUNITY },
    region: read.AWS_REGION,
    endpoint: read.AWS_ENDPOINT_URL,
    patienceMs: PATIENCE_MS,
  })
  const reader = board === undefined ? undefined : ledgerReader({ ledger, board })
  const findings = bucketAt(read.CHORUS_BUCKET_FINDINGS)
  return createSite({
    shelves: openShelves({ reader, board, findings, clock: () => new Date() }),
    checkpoints: () => ledger.checkpoints(),
    origin: host === undefined ? '' : `https://${host}`,
  })
}

/** Every page and file of what is published. See request.ts for all that is known of a reader. */
export const handler = behindEdge(
  withBelievedTime<HttpResult>(SECONDS, async (event) => {
    let request: ReadRequest | undefined
    try {
      request = readRequest(event)
      site ??= siteOf(process.env)
      return await site(request)
    } catch (thrown) {
      log({ event: 'failed', source: 'findings', step: 'route', error: errorClassOf(thrown), status: 503 })
      return failedResult(request)
    }
  }),
  secretsOnce(process.env),
)
