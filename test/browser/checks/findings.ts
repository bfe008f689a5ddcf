/** The findings of each check on a tour, told with the page they were found on. */
export class Findings {
  private readonly all = new Map<string, string[]>()

  add(check: string, place: string, found: readonly string[]): void {
    this.all.set(check, [...(this.all.get(check) ?? []), ...found.map((each) => `${place}: ${each}`)])
  }

  /** Undefined when the check did not run at all. */
  of(check: string): string[] | undefined {
    return this.all.get(check)
  }
}
