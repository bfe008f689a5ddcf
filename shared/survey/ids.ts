import * as z from 'zod'

/**
 * The names that a survey's files, forms, tables and links are built from. Each may be a key of a plain object, so the
 * names that every object already has (`constructor`, ...) are refused everywhere.
 */
const name = (pattern: RegExp, rule: string) =>
  z
    .string()
    .regex(pattern, rule)
    .refine((id) => !(id in Object.prototype), 'choose another name: the program reserves this one')

/** The id of a survey, a scale or a support entry: also a folder's name, so lower case only. */
export const plainId = name(/^[a-z][a-z0-9_-]{0,39}$/, 'use lower-case letters, digits, - and _, starting with a letter, at most 40')

export const sectionId = name(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'use letters, digits, - and _, starting with a letter, at most 40')

/** Also the name of a form field and of a column. `.share` and `.wait` belong to the choices under a text question, `.say` to the box beside an option, `.find` and `.found` to that above a long list. */
export const questionId = name(
  /^[A-Za-z][A-Za-z0-9._-]{0,79}$/,
  'use letters, digits, . - and _, starting with a letter, at most 80',
).refine(
  (id) => !/\.(share|wait|say|find|found)$/.test(id),
  'do not end it in ".share", ".wait", ".say", ".find" or ".found": those are the names of other fields',
)

/** The id of an option or a band: a code such as `yes`, `0` or `75_plus`. Never `~`, `|`, a comma or what a spreadsheet reads as a formula. */
export const optionId = name(
  /^[A-Za-z0-9][A-Za-z0-9._+-]{0,59}$/,
  'use letters, digits, . + - and _, starting with a letter or digit, at most 60',
)

/** The address of a survey version or a release: a SHA-256 in hex. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** BCP 47, the part we support: language and optional script or region. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'use a language code such as en or pt-BR')

/** Wording: not empty, and of characters a page can show. */
export const sentence = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text), 'take out the control characters')
  .refine(
    (text) => !/[\u202A-\u202E\u2066-\u2069]/.test(text),
    'take out the characters that change the direction of writing (U+202A to U+202E, U+2066 to U+2069)',
  )
