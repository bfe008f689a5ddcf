import { type ActEntry, entryBytes, entryHash, parseEntry, readEntry } from '#shared/governance/entries.ts'

/**
 * Rewrites a ledger as somebody can who writes to the table and holds the log's key: leaves signed acts out, and numbers and
 * chains the others again. The signatures stay as they are.
 */
export function rewritten(lines: readonly Uint8Array[], isKept: (entry: ActEntry) => boolean): Uint8Array[] {
  const written = lines.slice(0, 1)
  let last = readEntry(written[0] ?? new Uint8Array())
  for (const entry of lines.slice(1).map(readEntry)) {
    if (entry.kind === 'found' || entry.kind === 'publish' || !isKept(entry)) continue
    last = parseEntry({ ...entry, seq: written.length, prev: entryHash(last) })
    written.push(entryBytes(last))
  }
  return written
}
