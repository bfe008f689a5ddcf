import type { RowType } from './question-type.ts'
import type { SheetRow } from './sheet.ts'

/** Names of questions: those of XML elements, without a colon. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u

/** The names in a form. `refuse` is told of each name that cannot be used: the number of the row, what is wrong, and the remedy. */
export class RowNames {
  readonly #refuse: (row: number, message: string, remedy: string) => void
  readonly #outside = new Map<string, number>()
  readonly #rows = new Map<string, number[]>()

  constructor(refuse: (row: number, message: string, remedy: string) => void) {
    this.#refuse = refuse
  }

  /**
   * The name of a row; undefined where it has none that can be used. A name is used once among the rows of one group. `group`: the rows of
   * the names so far in the group around this row; undefined outside of all groups.
   */
  take({ cells, number }: SheetRow, type: RowType, group: Map<string, number> | undefined): string | undefined {
    const name = cells.get('name')
    if (name === undefined) {
      if (type.kind === 'note' || (type.kind === 'begin' && type.of === 'group') || type.kind === 'metadata' || type.kind === 'unknown')
        return `row_${number}`
      this.#refuse(number, 'the row has no name', 'Give it a short name, as answers are stored under it')
      return undefined
    }
    if (!NAME.test(name)) {
      this.#refuse(number, `"${name}" cannot be a name`, 'Start with a letter or _; then letters, digits, - . and _')
      return undefined
    }
    const taken = group ?? this.#outside
    const before = taken.get(name)
    if (before !== undefined) this.#refuse(number, `"${name}" is also the name of row ${before}`, 'Give one of them another name')
    else if (name === 'meta' && (group === undefined || type.kind === 'begin'))
      this.#refuse(number, '"meta" is a name that forms keep for themselves', 'Choose another name')
    taken.set(name, number)
    this.#rows.set(name, [...(this.#rows.get(name) ?? []), number])
    return name
  }

  /** The numbers of all rows that have this name. */
  rowsOf(name: string): readonly number[] {
    return this.#rows.get(name) ?? []
  }
}
