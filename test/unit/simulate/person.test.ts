import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planVisit } from '#cli/simulate/visit-plan.ts'
import { drawPerson, type SimulatedPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { readAnswer } from '#shared/survey/form.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { type Question, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { anySurvey, sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'

const SCALE = ['always', 'often', 'sometimes', 'rarely', 'never']
const survey = surveyOf([
  sectionOf(
    [
      single('place', ['clinic', 'peers', 'line'], ['dk', 'pns']),
      scale('listened'),
      { ...scale('safe'), if: { q: 'place', in: ['peers'] } },
    ],
    {
      id: 'main',
    },
  ),
  sectionOf(
    [
      { id: 'kinds', type: 'pick', options: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })), auto: ['pns'], max: 2 },
      { id: 'words', type: 'text', max: 200, share: 'ask' },
    ],
    {
      id: 'hard',
      note: true,
      sensitive: true,
    },
  ),
  sectionOf([single('age', ['young', 'middle', 'old'], ['pns'])], { id: 'you', part: 'about_you' }),
])
const asked = ['place', 'listened', 'safe', 'kinds', 'words', 'age']

describe('a synthetic person', () => {
  it('says which beside "other" only after choosing it, and not always', () => {
    const place: Question = { id: 'place', type: 'single', options: [{ id: 'clinic' }, { id: 'other', say: 60 }], auto: [] }
    const asks = surveyOf([sectionOf([place], { id: 'a' })])
    const said = draw(asks, 'spring', 300).map(({ wishes }) => ({ place: wishes.place?.[0], said: wishes['place.say']?.[0] }))
    expect(said.filter((each) => each.said !== undefined && each.place !== 'other')).toEqual([])
    const lengths = said.filter(({ place }) => place === 'other').map((each) => [...(each.said ?? '')].length)
    expect(Math.max(...lengths)).toBeGreaterThan(0)
    expect(Math.min(...lengths)).toBe(0)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(60)
  })

  it('is the same for the same seed and number, no matter who was drawn before', () => {
    const people = draw(survey, 'spring', 20)
    expect(draw(survey, 'spring', 20).reverse()).toEqual([...people].reverse())
    expect(drawPerson(survey, populationOf(survey, 'spring'), 'spring', 13)).toEqual(people[13])
    expect(draw(survey, 'autumn', 20)).not.toEqual(people)
  })

  it('answers nothing that the conditions do not show, in any survey', () => {
    fc.assert(
      fc.property(anySurvey, fc.string(), fc.nat(1000), (any, seed, index) => {
        const person = drawPerson(any, populationOf(any, seed), seed, index)
        const settled = applySkipLogic(any, answersOf(any, person), person.skippedSections)
        for (const [question, answer] of Object.entries(settled)) {
          if (answer.state === 'not_shown' || answer.state === 'section_skipped') expect(person.wishes).not.toHaveProperty(question)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('leaves every state of an answer somewhere in a crowd', () => {
    const states = new Set(
      draw(survey, 'crowd', 3000).flatMap((person) =>
        Object.values(applySkipLogic(survey, answersOf(survey, person), person.skippedSections)).map((answer) => answer.state),
      ),
    )
    expect([...states].toSorted()).toEqual(['answered', 'dk', 'not_shown', 'pns', 'section_skipped', 'skipped'])
  })

  it('gives some words with a share choice and some without, and a few picks too many', () => {
    const people = draw(survey, 'crowd', 3000)
    const writers = people.filter((person) => person.wishes.words)
    expect(writers.length).toBeGreaterThan(500)
    expect(new Set(writers.map((person) => person.wishes['words.share']?.[0]))).toEqual(new Set(['words', 'summary', 'none', undefined]))
    const over = people.filter((person) => (person.wishes.kinds?.length ?? 0) > 2)
    expect(over.length).toBeGreaterThan(5)
    expect(over.length).toBeLessThan(300)
  })

  it('uses no field that the survey does not have', () => {
    const fields = new Set(draw(survey, 'crowd', 500).flatMap((person) => Object.keys(person.wishes)))
    expect([...fields].filter((field) => !asked.includes(field))).toEqual(['words.share'])
  })
})

describe('the population', () => {
  it.each(['1', '2', '3', '4', '5'])('has groups that really differ in how they were listened to (seed %s)', (seed) => {
    const people = draw(survey, seed, 4000)
    const shares = ['young', 'middle', 'old'].map((age) => {
      const group = people.filter((person) => person.wishes.age?.[0] === age && SCALE.includes(person.wishes.listened?.[0] ?? ''))
      return group.filter((person) => ['always', 'often'].includes(person.wishes.listened?.[0] ?? '')).length / group.length
    })
    // At least 15 points between the best and the worst of three groups; chance alone gives 5.
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.15)
  })
})

describe('how a visit goes', () => {
  it('is drawn apart from the answers, and withdrawals as often as asked', () => {
    const plans = Array.from({ length: 4000 }, (_, i) => planVisit(survey, { mode: 'mixed', withdraws: 0.25 }, 'visits', i))
    const endings = Object.groupBy(plans, (plan) => plan.ending.kind)
    expect(Object.keys(endings).toSorted()).toEqual(['closes the tab', 'leaves', 'sends', 'stops', 'under-age'])
    const sent = plans.flatMap((plan) => (plan.ending.kind === 'sends' ? [plan.ending] : []))
    const back = sent.filter((ending) => ending.withdraws)
    expect(back.length / sent.length).toBeCloseTo(0.25, 1)
    expect(new Set(back.map((ending) => ending.withdraws))).toEqual(new Set(['everything', 'words']))
    expect(new Set(plans.map((plan) => plan.mode))).toEqual(new Set(['pages', 'one-page']))
    expect(sent.some((ending) => ending.twice)).toBe(true)
  })

  it('is in each language of a survey for some, and changes its language for a few', () => {
    const plansOf = (languages: string[]) =>
      Array.from({ length: 400 }, (_, i) => planVisit({ ...survey, languages }, { mode: 'pages', withdraws: 0 }, 'languages', i))
    const plans = plansOf(['en', 'es', 'ar'])
    expect(new Set(plans.map(({ language }) => language))).toEqual(new Set([undefined, 'es', 'ar']))
    expect(plans.filter(({ changesTo }) => changesTo === 'en').length).toBeGreaterThan(5)
    expect(plansOf(['es']).every((plan) => plan.language === undefined)).toBe(true)
  })

  it('always says yes to what is needed, and not always to the rest', () => {
    const purposes: Survey['consent']['purposes'] = [
      { id: 'aggregate', required: true },
      { id: 'quote', required: false },
    ]
    const asking = { ...survey, consent: { version: '1', purposes } }
    const plans = Array.from({ length: 200 }, (_, i) => planVisit(asking, { mode: 'pages', withdraws: 0 }, 's', i))
    expect(plans.every((plan) => plan.agrees.includes('aggregate'))).toBe(true)
    expect(new Set(plans.map((plan) => plan.agrees.includes('quote')))).toEqual(new Set([true, false]))
    expect(new Set(plans.map((plan) => plan.mode))).toEqual(new Set(['pages']))
  })
})

function scale(id: string): Question {
  return { id, type: 'scale', scale: 'freq5', options: SCALE.map((option) => ({ id: option })), auto: ['dk', 'pns'] }
}

function draw(from: Survey, seed: string, count: number): SimulatedPerson[] {
  const population = populationOf(from, seed)
  return Array.from({ length: count }, (_, index) => drawPerson(from, population, seed, index))
}

function answersOf(from: Survey, person: SimulatedPerson): Answers {
  const read = questionsOf(from).flatMap((question) => {
    if (question.type === 'info' || !person.wishes[question.id]) return []
    const result = readAnswer(question, (name) => person.wishes[name] ?? [])
    return 'answer' in result ? [[question.id, result.answer] as const] : []
  })
  return Object.fromEntries(read)
}
