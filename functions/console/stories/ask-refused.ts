/** A question about stories is refused: the reason, in a sentence that holds nothing of any story. */
export class AskRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AskRefused'
  }
}
