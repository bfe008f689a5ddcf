import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { repeatSlices } from '#shared/disclosure/audit/repeat-slices.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { POLICY } from './published.ts'

/** One made-up person: an answer, several, or a missing state to each question. */
export type Person = Readonly<Record<string, string | readonly string[]>>

export type Community = { readonly survey: Survey; readonly people: readonly Person[] }

/** Questions of five answers, demographics of 7, 5, 6 and 3; shares differ, so that some answers are rare. */
export function communityOf(questions: number, groupVariables: number, people: number, seed = 1): Community {
  const random = generator(seed)
  const ids = Array.from({ length: questions }, (_, i) => `q${i}`)
  const bys = [7, 5, 6, 3, 4, 4, 2, 8].slice(0, groupVariables).map((options, i) => ({ id: `d${i}`, options }))
  const optionsOf = (count: number) => Array.from({ length: count }, (_, i) => `o${i}`)
  const survey: Survey = {
    ...surveyOf([
      section('a', [
        ...ids.map((id) => single(id, optionsOf(5), { auto: ['pns'] })),
        ...bys.map(({ id, options }) => single(id, optionsOf(options), { auto: ['pns'] })),
      ]),
    ]),
    plan: { by: bys.map(({ id }) => id), cross: ids, also: [], except: [] },
  }
  const answer = (options: number) => {
    const draw = random()
    if (draw < 0.03) return '~skipped'
    if (draw < 0.05) return '~pns'
    return `o${Math.floor(options * random() ** 1.7)}`
  }
  const made = Array.from({ length: people }, () =>
    Object.fromEntries([...ids.map((id) => [id, answer(5)]), ...bys.map(({ id, options }) => [id, answer(options)])]),
  )
  return { survey, people: made }
}

/** True counts of some people in every planned table. */
export function count(survey: Survey, people: readonly Person[]): CountedTable[] {
  const fields = new Map(codebookOf(survey).fields.map((field) => [field.question, field]))
  const gave = (person: Person, question: string, answer: string) => [person[question] ?? '~skipped'].flat().includes(answer)
  return reportPlan(survey).tables.map((table) => {
    const field = fields.get(table.question)
    const answers = [...(field?.options ?? []), ...(field?.states ?? []).map((state) => `~${state}`)]
    const groups = table.by === undefined ? [undefined] : (fields.get(table.by)?.options ?? [])
    return {
      ...table,
      slices: groups.map((group) => {
        const members = group === undefined ? people : people.filter((person) => gave(person, table.by ?? '', group))
        return {
          ...(group === undefined ? {} : { group }),
          base: members.length,
          cells: answers.map((answer) => ({ answer, count: members.filter((person) => gave(person, table.question, answer)).length })),
        }
      }),
    }
  })
}

/**
 * A series of releases of who is a member at each; a slice is computed again after ten changes in it.
 */
export function seriesFrom(survey: Survey, snapshots: readonly (readonly Person[])[], key = keyOf(1)): PublishedReport[] {
  const made: PublishedReport[] = []
  const computed = new Map<string, ReadonlySet<Person>>()
  snapshots.forEach((people, i) => {
    const outcome = protect({ study: studyPlan(survey), tables: count(survey, people), release: i + 1 }, key)
    if (outcome.kind !== 'protected' || outcome.report.policy.profile !== 'rounded') throw new Error('refused')
    const last = made.at(-1)
    const slices = outcome.report.tables.flatMap(({ by, slices }) => slices.map(({ group }) => ({ by, group })))
    const frozen = new Set<string>()
    for (const [name, members] of membersBySlice(slices, people)) {
      const before = computed.get(name)
      if (before && changesBetween(before, members) < 10) frozen.add(name)
      else computed.set(name, members)
    }
    const tables = last ? repeatSlices(outcome.report.tables, last.tables, frozen) : outcome.report.tables
    made.push({ release: i + 1, survey, policy: POLICY, tables })
  })
  return made
}

function membersBySlice(
  slices: readonly { readonly by: string | undefined; readonly group: string | undefined }[],
  people: readonly Person[],
): ReadonlyMap<string, ReadonlySet<Person>> {
  return new Map(
    slices.map(({ by, group }) => [
      by === undefined ? '' : `${by}=${group}`,
      new Set(by === undefined ? people : people.filter((person) => [person[by]].flat().includes(group))),
    ]),
  )
}

/** A series in which the first so many people have joined by each release; nobody leaves. */
export function seriesOf({ survey, people }: Community, sizes: readonly number[], key = keyOf(1)): PublishedReport[] {
  return seriesFrom(
    survey,
    sizes.map((size) => people.slice(0, size)),
    key,
  )
}

function changesBetween(before: ReadonlySet<Person>, after: ReadonlySet<Person>): number {
  const [left, joined] = [[...before].filter((each) => !after.has(each)), [...after].filter((each) => !before.has(each))]
  return left.length + joined.length
}

export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
