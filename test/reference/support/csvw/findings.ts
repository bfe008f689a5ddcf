/**
 * The findings of a validator of CSV on the Web. An error makes a file invalid; after a warning it goes on as if the thing were
 * not there.
 */
export class Findings {
  readonly errors: string[] = []
  readonly warnings: string[] = []

  error(message: string): undefined {
    this.errors.push(message)
    return undefined
  }

  warn(message: string): undefined {
    this.warnings.push(message)
    return undefined
  }
}
