import { type Capacity, throttleOf, VISIT, type Visit } from '../../capacity.ts'
import { keysOf } from '../../keys-of.ts'
import { buckets, functions, schedules, secrets, tables, workflows } from '../../topology.ts'
import { FULL, THROTTLED } from '../alarm-texts.ts'
import { keyTableOf, keyTableOfBucket } from '../key-groups.ts'
import { AT_ONCE } from '../state-machine-definition.ts'
import { prices } from './prices.ts'

/** The stored data of one person, beside the requests of a visit. */
const KEPT = {
  /** The response, that it was sent, and of one in ten that it was taken back: a mark, and deletes. */
  responseWrites: 4,
  bytes: 1500,
} as const

/** A report a week; retention every day and publication every hour, which mostly find nothing to do. */
const TABULATIONS = 4
const DAYS = 30
const HOURS = DAYS * 24

const many = (named: object) => Object.keys(named).length

/** The resources of every deployment, used or not. */
export const FIXED = {
  /** The encryption keys of each group of tables, of each bucket that shares none of theirs, and of the secrets. */
  keys: new Set(keysOf(tables).map(keyTableOf)).size + keysOf(buckets).filter((name) => !keyTableOfBucket(name)).length + 1,
  /** And the edge's key. */
  secrets: keysOf(secrets).filter((name) => secrets[name].kind === 'random').length + 1,
  /** Paid by the metric: of each function that it fails and of some that they are full, three of the API, of some tables, two of each workflow, and that a schedule was missed. */
  alarmMetrics:
    many(functions) +
    many(FULL) +
    3 +
    Object.values(THROTTLED).flatMap(({ metrics }) => metrics).length +
    2 * many(workflows) +
    many(schedules),
} as const

/** The first and the second rotation of a key add a dollar a month each, and later ones nothing; ours rotate once a year. */
export const ROTATED = 2 * FIXED.keys * prices.keyMonth

const GB = 1e9
const MEMORY_GB = 0.5
const READ_UNIT = 4096
/** The write units of a draft: its block of 1,900 bytes and what lies around it fit two. */
const WRITE_UNITS = 2
/** The pepper, the response key, and the edge's. */
const SECRETS_OF_RESPOND = 3

/** Dollars a month by service, in a month in which so many people answer, with as many kept from before. */
export function costOf(respondents: number, visit: Visit = VISIT): Readonly<Record<string, number>> {
  const calls = respondents * visit.requests
  const gb = (respondents * KEPT.bytes) / GB
  const tallyReads = TABULATIONS * Math.ceil((respondents * 200) / READ_UNIT)
  // Every process reads its three secrets when it starts, and starts are a hundredth of calls when few come.
  const starts = calls / 100
  return {
    Lambda: calls * prices.lambdaRequest + calls * visit.secondsACall * MEMORY_GB * prices.lambdaGbSecond,
    'HTTP API': calls * prices.apiRequest,
    CloudFront: calls * prices.cloudFrontRequest + ((respondents * visit.kilobytes) / 1e6) * prices.cloudFrontGb,
    DynamoDB:
      respondents * (visit.draftWrites * WRITE_UNITS + KEPT.responseWrites) * prices.tableWrite +
      (respondents * visit.draftReads + tallyReads) * prices.tableRead +
      gb * (prices.tableGbMonth + prices.tableRestoreGbMonth),
    S3: TABULATIONS * 12 * prices.bucketPut + 0.01 * prices.bucketGbMonth,
    KMS: FIXED.keys * prices.keyMonth + starts * prices.keyUse,
    'Secrets Manager': FIXED.secrets * prices.secretMonth + SECRETS_OF_RESPOND * starts * prices.secretRead,
    'Step Functions': (TABULATIONS * (AT_ONCE + 8) + DAYS * 4 + HOURS * 3) * prices.workflowStep,
    CloudWatch: FIXED.alarmMetrics * prices.alarmMonth,
  }
}

/** Dollars that a flood of ordinary visits adds in an hour: as many requests as the throttle lets through. */
export function floodAnHour(capacity: Capacity): number {
  const people = (throttleOf(capacity).rateLimit * 3600) / VISIT.requests
  const [flooded, quiet] = [costOf(people), costOf(0)].map((each) => Object.values(each).reduce((sum, dollars) => sum + dollars, 0))
  return (flooded ?? 0) - (quiet ?? 0)
}
