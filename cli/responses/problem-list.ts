import { InputRefused, type Problem } from '#shared/problem.ts'

type Found = Omit<Problem, 'file'>

/** One thing that is wrong, perhaps in many rows. */
type Group = { readonly first: Found; readonly lines: number[]; times: number }

/** Rows named before the rest are counted. */
const MOST_LINES = 5
/** More different things than this are no list but a file of another kind; they are counted by column. */
const MOST_GROUPS = 500
const MORE = { message: 'more is wrong here', remedy: 'Put the others right first, then run it again' }

/**
 * Collects what is wrong with one file. Every cell may be wrong, so what is wrong in the same way in a column is told once,
 * with its rows: everything is told, in bounded space.
 */
export class ProblemList {
  readonly #file: string
  readonly #groups = new Map<string, Group>()
  readonly #more = new Map<string, Group>()

  constructor(file: string) {
    this.#file = file
  }

  add(problem: Found): void {
    const key = JSON.stringify([problem.column, problem.message, problem.remedy])
    if (this.#groups.has(key) || this.#groups.size < MOST_GROUPS) addTo(this.#groups, key, problem)
    else addTo(this.#more, typeof problem.column === 'string' ? problem.column : '', { ...problem, ...MORE })
  }

  /** Throws InputRefused when anything was added. */
  throwIfAny(): void {
    if (this.#groups.size === 0) return
    const groups = [...this.#groups.values(), ...this.#more.values()]
    throw new InputRefused(groups.map(tell).map((each) => ({ file: this.#file, ...each })))
  }

  /** For what makes the rest of a file unreadable. */
  refuse(problem: Found): never {
    this.#groups.set('', { first: problem, lines: linesOf(problem), times: 1 })
    this.throwIfAny()
    throw new Error('unreachable: a problem was just added')
  }
}

function addTo(groups: Map<string, Group>, key: string, problem: Found): void {
  const group = groups.get(key)
  if (!group) {
    groups.set(key, { first: problem, lines: linesOf(problem), times: 1 })
    return
  }
  group.times++
  if (group.lines.length < MOST_LINES) group.lines.push(...linesOf(problem))
}

function linesOf({ line }: Found): number[] {
  return line === undefined ? [] : [line]
}

function tell({ first, lines, times }: Group): Found {
  if (times === 1) return first
  const rows = `${lines.join(', ')}${times > lines.length ? ', ...' : ''}`
  return { ...first, message: `${first.message}, in rows ${rows} (${times.toLocaleString('en')} in all)` }
}
