/**
 * The prices of AWS, in dollars: public list prices of us-east-1 as known in the middle of 2025, without any free tier. Other
 * regions ask up to a fifth more. Prices change: compare with https://aws.amazon.com/pricing/ and put a new day.
 */
export const PRICES_OF = '2025-06-30'

const MILLION = 1e6

export const prices = {
  lambdaRequest: 0.2 / MILLION,
  /** arm64, a gigabyte for a second. */
  lambdaGbSecond: 0.0000133334,
  apiRequest: 1 / MILLION,
  cloudFrontRequest: 0.01 / 10_000,
  cloudFrontGb: 0.085,
  tableWrite: 0.625 / MILLION,
  tableRead: 0.125 / MILLION,
  tableGbMonth: 0.25,
  tableRestoreGbMonth: 0.2,
  bucketPut: 0.005 / 1000,
  bucketGbMonth: 0.023,
  keyMonth: 1,
  keyUse: 0.03 / 10_000,
  secretMonth: 0.4,
  secretRead: 0.05 / 10_000,
  workflowStep: 0.025 / 1000,
  alarmMonth: 0.1,
} as const
