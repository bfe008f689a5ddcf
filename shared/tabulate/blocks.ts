import { CodingError } from '#shared/response/coding.ts'

/**
 * Coded responses: one array each, as storage gives them page by page, or end to end in one block.
 */
export type CodedResponses = readonly Uint8Array[] | Uint8Array

/** Coded responses end to end in `bytes`: the first begins at `from`, and each has `size` bytes. */
export type Block = { readonly bytes: Uint8Array; readonly from: number; readonly responses: number; readonly size: number }

/** The most responses in a block. It stays in the processor's cache while every question is counted (measured: 2,048 to 8,192 take the same time). */
export const BLOCK_RESPONSES = 4096

/** The number of responses. Throws when a length cannot be that of responses of `size` bytes. */
export function responsesIn(rows: CodedResponses, size: number): number {
  const packed = rows instanceof Uint8Array
  const responses = packed ? Math.floor(rows.length / Math.max(1, size)) : rows.length
  const fits = packed ? responses * size === rows.length : rows.every((row) => row.length === size)
  if (!fits) throw new CodingError('responses', `they are not of ${size} bytes each: they were coded with another survey version`)
  return responses
}

/** Cuts responses into blocks. A packed array is not copied; single arrays are copied together. */
export function* blocksOf(rows: CodedResponses, size: number): Generator<Block> {
  const total = responsesIn(rows, size)
  const staging = new Uint8Array(rows instanceof Uint8Array ? 0 : Math.min(total, BLOCK_RESPONSES) * size)
  for (let from = 0; from < total; from += BLOCK_RESPONSES) {
    const responses = Math.min(BLOCK_RESPONSES, total - from)
    if (rows instanceof Uint8Array) yield { bytes: rows, from: from * size, responses, size }
    else yield { bytes: gather(rows, from, responses, staging), from: 0, responses, size }
  }
}

function gather(rows: readonly Uint8Array[], from: number, responses: number, into: Uint8Array): Uint8Array {
  let at = 0
  for (let i = from; i < from + responses; i++) {
    const row = rows[i]
    if (row === undefined) break
    // A loop over some forty bytes is faster than the call that copies them.
    for (let b = 0; b < row.length; b++) into[at++] = row[b] ?? 0
  }
  return into
}
