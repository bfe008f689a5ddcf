import type { Survey } from '#shared/survey/survey.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { assertConsistent } from '../counted.ts'
import { isNearlyEverybody, topCoded } from '../covered.ts'
import { labelOf, type Predicate, samePeople } from '../label.ts'
import { offsetOf } from '../offset.ts'
import { percentOf } from '../percent.ts'
import { type Bounded, type InWords, type ReportCell, type ReportTable, type RoundedPolicy, sealReport } from '../report.ts'
import { hiddenBounds, isEnough, roundCount, shownBounds } from '../rounding.ts'
import { averageOf, scoresOf } from '../scored.ts'
import type { Pace } from '../series/pace.ts'
import { type PlaceInTable, type Structure, structureOf } from '../structure.ts'
import type { Profile, Refusal } from './profile.ts'

/** Threshold and base as in ACRO and ONS 10-5. The least printed count, 15, stands for 11 people or more, as CMS asks. */
const POLICY: RoundedPolicy = { profile: 'rounded', method: 1, k: 10, b: 5, minSlice: 30, minRelease: 50 }

/** As many changes as the least count behind a printed number, or twice and a half that for a whole release. */
const PACE: Pace = { heldBackOneIn: 10, releaseChanges: 25, sliceChanges: 10, jitter: 10 }

const TOO_FEW: Refusal = {
  reason: 'too_few_answers',
  message:
    'There are not enough answers yet to share any of them safely. Nothing was counted out. Ask again when more people have answered.',
}

/**
 * Random rounding of every count, with a secret offset that is fixed for the people it counts; small counts, small
 * groups and small releases are not shown. What is shown or not is decided on rounded values alone.
 */
function roundedProfile(policy: RoundedPolicy, pace: Pace): Profile {
  if (policy.k % policy.b !== 0) throw new Error('k must be a multiple of b')
  return {
    pace,
    rounding: policy,
    protect: ({ survey, tables, release, redrawn }, key) => {
      assertConsistent(survey, tables)
      const round: Round = (people, count) => {
        const label = labelOf(survey.id, people)
        return roundCount(count, offsetOf(key, label, policy.b, redrawn?.get(label)), policy.b)
      }
      const everyone = tables.find((table) => table.by === undefined)?.slices[0]?.base ?? 0
      const rounded = round([], everyone)
      if (!isEnough(rounded, policy.minRelease, policy.b)) return { kind: 'refused', refusal: TOO_FEW }
      const structure = structureOf(survey)
      const protectedTables = tables.map((table) =>
        protectTable({ survey, structure, policy, round, release, everyone: shownBounds(rounded, policy.b) }, table),
      )
      return { kind: 'protected', report: sealReport({ policy, inWords: inWords(policy), tables: protectedTables }) }
    },
  }
}

export const rounded = roundedProfile(POLICY, PACE)

function inWords({ k, b, minSlice, minRelease }: RoundedPolicy): InWords {
  return [
    `Every number is rounded at random to a multiple of ${b}, always the same way for the same people. It is at most ${b - 1} away from the true number.`,
    `A number that rounds to less than ${k + b} is not shown, and zero is treated like any other small number. Every number shown stands for more than ${k} people.`,
    `A number that rounds to its whole group is shown as "nearly everybody". Now and then another number is hidden too, because a hidden one could be worked out from it.`,
    `A group that rounds to less than ${minSlice + b} people is not shown, nor is a group of nearly everybody, nor a report on fewer than ${minRelease} people.`,
    'Percentages, means and medians are made from the rounded numbers and from nothing else.',
    'A mean is given when the numbers not shown cannot move it by more than 0.3, a median when they cannot move it at all. The low and high values hold the true mean.',
  ]
}

/** Rounds how many people share these predicates. */
type Round = (people: readonly Predicate[], count: number) => number

type Context = {
  readonly survey: Survey
  readonly structure: Structure
  readonly policy: RoundedPolicy
  readonly round: Round
  readonly release: number
  /** How many people the report is on. */
  readonly everyone: Bounded
}

function protectTable(context: Context, { id, question, by, slices }: CountedTable): ReportTable {
  const scores = scoresOf(context.survey, question)
  return {
    id,
    question,
    ...(by === undefined ? {} : { by }),
    slices: slices.map((slice) => {
      const place = { question, by, group: slice.group }
      const base = protectBase(context, place, slice)
      const cells = protectCells(context, place, slice, base)
      const average = averageOf(cells, scores)
      return {
        ...(slice.group === undefined ? {} : { group: slice.group }),
        ...(base ? { base } : {}),
        asOf: context.release,
        cells,
        ...(average ? { average } : {}),
      }
    }),
  }
}

function protectBase({ policy, structure, round, everyone }: Context, place: PlaceInTable, slice: CountedSlice): Bounded | undefined {
  const rounded = round(structure.predicatesOfGroup(place), slice.base)
  if (!isEnough(rounded, policy.minSlice, policy.b)) return undefined
  // Whoever is outside a group is a group too, and its numbers are the difference to everyone's.
  return place.by !== undefined && isNearlyEverybody(rounded, everyone) ? undefined : shownBounds(rounded, policy.b)
}

function protectCells({ policy, structure, round }: Context, place: PlaceInTable, slice: CountedSlice, base?: Bounded): ReportCell[] {
  const asked = structure.canBeAsked(place)
  return slice.cells.map(({ answer, count }) => {
    if (!asked) return { answer, status: 'not_asked' }
    if (!base) return { answer, status: 'group_too_small' }
    const rounded = round(structure.predicatesOf(place, answer), count)
    if (!isEnough(rounded, policy.k, policy.b)) return { answer, status: 'hidden_small', ...hiddenBounds(policy.k, policy.b) }
    if (isNearlyEverybody(rounded, base) && !samePeople(structure.predicatesOf(place, answer), structure.predicatesOfGroup(place)))
      return topCoded(answer, base)
    const shown = shownBounds(rounded, policy.b)
    const percent = percentOf(shown, base)
    return { answer, status: 'published', count: shown, ...(percent ? { percent } : {}) }
  })
}
