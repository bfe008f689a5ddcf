import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordKey } from '#shared/disclosure/cell-key/cell-key.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { addKeys, emptyKeySums, keyedTables, mergeKeySums } from '#shared/tabulate/key-sums.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, emptyTally } from '#shared/tabulate/tally.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, type Person, people, surveyWith } from './people.ts'

const survey = surveyWith({ profile: 'ckm' })

function reportOf(members: readonly Person[], seed = 1): ProtectedReport {
  const outcome = protect({ study: studyPlan(survey), tables: countByHand(survey, members), release: 1 }, keyOf(seed))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report
}

function numbersIn(report: ProtectedReport): Map<string, number> {
  return new Map(
    report.tables.flatMap((table) =>
      table.slices.flatMap((slice) =>
        slice.cells.flatMap((cell) =>
          cell.status === 'published' ? [[`${table.id} ${slice.group} ${cell.answer}`, cell.count.value] as const] : [],
        ),
      ),
    ),
  )
}

describe('the cell key method', () => {
  it('changes no number by more than five, and prints none that stands for ten people or fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: 600 }), fc.nat(1000), fc.nat(255), (n, from, seed) => {
        const members = people(n, from)
        const tables = countByHand(survey, members)
        reportOf(members, seed).tables.forEach((table, t) => {
          table.slices.forEach((slice, s) => {
            const truth = tables[t]?.slices[s]
            if (slice.base) expect(Math.abs(slice.base.value - (truth?.base ?? -99))).toBeLessThanOrEqual(5)
            slice.cells.forEach((cell, c) => {
              const count = truth?.cells[c]?.count ?? -99
              if (cell.status === 'published') {
                expect(Math.abs(cell.count.value - count)).toBeLessThanOrEqual(5)
                expect(cell.count).toMatchObject({ low: cell.count.value - 5, high: cell.count.value + 5 })
                expect(count).toBeGreaterThan(10)
              }
              if (cell.status === 'hidden_small') {
                expect(cell).toMatchObject({ low: 0, high: 20 })
                expect(count).toBeLessThanOrEqual(20)
              }
            })
          })
        })
      }),
      { numRuns: 40 },
    )
  })

  it('gives the same people the same number, even where only their answers happen to agree', () => {
    const members = people(400).map(({ q: _, ...each }) => ({
      ...each,
      ...(each.rating ? { q: each.rating === 'mid' ? 'yes' : 'no' } : {}),
    }))
    const numbers = numbersIn(reportOf(members))

    expect(numbers.get('q undefined yes')).toBeDefined()
    expect(numbers.get('q undefined yes')).toBe(numbers.get('rating undefined mid'))
    expect(numbers.get('q:age old yes')).toBe(numbers.get('rating:age old mid'))
  })

  it('draws anew for anybody more or less, which is why there is never a second report', () => {
    const members = people(400)
    const changes = Array.from({ length: 60 }, (_, i) => {
      const before = numbersIn(reportOf(members.slice(0, 300 + i))).get('q undefined yes') ?? 0
      return before - members.slice(0, 300 + i).filter((each) => each.q === 'yes').length
    })

    expect(new Set(changes).size).toBeGreaterThan(4)
    expect(protect({ study: studyPlan(survey), tables: countByHand(survey, members), release: 2 }, keyOf(1))).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'already_final' },
    })
  })

  it('is on average right, with the variance its policy states', () => {
    const members = people(300)
    const truth = members.filter((each) => each.q === 'yes').length
    const changes = Array.from({ length: 256 }, (_, seed) => (numbersIn(reportOf(members, seed)).get('q undefined yes') ?? truth) - truth)
    const mean = changes.reduce((sum, each) => sum + each, 0) / changes.length
    const variance = changes.reduce((sum, each) => sum + each * each, 0) / changes.length

    expect(Math.abs(mean)).toBeLessThan(0.5)
    expect(variance).toBeGreaterThan(2)
    expect(variance).toBeLessThan(4.2)
  })

  it('refuses counts without the keys of the people counted', () => {
    const tables = countByHand(survey, people(100)).map((table) => ({
      ...table,
      slices: table.slices.map(({ key: _, ...slice }) => slice),
    }))

    expect(() => protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))).toThrow('record keys')
  })

  it('makes a release that says what it is', () => {
    const { files } = releaseOf({ survey, report: reportOf(people(300)), release: 1, date: '2026-05-04' })
    const methods = JSON.parse(new TextDecoder().decode(files.get('methods.json')))

    expect(methods.protection.policy).toMatchObject({ profile: 'ckm', maxChange: 5, variance: 3, neverShown: 2 })
    expect(new TextDecoder().decode(files.get('report.csv')).split('\n').length).toBeGreaterThan(20)
  })
})

describe('sums of record keys', () => {
  const plan = reportPlan(survey)
  const codes = new Map(codebookOf(survey).fields.map((field) => [field.question, ['~skipped', ...field.options]]))
  const rowOf = (person: Person) =>
    Uint8Array.from((['q', 'rating', 'age'] as const).map((question) => codes.get(question)?.indexOf(person[question] ?? '~skipped') ?? 0))

  it('are those of adding up every key in every cell, however the responses are split', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(1000), fc.nat(60), (n, from, cut) => {
        const members = people(n, from)
        const [rows, keys] = [members.map(rowOf), members.map((each) => each.key)]
        const sums = mergeKeySums(
          addKeys(emptyKeySums(plan), rows.slice(0, cut), keys.slice(0, cut)),
          addKeys(emptyKeySums(plan), rows.slice(cut), keys.slice(cut)),
        )

        expect(keyedTables(addResponses(emptyTally(plan), rows), sums)).toEqual(countByHand(survey, members))
      }),
      { numRuns: 25 },
    )
  })

  it('takes record keys that follow from the study key and a response, and need no storing', () => {
    const id = Uint8Array.of(1, 2, 3)

    expect(recordKey(keyOf(1), id)).toBe(recordKey(keyOf(1), id))
    expect(recordKey(keyOf(2), id)).not.toBe(recordKey(keyOf(1), id))
    expect(() => addKeys(emptyKeySums(plan), [Uint8Array.of(1, 1, 1)], [])).toThrow('one record key')
  })
})
