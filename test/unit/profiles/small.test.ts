import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditKey } from '#shared/disclosure/key-audit/key-audit.ts'
import { offsetOf } from '#shared/disclosure/keyed-draws.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { profileOf, protect, redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease } from '#shared/release/read.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { mostReports } from '#shared/survey/most-reports.ts'
import { disclosure } from '#shared/survey/survey.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, people, surveyWith } from './people.ts'

const WHY = 'We are few, and the board wants us to read what we said.'
const survey = surveyWith({ profile: 'small', reports: 1, why: WHY })

describe('the profile small', () => {
  it('prints multiples of three from 9 on, each within two of the truth and for more than six people', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 290 }), fc.nat(1000), fc.nat(255), (n, from, seed) => {
        const tables = countByHand(survey, people(n, from))
        const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(seed))
        if (outcome.kind !== 'protected') throw new Error('refused')
        outcome.report.tables.forEach((table, t) => {
          table.slices.forEach((slice, s) => {
            if (slice.base) expect(slice.base.value).toBeGreaterThanOrEqual(21)
            slice.cells.forEach((cell, c) => {
              const truth = tables[t]?.slices[s]?.cells[c]?.count ?? -1
              if (cell.status === 'hidden_small') expect([cell.low, cell.high >= truth]).toEqual([0, true])
              if (cell.status !== 'published') return
              expect(cell.count.value % 3).toBe(0)
              expect(cell.count.value).toBeGreaterThanOrEqual(9)
              expect(Math.abs(cell.count.value - truth)).toBeLessThanOrEqual(2)
              expect(truth).toBeGreaterThan(6)
            })
          })
        })
      }),
      { numRuns: 40 },
    )
  })

  it('starts somewhere between 28 and 30 counted answers, where only the key knows, and says that it needs 30', () => {
    const made = (n: number, seed: number) =>
      protect({ study: studyPlan(survey), tables: countByHand(survey, people(n)), release: 1 }, keyOf(seed))
    const starts = Array.from({ length: 30 }, (_, seed) => [27, 28, 29, 30, 31].find((n) => made(n, seed).kind === 'protected'))

    expect(new Set(starts)).toEqual(new Set([28, 29, 30]))
    expect(made(20, 1)).toMatchObject({
      refusal: { message: expect.stringContaining('A report needs about 30. None was made.') },
    })
  })

  it('has one report, over a link and with invitations', () => {
    expect(mostReports(survey)).toBe(1)
    expect(mostReports({ ...survey, access: 'invitation' })).toBe(1)
    expect(disclosure.safeParse({ profile: 'small', reports: 2, why: WHY }).success).toBe(false)
    for (const access of [{}, { access: 'invitation' as const }])
      expect(lintSurvey({ ...survey, ...access }, '2026-01-05').filter(({ lint }) => lint.id === 'reports-over-link')).toEqual([])
  })

  it('is taken knowingly: a survey says why, and every report holds the sentence', () => {
    expect(disclosure.safeParse({ profile: 'small', reports: 1 }).success).toBe(false)
    const outcome = protect({ study: studyPlan(survey), tables: countByHand(survey, people(120)), release: 1 }, keyOf(1))
    if (outcome.kind !== 'protected') throw new Error('refused')
    const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
    const methods = JSON.parse(new TextDecoder().decode(files.get('methods.json')))

    expect(new TextDecoder().decode(files.get('survey.json'))).toContain(WHY)
    expect(methods.protection).toMatchObject({ profile: 'small', policy: { profile: 'small', k: 6, b: 3, minSlice: 18, minRelease: 27 } })
    expect(methods.protection.in_words.join(' ')).toContain('It is at most 2 away from the true number')
    expect(methods.protection.in_words[0]).toContain('to be told more and protected less than is usual')
    expect(methods.protection.in_words.join(' ')).toContain('Every number shown stands for more than 6 people')
    expect(readRelease('r', files).policy).toEqual(methods.protection.policy)
  })

  it('draws secrets again until who learned every count plus its secret is left with all three numbers', async () => {
    const solver = await loadSolver()
    const study = studyPlan(survey)
    expect(profileOf(survey).rounding?.b).toBe(3)

    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const redrawn = redrawnOffsets(solver, study, keyOf(seed))
      const again = auditKey(solver, {
        plan: study.margins(),
        base: 3,
        atLeast: 3,
        draw: (label, counter) => offsetOf(keyOf(seed), label, 3, counter + (redrawn.get(label) ?? 0)),
      })
      expect(again.size).toBe(0)
    }
  })
})
