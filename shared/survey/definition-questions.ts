import * as z from 'zod'
import { optionId, plainId, questionId } from './ids.ts'
import { autoState, type Condition, MAX_OPTIONS, MOST_TO_SAY } from './survey.ts'

/** Questions, options and conditions as people write them in `survey.yaml`. */

/** YAML reads an unquoted 0 or 75 as a number; as the name of an option it is text. */
const optionName = z.union([z.string(), z.int()]).transform(String).pipe(optionId)
const optionNames = z.array(optionName).min(1)

export const authoredCondition: z.ZodType<Condition> = z.lazy(() =>
  z
    .union(
      [
        z.strictObject({ q: questionId, in: optionNames }),
        z.strictObject({ q: questionId, any_except: optionNames }),
        z.strictObject({ q: questionId, none_of: optionNames }),
        z.strictObject({ q: questionId, answered: z.literal(true) }),
        z.strictObject({ all: z.array(authoredCondition).min(1) }),
        z.strictObject({ any: z.array(authoredCondition).min(1) }),
      ],
      {
        error:
          'write {q: question, in: [option, ...]}, {q: question, any_except: [option, ...]}, {q: question, none_of: [option, ...]}, {q: question, answered: true}, {all: [condition, ...]} or {any: [condition, ...]}',
      },
    )
    .describe('Shown only when an earlier answer matches'),
)

/** Just an id, or an id with what is special about it. */
const authoredOption = z.union([
  optionName.transform((id) => ({ id })),
  z.strictObject({
    id: optionName,
    alone: z.literal(true).optional().describe('Clears every other option, as in "None of these"'),
    score: z.number().optional().describe('The number a mean is made from'),
    say: z
      .int()
      .min(1)
      .max(MOST_TO_SAY)
      .optional()
      .describe('A box beside it to say which, of so many characters: its words are sealed, and are in no table'),
    in: optionName
      .optional()
      .describe('Where groups nest: the option of the other question that it lies in, such as the region of a county'),
  }),
])

export const authoredScale = z.array(authoredOption).min(2).max(MAX_OPTIONS)

const common = { id: questionId, if: authoredCondition.optional() }
const rollups = z
  .union([z.literal('none'), z.record(optionName, z.array(optionName).min(2))], {
    error: 'write none, or a name and the options it takes together: {always_or_mostly: [always, mostly]}',
  })
  .optional()
  .describe('Options taken together in further rows of a report; without it, the halves of a scale or of bands')
const auto = z.array(autoState).describe('Options added last: dk not sure, na does not apply, pns prefer not to say')
const autoOfOne = auto.default(['dk', 'pns'])
const autoOfMany = auto.default(['pns'])
const options = z.array(authoredOption).min(1).max(MAX_OPTIONS)
const rowName = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'use letters, digits, - and _, starting with a letter or digit, at most 40'))
const shuffle = z.literal(true).optional().describe('Show the options in a random order')

const fullQuestion = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('single'),
    options,
    auto: autoOfOne,
    shuffle,
    search: z.literal(true).optional().describe('A long list: the page asks for a few letters, and shows what fits'),
    apart: z
      .array(questionId)
      .min(1)
      .optional()
      .describe('Earlier questions with the same options: what was chosen there is not offered again; a ranking has this by itself'),
    rollups,
  }),
  z.strictObject({
    ...common,
    type: z.literal('scale'),
    scale: plainId.describe('One of "scales", here or in common'),
    auto: autoOfOne,
    rollups,
  }),
  z.strictObject({ ...common, type: z.literal('multi'), options, auto: autoOfMany, shuffle, rollups }),
  z.strictObject({ ...common, type: z.literal('pick'), options, max: z.int().min(1), auto: autoOfMany, shuffle, rollups }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    bands: z
      .array(z.strictObject({ id: optionName, from: z.number(), to: z.number(), score: z.number().optional() }))
      .min(1)
      .max(MAX_OPTIONS)
      .describe('Only the band is kept, never the number; both ends belong to it'),
    auto: autoOfOne,
    rollups,
  }),
  z.strictObject({
    ...common,
    type: z.literal('text'),
    max: z.int().min(1).max(6000).describe('Characters'),
    share: z.literal('ask').optional().describe('Asks after it whether the words may be shared'),
  }),
  z.strictObject({ ...common, type: z.literal('info') }),
  z
    .strictObject({
      ...common,
      type: z.literal('grid'),
      rows: z.array(rowName).min(2).max(20).describe('Statements: each is asked as a question of its own, with the same answers'),
      scale: plainId.optional().describe('One of "scales", here or in common'),
      options: options.optional().describe('In place of a scale'),
      auto: autoOfOne,
      rollups,
    })
    .refine(({ scale, options: own }) => (scale === undefined) !== (own === undefined), 'name a scale, or list options: one of the two')
    .refine(
      ({ id, rows }) => rows.every((row) => rowId(id, row).length <= 80),
      'shorten the id: that of a row begins with it, and has at most 80 letters',
    )
    .refine(({ rows }) => new Set(rows).size === rows.length, { path: ['rows'], error: 'name each row once' }),
  z
    .strictObject({
      ...common,
      type: z.literal('rank'),
      options: z
        .array(optionName.transform((id) => ({ id })))
        .min(3)
        .max(30),
      places: z
        .int()
        .min(2)
        .max(5)
        .describe('How many are put in order, fewer than there are options: each place is a question of its own'),
      auto: autoOfOne,
      shuffle,
    })
    .refine(({ options: ranked, places }) => places < ranked.length, {
      path: ['places'],
      error: 'let there be fewer places than options: the last one would say nothing new',
    })
    .refine(({ id }) => id.length <= 78, 'shorten the id: that of a place begins with it, and has at most 80 letters'),
])
export type AuthoredQuestion = z.infer<typeof fullQuestion>

/** The id of the question that a row of a grid, or a place of a ranking, becomes. */
export function rowId(question: string, row: string): string {
  return `${question}_${row}`
}

/** A question, or the id of one in `common/common.yaml`. */
export const authoredQuestion = z.union([questionId, fullQuestion])
