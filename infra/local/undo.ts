/** Keeps the things that have been started, to stop them in reverse order, each once, whether or not everything could be started. */
export class Undo {
  readonly #steps: (() => unknown)[] = []

  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  /** Tries every step, and throws the first failure at the end. */
  async run(): Promise<void> {
    const failures: unknown[] = []
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step()
      } catch (failed) {
        failures.push(failed)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
