import { expect, it } from 'vitest'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import type { SliceRef } from '#shared/disclosure/structure/survey-structure.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { kindsOf, saidOf } from '#test/attack/disclosure/support/kinds.ts'
import { anySurvey } from './any-survey.ts'
import { MEN_ARE_ASKED_WHY as survey } from './men-are-asked-why.ts'

function labelOf(printed: PrintedCells, question: string, answer: string, group?: string): string {
  return printed.label(group === undefined ? { question } : { question, by: 'sex', group }, answer)
}

it('people have one label within a group where they have it there alone', () => {
  const printed = new PrintedCells(survey, reportPlan(survey).tables)
  const inGroup = (group?: string) => [
    labelOf(printed, 'often', '~skipped', group),
    labelOf(printed, 'why', '~not_shown', group),
    labelOf(printed, 'how', '~not_shown', group),
  ]

  expect(new Set(inGroup('f')).size).toBe(1)
  // Everybody who skipped how often: women and men, and of them the men are asked why.
  const [skipped, why, how] = inGroup()
  expect(how).toBe(skipped)
  // Who said nothing of their sex, and skipped, was not asked why either.
  expect(why).not.toBe(skipped)
})

it('numbers of methods before keep the labels that they were printed with', () => {
  const printed = new PrintedCells(survey, reportPlan(survey).tables, false)

  expect(labelOf(printed, 'why', '~not_shown', 'f')).not.toBe(labelOf(printed, 'often', '~skipped', 'f'))
})

it('two cells have one label if, and only if, the same people are in them: every cell of 60 surveys, by every kind of person there can be', () => {
  let [sets, shared] = [0, 0]
  for (let seed = 1; seed <= 60; seed++) {
    const any = anySurvey(seed, { questions: 4, options: 3, groupings: 1 + (seed % 2) })
    const kinds = kindsOf(any)
    if (kinds.length > 20_000) continue
    const { tables } = reportPlan(any)
    const printed = new PrintedCells(any, tables)
    const peopleIn = ({ question, by, group }: SliceRef, answer?: string) =>
      kinds
        .flatMap((kind, at) => {
          const isIn = (by === undefined || saidOf(kind, by, group ?? '')) && (answer === undefined || saidOf(kind, question, answer))
          return isIn ? [at] : []
        })
        .join()
    const [labels, people] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
    for (const table of tables) {
      for (const place of printed.slices(table)) {
        for (const answer of [undefined, ...printed.answers(table.question)]) {
          const [name, label] = [peopleIn(place, answer), printed.label(place, answer)]
          if (name === '') continue
          labels.set(name, (labels.get(name) ?? new Set()).add(label))
          people.set(label, (people.get(label) ?? new Set()).add(name))
          sets++
        }
      }
    }
    expect(
      [...labels.values()].filter(({ size }) => size > 1),
      `survey ${seed}`,
    ).toEqual([])
    expect(
      [...people.values()].filter(({ size }) => size > 1),
      `survey ${seed}`,
    ).toEqual([])
    shared += sets - people.size
  }
  expect(sets).toBeGreaterThan(3_000)
  expect(shared).toBeGreaterThan(0)
})
