import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { offsetsOf } from '#shared/disclosure/policy.ts'
import { protect } from '#shared/disclosure/protect.ts'
import { carryOver } from '#shared/disclosure/series/carry-over.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'

/** One made-up person: an answer (or a missing state) to each question. */
export type Person = Readonly<Record<string, string>>

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
  return reportPlan(survey).tables.map((table) => {
    const field = fields.get(table.question)
    const answers = [...(field?.options ?? []), ...(field?.states ?? []).map((state) => `~${state}`)]
    const groups = table.by === undefined ? [undefined] : (fields.get(table.by)?.options ?? [])
    return {
      ...table,
      slices: groups.map((group) => {
        const members = group === undefined ? people : people.filter((person) => person[table.by ?? ''] === group)
        return {
          ...(group === undefined ? {} : { group }),
          base: members.length,
          cells: answers.map((answer) => ({ answer, count: members.filter((person) => person[table.question] === answer).length })),
        }
      }),
    }
  })
}

/** A series in which the first so many people have joined by each release; nobody leaves. Slices with fewer than 10 newcomers stay as they were. */
export function seriesOf({ survey, people }: Community, sizes: readonly number[], key = keyOf(1)): PublishedReport[] {
  const made: PublishedReport[] = []
  const computed = new Map<string, number>()
  sizes.forEach((size, i) => {
    const tables = count(survey, people.slice(0, size))
    const outcome = protect({ survey, tables, release: i + 1 }, key)
    if (outcome.kind !== 'protected') throw new Error('refused')
    const bases = new Map(
      tables.flatMap((table) => table.slices.map(({ group, base }) => [group === undefined ? '' : `${table.by}=${group}`, base] as const)),
    )
    const last = made.at(-1)
    const frozen = new Set(last ? [...bases].filter(([slice, base]) => base - (computed.get(slice) ?? 0) < 10).map(([slice]) => slice) : [])
    for (const [slice, base] of bases) if (!frozen.has(slice)) computed.set(slice, base)
    const published = last ? carryOver(outcome.report.tables, last.tables, frozen) : outcome.report.tables
    made.push({ release: i + 1, survey, policy: offsetsOf(outcome.report.policy), tables: published })
  })
  return made
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
