import { randomBytes } from 'node:crypto'
import middy from '@middy/core'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { errorClassOf } from '#functions/error-class.ts'
import { behindEdge } from '#functions/web/behind-edge.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import { onlyAllowed } from '#functions/web/only-allowed.ts'
import { expects } from '#shared/expectation/expected-of.ts'
import { createLog } from '#shared/log.ts'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { secretsOnce } from '#shared/storage/secrets-manager.ts'
import { type Config, config } from './config.ts'
import { type Console, createConsole } from './console.tsx'
import { consoleRequest, isConsoleRequest } from './console-request.ts'
import { failedReply } from './failed-reply.tsx'
import { logKeyOf } from './log-key.ts'
import type { Services } from './services.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

/** As much as infra/topology.ts gives this function. */
const SECONDS = 15
/** Three attempts end before the function is cut off, so that the person who waits is told. */
const PATIENCE_MS = 3000

function servicesOf(config: Config): Services {
  const clock = () => new Date()
  const where = { region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL, patienceMs: PATIENCE_MS }
  const community = { ...where, tables: { community: config.CHORUS_TABLE_COMMUNITY } }
  const ledger = connectLedger(community)
  const board = config.CHORUS_BOARD
  return {
    clock,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    boardKey: config.CHORUS_SECRET_BOARD_KEY,
    logKey: logKeyOf(config.CHORUS_LOG_KEY, config.CHORUS_SECRET_BOARD_KEY),
    publicHost: config.CHORUS_PUBLIC_HOST,
    board,
    reader: board === undefined ? undefined : ledgerReader({ ledger, board }),
    ledger,
    boardroom: connectBoardroom({ ...where, tables: { boardroom: config.CHORUS_TABLE_BOARDROOM } }),
    community: connect(community).community,
    stories: connect({ ...where, tables: { stories: config.CHORUS_TABLE_STORIES } }).stories,
    keeping: connectKeepingLog(community),
    candidates: bucketAt(config.CHORUS_BUCKET_CANDIDATES),
    approvals: approvalsOf({ ledger, board, clock }),
    expects: expects(),
  }
}

const environment = secretsOnce(process.env)
let made: Console | undefined

/** Every page of the board. See functions/web/allow-list.ts for all that is known of a request. */
export const handler = behindEdge(
  withBelievedTime<HttpResult>(
    SECONDS,
    middy<unknown, HttpResult>()
      .use(
        onlyAllowed({
          allow: (received) => consoleRequest(received, process.env.CHORUS_PUBLIC_HOST),
          failed(error, asked) {
            log({ event: 'failed', source: 'console', step: 'route', error: errorClassOf(error), status: 503 })
            return failedReply(asked?.language)
          },
        }),
      )
      .handler(async (event: unknown) => {
        if (!isConsoleRequest(event)) throw new Error('the allow-list did not run')
        made ??= createConsole(servicesOf(config.parse(await environment())))
        return made(event)
      }),
  ),
  environment,
)
