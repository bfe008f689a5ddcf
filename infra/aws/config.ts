import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { CodedError } from '#shared/problem.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import { CAPACITY } from '../capacity.ts'
import { keysOf } from '../keys-of.ts'
import { tables } from '../topology.ts'

/** The stage that shows what would be deployed; it belongs to nobody, so it can be synthesised and not deployed. */
export const EXAMPLE = 'example'

const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, 'a stage is named with up to 12 small letters and digits, a letter first, for example prod')

const settings = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region looks like eu-central-1'),
  /** Without it, the account of the person who deploys. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account has 12 digits')
    .optional(),
  /** The name that people will read in the link. CloudFront takes certificates from us-east-1 only. */
  domain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/, 'a certificate of ACM in us-east-1'),
    })
    .optional(),
  alarmEmail: z.email(),
  monthlyBudgetUsd: z.number().min(1).max(100_000),
  /** Whether there is a page with failures and slowness by the day, for three dollars a month. The alarms tell of the same. */
  dashboard: z.boolean().default(false),
  /** Completed responses a second: what throttles, concurrency, tables and limits are made for. A small community sets less, and a flood costs it less. */
  capacity: z
    .strictObject({ sustained: z.number().min(0.1), burst: z.number().min(1).max(1000) })
    .refine(({ sustained, burst }) => sustained <= burst, 'a burst is at least what is sustained')
    .default(CAPACITY),
  /** The public half of the key that opens stories, 32 bytes in base64. The other half never comes to this account. */
  storyPublicKey: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'a public key is 32 bytes in base64'),
  /** Which key CloudFront shows to the functions; a higher number makes a new one (docs/deploy.md, "What may rotate"). */
  edgeKey: z.int().min(1).default(1),
  /** The name that the account was bootstrapped with for the CDK. */
  bootstrapQualifier: z
    .string()
    .regex(/^[a-z0-9]{1,10}$/)
    .default('hnb659fds'),
  /** The hash of the founding charter of the board that decides here: `chorus board init` prints it. Without it, only trials are possible. */
  board: sha256Hex.optional(),
  /** While true, a table can be restored to a copy (docs/deploy.md, "Restore"). */
  restoring: z.boolean().default(false),
  /** Which tables are restored copies: the number of the copy by the name of the table. */
  restored: z.partialRecord(z.enum(keysOf(tables)), z.int().min(1)).default({}),
})

export type Config = z.infer<typeof settings> & { readonly stage: string }

/** Checks the settings of a stage. Throws one error that names every wrong field. `where` is said in it. */
export function configOf(stage: string, values: unknown, where: string): Config {
  const name = stageName.safeParse(stage)
  const rest = settings.safeParse(values)
  const problems = [...(name.error?.issues ?? []), ...(rest.error?.issues ?? [])].map(
    (issue) => `  ${issue.path.join('.') || 'stage'}: ${issue.message}`,
  )
  // The example's key opens for nobody: what people write would be lost.
  if (stage !== EXAMPLE && rest.data && /^A+=$/.test(rest.data.storyPublicKey)) {
    problems.push("  storyPublicKey: this is the example's; make one with npm run story-key")
  }
  if (!name.success || !rest.success || problems.length > 0)
    throw new CodedError('stage-file', `${where} is not a stage that can be deployed:\n${problems.join('\n')}`)
  return { ...rest.data, stage: name.data }
}

/** The settings of a stage are in `infra/aws/stages/<stage>.json`. */
export function readConfig(stage: string): Config {
  const file = `infra/aws/stages/${stage}.json`
  return configOf(stage, JSON.parse(readStage(stage, file)), file)
}

function readStage(stage: string, file: string): string {
  try {
    return readFileSync(join(import.meta.dirname, 'stages', `${stageName.parse(stage)}.json`), 'utf8')
  } catch {
    throw new CodedError(
      'stage-file',
      `There is no ${file}. Copy infra/aws/stages/${EXAMPLE}.json to it and fill it in, or name another stage.`,
    )
  }
}
