/** The store of a board's ledger. Readers check all of it (shared/governance): the store is trusted with nothing. */
export interface Ledger {
  /** Puts a line in a place that is free. False, changing nothing, when somebody else's is there. */
  append(seq: number, line: Uint8Array): Promise<boolean>
  /** Every line from a place on, in order. */
  lines(from: number): Promise<Uint8Array[]>
  /** Keeps the log's own checkpoint. One of more entries stays. */
  keepCheckpoint(size: number, note: string): Promise<void>
  /** Keeps the last checkpoint that a witness cosigned. */
  keepWitnessed(witness: string, note: string): Promise<void>
  /** The log's own, and one a witness. */
  checkpoints(): Promise<string[]>
}
