import fc from 'fast-check'
import { expect, it } from 'vitest'
import { profileOf, protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, people, surveyWith } from './people.ts'

const survey = surveyWith({ profile: 'careful' })

it('prints multiples of ten from 20 on, each within nine of the truth and for more than ten people', () => {
  fc.assert(
    fc.property(fc.integer({ min: 120, max: 500 }), fc.nat(1000), fc.nat(255), (n, from, seed) => {
      const tables = countByHand(survey, people(n, from))
      const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(seed))
      if (outcome.kind !== 'protected') throw new Error('refused')
      outcome.report.tables.forEach((table, t) => {
        table.slices.forEach((slice, s) => {
          if (slice.base) expect(slice.base.value).toBeGreaterThanOrEqual(60)
          slice.cells.forEach((cell, c) => {
            if (cell.status !== 'published') return
            const truth = tables[t]?.slices[s]?.cells[c]?.count ?? -1
            expect(cell.count.value % 10).toBe(0)
            expect(cell.count.value).toBeGreaterThanOrEqual(20)
            expect(Math.abs(cell.count.value - truth)).toBeLessThanOrEqual(9)
            expect(truth).toBeGreaterThan(10)
          })
        })
      })
    }),
    { numRuns: 40 },
  )
})

it('starts somewhere between 81 and 90 counted answers, where only the key knows', () => {
  const starts = Array.from({ length: 60 }, (_, seed) =>
    Array.from({ length: 12 }, (_, i) => 80 + i).find(
      (n) => protect({ study: studyPlan(survey), tables: countByHand(survey, people(n)), release: 1 }, keyOf(seed)).kind === 'protected',
    ),
  )

  expect(new Set(starts)).toEqual(new Set([81, 82, 83, 84, 85, 86, 87, 88, 89, 90]))
})

it('waits for twice the changes that rounding to five waits for', () => {
  expect(profileOf(survey).pace).toMatchObject({ releaseNewcomers: 50, sliceNewcomers: 20, heldBackOneIn: 5 })
})

it('says its own base, in numbers and in words', () => {
  const outcome = protect({ study: studyPlan(survey), tables: countByHand(survey, people(300)), release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
  const methods = JSON.parse(new TextDecoder().decode(files.get('methods.json')))

  expect(methods.protection).toMatchObject({
    profile: 'careful',
    policy: { profile: 'careful', k: 10, b: 10, minSlice: 50, minRelease: 80, pace: { releaseNewcomers: 50, sliceNewcomers: 20 } },
  })
  expect(methods.protection.in_words.join(' ')).toContain('multiple of 10')
})
