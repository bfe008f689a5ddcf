import { Reader } from './reader.ts'

/** Which files a database is made of, as its manifest says. */
export type Version = { readonly log: number | undefined; readonly tables: ReadonlyMap<number, { readonly bytes: number }> }

/** Goes through the records of a manifest (LevelDB's `VersionEdit`). Throws RangeError when one is not of its form. */
export function versionFrom(records: readonly Uint8Array[]): Version {
  let log: number | undefined
  const tables = new Map<number, { bytes: number }>()
  for (const record of records) {
    const edit = new Reader(record)
    while (!edit.isAtEnd) {
      const read = FIELDS[edit.varint()]
      if (!read) throw new RangeError('a field that does not exist')
      const { log: newLog, added, removed } = read(edit)
      if (newLog !== undefined) log = newLog
      if (added) tables.set(added.table, { bytes: added.bytes })
      if (removed !== undefined) tables.delete(removed)
    }
  }
  return { log, tables }
}

type Change = { log?: number; added?: { table: number; bytes: number }; removed?: number }

/** By their tag: comparator, log, next file, last sequence, compaction pointer, removed table, added table, earlier log. */
const FIELDS: Readonly<Record<number, (edit: Reader) => Change>> = {
  1: (edit) => skip(edit.slice()),
  2: (edit) => ({ log: edit.varint() }),
  3: (edit) => skip(edit.varint()),
  4: (edit) => skip(edit.varint()),
  5: (edit) => skip([edit.varint(), edit.slice()]),
  6: (edit) => {
    edit.varint()
    return { removed: edit.varint() }
  },
  7: (edit) => {
    edit.varint()
    const added = { table: edit.varint(), bytes: edit.varint() }
    return { added, ...skip([edit.slice(), edit.slice()]) }
  },
  9: (edit) => skip(edit.varint()),
}

function skip(_read: unknown): Change {
  return {}
}
