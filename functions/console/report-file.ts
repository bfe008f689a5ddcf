import type { Files } from '#shared/release/release.ts'
import { download, type RouteContext } from './route.ts'

/** The content that a report's own page may load: its styles and pictures that are inside it, and nothing from anywhere. */
const REPORT_POLICY = "default-src 'none';style-src 'unsafe-inline';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'none'"

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=UTF-8',
  json: 'application/json',
  csv: 'text/csv; charset=UTF-8',
}

/** A file of a report: its page is read, and whatever else there is, is kept. Undefined when there is no such file. */
export function reportFile(c: RouteContext, files: Files, name: string): Response | undefined {
  const bytes = files.get(name)
  if (!bytes) return undefined
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  if (!name.endsWith('.html')) return download(c, bytes, name.replaceAll('/', '-'), type)
  c.header('Content-Security-Policy', REPORT_POLICY)
  return c.body(Uint8Array.from(bytes), 200, { 'Content-Type': type })
}
