import { codebookOf } from '#shared/survey/codebook.ts'
import type { Disclosure, Survey } from '#shared/survey/survey.ts'
import type { CountedCell, CountedTable } from '#shared/tabulate/table.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'

/** A small survey: two questions of a single choice, one with scores, and age. */
export function surveyWith(disclosure: Disclosure): Survey {
  const survey = surveyOf([
    section('a', [
      single('q', ['yes', 'no', 'maybe']),
      single('rating', [
        { id: 'low', score: 1 },
        { id: 'mid', score: 2 },
        { id: 'high', score: 3 },
      ]),
      single('age', ['young', 'middle', 'old']),
    ]),
  ])
  return { ...survey, disclosure }
}

/** The answers of one person: each an answer, or nothing. */
export type Person = { readonly q?: string; readonly rating?: string; readonly age?: string; readonly key: bigint }

/** Every table of the plan, counted by looking at each person for each cell: slow, plain, and not the code under test. */
export function countByHand(survey: Survey, people: readonly Person[]): CountedTable[] {
  const questions = ['q', 'rating', 'age'] as const
  const options = new Map(codebookOf(survey).fields.map((field) => [field.question, field.options]))
  const cell = (answer: string, members: readonly Person[]): CountedCell => ({
    answer,
    count: members.length,
    key: sumOf(members),
  })
  const slice = (question: (typeof questions)[number], members: readonly Person[]) => ({
    base: members.length,
    key: sumOf(members),
    cells: [...(options.get(question) ?? []), '~skipped'].map((answer) =>
      cell(
        answer,
        members.filter((each) => (each[question] ?? '~skipped') === answer),
      ),
    ),
  })
  return questions.flatMap((question): CountedTable[] => [
    { id: question, question, slices: [slice(question, people)] },
    ...(question === 'age'
      ? []
      : [
          {
            id: `${question}:age`,
            question,
            by: 'age',
            slices: (options.get('age') ?? []).map((group) => ({
              group,
              ...slice(
                question,
                people.filter((each) => each.age === group),
              ),
            })),
          },
        ]),
  ])
}

/** The sum of 32 bits of each person's key, modulo 2^32. */
function sumOf(members: readonly Person[]): bigint {
  return BigInt.asUintN(
    32,
    members.reduce((sum, each) => sum + each.key, 0n),
  )
}

/** People from a number, unevenly spread, some silent. */
function someone(seed: number): Person {
  const draw = mixed(seed)
  const pick = (from: readonly string[], bits: number) => {
    const of = (draw >>> bits) % 64
    return of < 3 ? undefined : from[of < 36 ? 0 : of < 55 ? 1 : 2]
  }
  const [q, rating, age] = [pick(['yes', 'no', 'maybe'], 0), pick(['mid', 'low', 'high'], 8), pick(['old', 'middle', 'young'], 16)]
  return {
    key: BigInt(mixed(seed + 1)) * 2n ** 96n + BigInt(mixed(seed + 2)) * 2n ** 40n + BigInt(seed),
    ...(q ? { q } : {}),
    ...(rating ? { rating } : {}),
    ...(age ? { age } : {}),
  }
}

export function people(count: number, from = 0): Person[] {
  return Array.from({ length: count }, (_, i) => someone(from + i))
}

function mixed(seed: number): number {
  let bits = Math.imul(seed + 0x51ed270b, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39)
  return (bits ^ (bits >>> 15)) >>> 0
}
