import type { ProblemList } from './problem-list.ts'

type Decoder = InstanceType<typeof TextDecoder>

/** Bytes at the start of a file that tell its kind. */
const LONGEST_MARK = 4

/** The bytes of a CSV file, those of UTF-16 text (as some spreadsheets save) turned into UTF-8. Refuses a file that is no text. */
export async function* asBytesOfText(chunks: AsyncIterable<Uint8Array>, problems: ProblemList): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0)
  let decoder: Decoder | undefined
  const take = (bytes: Uint8Array, more: boolean): Buffer =>
    decoder ? Buffer.from(decoder.decode(bytes, { stream: more })) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for await (const chunk of chunks) {
    if (start) {
      start = Buffer.concat([start, chunk])
      if (start.length < LONGEST_MARK) continue
      decoder = decoderFor(start, problems)
      yield take(start, true)
      start = undefined
    } else yield take(chunk, true)
  }
  if (start) decoder = decoderFor(start, problems)
  const rest = start ? take(start, false) : decoder ? Buffer.from(decoder.decode()) : undefined
  if (rest && rest.length > 0) yield rest
}

/** A decoder for UTF-16 text, known by its mark, or by the zero in every second byte of its first letters. */
function decoderFor(bytes: Buffer, problems: ProblemList): Decoder | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    problems.refuse({
      code: 'responses-file',
      message: 'the file is a spreadsheet or an archive',
      remedy: 'Save the sheet with the answers as "CSV UTF-8"',
    })
  }
  const [a, b, c, d] = bytes
  const little = (a === 0xff && b === 0xfe) || (b === 0 && a !== 0 && d === 0 && c !== 0)
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)
  // The mark itself is kept, as that of UTF-8 is: the reader takes it off.
  if (little) return new TextDecoder('utf-16le', { ignoreBOM: true })
  return big ? new TextDecoder('utf-16be', { ignoreBOM: true }) : undefined
}
