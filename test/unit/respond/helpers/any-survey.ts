import fc from 'fast-check'
import type { Condition, Question, Section, Survey } from '#shared/survey/survey.ts'
import { info, multi, number, pick, section, single, surveyOf, text } from './surveys.ts'

type Kind = 'single' | 'multi' | 'pick' | 'number' | 'text' | 'info'
const kind = fc.constantFrom<Kind>('single', 'multi', 'pick', 'number', 'text', 'info')

const make = { single, multi, pick, number, text, info }

const shape = fc.record({
  sections: fc.array(
    fc.record({
      part: fc.constantFrom('main' as const, 'main' as const, 'main' as const, 'about_you' as const, 'check_in' as const),
      note: fc.boolean(),
      questions: fc.array(fc.record({ kind, depends: fc.option(fc.nat(20)), how: fc.nat(4) }), { minLength: 1, maxLength: 4 }),
      depends: fc.option(fc.nat(20)),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

/** Surveys of every shape: any mix of question types, content notes, parts, and conditions on any earlier question. */
export const anySurvey: fc.Arbitrary<Survey> = shape.map(({ sections }) => {
  const order = ['main', 'about_you', 'check_in']
  const sorted = [...sections].sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part))
  const earlier: Question[] = []
  return surveyOf(
    sorted.map((each, s): Section => {
      const before = conditionOn(earlier, each.depends, 0)
      const questions = each.questions.map((wanted, q): Question => {
        const condition = conditionOn(earlier, wanted.depends, wanted.how)
        const question: Question = { ...make[wanted.kind](`q${s}_${q}`), ...(condition ? { if: condition } : {}) }
        earlier.push(question)
        return question
      })
      return section(`s${s}`, questions, { part: each.part, note: each.note, ...(before ? { if: before } : {}) })
    }),
  )
})

function conditionOn(earlier: readonly Question[], index: number | null, how: number): Condition | undefined {
  const asked = earlier.filter((question) => question.type !== 'info')
  const question = index === null ? undefined : asked[index % Math.max(1, asked.length)]
  if (!question) return undefined
  const option = 'options' in question ? question.options[0]?.id : 'bands' in question ? question.bands[0]?.id : undefined
  const answered: Condition = { q: question.id, answered: true }
  if (option === undefined || how === 0) return answered
  if (how === 4)
    return {
      any: [
        { q: question.id, in: [option] },
        { q: question.id, none_of: [option] },
      ],
    }
  if (how === 1) return { q: question.id, in: [option] }
  return how === 2 ? { q: question.id, any_except: [option] } : { any: [answered, { q: question.id, in: [option] }] }
}
