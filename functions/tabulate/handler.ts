import { randomBytes } from 'node:crypto'
import middy from '@middy/core'
import { bareErrorsOf } from '#functions/bare-errors.ts'
import { withBelievedTime } from '#functions/believed-time.ts'
import { callerOf } from '#functions/caller.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { createLog } from '#shared/log.ts'
import { bucketAt } from '#shared/storage/bucket-at.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { withSecrets } from '#shared/storage/secrets-manager.ts'
import { type Config, config } from './config.ts'
import { createTabulate, type Tabulate } from './create-tabulate.ts'
import type { Services } from './services.ts'
import { input, type Output, output } from './workflow-steps.ts'

const log = createLog((line) => process.stdout.write(`${line}\n`))

function servicesOf(config: Config): Services {
  const { responses, community, series } = connect({
    tables: {
      responses: config.CHORUS_TABLE_RESPONSES,
      community: config.CHORUS_TABLE_COMMUNITY,
      series: config.CHORUS_TABLE_SERIES,
    },
    responseKey: config.CHORUS_SECRET_RESPONSE_KEY,
    isUnhurried: true,
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL,
  })
  let solver: Promise<Solver> | undefined
  return {
    responses,
    community,
    series,
    candidates: bucketAt(config.CHORUS_BUCKET_CANDIDATES),
    partials: bucketAt(config.CHORUS_BUCKET_PARTIALS),
    studyKey: config.CHORUS_SECRET_STUDY_KEY,
    solver: () => {
      solver ??= loadSolver()
      return solver
    },
    gate: audited,
    today: () => new Date().toISOString().slice(0, 10),
    random: (bytes) => randomBytes(bytes),
    assertWanted: callerOf(() => process.ppid),
    log,
  }
}

let tabulate: Tabulate | undefined

/** As much as infra/topology.ts gives this function. */
const SECONDS = 900

/** One step of the tabulation workflow: see steps.ts for what goes in and comes out. */
export const handler = withBelievedTime<Output>(
  SECONDS,
  middy<unknown, Output>()
    .use(bareErrorsOf(log, 'tabulate', 'the tabulation failed'))
    .handler(async (event) => {
      const step = input.parse(event)
      tabulate ??= createTabulate(servicesOf(config.parse(await withSecrets(process.env))))
      return output.parse(await tabulate(step))
    }),
)
