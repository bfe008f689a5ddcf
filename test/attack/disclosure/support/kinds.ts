import { attackRanges } from '#shared/disclosure/attack/attack-ranges.ts'
import { ProblemBuilder, type Range, type Term } from '#shared/disclosure/linear/linear-problem.ts'
import { type Solver, withModel } from '#shared/disclosure/linear/solver.ts'
import { hasOneLabel, type Policy } from '#shared/disclosure/policy.ts'
import type { Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import type { Answer, Answers, ClosedAnswer } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, type Survey } from '#shared/survey/survey.ts'

/** Everything that somebody can have answered, each once. It grows with the product of all questions: for small surveys, or a part of one. */
export function kindsOf(survey: Survey): readonly Answers[] {
  const parts = survey.sections.filter(({ note }) => note).map(({ id }) => id)
  let given: readonly Readonly<Record<string, ClosedAnswer>>[] = [{}]
  for (const question of survey.sections.flatMap(({ questions }) => questions).filter(isClosed)) {
    given = given.flatMap((one) => waysOf(question).map((way) => ({ ...one, [question.id]: way })))
    given = distinct(given.map((one) => [applySkipLogic(survey, one, new Set()), one]))
  }
  const skipping = subsets(parts)
  return distinct(
    given.flatMap((one) => skipping.map((skipped) => applySkipLogic(survey, one, new Set(skipped)))).map((kind) => [kind, kind]),
  )
}

function waysOf(question: ClosedQuestion): readonly ClosedAnswer[] {
  const states = (['skipped', ...question.auto] as const).map((state) => ({ state }))
  return [...states, ...choicesOf(question).map((options) => ({ state: 'answered' as const, options }))]
}

function choicesOf(question: ClosedQuestion): readonly (readonly string[])[] {
  const ids = answerIds(question)
  if (!isMany(question)) return ids.map((id) => [id])
  const alone = question.options.flatMap((option) => (option.alone === true ? [option.id] : []))
  const most = question.type === 'pick' ? question.max : ids.length
  const together = subsets(ids.filter((id) => !alone.includes(id))).filter(({ length }) => length > 0 && length <= most)
  return [...alone.map((id) => [id]), ...together]
}

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  let found: readonly (readonly string[])[] = [[]]
  for (const each of all) found = [...found, ...found.map((some) => [...some, each])]
  return found
}

function distinct<Kept>(found: readonly (readonly [name: object, kept: Kept])[]): readonly Kept[] {
  return [...new Map(found.map(([name, kept]) => [JSON.stringify(name), kept])).values()]
}

/** A hidden count, or how much a count changed since another release that counted it: it lies in low..high. */
export type KnownCount = Range & {
  readonly table: string
  readonly group: string | undefined
  readonly answer: string
  readonly release: number
  /** Set for a change. */
  readonly since?: number
}

/** A release as its readers have it, whatever protects it. */
export type Seen = { readonly release: number; readonly policy: Policy; readonly tables: readonly ReportTable[] }

export type ThoughtOf = {
  /** The kinds of people there are, where more is known. */
  readonly exists?: (kind: Answers) => boolean
  /** By release, how many people joined and left since the one before. */
  readonly growth?: ReadonlyMap<number, { readonly admitted: number; readonly withdrawn: number }>
  /** People who tell each other what they said, and the release that counted each first; nobody of them left. */
  readonly insiders?: readonly { readonly answers: Answers; readonly from: number }[]
  /** Ranges this wide or wider may be wider still. */
  readonly wide?: number
}

/**
 * The range of each hidden cell of a release for somebody who thinks of every kind of person there can be: nothing that a
 * survey's rules imply is left out, and no rule had to be thought of.
 */
export function knownOfHidden(
  solver: Solver,
  survey: Survey,
  { policy, tables }: Pick<Seen, 'policy' | 'tables'>,
  exists: (kind: Answers) => boolean = () => true,
): readonly KnownCount[] {
  return knownFrom(solver, survey, [{ release: 1, policy, tables }], { exists, wide: Number.POSITIVE_INFINITY })
}

/** The same of every hidden cell and every change in the releases of a study, oldest first. */
export function knownFrom(solver: Solver, survey: Survey, history: readonly Seen[], thought: ThoughtOf = {}): readonly KnownCount[] {
  const kinds = kindsOf(survey).filter(thought.exists ?? (() => true))
  const crowd = new Crowd(survey, kinds, history)
  const targets = crowd.readAll()
  if (thought.growth) crowd.grow(thought.growth)
  for (const { answers, from } of thought.insiders ?? []) crowd.count(answers, from)
  const sums = targets.map(({ sum }) => sum)
  const ranges = withModel(solver, crowd.problem.build(), (model) => attackRanges(model, sums, thought.wide ?? WIDE))
  return targets.map(({ sum: _, ...target }, at) => ({ ...target, ...(ranges[at] ?? { low: 0, high: 0 }) }))
}

const WIDE = 9
/** More people than there are of any kind. */
const FAR = 1e5

type Target = Omit<KnownCount, 'low' | 'high'> & { readonly sum: readonly Term[] }
type Counted = { readonly people: readonly number[]; readonly first: number; readonly name: string }
type Version = { readonly table: ReportTable; readonly slice: ReportSlice; readonly policy: Policy }

/** The numbers of people of each kind, at each time that something was counted. */
class Crowd {
  readonly problem = new ProblemBuilder()
  readonly #kinds: readonly Answers[]
  /** Which numbers have the same secret: public, as it follows from the survey. */
  readonly #cells: PrintedCells
  readonly #versions = new Map<string, Version>()
  readonly #taken: ReadonlyMap<string, readonly string[]>
  readonly #first = new Map<number, number>()
  readonly #offsets = new Map<string, number>()
  /** The number of insiders of a kind at a time. */
  readonly #known = new Map<number, number>()

  constructor(survey: Survey, kinds: readonly Answers[], history: readonly Seen[]) {
    this.#kinds = kinds
    this.#cells = new PrintedCells(
      survey,
      history.at(-1)?.tables ?? [],
      history.every(({ policy }) => hasOneLabel(policy)),
    )
    this.#taken = new Map(
      survey.sections
        .flatMap(({ questions }) => questions)
        .filter(isClosed)
        .flatMap(({ id, rollups = [] }) => rollups.map((rollup) => [`${id}\n^${rollup.id}`, rollup.of] as const)),
    )
    // A group that is repeated is there once, in the release that counted it.
    for (const { policy, tables } of history)
      for (const table of tables)
        for (const slice of table.slices) {
          const name = JSON.stringify([table.id, slice.group ?? '', slice.asOf])
          if (!this.#versions.has(name)) this.#versions.set(name, { table, slice, policy })
        }
    const times = [...new Set([...this.#versions.values()].map(({ slice }) => slice.asOf))].sort((a, b) => a - b)
    for (const time of times) {
      this.#first.set(time, this.#first.size * kinds.length)
      for (const _ of kinds) this.problem.variable({ low: 0, high: FAR })
    }
  }

  /** Writes down what is printed; gives what is not. */
  readAll(): readonly Target[] {
    return [...this.#versions.values()].flatMap((version) => this.#read(version))
  }

  #read({ table: { id, question, by }, slice, policy }: Version): readonly Target[] {
    const { group, base, asOf, cells } = slice
    const first = this.#first.get(asOf) ?? 0
    const own = this.#kinds.flatMap((kind, at) => (by === undefined || this.#gave(kind, by, group ?? '') ? [[kind, at] as const] : []))
    const printed = (people: readonly number[], range: Range, answer?: string) =>
      this.#print({ people, first, name: this.#cells.label({ question, by, group }, answer) }, range, policy)
    const everybody = own.map(([, at]) => at)
    if (base) printed(everybody, numbersBehind(base, policy))
    else if (this.#isSmall(by, group, asOf) && 'b' in policy) printed(everybody, { low: 0, high: policy.minSlice })
    return cells.flatMap((cell): readonly Target[] => {
      const people = own.filter(([kind]) => this.#gave(kind, question, cell.answer)).map(([, at]) => at)
      const { problem } = this
      const sum = summed(people, first)
      if (cell.status === 'published') printed(people, numbersBehind(cell.count, policy), cell.answer)
      else if ('low' in cell) problem.row(sum, { low: cell.low, high: Math.min(cell.high, FAR) })
      if (cell.status === 'top_coded' && base) printed(people, { ...numbersBehind(base, policy), high: FAR }, cell.answer)
      if (people.length === 0) return []
      const target = { table: id, group, answer: cell.answer, release: asOf }
      const before = [...this.#versions.values()]
        .filter(({ table, slice: other }) => table.id === id && other.group === group && other.asOf < asOf && other.base && base)
        .map(({ slice: other }) => other.asOf)
      const since = Math.max(...before)
      const change = before.length > 0 ? [...sum, ...summed(people, this.#first.get(since) ?? 0, -1)] : undefined
      return [...(isHidden(cell) ? [{ ...target, sum }] : []), ...(change ? [{ ...target, since, sum: change }] : [])]
    })
  }

  /** Whether a group is not shown because it is small: its row in the table of the group question would say if there were another reason. */
  #isSmall(by: string | undefined, group: string | undefined, asOf: number): boolean {
    const row = this.#versions.get(JSON.stringify([by, '', asOf]))?.slice.cells.find(({ answer }) => answer === group)
    return row !== undefined && row.status !== 'top_coded' && row.status !== 'hidden_secondary'
  }

  /** A number is printed with the secret of its label, which is the same in each release. */
  #print({ people, first, name }: Counted, { low, high }: Range, policy: Policy): void {
    const reach = policy.profile === 'ckm' ? policy.maxChange : 0
    const base = 'b' in policy ? policy.b : 1
    const terms = [...summed(people, first)]
    if (base > 1) {
      const offset = this.#offsets.get(name) ?? this.problem.variable({ low: 0, high: base - 1 })
      this.#offsets.set(name, offset)
      terms.push([offset, 1])
    }
    this.problem.row(terms, { low: low - reach, high: high + reach + base - 1 })
  }

  /** Somebody is of this kind from a release on. */
  count(answers: Answers, from: number): void {
    const kind = this.#kinds.findIndex((each) => Object.entries(each).every(([question, said]) => isSame(said, answers[question])))
    if (kind < 0) throw new Error('somebody is of no kind that there can be')
    for (const [time, first] of this.#first) {
      if (time < from) continue
      const known = (this.#known.get(first + kind) ?? 0) + 1
      this.#known.set(first + kind, known)
      this.problem.row([[first + kind, 1]], { low: known, high: FAR })
    }
  }

  /** Between two times, no more people of all kinds together came and went than is known. */
  grow(growth: NonNullable<ThoughtOf['growth']>): void {
    const times = [...this.#first]
    for (const [at, [time, first]] of times.entries()) {
      const [before, earlier] = times[at - 1] ?? []
      if (before === undefined || earlier === undefined) continue
      const between = [...growth].filter(([release]) => release > before && release <= time).map(([, each]) => each)
      const total = (of: 'admitted' | 'withdrawn') => between.reduce((sum, each) => sum + each[of], 0)
      const came = this.#kinds.map((_, kind): Term => {
        const joined = this.problem.variable({ low: 0, high: FAR })
        const left = this.problem.variable({ low: 0, high: FAR })
        this.problem.equal(
          [
            [first + kind, 1],
            [earlier + kind, -1],
            [joined, -1],
            [left, 1],
          ],
          0,
        )
        return [joined, 1]
      })
      this.problem.row(came, { low: 0, high: total('admitted') })
      this.problem.equal(
        [
          ...this.#kinds.flatMap((_, kind): Term[] => [
            [first + kind, 1],
            [earlier + kind, -1],
          ]),
        ],
        total('admitted') - total('withdrawn'),
      )
    }
  }

  #gave(kind: Answers, question: string, label: string): boolean {
    return (this.#taken.get(`${question}\n${label}`) ?? [label]).some((each) => saidOf(kind, question, each))
  }
}

function isHidden({ status }: ReportCell): boolean {
  return status === 'hidden_small' || status === 'hidden_secondary'
}

/** The rounded numbers that a printed one stands for: itself, or five where its range says that it is coarse. */
function numbersBehind({ value, low, high }: Bounded, policy: Policy): Range {
  const reach = 'b' in policy ? policy.b - 1 : undefined
  return reach === undefined ? { low: value, high: value } : { low: low + reach, high: high - reach }
}

function summed(people: readonly number[], first: number, by = 1): Term[] {
  return people.map((at) => [first + at, by])
}

function isSame(one: Answer | undefined, other: Answer | undefined): boolean {
  const said = (answer: Answer | undefined) =>
    answer && 'options' in answer ? [...answer.options].sort().join() : `~${answer?.state ?? 'skipped'}`
  return said(one) === said(other)
}

export function saidOf(answers: Answers, question: string, label: string): boolean {
  const answer = answers[question]
  if (answer === undefined) return label === '~skipped'
  return 'options' in answer ? answer.options.includes(label) : `~${answer.state}` === label
}
