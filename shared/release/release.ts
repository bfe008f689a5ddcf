import { sha256 } from '#shared/canonical-json.ts'
import type { ExactReport, ProtectedReport } from '#shared/disclosure/protected-report.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { People } from './standing.ts'

/** Names every file with its hash; `sha256sum -c SHA256SUMS` checks them. Written last. */
export const SUMS = 'SHA256SUMS'

/** SHA256SUMS of the candidate beside data files that are given out without the rest of their release. */
export const VOTED_SUMS = 'VOTED-SHA256SUMS'

/** The names of files that a list of sums holds; one that would lead out of the folder is left out. */
export function namesIn(sums: Uint8Array): string[] {
  return [...new TextDecoder().decode(sums).matchAll(LISTED)].map(([, name = '']) => name)
}
const LISTED = /^[0-9a-f]{64} {2}((?:tables\/)?[A-Za-z0-9][A-Za-z0-9._-]*)$/gm

/** The hash that a list of sums gives each file. */
export function hashesIn(sums: Uint8Array): ReadonlyMap<string, string> {
  const lines = new TextDecoder().decode(sums).split('\n').slice(0, -1)
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
}

/** The list of sums of these files; that of an earlier list among them is left out. */
export function sumsOf(files: Files): Uint8Array {
  const lines = [...files].filter(([name]) => name !== SUMS).map(([name, bytes]) => ({ name, line: `${sha256(bytes)}  ${name}\n` }))
  lines.sort((a, b) => (a.name < b.name ? -1 : 1))
  return new TextEncoder().encode(lines.map(({ line }) => line).join(''))
}

/** File name to bytes, always in the same order. */
export type Files = ReadonlyMap<string, Uint8Array>

export type ReleaseInput = {
  readonly survey: Survey
  readonly report: ProtectedReport
  /** 1, 2, ... */
  readonly release: number
  /** The day the answers were counted, `YYYY-MM-DD`. */
  readonly date: string
  /** The id of the release before it in the series: each release names the one it follows. */
  readonly previous?: string | undefined
  /** Real unless it is said that they are made up. */
  readonly people?: People | undefined
}

/** A release: its id and its files. Numbers leave the system in no other form. */
export type Release = {
  /** Hex SHA-256 of SHA256SUMS, and so of every file. */
  readonly id: string
  readonly files: Files
}

/** Exact numbers, for somebody who already holds the answers. They are no release, and every row says so. */
export type ExactInput = { readonly survey: Survey; readonly report: ExactReport; readonly date: string }

/** The data from which the files of numbers are written. */
export type Numbers = {
  readonly study: string
  readonly release: string
  readonly date: string
  readonly tables: readonly ReportTable[]
  /** The name, in a row, of the release that its numbers were computed in. */
  readonly nameOf: (release: number) => string
  /** The statement about the release as a whole, in every row. */
  readonly mark: string
}
