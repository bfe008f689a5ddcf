import * as z from 'zod'
import { people } from '#shared/release/standing.ts'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'
import { attackedPiece, auditPiece, encryptedTally, shard } from './partials.ts'

/**
 * The input and the output of each step of the tabulation workflow. A workflow starts with a survey version and a release number;
 * every step gets these, its own name, and what the steps before it gave: `tally` one item of `shards`, `release` the `tallies`
 * of all shards, `tidy` what was `made`, which it gives back. A `release` with a long audit gives `pieces` of it: `attack` gets one of
 * them, and `release` is called again with all that were `attacked` so far. What is not declared here neither enters nor leaves.
 */

const surveyVersion = z.strictObject({ id: plainId, hash: sha256Hex })
export const start = z.strictObject({
  survey: surveyVersion,
  /** Which of the study's releases this makes: 1, 2, ... Asking twice for the same one makes one. */
  release: z.int().min(1),
  /** The day of the snapshot; without it, today. */
  date: z.iso.date().optional(),
  /** Whether those who answered exist: real, unless it is said that they are made up. */
  people: people.optional(),
})

const candidate = z.strictObject({
  outcome: z.literal('candidate'),
  /** Key of the folder in the bucket of candidates; ends in `/`. */
  prefix: z.string(),
  releaseId: z.string(),
  /** Rows of report.csv, and how many of them have no count. */
  cells: z.int(),
  hidden: z.int(),
})

const refused = z.strictObject({
  outcome: z.literal('refused'),
  reason: z.enum([
    'too_few_answers',
    'too_few_changes',
    'definition_changed',
    'already_final',
    'no_more_reports',
    'not_safe',
    'budget_spent',
  ]),
  message: z.string(),
})

/** The result of a whole run. */
export const made = z.discriminatedUnion('outcome', [candidate, refused])
export type Made = z.infer<typeof made>

const attacked = z.array(attackedPiece).optional()

export const input = z.discriminatedUnion('step', [
  start.extend({ step: z.literal('plan') }),
  start.extend({ step: z.literal('tally'), shard }),
  start.extend({ step: z.literal('release'), tallies: z.array(encryptedTally), attacked }),
  start.extend({ step: z.literal('attack'), piece: auditPiece }),
  start.extend({ step: z.literal('tidy'), tallies: z.array(encryptedTally), attacked, made }),
])
export type Input = z.infer<typeof input>
export type ReleaseStepInput = Extract<Input, { step: 'release' }>

export type AttackStepInput = Extract<Input, { step: 'attack' }>

const planned = z.strictObject({ shards: z.array(shard) })
const handedOut = z.strictObject({ pieces: z.array(auditPiece).min(1) })
export type PiecesHandedOut = z.infer<typeof handedOut>

export const output = z.union([planned, encryptedTally, handedOut, attackedPiece, candidate, refused])
export type Output = z.infer<typeof output>
