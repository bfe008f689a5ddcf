import { BLOCK_RESPONSES, type Block } from './blocks.ts'
import type { Joint } from './joint.ts'
import { addCodes, countColumn, countFour, type FourOffsets, orCodes } from './loops.ts'
import type { Slot } from './slots.ts'

/** One pass over the responses, which counts some slots by one joint code. */
export type Pass = {
  readonly joint: Joint
  /** In the order of the slots given: how often each code came with each joint code, at `code * joint.codes + jointCode`. */
  readonly counts: readonly Uint32Array[]
  add(block: Block): void
}

export function passOf(joint: Joint, slots: readonly Slot[]): Pass {
  const room = new Uint16Array(BLOCK_RESPONSES)
  const counters = new Map<Slot, Uint32Array>()
  const fours = inFours(slots.filter((slot) => slot.codeOf.length === 1)).map((four) => fourOf(four, joint, counters))
  const folds = slots.filter((slot) => slot.codeOf.length > 1).map((slot) => foldOf(slot, joint, counters))
  return {
    joint,
    counts: slots.map((slot) => counters.get(slot) ?? new Uint32Array()),
    add(block) {
      room.fill(0)
      for (const { at, codeOf } of joint.digits) addCodes(columnOf(block, at), codeOf, room)
      for (const four of fours) countFour(columnOf(block, 0), four.offsets, four.placeOf, room, four.counts)
      for (const fold of folds) fold(block, room)
    },
  }
}

function columnOf({ bytes, from, size, responses }: Block, at: number) {
  return { bytes, from: from + at, step: size, count: responses }
}

type Four = { readonly offsets: FourOffsets; readonly placeOf: Uint32Array; readonly counts: Uint32Array }

/** Four slots share one array of counts. Where there are fewer than four, the missing ones count into a spare place at its end. */
function fourOf(slots: readonly Slot[], joint: Joint, counters: Map<Slot, Uint32Array>): Four {
  const codes = slots.reduce((sum, slot) => sum + slot.adds.length, 0)
  const counts = new Uint32Array((codes + 1) * joint.codes)
  const placeOf = new Uint32Array(4 * 256).fill(codes * joint.codes)
  let from = 0
  slots.forEach((slot, i) => {
    slot.codeOf[0]?.forEach((code, value) => {
      placeOf[i * 256 + value] = from + code * joint.codes
    })
    const to = from + slot.adds.length * joint.codes
    counters.set(slot, counts.subarray(from, to))
    from = to
  })
  const [a = 0, b = 0, c = 0, d = 0] = slots.map((slot) => slot.at)
  return { offsets: [a, b, c, d], placeOf, counts }
}

/** Counts a slot of several bytes: the codes of its bytes are first combined into one code for each response. */
function foldOf(slot: Slot, joint: Joint, counters: Map<Slot, Uint32Array>): (block: Block, joints: Uint16Array) => void {
  const room = new Uint8Array(BLOCK_RESPONSES)
  const counts = new Uint32Array(slot.adds.length * joint.codes)
  const placeOf = Uint32Array.from(slot.adds.keys()).map((code) => code * joint.codes)
  counters.set(slot, counts)
  return (block, joints) => {
    room.fill(0)
    slot.codeOf.forEach((codeOf, byte) => {
      orCodes(columnOf(block, slot.at + byte), codeOf, room)
    })
    countColumn({ bytes: room, from: 0, step: 1, count: block.responses }, placeOf, joints, counts)
  }
}

function inFours<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / 4) }, (_, i) => items.slice(i * 4, i * 4 + 4))
}
