import { isChecksum } from './checksum.ts'
import { Reader } from './reader.ts'

/** LevelDB's table format (doc/table_format.md): blocks, an index of them, and a footer that says where the index is. */
const FOOTER = 48
const MAGIC = 0xdb4775248b80fb57n
const TRAILER = 5

/**
 * Whether a table is as it was written: every block has its checksum. An index that an older Chorus compressed cannot
 * be followed; then only it is checked, and the next copy is written without compression.
 */
export function isSoundTable(bytes: Uint8Array): boolean {
  if (bytes.length < FOOTER) return false
  const footer = bytes.subarray(-FOOTER)
  if (new DataView(footer.buffer, footer.byteOffset).getBigUint64(FOOTER - 8, true) !== MAGIC) return false
  try {
    const handles = new Reader(footer)
    const meta = blockAt(bytes, handles)
    const index = blockAt(bytes, handles)
    if (!meta || !index) return false
    return index.isCompressed || handlesIn(index.content).every((handle) => blockAt(bytes, new Reader(handle)) !== undefined)
  } catch (thrown) {
    if (thrown instanceof RangeError) return false
    throw thrown
  }
}

function blockAt(bytes: Uint8Array, handle: Reader): { content: Uint8Array; isCompressed: boolean } | undefined {
  const [offset, size] = [handle.varint(), handle.varint()]
  const end = offset + size
  if (end + TRAILER > bytes.length) return undefined
  const kept = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(1, true)
  if (!isChecksum(kept, bytes.subarray(offset, end + 1))) return undefined
  return { content: bytes.subarray(offset, end), isCompressed: bytes[end] !== 0 }
}

/** The values of an index block: where each data block is. */
function handlesIn(block: Uint8Array): Uint8Array[] {
  const restarts = new DataView(block.buffer, block.byteOffset + block.length - 4).getUint32(0, true)
  const entries = new Reader(block.subarray(0, block.length - 4 - 4 * restarts))
  const handles: Uint8Array[] = []
  while (!entries.isAtEnd) {
    entries.varint()
    const [ownKey, value] = [entries.varint(), entries.varint()]
    entries.slice(ownKey)
    handles.push(entries.slice(value))
  }
  return handles
}
