import fc from 'fast-check'
import type { Answers, ClosedAnswer } from '#shared/survey/answer.ts'
import { type Codebook, codebookOf, type Field } from '#shared/survey/codebook.ts'
import type { Question, Section, Survey } from '#shared/survey/survey.ts'
import { surveyOf as sampleOf } from '../disclosure/sample.ts'

/** A survey of these sections and this plan; the rest is filler that tabulation does not look at. */
export function surveyOf(sections: readonly Section[], plan: Partial<Survey['plan']> = {}): Survey {
  return { ...sampleOf(sections), plan: { by: [], cross: 'all', also: [], except: [], ...plan } }
}

export function sectionOf(questions: readonly Question[], more: Partial<Section> = {}): Section {
  return { id: 's', part: 'main', note: false, sensitive: false, questions: [...questions], ...more }
}

export function single(id: string, options: readonly string[], auto: Extract<Question, { type: 'single' }>['auto'] = []): Question {
  return { id, type: 'single', options: options.map((each) => ({ id: each })), auto }
}

export function multi(id: string, options: readonly string[], auto: Extract<Question, { type: 'multi' }>['auto'] = []): Question {
  return { id, type: 'multi', options: options.map((each) => ({ id: each })), auto }
}

export function optionIds(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `o${i}`)
}

const auto = fc.subarray(['dk', 'na', 'pns'] as const)

const anyQuestion = (id: string): fc.Arbitrary<Question> =>
  fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 }), auto).map(([n, states]) => single(id, optionIds(n), states)),
    fc.tuple(fc.integer({ min: 1, max: 20 }), auto).map(([n, states]) => multi(id, optionIds(n), states)),
    fc.tuple(fc.integer({ min: 1, max: 12 }), auto).map(
      ([n, states]): Question => ({
        id,
        type: 'number',
        bands: optionIds(n).map((band, i) => ({ id: band, from: i, to: i })),
        auto: states,
      }),
    ),
    fc.constant<Question>({ id, type: 'text', max: 100 }),
  )

/** Any survey of one to three sections with conditions, content notes and a plan that crosses some of it. */
export const anySurvey: fc.Arbitrary<Survey> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 3 })
  .chain((shape) =>
    fc.tuple(
      ...shape.map(([n, note, sensitive, conditional], s) =>
        fc
          .tuple(...Array.from({ length: n }, (_, q) => anyQuestion(`q${s}_${q}`)))
          .map((questions) =>
            sectionOf(questions, { id: `s${s}`, note, sensitive, ...(conditional ? { if: { q: 'q0_0', answered: true as const } } : {}) }),
          ),
      ),
    ),
  )
  .chain((sections) => {
    const closed = codebookOf(surveyOf(sections)).fields.map((field) => field.question)
    const table = fc
      .tuple(fc.nat(), fc.nat())
      .map(([question, by]) => ({ question: closed[question % closed.length] ?? '', by: closed[by % closed.length] ?? '' }))
    return fc
      .record({
        by: fc.subarray(closed),
        cross: fc.oneof(fc.constantFrom<'all' | 'none'>('all', 'none'), fc.subarray(closed)),
        except: fc.subarray(closed, { maxLength: Math.min(1, closed.length) }),
        also: fc.array(table, { maxLength: closed.length === 0 ? 0 : 2 }),
      })
      .map((plan) => surveyOf(sections, plan))
  })

function anyAnswer(field: Field): fc.Arbitrary<ClosedAnswer> {
  const options =
    field.kind === 'one' ? fc.constantFrom(...field.options).map((each) => [each]) : fc.subarray([...field.options], { minLength: 1 })
  return fc.oneof(
    options.map((chosen) => ({ state: 'answered' as const, options: chosen })),
    fc.constantFrom(...field.states).map((state) => ({ state })),
  )
}

export function anyAnswers(codebook: Codebook): fc.Arbitrary<Answers> {
  return fc.record(Object.fromEntries(codebook.fields.map((field) => [field.question, anyAnswer(field)])))
}
