import { expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { MEN_ARE_ASKED_WHY as survey } from '#test/unit/disclosure/men-are-asked-why.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'

const SILENT_WOMEN = 43

const said = (option: string) => ({ state: 'answered' as const, options: [option] })
const people = Array.from({ length: 300 }, (_, at) => {
  const sex = at % 2 ? 'm' : 'f'
  const isSilent = at % 2 === 0 && at < 2 * SILENT_WOMEN
  return applySkipLogic(
    survey,
    { sex: said(sex), ...(isSilent ? {} : { often: said('once') }), why: said('yes'), how: said('yes') },
    new Set(),
  )
})

/** The counts that both printed numbers of the women leave open, for each of 100 keys. */
function valuesLeft(oneLabel: boolean): number[] {
  const whole = studyPlan(survey)
  const study = { ...whole, printed: new PrintedCells(survey, whole.plan.tables, oneLabel) }
  const tables = countedTables(
    addResponses(
      emptyTally(whole.plan),
      people.map((answers) => encodeAnswers(whole.plan.codebook, answers)),
    ),
  )
  return Array.from({ length: 100 }, (_, key) => {
    const outcome = protect({ study, tables, release: 1 }, keyOf(key))
    if (outcome.kind !== 'protected') throw new Error('there is no report')
    const ranges = [
      ['often:sex', '~skipped'],
      ['why:sex', '~not_shown'],
    ].map(([table, answer]) => {
      const slice = outcome.report.tables.find(({ id }) => id === table)?.slices.find(({ group }) => group === 'f')
      const cell = slice?.cells.find((each) => each.answer === answer)
      if (cell?.status !== 'published') throw new Error('the number is not printed')
      return cell.count
    })
    const [low, high] = [Math.max(...ranges.map((each) => each.low)), Math.min(...ranges.map((each) => each.high))]
    expect(SILENT_WOMEN).toBeGreaterThanOrEqual(low)
    expect(SILENT_WOMEN).toBeLessThanOrEqual(high)
    return high - low + 1
  })
}

it('two numbers of the same people leave nine counts open where they have one label, and four where they had two', () => {
  expect(new Set(valuesLeft(true))).toEqual(new Set([9]))
  expect(Math.min(...valuesLeft(false))).toBe(4)
})

/** The share of counts whose best guess is right, from numbers with so many secrets of their own; `near` says which secrets go together. */
function bestGuess(labels: number, near: (offsets: readonly number[]) => boolean = () => true): number {
  let secrets: number[][] = [[]]
  for (let label = 0; label < labels; label++) secrets = secrets.flatMap((some) => [0, 1, 2, 3, 4].map((offset) => [...some, offset]))
  const likely = new Map<string, Map<number, number>>()
  const own = secrets.filter(near)
  // What is printed repeats itself after five counts: those around 100 show all of it.
  for (let count = 80; count < 130; count++) {
    for (const offsets of own) {
      const printed = offsets.map((offset) => 5 * Math.floor((count + offset) / 5)).join()
      const counts = likely.get(printed) ?? new Map<number, number>()
      likely.set(printed, counts.set(count, (counts.get(count) ?? 0) + 1))
    }
  }
  const middle = [...likely].filter(([printed]) => Number(printed.split(',')[0]) === 100)
  const all = middle.flatMap(([, counts]) => [...counts.values()]).reduce((sum, each) => sum + each, 0)
  return middle.reduce((sum, [, counts]) => sum + Math.max(...counts.values()), 0) / all
}

it('the best guess of a count is right 20 times in 100 with one label, and 30 times with two: 26 where the audit of the key leaves three candidates', () => {
  const within = ([one = 0, other = 0]: readonly number[]) => Math.abs(one - other) <= 2

  expect([bestGuess(1), bestGuess(2), bestGuess(2, within)].map((each) => Math.round(100 * each))).toEqual([20, 30, 26])
})
