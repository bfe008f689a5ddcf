/** What somebody asked of stories is not given to them: why, in a sentence that holds nothing of any story. */
export class AskRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AskRefused'
  }
}
