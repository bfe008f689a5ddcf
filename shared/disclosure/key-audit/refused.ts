import type { Label } from '../label.ts'

/** No draw was found: the plan has a table too small to keep anything from who knows this much. */
export class KeyRefused extends Error {
  readonly labels: readonly Label[]

  constructor(labels: readonly Label[]) {
    super(`the key leaves too few candidates for ${labels.length} cells, however often it is drawn again`)
    this.name = 'KeyRefused'
    this.labels = labels
  }
}
