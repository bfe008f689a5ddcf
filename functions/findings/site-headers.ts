import { createHash } from 'node:crypto'
import { commonHeaders } from '#shared/pages/common-headers.ts'
import { SAVE_SCRIPT } from '#shared/release/page/report-script.ts'

type Headers = Readonly<Record<string, string>>

/** On every answer. No other site learns of a reader, and a browser asks again each time, so that a pause counts at once. */
const everywhere = {
  ...commonHeaders,
  'Cache-Control': 'no-cache',
} as const satisfies Headers

const NOTHING = "default-src 'none';base-uri 'none';frame-ancestors 'none'"
const saves = `'sha256-${createHash('sha256').update(SAVE_SCRIPT).digest('base64')}'`

/** For a page of the site: its own styles and one form that looks for words. */
export const siteHeaders: Headers = {
  ...everywhere,
  'Content-Security-Policy': `${NOTHING};style-src 'unsafe-inline';img-src data:;form-action 'self'`,
}

/** For a file of a report, which anybody may load from anywhere. Of a page, only the script that saves its charts runs. */
export const fileHeaders: Headers = {
  ...everywhere,
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': `${NOTHING};style-src 'unsafe-inline';img-src data:;script-src ${saves};form-action 'none'`,
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  xml: 'application/xml',
  bib: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
}

/** The media type of a file of a report, by its name. */
export function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain; charset=utf-8'
}
