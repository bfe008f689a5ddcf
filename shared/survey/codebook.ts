import type { AnswerState, MissingState } from './answer.ts'
import { type Rollup, rollupsOf } from './rollups.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, type Survey } from './survey.ts'

/**
 * The layout in bytes of the closed answers of a survey. A single choice takes one byte; a choice of many takes one bit an
 * option and three for its state. Written answers are not in it: nothing here tells who wrote something.
 *
 * One byte:  0 skipped, 1..n the n-th option, 250..254 the other states.
 * Many:      option i is bit i (bit 0 is the lowest of the first byte); the state is the top three bits of the last byte.
 */
export type Field = {
  readonly question: string
  readonly offset: number
  readonly bytes: number
  readonly kind: 'one' | 'many'
  /** Option or band ids in code order. */
  readonly options: readonly string[]
  /** The missing states this question can be in, given its automatic options, conditions and section. */
  readonly states: readonly MissingState[]
  /** Options that are counted together too. */
  readonly rollups: readonly Rollup[]
}

export type Codebook = {
  /** Bytes of one response. */
  readonly size: number
  readonly fields: readonly Field[]
}

/** Codes of the states in a one-byte field; options are 1..249. */
export const ONE_BYTE_STATE: Readonly<Record<MissingState, number>> = {
  skipped: 0,
  pns: 250,
  dk: 251,
  na: 252,
  not_shown: 253,
  section_skipped: 254,
}

/** Codes of the states in a many-choice field's top three bits. A field of zeros is skipped. */
export const MANY_STATE: Readonly<Record<AnswerState, number>> = {
  skipped: 0,
  answered: 1,
  pns: 2,
  dk: 3,
  na: 4,
  not_shown: 5,
  section_skipped: 6,
}

export const STATE_BITS = 3

/** The codebook of a survey: for each closed question, in the order of the survey, its options and states and the bytes of a coded response that hold its answer. */
export function codebookOf(survey: Survey): Codebook {
  const fields: Field[] = []
  let offset = 0
  for (const section of survey.sections) {
    for (const question of section.questions.filter(isClosed)) {
      const options = answerIds(question)
      const many = isMany(question)
      const bytes = many ? Math.ceil((options.length + STATE_BITS) / 8) : 1
      const conditional = question.if !== undefined || section.if !== undefined
      fields.push({
        question: question.id,
        offset,
        bytes,
        kind: many ? 'many' : 'one',
        options,
        states: statesOf(question, conditional, section.note),
        rollups: rollupsOf(survey, question),
      })
      offset += bytes
    }
  }
  return { size: offset, fields }
}

function statesOf(question: ClosedQuestion, conditional: boolean, canSkipSection: boolean): MissingState[] {
  return [
    'skipped',
    ...(['pns', 'dk', 'na'] as const).filter((state) => question.auto.includes(state)),
    ...(conditional ? (['not_shown'] as const) : []),
    ...(canSkipSection ? (['section_skipped'] as const) : []),
  ]
}

/** Throws when the survey has no closed question of that id: a plan is checked before it is used. */
export function fieldOf(codebook: Codebook, question: string): Field {
  const field = codebook.fields.find((each) => each.question === question)
  if (!field) throw new Error(`no closed question ${question} in the codebook`)
  return field
}
