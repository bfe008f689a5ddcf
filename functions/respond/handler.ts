import { randomBytes } from 'node:crypto'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { behindEdge } from '#functions/web/behind-edge.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { createLog } from '#shared/log.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { secretsOnce } from '#shared/storage/secrets-manager.ts'
import { type Config, config } from './config.ts'
import { createHandler } from './lambda.ts'
import { createRespond, type Respond } from './respond.tsx'
import type { Services } from './services.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

/** Three attempts end before the function is cut off, so that the person who waits is told. */
const PATIENCE_MS = 2500

function servicesOf(config: Config): Services {
  const clock = () => new Date()
  const ledger = ledgerOf(config)
  const board = config.CHORUS_BOARD
  const reader = board === undefined ? undefined : ledgerReader({ ledger, board })
  return {
    clock,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    pepper: config.CHORUS_SECRET_PEPPER,
    storyKey: config.CHORUS_PUBLIC_STORY_KEY,
    leaveTo: config.CHORUS_LEAVE_TO,
    limits: config.CHORUS_LIMITS,
    repositories: connect({
      tables: {
        drafts: config.CHORUS_TABLE_DRAFTS,
        responses: config.CHORUS_TABLE_RESPONSES,
        stories: config.CHORUS_TABLE_STORIES,
        withdrawals: config.CHORUS_TABLE_WITHDRAWALS,
        community: config.CHORUS_TABLE_COMMUNITY,
        invitations: config.CHORUS_TABLE_INVITATIONS,
        followups: config.CHORUS_TABLE_FOLLOWUPS,
        budgets: config.CHORUS_TABLE_BUDGETS,
      },
      responseKey: config.CHORUS_SECRET_RESPONSE_KEY,
      region: config.AWS_REGION,
      endpoint: config.AWS_ENDPOINT_URL,
      patienceMs: PATIENCE_MS,
    }),
    approvals: approvalsOf({ ledger, board, clock, ...(reader && { reader }) }),
    storyCircle: async () => reader && storyCircleOf((await reader.latest()).state),
    log,
  }
}

function ledgerOf({ CHORUS_TABLE_COMMUNITY: community, AWS_REGION: region, AWS_ENDPOINT_URL: endpoint }: Config): Ledger {
  return connectLedger({ tables: { community }, region, endpoint, patienceMs: PATIENCE_MS })
}

const environment = secretsOnce(process.env)
let respond: Respond | undefined

/** Every page a respondent sees. See allow-list.ts for all that is known of a request. */
export const handler = behindEdge(
  createHandler(
    log,
    async () => {
      respond ??= createRespond(servicesOf(config.parse(await environment())))
      return respond
    },
    process.env.CHORUS_PUBLIC_HOST,
  ),
  environment,
)
