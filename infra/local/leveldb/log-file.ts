import { isChecksum } from './checksum.ts'

/** LevelDB's log format (doc/log_format.md): records in blocks, each with a checksum, its length and which part it is. */
const BLOCK = 32_768
const HEADER = 7
const WHOLE = 1
const FIRST = 2
const LAST = 4

export type LogFile = {
  readonly records: readonly Uint8Array[]
  /** A part that is not as it was written, with whole ones after it, or all of its length there. A last one that was cut off is none: so a write ends that the power ended. */
  readonly isDamaged: boolean
}

export function readLogFile(bytes: Uint8Array): LogFile {
  const records: Uint8Array[] = []
  let parts: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const left = BLOCK - (at % BLOCK)
    if (left < HEADER) {
      at += left
      continue
    }
    const part = partAt(bytes, at)
    if (!part) return { records, isDamaged: isDamagedAt(bytes, at) }
    if (part.type === WHOLE || part.type === FIRST) parts = []
    parts.push(part.data)
    if (part.type === WHOLE || part.type === LAST) records.push(Buffer.concat(parts))
    at += HEADER + part.data.length
  }
  return { records, isDamaged: false }
}

function partAt(bytes: Uint8Array, at: number, length?: number) {
  if (at + HEADER > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at)
  const size = length ?? view.getUint16(4, true)
  const type = view.getUint8(6)
  const end = at + HEADER + size
  if (type < WHOLE || type > LAST || end > bytes.length || (at % BLOCK) + HEADER + size > BLOCK) return undefined
  if (!isChecksum(view.getUint32(0, true), bytes.subarray(at + 6, end))) return undefined
  return { type, data: bytes.subarray(at + HEADER, end) }
}

/** Whether what stands here was whole once. */
function isDamagedAt(bytes: Uint8Array, at: number): boolean {
  const rest = bytes.subarray(at)
  // The file had grown already, and its bytes had not come.
  if (rest.every((byte) => byte === 0)) return false
  for (let later = at + 1; later + HEADER < bytes.length; later++) if (partAt(bytes, later)) return true
  if (rest.length < HEADER) return false
  // All of its length is there, or its length is what is wrong.
  const size = new DataView(rest.buffer, rest.byteOffset).getUint16(4, true)
  return HEADER + size <= rest.length ? rest.at(-1) !== 0 : partAt(bytes, at, rest.length - HEADER) !== undefined
}
