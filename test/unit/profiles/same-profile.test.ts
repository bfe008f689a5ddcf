import { expect, it } from 'vitest'
import { assertSameProfile } from '#shared/disclosure/policy.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { disclosure, profile } from '#shared/survey/survey.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, people, surveyWith } from './people.ts'

function policyOf(name: 'rounded' | 'careful' | 'ckm') {
  const survey = surveyWith({ profile: name })
  const outcome = protect({ study: studyPlan(survey), tables: countByHand(survey, people(300)), release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report.policy
}

it('protection stays the same while a survey runs', () => {
  expect(() => assertSameProfile(policyOf('rounded'), policyOf('rounded'))).not.toThrow()
  expect(() => assertSameProfile(policyOf('rounded'), policyOf('careful'))).toThrow('protected by rounded')
  expect(() => assertSameProfile(policyOf('careful'), policyOf('ckm'))).toThrow('another id')
  const policy = policyOf('rounded')
  if (policy.profile !== 'rounded') throw new Error('not rounded')
  expect(() => assertSameProfile(policy, { ...policy, k: 5 })).toThrow('other parameters')
})

it('a survey may choose each profile by name, and nothing about it but the budget of noise', () => {
  for (const name of profile.options) {
    const why = name === 'small' ? { why: 'We are few and know what this means.' } : {}
    expect(disclosure.parse({ profile: name, ...why }).profile).toBe(name)
  }
  expect(disclosure.parse({ profile: 'dp' })).toEqual({ profile: 'dp', rho: 0.35 })
  expect(disclosure.safeParse({ profile: 'dp', rho: 2 }).success).toBe(false)
  expect(disclosure.safeParse({ profile: 'rounded', k: 3 }).success).toBe(false)
  expect(disclosure.safeParse({ profile: 'unprotected' }).success).toBe(false)
})
