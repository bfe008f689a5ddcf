import { type Range, type Term, widthOf } from '../linear/linear-problem.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { CheckId, Finding, Repair } from './audit-finding.ts'
import type { BoundsSearch } from './bounds-search.ts'
import type { GateKnowledge, History, PublishedReport, ReaderFacts } from './history.ts'
import type { PublishedCell } from './published-ranges.ts'
import type { Assumption, BoundsTarget, Enough } from './solution-pool.ts'
import type { Standard } from './standard.ts'

/** One check of the audit. It looks at the releases as a whole, at each question as the attacker sees it, or at both. */
export type Check = {
  readonly id: CheckId
  /** One line for the catalogue. */
  readonly title: string
  /** The input that the check needs besides published files. */
  readonly needs?: string
  readonly whole?: (context: Context) => Examined
  /** The sums that `question` will ask about, so that one feasible point can answer many of them: this saves time and proves nothing. */
  readonly targets?: (context: QuestionContext, block: QuestionProblem) => readonly BoundsTarget[]
  readonly question?: (context: QuestionContext, block: QuestionProblem) => Examined
}

export type Examined = { readonly examined: number; readonly findings: readonly Finding[] }

export type Context = {
  readonly printed: PrintedCells
  readonly history: History
  readonly candidate: PublishedReport
  readonly facts: ReaderFacts
  readonly standard: Standard
  readonly coalition: number
  readonly gateKnowledge?: GateKnowledge
}

/** The knowledge of a question's checks besides the question: plain data, so that they can be made in another thread. */
export type QuestionContext = Pick<Context, 'candidate' | 'facts' | 'standard' | 'coalition'>

/** A cell of a question, and what is known of it. */
export type QuestionCell = PublishedCell & {
  /** Its count in the search. */
  readonly variable: number | undefined
  /** Everyone in its slice. */
  readonly ofSlice: Label
  /** Whether a number was printed for it, in any table. */
  readonly isShown: boolean
  /** Whether its group has no newer numbers. */
  readonly isLatest: boolean
}

/** A question as the attacker sees it. */
export type QuestionProblem = {
  readonly question: string
  /** Over the counts of this question that fit all that is known. */
  readonly search: BoundsSearch
  /** The cells of the question in every release that computed it. A label at a snapshot is there once. */
  readonly cells: readonly QuestionCell[]
  /** Everyone in the survey. */
  readonly everyone: Label
  /** The variable of a count in the search. */
  readonly count: (label: Label, snapshot: number) => number | undefined
  /** The range of a variable when no row is looked at. */
  readonly bounds: (variable: number) => Range | undefined
}

/** Whether a range is so wide, or wider. */
export function isAtLeast(width: number): Enough {
  return (range) => widthOf(range) >= width
}

/** The exact bounds of a sum that reaches less than so far; undefined for one that reaches as far, or that nothing fits. */
export function narrowBounds({ search }: QuestionProblem, sum: readonly Term[], width: number, assumption?: Assumption): Range | undefined {
  const range = search.boundsOf(sum, isAtLeast(width), assumption)
  return range && widthOf(range) < width ? range : undefined
}

/** Cells whose count no table prints, for any reason. */
export function hiddenCells(block: QuestionProblem): readonly QuestionCell[] {
  return block.cells.filter(({ status, isShown }) => status !== 'top_coded' && !isShown)
}

/** Makes the finding of a check in a cell. `repair`: where an automatic repair would begin. */
export function findingAt(check: CheckId, { candidate }: QuestionContext, cell: PublishedCell, message: string, repair: Repair): Finding {
  const { table, group, answer } = cell
  return { check, release: candidate.release, table, group, answer, message, repair }
}

/** "people of young (age) whose answer to q is no", without any number. */
export function inWords({ question, by, group, answer }: PublishedCell): string {
  const people = group === undefined ? 'people' : `people of the group ${by} = ${group}`
  return answer === undefined ? people : `${people} gave the answer ${answer} to ${question}`
}
