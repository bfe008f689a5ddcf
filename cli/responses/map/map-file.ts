import * as z from 'zod'

/** The tools whose exports are known by their columns. */
export const TOOLS = ['kobo', 'odk', 'redcap', 'limesurvey'] as const
export type Tool = (typeof TOOLS)[number]

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)

/** The text of a cell, and the id of the option that it means; `~dk` and the like for a state, nothing for no answer. */
const options = z.record(z.string(), z.union([text, z.null().transform(() => '')]))

const oneColumn = z.strictObject({
  column: text,
  options: options.optional(),
  /** Several answers in one cell, with a blank, comma, semicolon, bar or slash between them. */
  joined: z.literal(true).optional(),
  /** The place that this question asks for, where one cell holds a whole ranking. */
  place: z.int().min(1).optional(),
})
const aColumnEach = z.strictObject({
  columns: z.record(z.string(), text).describe('For each option, the column that says whether it was chosen'),
  /** Options whose column holds words: chosen where it holds any. */
  filled: z.array(text).optional(),
})

/** The map from the columns of an export to answers to a survey. */
export const responsesMap = z.strictObject({
  survey: text,
  /** The mark before decimals. */
  decimals: z.enum(['point', 'comma']).default('point'),
  /** Only rows in which each of these columns has one of these values, or anything at all. */
  rows: z.array(z.strictObject({ column: text, in: z.array(text).optional(), filled: z.literal(true).optional() })).default([]),
  questions: z.record(z.string(), z.union([oneColumn, aColumnEach])),
  /** Questions that nobody was asked, or that the file has no column for. */
  absent: z.array(text).default([]),
  /** Columns that are not read, and why. */
  left_out: z.record(z.string(), text).default({}),
})
export type ResponsesMap = z.infer<typeof responsesMap>
export type QuestionSource = ResponsesMap['questions'][string]
