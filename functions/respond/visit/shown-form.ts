import * as z from 'zod'

/**
 * The description that a page's form carries in a hidden field, so that saves that overtake each other, and two tabs, undo
 * nothing: a hash of what it showed, a random name of this showing, and how often its script has saved.
 */
export type ShownForm = { readonly hash: string; readonly page: string; readonly times: number }

export function writeShown({ hash, page, times }: ShownForm): string {
  return `${hash}.${page}.${times}`
}

const written = z
  .string()
  .regex(/^[0-9a-f]{16}\.[0-9a-f]{8}\.\d{1,6}$/)
  .transform((text) => text.split('.'))
  .transform(([hash = '', page = '', times]) => ({ hash, page, times: Number(times) }))

/** The description in a posted form. Undefined where there is none, or where no page of ours made it. */
export function readShown(text: string | null): ShownForm | undefined {
  return written.safeParse(text).data
}
