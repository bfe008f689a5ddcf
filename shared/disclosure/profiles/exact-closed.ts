import { exactRisks } from '#shared/survey/exact-risks.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { CountedSlice } from '#shared/tabulate/table.ts'
import { type StudyKey, secretDraw } from '../keyed-draws.ts'
import { COUNT } from '../linear/linear-problem.ts'
import type { Solver } from '../linear/solver.ts'
import type { ExactClosedPolicy } from '../policy.ts'
import { type InWords, protectedReport } from '../protected-report.ts'
import { type Bounded, exactly, type ReportCell, type ReportTable } from '../report.ts'
import type { Label, SliceRef } from '../structure/survey-structure.ts'
import { type ClosedPlan, closedPlan } from '../suppression/closed-plan.ts'
import { secondarySuppression, Unprotectable } from '../suppression/secondary-suppression.ts'
import type { ReaderKnowledge } from '../suppression/table-reader.ts'
import { validateTables } from '../validate-tables.ts'
import { everyoneIn } from './perturbed.ts'
import { ALREADY_FINAL, MEANS_IN_WORDS, type Profile, type Refusal, type ToProtect, tooFew } from './profile.ts'
import { reportTables } from './report-tables.ts'

/** The width leaves two candidates or more to three insiders who know which hidden cell each of them is in. */
const POLICY: ExactClosedPolicy = { profile: 'exact-closed', method: 1, k: 10, minSlice: 30, minRelease: 50, width: 5 }

/** So many outcomes has a lot. */
const LOTS = 2 ** 40
/** Each number is hidden without a need with this chance, so that no counts are excluded by what is hidden. */
const HIDDEN_AT_RANDOM = 0.001

const NOT_SAFE: Refusal = {
  reason: 'not_safe',
  message:
    'However many numbers are hidden, one of the small ones could still be worked out from the others. Nothing was written. Leave out groups, or use another way of protecting the survey.',
}

/**
 * Exact counts for one final report on a closed survey. Small counts are hidden, zero among them, and as many large ones
 * as it takes for no reader to work a small one out from all tables together.
 */
export const exactClosed: Profile = {
  pace: 'once',
  protect(input, key) {
    const { study, tables, release, solver } = input
    validateTables(study.printed, tables)
    if (release > 1) return { kind: 'refused', refusal: ALREADY_FINAL }
    const risky = notForExact(study.survey)
    if (risky) return { kind: 'refused', refusal: risky }
    if (everyoneIn(tables).count < POLICY.minRelease) return { kind: 'refused', refusal: tooFew(POLICY.minRelease) }
    if (!solver) throw new Error('exact numbers cannot be protected without a solver')
    const hidden = hiddenLabels(input, key, solver)
    if (!hidden) return { kind: 'refused', refusal: NOT_SAFE }
    const printed = exactTables(input, hidden)
    return { kind: 'protected', report: protectedReport({ policy: POLICY, inWords: inWords(POLICY), tables: printed }) }
  },
}

/** Undefined when every sum of the survey's numbers is one that this profile uses. */
function notForExact(survey: Survey): Refusal | undefined {
  const risks = exactRisks(survey)
  if (risks.length === 0) return undefined
  return {
    reason: 'not_safe',
    message: [
      'From exact numbers of this survey, hidden ones could be worked out. Nothing was written.',
      ...risks.map(({ message, remedy }) => `Here ${message}. ${remedy}.`),
    ].join(' '),
  }
}

function inWords({ k, minSlice, minRelease, width }: ExactClosedPolicy): InWords {
  return [
    'Every number shown is exact. This is the only report on this survey there will ever be: a second one, compared with the first, could give single people away.',
    `A number under ${k} is not shown, and zero is treated like any other small number. Larger numbers are hidden too where a small one could be worked out from them.`,
    'Which of the larger numbers is hidden is drawn by a secret lot, and one in a thousand is hidden without a need. So a reader who knows how this is done excludes nothing, but can hold some small numbers for likelier than others.',
    `What all tables together say of a hidden small number leaves a range of at least ${width + 1} numbers for it.`,
    `A group under ${minSlice} people is not shown, nor a report on fewer than ${minRelease} people.`,
    'Percentages, means and medians are made from the numbers shown and from nothing else.',
    MEANS_IN_WORDS,
  ]
}

/** The sets of people whose number is not printed anywhere; undefined when no choice of them is safe. */
function hiddenLabels({ study, tables, release }: ToProtect, key: StudyKey, solver: Solver): ReadonlySet<Label> | undefined {
  const plan = closedPlan(study.printed, tables, (base) => base >= POLICY.minSlice)
  const { table, labels, blank } = plan
  const guarded = table.cells.filter((cell) => isSmall(plan, cell) || blank.has(cell))
  const drawn = drawnBesides(key, release)
  const order = byLot(plan, (label) => drawn.share('order', label))
  try {
    const secondary = secondarySuppression(solver, table, guarded, { width: POLICY.width, knowledge: statusesOf(plan), order })
    const hidden = [...guarded, ...secondary].flatMap((cell) => labels.get(cell) ?? [])
    return new Set([...hidden, ...[...labels.values()].filter((label) => drawn.share('hide at random', label) < HIDDEN_AT_RANDOM)])
  } catch (error) {
    if (error instanceof Unprotectable) return undefined
    throw error
  }
}

function isSmall({ table }: ClosedPlan, cell: number): boolean {
  return (table.truth[cell] ?? 0) < POLICY.k
}

/** A number in 0 to 1 for people and a purpose, which the key fixes and no count has to do with. */
function drawnBesides(key: StudyKey, release: number) {
  const share = (purpose: 'order' | 'hide at random', label: Label) => (secretDraw(key, purpose, [release, label], LOTS) + 0.5) / LOTS
  return { share }
}

/**
 * The order in which cells earn their publication: by lot, in which large counts win more often. If it followed from the counts, a reader could
 * run this program on all counts that fit, and would find the one hidden number that would have been chosen.
 */
function byLot({ table, labels }: ClosedPlan, share: (label: Label) => number): readonly number[] {
  const won = new Map([...labels].map(([cell, label]) => [cell, -Math.log(share(label)) * Math.sqrt(table.truth[cell] ?? 0)]))
  return table.cells.toSorted((a, b) => (won.get(b) ?? 0) - (won.get(a) ?? 0))
}

/** A status says on which side of k a hidden number is; a group too small to show says nothing of its cells. */
function statusesOf(plan: ClosedPlan): ReaderKnowledge {
  const small = { low: 0, high: POLICY.k - 1 }
  const large = { low: POLICY.k, high: Number.POSITIVE_INFINITY }
  return new Map(plan.table.cells.map((cell) => [cell, plan.blank.has(cell) ? COUNT : isSmall(plan, cell) ? small : large]))
}

function exactTables({ study, tables, release }: ToProtect, hidden: ReadonlySet<Label>): ReportTable[] {
  const { printed, survey } = study
  const everyone = exactly(everyoneIn(tables).count)
  const isHidden = (place: SliceRef, answer?: string) => hidden.has(printed.label(place, answer))

  const cellsOf = (place: SliceRef, slice: CountedSlice, base: Bounded | undefined): ReportCell[] =>
    slice.cells.map(({ answer, count }) => {
      if (!printed.canBeAsked(place)) return { answer, status: 'not_asked' }
      if (slice.base < POLICY.minSlice) return { answer, status: 'group_too_small' }
      if (count < POLICY.k) return { answer, status: 'hidden_small', low: 0, high: POLICY.k - 1 }
      if (isHidden(place, answer)) return { answer, status: 'hidden_secondary', low: POLICY.k, high: (base ?? everyone).high }
      return { answer, status: 'published', count: exactly(count) }
    })
  return reportTables({ survey, tables, asOf: release }, (place, slice) => {
    const base = slice.base < POLICY.minSlice || isHidden(place) ? undefined : exactly(slice.base)
    return { base, cells: cellsOf(place, slice, base) }
  })
}
