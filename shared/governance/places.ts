/**
 * Where each entry of a ledger stands, by its hash. The places after one more entry share what they hold with those
 * before, so that adding is cheap; those before do not change.
 */
export class Places {
  readonly #all: Map<string, number>
  readonly #size: number

  private constructor(all: Map<string, number>, size: number) {
    this.#all = all
    this.#size = size
  }

  /** Of a ledger with one entry. */
  static first(hash: string): Places {
    return new Places(new Map([[hash, 0]]), 1)
  }

  of(hash: string): number | undefined {
    const place = this.#all.get(hash)
    return place !== undefined && place < this.#size ? place : undefined
  }

  /** With one more entry at the end. */
  with(hash: string): Places {
    const isNewest = this.#all.size === this.#size
    const all = isNewest ? this.#all : new Map([...this.#all].slice(0, this.#size))
    all.set(hash, this.#size)
    return new Places(all, this.#size + 1)
  }
}
