/** Where people wait while no deployment serves, and how many may come before the next one does. */
export class Door {
  readonly #visits: number
  #left = 0
  #isLast = false
  #open = Promise.withResolvers<URL>()
  /** Resolves at the next deployment, or when nobody may come any more. */
  #more = Promise.withResolvers<void>()

  constructor(visits: number) {
    this.#visits = visits
  }

  open(origin: URL): void {
    this.#left = this.#visits
    this.#open.resolve(origin)
    this.#again()
  }

  close(): void {
    this.#open = Promise.withResolvers()
  }

  noMore(): void {
    this.#isLast = true
    this.#again()
  }

  served(): Promise<URL> {
    return this.#open.promise
  }

  async mayCome(): Promise<boolean> {
    while (!this.#isLast && this.#left === 0) await this.#more.promise
    this.#left--
    return !this.#isLast
  }

  #again(): void {
    this.#more.resolve()
    this.#more = Promise.withResolvers()
  }
}
