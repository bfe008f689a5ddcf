import Papa from 'papaparse'
import * as z from 'zod'
import { ANSWERS, GROUPS, type Kind, type OpenStudy } from './open-study.ts'

/**
 * Somebody who sends answers, takes chosen ones of them back, and reads the reports. The attack's own code: it shares no
 * rounding, no reading and no model with what it attacks. It knows what is public: numbers are multiples of five, rounded with a
 * secret that is fixed for each of them, and what would be below 15 is not printed.
 */
const [BASE, LEAST_PRINTED] = [5, 15]
/** Answers sent at a time to make a release possible, and how many are given up after: more than any release waits for. */
const [STEP, ENOUGH] = [5, 100]

/** The conclusion in the end: how probable each answer of the newcomer is. Before, each was as probable as another. */
export type Verdict = {
  readonly posterior: Readonly<Record<(typeof ANSWERS)[number], number>>
  /** Reports there were, and those in which no number of the newcomer's group was printed. */
  readonly reports: number
  readonly silent: number
}

/** The range of a sum, of honest people and of a secret. */
type Room = { readonly low: number; readonly high: number }
const ANYTHING: Room = { low: 0, high: 10_000 }

const row = z.looseObject({
  release: z.coerce.number(),
  question: z.string(),
  answer: z.string(),
  group: z.string(),
  count: z.string(),
  count_low: z.string(),
  count_high: z.string(),
  status: z.string(),
  as_of_release: z.coerce.number(),
})

/** Numbers are named by group and answer; no group is everyone. */
const nameOf = (group: string, answer: string) => `${group}/${answer}`

export class PhaseTracker {
  readonly #study: OpenStudy
  readonly #planted = new Map<string, number[]>()
  #room = new Map<string, Room>()
  #silent = 0
  #group: Kind['group'] = GROUPS[0]

  constructor(study: OpenStudy, plantedPerCell: number) {
    this.#study = study
    for (const group of GROUPS) {
      for (const answer of ANSWERS) {
        this.#planted.set(
          nameOf(group, answer),
          Array.from({ length: plantedPerCell }, () => study.join({ group, answer })),
        )
      }
    }
  }

  /** Plays the attack out over so many releases. `join`: the newcomer, of whom only the group is known. */
  run(releases: number, group: Kind['group'], join: () => void): Verdict {
    this.#group = group
    const early = Math.floor((releases - 3) / 2)
    // Who was held back from the first report comes in with the next two.
    let going = this.#study.release() && this.#watch(2)
    going &&= this.#measure(early)
    const before = this.#room
    join()
    going &&= this.#watch(1)
    if (going) this.#measure(releases - 4 - early)
    return { posterior: posteriorOf(before, this.#room, group), reports: this.#study.reports.length, silent: this.#silent }
  }

  /** Releases from which nothing is concluded: somebody may still wait. */
  #watch(releases: number): boolean {
    for (let i = 0; i < releases; i++) if (!this.#probe()) return false
    this.#room = new Map()
    return true
  }

  #measure(releases: number): boolean {
    for (let i = 0; i < releases; i++) if (!this.#probe()) return false
    return true
  }

  /**
   * Takes so many answers back of each cell that its number steps, or not, in the middle of what is possible; pays for a release
   * with answers that skip the question; then reads the report.
   */
  #probe(): boolean {
    for (const answer of ANSWERS) this.#takeBack(nameOf(this.#group, answer), this.#shiftFor(nameOf(this.#group, answer)))
    for (let paid = 0; paid <= ENOUGH; paid += STEP) {
      if (this.#study.release()) {
        this.#read()
        return true
      }
      for (let i = 0; i < STEP; i++) this.#study.join({ group: this.#group })
    }
    return false
  }

  #takeBack(name: string, many: number): void {
    for (const receipt of this.#planted.get(name)?.splice(0, many) ?? []) this.#study.leave(receipt)
  }

  #left(name: string): number {
    const [group, answer] = name.split('/')
    return [...this.#planted].reduce(
      (sum, [each, own]) => sum + (each === name || (group === '' && each.split('/')[1] === answer) ? own.length : 0),
      0,
    )
  }

  #shiftFor(name: string): number {
    const { low, high } = this.#room.get(name) ?? ANYTHING
    if (high - low >= BASE || low > high) return 0
    const most = (shift: number) => {
      const values = Array.from({ length: high - low + 1 }, (_, i) => Math.floor((low + i + this.#left(name) - shift) / BASE))
      return Math.max(...[...Map.groupBy(values, (value) => value).values()].map((same) => same.length))
    }
    return [0, 1, 2, 3, 4].reduce((best, shift) => (most(shift) < most(best) ? shift : best))
  }

  #read(): void {
    const text = this.#study.reports.at(-1) ?? ''
    const rows = z.array(row).parse(Papa.parse(text, { header: true, skipEmptyLines: true }).data)
    const fresh = rows.filter(({ question, answer, release, as_of_release }) => {
      return question === 'view' && ANSWERS.some((each) => each === answer) && as_of_release === release
    })
    if (!rows.some(({ group, count }) => group !== '' && count !== '')) this.#silent++
    for (const { group, answer, count_low, count_high, status } of fresh) {
      // A number and its secret: from four above the least count on. A coarse number says less.
      const said =
        status === 'published' ? { low: Number(count_low) + BASE - 1, high: Number(count_high) } : { low: 0, high: LEAST_PRINTED - 1 }
      if (status !== 'published' && status !== 'hidden_small') continue
      const name = nameOf(group, answer)
      const planted = this.#left(name)
      const { low, high } = this.#room.get(name) ?? ANYTHING
      this.#room.set(name, { low: Math.max(low, said.low - planted), high: Math.min(high, said.high - planted) })
    }
  }
}

/** By how many ways each answer of the newcomer explains what was read before and after. */
function posteriorOf(before: ReadonlyMap<string, Room>, after: ReadonlyMap<string, Room>, group: string): Verdict['posterior'] {
  const ways = (name: string, joined: number) => {
    const [was, is] = [before.get(name) ?? ANYTHING, after.get(name) ?? ANYTHING]
    return Math.max(0, Math.min(was.high, is.high - joined) - Math.max(was.low, is.low - joined) + 1)
  }
  const likelihood = (said: string) =>
    ANSWERS.flatMap((answer) => ['', group].map((each) => ways(nameOf(each, answer), answer === said ? 1 : 0))).reduce(
      (product, each) => product * each,
      1,
    )
  const all = ANSWERS.map(likelihood)
  const sum = all.reduce((total, each) => total + each, 0)
  const [a = 0, b = 0, c = 0] = all.map((each) => (sum === 0 ? 1 / ANSWERS.length : each / sum))
  return { a, b, c }
}
