import * as z from 'zod'
import { reloadScript } from './page-changes.ts'

const page = z.looseObject({
  headers: z.record(z.string(), z.unknown()),
  body: z.string(),
  isBase64Encoded: z.literal(false),
})

/** An event without the wish for a compressed page, which could not be marked. */
export function uncompressed(event: unknown): unknown {
  const read = z.looseObject({ headers: z.record(z.string(), z.string()) }).safeParse(event)
  return read.success ? { ...read.data, headers: { ...read.data.headers, 'accept-encoding': 'identity' } } : event
}

export type DraftMark = {
  /** The faults in the folders of surveys. */
  readonly problems: readonly string[]
  /** The first page of each survey that is shown, by its folder. */
  readonly pages: ReadonlyMap<string, string>
  /** The number of changes so far. */
  readonly changes: number
}

/**
 * The same answer; a page says above its content that it is a draft, and what is wrong in the folders of surveys, and it comes
 * again by itself when something was saved.
 */
export function marked(answer: unknown, { problems, pages, changes }: DraftMark): unknown {
  const read = page.safeParse({ isBase64Encoded: false, ...Object(answer) })
  if (!read.success || !String(headerOf(read.data.headers, 'content-type')).startsWith('text/html')) return answer
  const script = reloadScript(changes)
  const links = [...pages].map(([folder, at]) => `<a href="${escaped(at)}">${escaped(folder)}</a>`).join(' ')
  const wrong =
    problems.length === 0
      ? ''
      : ` What is shown is the last version without errors.<ol>${problems.map((each) => `<li>${escaped(each)}</li>`).join('')}</ol>`
  const mark = `<div class="${problems.length === 0 ? 'soft' : 'note'}" lang="en" dir="ltr">Draft: this page follows the folder of the survey. ${links}${wrong}</div>`
  return {
    ...read.data,
    headers: withScript(read.data.headers, script.source),
    body: read.data.body.replace('<main', `${mark}<main`).replace('</body>', `${script.tag}</body>`),
  }
}

/** The policy of a page, with this one script allowed, and what it asks. */
function withScript(headers: Readonly<Record<string, unknown>>, source: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name.toLowerCase() !== 'content-security-policy') return [name, value]
      const policy = String(value)
      const rules = policy.split(';').filter((rule) => !/^(script|connect)-src/.test(rule))
      const own = policy.includes("script-src 'self'") ? `'self' ${source}` : source
      return [name, [...rules, `script-src ${own}`, "connect-src 'self'"].join(';')]
    }),
  )
}

function headerOf(headers: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1]
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)
}
