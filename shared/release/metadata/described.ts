import type { Files } from '../release.ts'
import { SYMBOLS } from '../wide-tables.ts'

/** The description of a release for metadata: the same facts in every format. */
export type Described = {
  readonly study: string
  readonly release: number
  /** The day of the count. */
  readonly date: string
  /** The date that a citation gives. A candidate has none. */
  readonly issued?: string
  /** Why nobody may cite it: it is a candidate, or no longer stands. */
  readonly doNotCite?: string
  readonly language: string
  readonly title: string
  /** The standing of the release, in a few words: a candidate, or approved. */
  readonly standing: string
  readonly author: string
  /** The subject of the data, whether a board approved them, and their limits. */
  readonly description: string
  readonly licence: string
  /** The CSV files by name. */
  readonly tables: Files
}

/** Addresses of the licences that surveys use; undefined for another. */
export function licenceAddress(licence: string): string | undefined {
  const kind = /^CC-(BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?)-4\.0$/.exec(licence)?.[1]
  if (kind) return `https://creativecommons.org/licenses/${kind.toLowerCase()}/4.0/`
  return licence === 'CC0-1.0' ? 'https://creativecommons.org/publicdomain/zero/1.0/' : undefined
}

/** The marks that stand in a cell in place of a value. */
export function nullsOf(file: string): readonly string[] {
  return file.startsWith('tables/') ? ['', ...Object.values(SYMBOLS)] : ['']
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
}
