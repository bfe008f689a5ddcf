import * as z from 'zod'
import { sentence, sha256Hex } from '#shared/survey/ids.ts'

/** Whether the people who answered exist. Made-up ones fill demonstrations. */
export const people = z.enum(['real', 'made-up'])
export type People = z.infer<typeof people>

/** A board's approval. `candidate` is the id of the files it voted on; `entry` the hash of the ledger entry that says so. */
const approval = z.strictObject({
  by: sentence,
  on: z.iso.date(),
  candidate: sha256Hex,
  entry: sha256Hex,
  /** Approved under a charter that only shows how approving works. */
  demonstration: z.literal(true).optional(),
})

/** The reason why a release no longer stands, and the day. */
const change = { on: z.iso.date(), why: sentence }

/** The standing of a release. Only a board's act makes it anything but a candidate. */
export const standing = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('candidate') }),
  /** `correction`: the same numbers again, with what the board found wrong said on every page. */
  z.strictObject({ state: z.literal('published'), approval, correction: z.strictObject(change).optional() }),
  /** `instead` names the release that readers should use now: its address or its id. */
  z.strictObject({ state: z.literal('corrected'), approval, ...change, instead: sentence }),
  z.strictObject({ state: z.literal('withdrawn'), approval, ...change }),
])
export type Standing = z.infer<typeof standing>

/** The statements of a release about itself: its standing, and whether its people are real. */
export type Status = { readonly standing: Standing; readonly people: People }

/** In a data folder: the studies that made-up people have answered, one a line. */
export const MADE_UP_FILE = 'made-up.txt'

export const CANDIDATE: Standing = { state: 'candidate' }

/** The statement about a release in each row of its CSV files. */
export function statusMark({ standing: { state }, people }: Status): string {
  return people === 'made-up' ? `${state}, made-up people` : state
}

/** The name of every candidate's folder begins with it. */
export const CANDIDATE_PREFIX = 'candidate-'

/** The folder of a study that lists, by number, the candidates that were counted. */
export const LIST_FOLDER = 'releases'

const MARKS = { real: CANDIDATE_PREFIX, 'made-up': `${CANDIDATE_PREFIX}made-up-` } as const

/** The name of a candidate's folder, from the name that it would have without saying so. */
export function candidateName(name: string, people: People): string {
  const [bare = name] = [/^candidate-(?:made-up-)?(.+)$/.exec(name)?.[1]].filter((each) => each !== undefined)
  return `${MARKS[people]}${bare}`
}

/** Every name that the folder of a candidate can have. */
export function candidateNames(name: string): readonly string[] {
  return people.options.map((each) => candidateName(name, each))
}
