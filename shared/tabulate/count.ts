import { CodingError } from '#shared/response/coding.ts'
import { fieldOf } from '#shared/survey/codebook.ts'
import { blocksOf, type CodedResponses, responsesIn } from './blocks.ts'
import { type Joint, jointOf, jointsOf, marginsOf } from './joint.ts'
import type { TallyLayout } from './layout.ts'
import { sumOf } from './loops.ts'
import { type Pass, passOf } from './pass.ts'
import type { ReportPlan } from './plan.ts'
import { type Slot, slotsOf } from './slots.ts'

/** The part of one question in a counting pass. */
type Part = {
  readonly question: string
  readonly slot: Slot
  /** Whether the table without groups is made from it too; one pass does that for each question. */
  readonly total: boolean
}

/**
 * Counts responses for every planned table, reading their bytes once, in the places `layout` gives. Throws CodingError when a
 * response holds a code its codebook does not know.
 */
export function countResponses(plan: ReportPlan, layout: TallyLayout, rows: CodedResponses): Float64Array {
  const { size } = plan.codebook
  const passes = passesOf(plan, responsesIn(rows, size))
  for (const block of blocksOf(rows, size)) for (const { pass } of passes) pass.add(block)

  const counts = new Float64Array(layout.length)
  for (const { pass, parts } of passes) {
    parts.forEach((part, i) => {
      marginalise(part, pass.joint, pass.counts[i] ?? new Uint32Array(), layout, counts)
    })
  }
  return counts
}

function passesOf(plan: ReportPlan, responses: number): { pass: Pass; parts: Part[] }[] {
  const variables = [...new Set(plan.tables.flatMap((table) => table.by ?? []))]
  const joints = [...jointsOf(plan.codebook, variables, responses), jointOf([])]
  const counted = new Set<string>()
  return joints.map((joint) => {
    const questions = questionsFor(plan, joint, counted)
    const parts = questions.flatMap((question) => {
      const total = !counted.has(question)
      return slotsOf(fieldOf(plan.codebook, question)).map((slot) => ({ question, slot, total }))
    })
    for (const question of questions) counted.add(question)
    const slots = parts.map((part) => part.slot)
    return { pass: passOf(joint, slots), parts }
  })
}

/** The questions that are counted by a joint code. The empty joint code comes last and counts the questions that no other has. */
function questionsFor(plan: ReportPlan, joint: Joint, counted: ReadonlySet<string>): string[] {
  const wanted = plan.tables.filter((table) =>
    joint.digits.length === 0 ? !counted.has(table.question) : joint.digits.some((digit) => digit.variable === table.by),
  )
  return [...new Set(wanted.map((table) => table.question))]
}

/** Adds the margins of one slot's counts to every slice they belong to. */
function marginalise({ question, slot, total }: Part, joint: Joint, counts: Uint32Array, layout: TallyLayout, into: Float64Array): void {
  const tables = layout.tables.filter((each) => each.table.question === question)
  const whole = total ? tables.find((each) => each.table.by === undefined)?.slices[0]?.at : undefined

  slot.adds.forEach((places, code) => {
    const byJoint = counts.subarray(code * joint.codes, (code + 1) * joint.codes)
    const all = sumOf(byJoint)
    if (all === 0) return
    if (places === undefined)
      throw new CodingError(question, 'a code the codebook does not know: the responses are of another survey version')

    const add = (slice: number | undefined, count: number) => {
      if (slice === undefined || count === 0) return
      for (const place of places) into[slice + place] = (into[slice + place] ?? 0) + count
    }
    add(whole, all)
    for (const digit of joint.digits) {
      const slices = tables.find((each) => each.table.by === digit.variable)?.slices
      if (!slices) continue
      marginsOf(digit, byJoint).forEach((count, value) => {
        add(slices[digit.groupOf[value] ?? -1]?.at, count)
      })
    }
  })
}
