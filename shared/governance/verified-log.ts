import { isSignedByLog, originOf, readNote, type SignedCheckpoint, witnessesOf } from './checkpoint.ts'
import type { Day } from './days.ts'
import { type Entry, entryBytes, readEntry } from './entries.ts'
import { ActRefused, type LedgerState } from './ledger-state.ts'
import { leafHash, merkleRoot } from './merkle.ts'
import { applyEntry } from './replay.ts'

/** A ledger as it is kept and handed on: its lines, and the checkpoints that were signed of it. Nothing of it is trusted. */
export type UnverifiedLog = {
  /** Each line as bytes, without its line break. */
  readonly lines: readonly Uint8Array[]
  /** Signed notes, in any order. */
  readonly checkpoints: readonly string[]
}

/** A ledger is not as it was written, or holds what may not stand there: nothing it says counts. */
export class LedgerFault extends Error {
  /** Which entry, from 0; undefined where it is about a checkpoint or the whole. */
  readonly seq: number | undefined

  constructor(message: string, seq?: number) {
    super(seq === undefined ? message : `entry ${seq}: ${message}`)
    this.name = 'LedgerFault'
    this.seq = seq
  }
}

/** The evidence of a checkpoint: up to which size the ledger is pinned, and which witnesses saw it. */
export type Pinned = { readonly size: number; readonly witnesses: readonly string[] }

/** A ledger that was checked from its first entry. Only `verifyLog` makes one, so it need not be checked again. */
export class VerifiedLog {
  readonly state: LedgerState
  readonly entries: readonly Entry[]
  readonly #leaves: readonly Uint8Array[]
  readonly pinned: readonly Pinned[]

  private constructor(state: LedgerState, entries: readonly Entry[], leaves: readonly Uint8Array[], pinned: readonly Pinned[]) {
    this.state = state
    this.entries = entries
    this.#leaves = leaves
    this.pinned = pinned
  }

  /** `before` is the same ledger up to some size, checked earlier: `log` then holds the lines after it. Throws LedgerFault. */
  static check({ lines, checkpoints }: UnverifiedLog, ledger: string, before?: VerifiedLog): VerifiedLog {
    let state = before?.state
    const entries = [...(before?.entries ?? [])]
    const leaves = [...(before?.leaves ?? [])]
    for (const line of lines) {
      const seq = entries.length
      const entry = readLine(line, seq)
      state = applied(state, entry, seq)
      entries.push(entry)
      leaves.push(leafHash(entryBytes(entry)))
    }
    if (!state) throw new LedgerFault('the ledger is empty: no board was founded in it')
    if (state.ledger !== ledger) throw new LedgerFault(`this is the ledger of another board: ${state.ledger}, not ${ledger}`)
    const known = new Map(before?.pinned.map((each) => [each.size, each]))
    for (const note of checkpoints) {
      const found = pinnedBy(note, state, leaves)
      known.set(found.size, {
        size: found.size,
        witnesses: [...new Set([...(known.get(found.size)?.witnesses ?? []), ...found.witnesses])],
      })
    }
    return new VerifiedLog(
      state,
      entries,
      leaves,
      [...known.values()].toSorted((a, b) => a.size - b.size),
    )
  }

  static isOne(value: object): value is VerifiedLog {
    return #leaves in value
  }

  /** RFC 6962 leaf hashes, in the order of the entries. */
  get leaves(): readonly Uint8Array[] {
    return this.#leaves
  }

  /** Up to which size the ledger is under a checkpoint. */
  get pinnedSize(): number {
    return this.pinned.at(-1)?.size ?? 0
  }

  /** By witness: how many entries it signed that it saw. */
  get witnessed(): ReadonlyMap<string, number> {
    return new Map(this.pinned.flatMap(({ size, witnesses }) => witnesses.map((name) => [name, size] as const)))
  }
}

export const verifyLog = VerifiedLog.check

/** The first entry from a day that has not come, in words: somebody wrote a wrong day, or a clock is wrong. */
export function entryAhead({ state, entries }: VerifiedLog, today: Day): string | undefined {
  if (state.day <= today) return undefined
  const found = entries.find(({ day }) => day > today)
  return (
    found && `Entry ${found.seq}, ${found.kind === 'found' ? 'the first' : `by ${found.by}`}, is dated ${found.day}, which has not come yet`
  )
}

function readLine(line: Uint8Array, seq: number): Entry {
  try {
    return readEntry(line)
  } catch {
    throw new LedgerFault('this is no entry of a ledger, or not in the one form an entry has', seq)
  }
}

function applied(state: LedgerState | undefined, entry: Entry, seq: number): LedgerState {
  try {
    return applyEntry(state, entry)
  } catch (thrown) {
    if (thrown instanceof ActRefused) throw new LedgerFault(thrown.message, seq)
    throw thrown
  }
}

/** Throws when a checkpoint of this ledger says something else than the ledger: entries were changed, or are gone. */
function pinnedBy(note: string, state: LedgerState, leaves: readonly Uint8Array[]): Pinned {
  const checkpoint = parsed(note)
  const { size, root, origin } = checkpoint
  if (origin !== originOf(state.ledger)) throw new LedgerFault('a checkpoint is of another ledger')
  if (size > leaves.length)
    throw new LedgerFault(`a checkpoint was signed of ${size} entries, and ${leaves.length} are here: the last ones are gone`)
  if (Buffer.compare(merkleRoot(leaves.slice(0, size)), root) !== 0)
    throw new LedgerFault(`a checkpoint of the first ${size} entries does not fit them: one of them was changed`)
  const notary = state.notaries.findLast(({ from }) => from <= size)
  if (!notary || !isSignedByLog(checkpoint, notary.log)) throw new LedgerFault(`the checkpoint of ${size} entries is not signed by the log`)
  return { size, witnesses: witnessesOf(checkpoint, notary.witnesses) }
}

function parsed(note: string): SignedCheckpoint {
  try {
    return readNote(note)
  } catch {
    throw new LedgerFault('this is no checkpoint')
  }
}
