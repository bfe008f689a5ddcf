import { keysOf } from '../../keys-of.ts'
import { buckets, functions, schedules, secrets, tables, workflows } from '../../topology.ts'
import { AT_ONCE } from '../state-machine-definition.ts'
import { prices } from './prices.ts'

/**
 * What one person's visit asks for, assumed on the careful side: a survey of 22 questions, one a page, with consent,
 * check, send and receipt; a request to see a page and one to go on from it.
 */
const VISIT = {
  requests: 54,
  kilobytes: 80,
  /** A warm call takes less on two cores of an ordinary machine; a cold start more, and is rare among many. */
  secondsACall: 0.03,
  /** A draft of up to 4 KB, written once a page: a write unit is 1 KB, a read unit 4 KB. */
  draftWrites: 26 * 4,
  draftReads: 52,
  /** The response, that it was sent, and of one in ten that it was taken back: a mark, and deletes. */
  responseWrites: 4,
  keptBytes: 1500,
} as const

/** A report a week; retention every day and publication every hour, which mostly find nothing to do. */
const TABULATIONS = 4
const DAYS = 30
const HOURS = DAYS * 24

const many = (named: object) => Object.keys(named).length

/** What every deployment has, used or not. */
export const FIXED = {
  /** Of each table and bucket, of the secrets, and of logs and alarms. */
  keys: many(tables) + many(buckets) + 2,
  secrets: keysOf(secrets).filter((name) => secrets[name].kind === 'random').length,
  /** Paid by the metric: of each function that it fails and that it is full, of the API, two of each table and workflow, and that a schedule was missed. */
  alarmMetrics: 2 * many(functions) + 1 + 2 * many(tables) + 2 * many(workflows) + many(schedules),
  dashboards: 1,
} as const

/** The first and the second rotation of a key add a dollar a month each, and later ones nothing; ours rotate once a year. */
export const ROTATED = 2 * FIXED.keys * prices.keyMonth

const GB = 1e9
const MEMORY_GB = 0.5
const READ_UNIT = 4096

/** Dollars a month by service, in a month in which so many people answer, with as many kept from before. */
export function costOf(respondents: number): Readonly<Record<string, number>> {
  const calls = respondents * VISIT.requests
  const gb = (respondents * VISIT.keptBytes) / GB
  const tallyReads = TABULATIONS * Math.ceil((respondents * 200) / READ_UNIT)
  // Every process reads its two secrets when it starts, and starts are a hundredth of calls when few come.
  const starts = calls / 100
  return {
    Lambda: calls * prices.lambdaRequest + calls * VISIT.secondsACall * MEMORY_GB * prices.lambdaGbSecond,
    'HTTP API': calls * prices.apiRequest,
    CloudFront: calls * prices.cloudFrontRequest + ((respondents * VISIT.kilobytes) / 1e6) * prices.cloudFrontGb,
    DynamoDB:
      respondents * (VISIT.draftWrites + VISIT.responseWrites) * prices.tableWrite +
      (respondents * VISIT.draftReads + tallyReads) * prices.tableRead +
      gb * (prices.tableGbMonth + prices.tableRestoreGbMonth),
    S3: TABULATIONS * 12 * prices.bucketPut + 0.01 * prices.bucketGbMonth,
    KMS: FIXED.keys * prices.keyMonth + starts * prices.keyUse,
    'Secrets Manager': FIXED.secrets * prices.secretMonth + 2 * starts * prices.secretRead,
    'Step Functions': (TABULATIONS * (AT_ONCE + 8) + DAYS * 4 + HOURS * 3) * prices.workflowStep,
    CloudWatch: FIXED.alarmMetrics * prices.alarmMonth + FIXED.dashboards * prices.dashboardMonth,
  }
}
