import { isUtf8 } from 'node:buffer'
import type { ProblemList } from './problem-list.ts'

const MEGABYTE = 1_000_000
/** No row of answers is longer, not even with the longest story in it. */
export const LONGEST_ROW = 64 * MEGABYTE

/** Bytes at the start of a file that tell its kind. */
const LONGEST_MARK = 4

const LF = 0x0a
const CR = 0x0d

/**
 * The text of a CSV file in pieces that end where lines end, every line end as \n and the byte order mark gone. Bytes that
 * are not UTF-8 and NULs are reported by line. Stops at a file that is no UTF-8 text at all.
 */
export async function* readText(chunks: AsyncIterable<Uint8Array>, problems: ProblemList): AsyncGenerator<string> {
  let line = 1
  let carry: Buffer = Buffer.alloc(0)
  let first = true
  const take = (bytes: Buffer): string => {
    const text = decode(bytes, line, problems)
    line += text.split('\n').length - 1
    return text
  }
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([carry, chunk])
    carry = bytes
    if (bytes.length < LONGEST_MARK) continue
    if (first) refuseOtherFormats(bytes, problems)
    first = false
    const end = endOfLines(bytes)
    if (end > 0) yield take(bytes.subarray(0, end))
    carry = bytes.subarray(end)
    if (carry.length > LONGEST_ROW) tooLong(line, problems)
  }
  if (first) refuseOtherFormats(carry, problems)
  if (carry.length > 0) yield take(carry)
}

/** Just after the last line end. A CR at the very end waits for the LF that may follow it. */
function endOfLines(bytes: Buffer): number {
  const complete = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes
  return Math.max(complete.lastIndexOf(LF), complete.lastIndexOf(CR)) + 1
}

function decode(bytes: Buffer, line: number, problems: ProblemList): string {
  if (!isUtf8(bytes)) reportWrongBytes(bytes, line, problems)
  const text = bytes
    .toString('utf8')
    .slice(line === 1 && startsWithMark(bytes) ? 1 : 0)
    .replace(/\r\n?/g, '\n')
  if (!text.includes('\0')) return text
  text.split('\n').forEach((each, i) => {
    if (!each.includes('\0')) return
    problems.add({ line: line + i, message: 'the line holds a NUL byte', remedy: 'The file is damaged: export it again' })
  })
  return text.replaceAll('\0', '')
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
}

function reportWrongBytes(bytes: Buffer, line: number, problems: ProblemList): void {
  let from = 0
  let at = line
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) continue
    if (!isUtf8(bytes.subarray(from, i))) {
      problems.add({
        line: at,
        message: 'the line holds bytes that are not UTF-8',
        remedy: 'It may be in Windows-1252, as older spreadsheets save: save it as "CSV UTF-8"',
      })
    }
    if (bytes[i] === CR && bytes[i + 1] === LF) i++
    from = i + 1
    at++
  }
}

function refuseOtherFormats(bytes: Buffer, problems: ProblemList): void {
  const [a, b, c, d] = bytes
  const mark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
  const everyOther = (a === 0 && b !== 0 && c === 0) || (b === 0 && a !== 0 && d === 0)
  if (mark || everyOther) problems.refuse({ message: 'the file is UTF-16 text', remedy: 'Save it as "CSV UTF-8"' })
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    problems.refuse({ message: 'the file is a spreadsheet or an archive', remedy: 'Save the sheet with the answers as "CSV UTF-8"' })
  }
}

export function tooLong(line: number, problems: ProblemList): never {
  return problems.refuse({
    line,
    message: `what begins here goes on for more than ${LONGEST_ROW / MEGABYTE} MB without an end of row`,
    remedy: 'Look for a quotation mark that is never closed, or check that this is a CSV file',
  })
}
