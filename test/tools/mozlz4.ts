const MAGIC = Buffer.from('mozLz40\0')
const HEAD = MAGIC.length + 4

/** Where Firefox was, as it writes it down: one block of LZ4 after a line of its own and the length. Anything else as it is. */
export function unpackMozlz4(bytes: Uint8Array): Uint8Array {
  const packed = Buffer.from(bytes)
  if (!packed.subarray(0, MAGIC.length).equals(MAGIC)) return bytes
  const out = Buffer.alloc(packed.readUInt32LE(MAGIC.length))
  let [at, end] = [HEAD, 0]
  const lengthFrom = (first: number) => {
    let length = first
    for (let more = first === 15 ? 255 : 0; more === 255; length += more) more = packed[at++] ?? 0
    return length
  }
  while (at < packed.length) {
    const token = packed[at++] ?? 0
    const literals = lengthFrom(token >> 4)
    packed.copy(out, end, at, at + literals)
    at += literals
    end += literals
    if (at >= packed.length) break
    const from = end - packed.readUInt16LE(at)
    at += 2
    const repeated = lengthFrom(token & 15) + 4
    for (let i = 0; i < repeated; i++) out[end++] = out[from + i] ?? 0
  }
  return out.subarray(0, end)
}
