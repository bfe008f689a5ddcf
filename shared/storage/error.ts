/**
 * A store failed. The message says what to check and never holds a value that was sent or read.
 * `Throttled` and `Unavailable` may succeed later; the SDK has already tried three times.
 */
export class StorageError extends Error {
  readonly code: 'Throttled' | 'Unavailable' | 'TooLarge' | 'Unexpected'

  constructor(code: StorageError['code'], message: string) {
    super(message)
    this.name = 'StorageError'
    this.code = code
  }
}

/** A stored response is not as it was written, by a fault or by somebody: nothing may be counted with it. Says nothing of which. */
export class DamagedResponse extends Error {
  constructor() {
    super(
      'a stored response is damaged, or was changed: check the disk and who may write to it, then put back the copy of the data that was kept',
    )
    this.name = 'DamagedResponse'
  }
}
