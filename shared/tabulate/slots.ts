import { type Field, MANY_STATE, ONE_BYTE_STATE, STATE_BITS } from '#shared/survey/codebook.ts'

/**
 * A small number (a code) that is read from each response, and the counts that it adds to. A single choice is one slot. A choice of many
 * is one slot for its state and one for every four options: 16 codes stay in the processor's cache, and 256 do not.
 */
export type Slot = {
  /** First byte in the response. */
  readonly at: number
  /** For each byte, the code of each of its 256 values. The code of several bytes is their bitwise or. */
  readonly codeOf: readonly Uint8Array[]
  /** For each code, the places in a slice it adds to (0 is the base); undefined for a code nobody can have sent. */
  readonly adds: readonly (readonly number[] | undefined)[]
}

const BASE = 0
const BYTE_VALUES = 256

/** The slots of a question's field in the codebook: one for a single choice, several for a choice of many. */
export function slotsOf(field: Field): Slot[] {
  return field.kind === 'one' ? [oneSlot(field)] : [stateSlot(field), ...optionSlots(field), ...rollupSlots(field)]
}

function oneSlot(field: Field): Slot {
  const codeOf = new Uint8Array(BYTE_VALUES)
  for (let option = 1; option <= field.options.length; option++) codeOf[option] = option
  field.states.forEach((state, i) => {
    codeOf[ONE_BYTE_STATE[state]] = field.options.length + 1 + i
  })
  const labels = [...field.options, ...field.states]
  const placesOf = (label: string, i: number) => [
    BASE,
    i + 1,
    ...field.rollups.flatMap(({ of }, at) => (of.includes(label) && i < field.options.length ? [labels.length + 1 + at] : [])),
  ]
  return { at: field.offset, codeOf: [codeOf], adds: [undefined, ...labels.map(placesOf)] }
}

const ANY_OPTION = 1
const STRAY_BIT = 2
const STATE_SHIFT = 2

/** Reads the state, whether anything is chosen, and whether a bit is set that means nothing; so every broken field is found. */
function stateSlot(field: Field): Slot {
  const last = field.bytes - 1
  const codeOf = Array.from({ length: field.bytes }, (_, byte) =>
    Uint8Array.from({ length: BYTE_VALUES }, (_, value) => {
      const state = byte === last ? value >> (8 - STATE_BITS) : 0
      const bits = byte === last ? value & (0xff >> STATE_BITS) : value
      const meant = (1 << Math.min(8, Math.max(0, field.options.length - byte * 8))) - 1
      return (bits & meant ? ANY_OPTION : 0) | (bits & ~meant ? STRAY_BIT : 0) | (state << STATE_SHIFT)
    }),
  )
  const adds = new Array<readonly number[] | undefined>(1 << (STATE_SHIFT + STATE_BITS)).fill(undefined)
  adds[(MANY_STATE.answered << STATE_SHIFT) | ANY_OPTION] = [BASE]
  field.states.forEach((state, i) => {
    adds[MANY_STATE[state] << STATE_SHIFT] = [BASE, field.options.length + 1 + i]
  })
  return { at: field.offset, codeOf, adds }
}

const NIBBLE = 4

function optionSlots(field: Field): Slot[] {
  return Array.from({ length: Math.ceil(field.options.length / NIBBLE) }, (_, nibble) => {
    const first = nibble * NIBBLE
    const here = Math.min(NIBBLE, field.options.length - first)
    const codeOf = Uint8Array.from({ length: BYTE_VALUES }, (_, value) => (value >> (first & 7)) & ((1 << here) - 1))
    const adds = Array.from({ length: 1 << here }, (_, code) =>
      Array.from({ length: here }, (_, bit) => bit)
        .filter((bit) => (code >> bit) & 1)
        .map((bit) => first + bit + 1),
    )
    return { at: field.offset + (first >> 3), codeOf: [codeOf], adds }
  })
}

/** Whether any of the options that a roll-up takes together is chosen: anybody who chose two of them is counted once. */
function rollupSlots(field: Field): Slot[] {
  return field.rollups.map(({ of }, at) => {
    const bits = of.map((option) => field.options.indexOf(option))
    const codeOf = Array.from({ length: field.bytes }, (_, byte) => {
      const mask = bits.filter((bit) => bit >> 3 === byte).reduce((all, bit) => all | (1 << (bit & 7)), 0)
      return Uint8Array.from({ length: BYTE_VALUES }, (_, value) => (value & mask ? 1 : 0))
    })
    return { at: field.offset, codeOf, adds: [[], [field.options.length + field.states.length + 1 + at]] }
  })
}
