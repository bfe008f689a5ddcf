import { audited, type Gate } from '#shared/disclosure/audit/release-gate.ts'
import { STUDY_KEY_BYTES, type StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { addMembers, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { countedSince, memberOf } from '#shared/disclosure/series/membership.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { randomFrom } from '#shared/made-up-people/random.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Survey } from '#shared/survey/survey.ts'

export type MadeUpReport = {
  /** Absent where there is no report: too few people, or none that is safe. */
  readonly tables?: readonly ReportTable[]
  /** True counts of the made-up people behind it. */
  readonly counted: ReturnType<typeof tablesOf>
}

/** Lets everything through: what rounding and thresholds alone leave, in a moment. */
export const UNAUDITED: Gate = (_, { report }) => ({ kind: 'passed', report, checks: [], repaired: [], rounds: 0 })

/**
 * The first report on so many made-up people, some of whom wait, with everything done to it that is done to a real one. `draw` decides who
 * they are, how common each answer is, and the key. With another `gate` neither the key nor the report is audited.
 */
export function firstReport(solver: Solver, survey: Survey, people: number, draw: number, gate: Gate = audited): MadeUpReport {
  const study = studyPlan(survey)
  const seed = `expect ${draw}`
  const key = madeUpKey(seed)
  const population = populationOf(survey, seed)
  const admitted = Array.from({ length: people }, (_, index) => index).flatMap((index) => {
    const id = idOf(index)
    const since = countedSince(key, study.profile.pace, { known: new Map(), release: 1 }, memberOf(key, id))
    if (since === undefined) return []
    const { answers } = drawPerson(survey, population, seed, index)
    return [{ id, answers: encodeAnswers(study.plan.codebook, closedOf(survey, answers)), since }]
  })
  const counted = addMembers(nobodyCounted(study, 1), study, key, admitted)
  const tables = tablesOf(counted)
  const random = randomFrom(seed, 'noise')
  const next = nextRelease({ study, tables, cohorts: counted.cohorts }, undefined, {
    key,
    redrawn: () => (gate === audited ? redrawnOffsets(solver, study, key) : new Map()),
    solver,
    random: (bytes) => Uint8Array.from({ length: bytes }, () => random.below(256)),
    audit: (candidate) => gate(solver, candidate),
  })
  return { counted: tables, ...(next.kind === 'made' ? { tables: next.report.tables } : {}) }
}

function closedOf(survey: Survey, answers: Parameters<typeof encodeAnswers>[1]): Parameters<typeof encodeAnswers>[1] {
  const written = new Set(survey.sections.flatMap(({ questions }) => questions.filter(({ type }) => type === 'text').map(({ id }) => id)))
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !written.has(question)))
}

function madeUpKey(seed: string): StudyKey {
  const random = randomFrom(seed, 'key')
  return Uint8Array.from({ length: STUDY_KEY_BYTES }, () => random.below(256))
}

function idOf(index: number): Uint8Array {
  const id = new Uint8Array(4)
  new DataView(id.buffer).setUint32(0, index)
  return id
}
