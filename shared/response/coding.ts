import { type Answer, type Answers, type ClosedAnswer, MISSING_STATES, type MissingState } from '#shared/survey/answer.ts'
import { type Codebook, type Field, MANY_STATE, ONE_BYTE_STATE, STATE_BITS } from '#shared/survey/codebook.ts'

/**
 * Bytes that are not a response of this codebook, or an answer it has no code for. Says where, never what: the bytes
 * are a person's answers.
 */
export class CodingError extends Error {
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`)
    this.name = 'CodingError'
  }
}

/**
 * The closed answers of one response in the layout of its codebook, `codebook.size` bytes. A question without an entry
 * is skipped; written answers are left out. Throws CodingError for an option or state the codebook does not list.
 */
export function encodeAnswers(codebook: Codebook, answers: Answers): Uint8Array {
  const bytes = new Uint8Array(codebook.size)
  for (const field of codebook.fields) encodeField(field, closed(field, answers[field.question]), bytes)
  return bytes
}

/** The closed answers in the bytes of one response, options in codebook order. Throws CodingError on anything `encodeAnswers` cannot have written. */
export function decodeAnswers(codebook: Codebook, bytes: Uint8Array): Record<string, ClosedAnswer> {
  if (bytes.length !== codebook.size) throw new CodingError('response', `${bytes.length} bytes where the codebook has ${codebook.size}`)
  return Object.fromEntries(
    codebook.fields.map((field) => {
      const own = bytes.subarray(field.offset, field.offset + field.bytes)
      return [field.question, field.kind === 'one' ? decodeOne(field, own) : decodeMany(field, own)]
    }),
  )
}

function closed(field: Field, answer: Answer | undefined): ClosedAnswer {
  if (answer === undefined) return { state: 'skipped' }
  if ('text' in answer) throw new CodingError(field.question, 'a written answer to a closed question')
  return answer
}

function encodeField(field: Field, answer: ClosedAnswer, bytes: Uint8Array): void {
  if (answer.state !== 'answered') checkState(field, answer.state)
  if (field.kind === 'one') {
    bytes[field.offset] = answer.state === 'answered' ? codeOf(field, answer.options) : ONE_BYTE_STATE[answer.state]
    return
  }
  const last = field.offset + field.bytes - 1
  if (answer.state === 'answered') {
    for (const option of chosen(field, answer.options)) setBit(bytes, field.offset * 8 + option)
  }
  bytes[last] = (bytes[last] ?? 0) | (MANY_STATE[answer.state] << (8 - STATE_BITS))
}

function codeOf(field: Field, options: readonly string[]): number {
  const [index, ...others] = chosen(field, options)
  if (index === undefined || others.length > 0) throw new CodingError(field.question, `${options.length} answers where one is kept`)
  return index + 1
}

function chosen(field: Field, options: readonly string[]): number[] {
  if (options.length === 0) throw new CodingError(field.question, 'answered, with nothing chosen')
  return options.map((option) => {
    const index = field.options.indexOf(option)
    if (index < 0) throw new CodingError(field.question, 'an option the codebook does not have')
    return index
  })
}

function decodeOne(field: Field, own: Uint8Array): ClosedAnswer {
  const code = own[0] ?? 0
  const option = field.options[code - 1]
  if (option !== undefined) return { state: 'answered', options: [option] }
  const state = MISSING_STATES.find((each) => ONE_BYTE_STATE[each] === code)
  if (state === undefined) throw new CodingError(field.question, 'a code beyond the last option')
  checkState(field, state)
  return { state }
}

function decodeMany(field: Field, own: Uint8Array): ClosedAnswer {
  const code = (own.at(-1) ?? 0) >> (8 - STATE_BITS)
  const set = bitsIn(own, field.bytes * 8 - STATE_BITS)
  if (set.some((bit) => bit >= field.options.length)) throw new CodingError(field.question, 'a bit beyond the last option')
  if (code === MANY_STATE.answered) {
    if (set.length === 0) throw new CodingError(field.question, 'answered, with nothing chosen')
    return { state: 'answered', options: field.options.filter((_, i) => set.includes(i)) }
  }
  const state = MISSING_STATES.find((each) => MANY_STATE[each] === code)
  if (state === undefined) throw new CodingError(field.question, 'a state that does not exist')
  if (set.length > 0) throw new CodingError(field.question, 'options beside a missing answer')
  checkState(field, state)
  return { state }
}

function checkState(field: Field, state: MissingState): void {
  if (!field.states.includes(state)) throw new CodingError(field.question, `a state this question cannot be in, ${state}`)
}

function setBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
}

function bitsIn(own: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, bit) => bit).filter((bit) => ((own[bit >> 3] ?? 0) >> (bit & 7)) & 1)
}
