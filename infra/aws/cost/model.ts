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
  responseWrites: 3,
  keptBytes: 1500,
} as const

/** A report a week, and every deployment has these things, used or not. */
const TABULATIONS = 4
export const FIXED = { keys: 8, secrets: 2, alarms: 11, dashboards: 1 } as const

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
    'Secrets Manager': FIXED.secrets * prices.secretMonth + starts * prices.secretRead,
    'Step Functions': TABULATIONS * (AT_ONCE + 6) * prices.workflowStep,
    CloudWatch: FIXED.alarms * prices.alarmMonth + FIXED.dashboards * prices.dashboardMonth,
  }
}
