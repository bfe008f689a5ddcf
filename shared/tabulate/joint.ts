import { type Codebook, type Field, fieldOf } from '#shared/survey/codebook.ts'

/**
 * The joint code of a response is one number that holds its groups in all group variables, with a digit for each. Counting a question by
 * the joint code gives its tables by all group variables at once, as margins. Example: with age (2 groups and none: 3 values) and region
 * (4 groups and none: 5 values), age 1 and region 3 have the joint code 1 + 3 * 3 = 10.
 */

/** One digit: a single-choice variable (0 is "in no group", i the i-th option), or whether one option of many is chosen. */
type Digit = {
  readonly variable: string
  /** The byte of a response that holds it, and the digit for each of its 256 values. */
  readonly at: number
  readonly digitOf: Uint8Array
  readonly radix: number
  /** Index of the group each digit stands for. */
  readonly groupOf: readonly (number | undefined)[]
}

type WeightedDigit = Digit & {
  /** The number that the digit adds to the joint code, for each value of the byte. */
  readonly codeOf: Uint16Array
  readonly weight: number
}

export type Joint = {
  readonly digits: readonly WeightedDigit[]
  /** The number of joint codes. */
  readonly codes: number
}

/** The most joint codes: with more, the counts that they index no longer fit in the processor's cache. */
const MOST_CODES = 4096
/** Summing one joint code to its margins takes as long as counting this many responses (measured). */
const RESPONSES_A_CODE = 20

/**
 * Packs the variables into as few joint codes as fit. With many variables, or few responses, there are several; at worst
 * one a variable, which is a pass for each.
 */
export function jointsOf(codebook: Codebook, variables: readonly string[], responses: number): Joint[] {
  const most = Math.min(MOST_CODES, responses / RESPONSES_A_CODE)
  const packed: Digit[][] = []
  for (const digit of variables.flatMap((variable) => digitsOf(fieldOf(codebook, variable)))) {
    const room = packed.find((digits) => product(digits) * digit.radix <= most)
    if (room) room.push(digit)
    else packed.push([digit])
  }
  return packed.map(jointOf)
}

/** One joint code for these digits: its weights are those of a number with mixed radices. */
export function jointOf(digits: readonly Digit[]): Joint {
  const weighted = digits.map((digit, i) => {
    const weight = product(digits.slice(0, i))
    return { ...digit, weight, codeOf: Uint16Array.from(digit.digitOf).map((value) => value * weight) }
  })
  return { digits: weighted, codes: product(digits) }
}

/** Counts by joint code, summed to counts by one of its digits. */
export function marginsOf({ weight, radix }: WeightedDigit, byJoint: Uint32Array): number[] {
  const sums = new Array<number>(radix).fill(0)
  // Joint codes with the same digit lie in runs of `weight`, so no digit has to be worked out.
  for (let from = 0, digit = 0; from < byJoint.length; from += weight, digit = (digit + 1) % radix) {
    let sum = 0
    for (let i = from; i < from + weight; i++) sum += byJoint[i] ?? 0
    sums[digit] = (sums[digit] ?? 0) + sum
  }
  return sums
}

function product(digits: readonly Digit[]): number {
  return digits.reduce((codes, digit) => codes * digit.radix, 1)
}

/** The digits of a group variable: one for a single choice, one for each option of a choice of many. */
export function digitsOf(field: Field): Digit[] {
  const n = field.options.length
  if (field.kind === 'one') {
    const digitOf = Uint8Array.from({ length: 256 }, (_, value) => (value <= n ? value : 0))
    const groupOf = [undefined, ...field.options.map((_, i) => i)]
    return [{ variable: field.question, at: field.offset, digitOf, radix: n + 1, groupOf }]
  }
  return field.options.map((_, i) => ({
    variable: field.question,
    at: field.offset + (i >> 3),
    digitOf: Uint8Array.from({ length: 256 }, (_, value) => (value >> (i & 7)) & 1),
    radix: 2,
    groupOf: [undefined, i],
  }))
}
