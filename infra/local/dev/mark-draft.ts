import * as z from 'zod'

const page = z.looseObject({ headers: z.looseObject({ 'content-type': z.string() }), body: z.string(), isBase64Encoded: z.literal(false) })

/** An event without the wish for a compressed page, which could not be marked. */
export function uncompressed(event: unknown): unknown {
  const read = z.looseObject({ headers: z.record(z.string(), z.string()) }).safeParse(event)
  return read.success ? { ...read.data, headers: { ...read.data.headers, 'accept-encoding': 'identity' } } : event
}

/** The same answer; a page says above its content that it is a draft, and what is wrong in the folders of surveys. */
export function marked(answer: unknown, problems: readonly string[]): unknown {
  const read = page.safeParse({ isBase64Encoded: false, ...Object(answer) })
  if (!read.success || !read.data.headers['content-type'].startsWith('text/html')) return answer
  const wrong = problems.length === 0 ? '' : ` What is shown is the last version without errors.<br>${problems.map(escaped).join('<br>')}`
  const mark = `<p class="soft" lang="en" dir="ltr">Draft: this page follows the folder of the survey.${wrong}</p>`
  return { ...read.data, body: read.data.body.replace('<main', `${mark}<main`) }
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)
}
