import { isUtf8 } from 'node:buffer'
import { asBytesOfText } from './encoding.ts'
import type { ProblemList } from './problem-list.ts'

const MEGABYTE = 1_000_000
/** No row of answers is longer, not even with the longest story in it. */
export const LONGEST_ROW = 64 * MEGABYTE

const LF = 0x0a
const CR = 0x0d

/**
 * The text of a CSV file in pieces that end where lines end, every line end as \n and the byte order mark gone. NULs are
 * reported by line. Lines that are not UTF-8 are read as Windows-1252, as older spreadsheets save, and `onOtherEncoding` is told of each:
 * ids are plain letters in both, and a letter that is misread can only be in a column that is not counted, or be no option.
 */
export async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  problems: ProblemList,
  onOtherEncoding: (line: number) => void,
): AsyncGenerator<string> {
  let line = 1
  let carry: Buffer = Buffer.alloc(0)
  const take = (bytes: Buffer): string => {
    const text = decode(bytes, line, problems, onOtherEncoding)
    line += text.split('\n').length - 1
    return text
  }
  for await (const chunk of asBytesOfText(chunks)) {
    const bytes = Buffer.concat([carry, chunk])
    const end = endOfLines(bytes)
    if (end > 0) yield take(bytes.subarray(0, end))
    carry = bytes.subarray(end)
    if (carry.length > LONGEST_ROW) tooLong(line, problems)
  }
  if (carry.length > 0) yield take(carry)
}

/** Just after the last line end. A CR at the very end waits for the LF that may follow it. */
function endOfLines(bytes: Buffer): number {
  const complete = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes
  return Math.max(complete.lastIndexOf(LF), complete.lastIndexOf(CR)) + 1
}

function decode(bytes: Buffer, line: number, problems: ProblemList, onOtherEncoding: (line: number) => void): string {
  const start = line === 1 && startsWithMark(bytes) ? 3 : 0
  const decoded = isUtf8(bytes) ? bytes.toString('utf8', start) : decodeByLine(bytes.subarray(start), line, onOtherEncoding)
  const text = decoded.replace(/\r\n?/g, '\n')
  if (!text.includes('\0')) return text
  text.split('\n').forEach((each, i) => {
    if (!each.includes('\0')) return
    problems.add({
      code: 'responses-text',
      line: line + i,
      message: 'the line holds a NUL byte',
      remedy: 'The file is damaged: export it again',
    })
  })
  return text.replaceAll('\0', '')
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
}

/** Lines that are not UTF-8 are read as Windows-1252. */
export function decodeByLine(bytes: Buffer, line: number, onOtherEncoding: (line: number) => void): string {
  const older = new TextDecoder('windows-1252')
  let text = ''
  let from = 0
  let at = line
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) continue
    if (bytes[i] === CR && bytes[i + 1] === LF) i++
    const own = bytes.subarray(from, i + 1)
    if (!isUtf8(own)) onOtherEncoding(at)
    text += isUtf8(own) ? own.toString('utf8') : older.decode(own)
    from = i + 1
    at++
  }
  return text
}

export function tooLong(line: number, problems: ProblemList): never {
  return problems.refuse({
    code: 'responses-text',
    line,
    message: `what begins here goes on for more than ${LONGEST_ROW / MEGABYTE} MB without an end of row`,
    remedy: 'Look for a quotation mark that is never closed, or check that this is a CSV file',
  })
}
