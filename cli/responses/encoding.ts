type Decoder = InstanceType<typeof TextDecoder>

/** Bytes at the start of a file that tell its kind. */
const LONGEST_MARK = 4

/** The bytes of a CSV file, those of UTF-16 text (as some spreadsheets save) turned into UTF-8. */
export async function* asBytesOfText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0)
  let decoder: Decoder | undefined
  const take = (bytes: Uint8Array, more: boolean): Buffer =>
    decoder ? Buffer.from(decoder.decode(bytes, { stream: more })) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for await (const chunk of chunks) {
    if (start) {
      start = Buffer.concat([start, chunk])
      if (start.length < LONGEST_MARK) continue
      decoder = decoderFor(start)
      yield take(start, true)
      start = undefined
    } else yield take(chunk, true)
  }
  if (start) decoder = decoderFor(start)
  const rest = start ? take(start, false) : decoder ? Buffer.from(decoder.decode()) : undefined
  if (rest && rest.length > 0) yield rest
}

/** A decoder for UTF-16 text, known by its mark, or by the zero in every second byte of its first letters. */
export function decoderFor(bytes: Buffer): Decoder | undefined {
  const [a, b, c, d] = bytes
  const little = (a === 0xff && b === 0xfe) || (b === 0 && a !== 0 && d === 0 && c !== 0)
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)
  // The mark itself is kept, as that of UTF-8 is: the reader takes it off.
  if (little) return new TextDecoder('utf-16le', { ignoreBOM: true })
  return big ? new TextDecoder('utf-16be', { ignoreBOM: true }) : undefined
}
