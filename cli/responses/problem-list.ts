import { InputRefused, type Problem } from '#shared/problem.ts'

/** More than this nobody reads; the rest are counted. */
const MOST = 50
const LONGEST_SHOWN = 40

/** Collects what is wrong with one file. A file may have a problem in every cell, so only the first ones are kept. */
export class ProblemList {
  readonly #file: string
  readonly #kept: Problem[] = []
  #more = 0

  constructor(file: string) {
    this.#file = file
  }

  add(problem: Omit<Problem, 'file'>): void {
    if (this.#kept.length < MOST) this.#kept.push({ file: this.#file, ...problem })
    else this.#more++
  }

  /** Throws InputRefused when anything was added. */
  throwIfAny(): void {
    if (this.#kept.length === 0) return
    const rest: Problem[] =
      this.#more === 0
        ? []
        : [{ file: this.#file, message: `${this.#more} more problems are not shown`, remedy: 'Put these right first, then run it again' }]
    throw new InputRefused([...this.#kept, ...rest])
  }

  /** For what makes the rest of a file unreadable. */
  refuse(problem: Omit<Problem, 'file'>): never {
    this.#kept.push({ file: this.#file, ...problem })
    this.throwIfAny()
    throw new Error('unreachable: a problem was just added')
  }
}

/** A value as it may stand in a message: short, and on one line. */
export function quoted(value: string): string {
  const letters = [...value.slice(0, LONGEST_SHOWN + 1)]
  const cut = letters.length > LONGEST_SHOWN ? `${letters.slice(0, LONGEST_SHOWN).join('')}...` : letters.join('')
  return `"${cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')}"`
}
