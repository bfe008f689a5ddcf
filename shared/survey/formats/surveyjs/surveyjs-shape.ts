import * as z from 'zod'

/** A text, or one text a language; `default` is the language of the survey. */
const localized = z.union([z.string(), z.number().transform(String), z.record(z.string(), z.string())], {
  error: 'this is neither a text nor a text for each language',
})
export type SurveyjsText = z.infer<typeof localized>

const scalar = z.union([z.string(), z.number(), z.boolean()])
const item = z.union(
  [
    scalar.transform((value) => ({ ...valueAndText(value), visibleIf: undefined, enableIf: undefined })),
    z.object({ value: scalar, text: localized.optional(), visibleIf: z.string().optional(), enableIf: z.string().optional() }),
  ],
  { error: 'this is neither a value nor an object with "value" and "text"' },
)
export type SurveyjsItem = z.infer<typeof item>

/** SurveyJS takes `2|Two` for the value 2 with the text Two. */
function valueAndText(written: z.infer<typeof scalar>) {
  const [, value, text] = typeof written === 'string' ? (/^([^|]+)\|(.+)$/s.exec(written) ?? []) : []
  return value === undefined ? { value: written, text: undefined } : { value, text }
}

const validator = z.object({
  type: z.string().optional(),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minCount: z.number().optional(),
  maxCount: z.number().optional(),
})

const flag = z.boolean().optional()

/** The limits on the answer to a question for words or numbers, and to a box of several. */
const answerLimits = {
  inputType: z.string().optional(),
  min: scalar.optional(),
  max: scalar.optional(),
  step: z.number().optional(),
  maxLength: z.number().optional(),
  validators: z.array(validator).optional(),
}

const elementWithoutColumns = z.object({
  type: z.string().default('text'),
  name: z.string().optional(),
  valueName: z.string().optional(),
  title: localized.optional(),
  description: localized.optional(),
  html: localized.optional(),
  visible: flag,
  visibleIf: z.string().optional(),
  enableIf: z.string().optional(),
  readOnly: flag,
  requiredIf: z.string().optional(),
  defaultValue: z.unknown().optional(),
  defaultValueExpression: z.string().optional(),
  setValueIf: z.string().optional(),
  setValueExpression: z.string().optional(),
  resetValueIf: z.string().optional(),
  choices: z.array(item).optional(),
  choicesOrder: z.string().optional(),
  choicesByUrl: z.unknown().optional(),
  choicesFromQuestion: z.string().optional(),
  choicesVisibleIf: z.string().optional(),
  choicesEnableIf: z.string().optional(),
  choicesMin: z.number().optional(),
  choicesMax: z.number().optional(),
  hasOther: flag,
  showOtherItem: flag,
  otherText: localized.optional(),
  hasNone: flag,
  showNoneItem: flag,
  noneText: localized.optional(),
  showRefuseItem: flag,
  refuseText: localized.optional(),
  showDontKnowItem: flag,
  dontKnowText: localized.optional(),
  minSelectedChoices: z.number().optional(),
  maxSelectedChoices: z.number().optional(),
  showCommentArea: flag,
  hasComment: flag,
  multiSelect: flag,
  rateValues: z.array(item).optional(),
  rateMin: z.number().optional(),
  rateMax: z.number().optional(),
  rateStep: z.number().optional(),
  rateCount: z.number().optional(),
  minRateDescription: localized.optional(),
  maxRateDescription: localized.optional(),
  labelTrue: localized.optional(),
  labelFalse: localized.optional(),
  valueTrue: scalar.optional(),
  valueFalse: scalar.optional(),
  rows: z.union([z.array(item), z.number()]).optional(),
  rowsVisibleIf: z.string().optional(),
  columnsVisibleIf: z.string().optional(),
  cellType: z.string().optional(),
  items: z.array(z.object({ name: z.string(), title: localized.optional(), ...answerLimits })).optional(),
  ...answerLimits,
  expression: z.string().optional(),
})

/** A column of a table with a question in each cell. */
const cellColumn = elementWithoutColumns
  .omit({ type: true })
  .extend({ name: scalar })
  .transform(({ name, title, ...cell }) => ({ value: name, text: title, visibleIf: undefined, enableIf: undefined, cell }))

const plainElement = elementWithoutColumns.extend({
  columns: z.array(z.union([item, cellColumn], { error: 'this is no column: write its value, or its name' })).optional(),
})
export type Element = z.infer<typeof plainElement> & { readonly elements?: readonly Element[] | undefined }

const element: z.ZodType<Element> = plainElement.extend({
  get elements() {
    return z.array(element).optional()
  },
})

const page = z.object({
  name: z.string().optional(),
  title: localized.optional(),
  description: localized.optional(),
  visible: flag,
  visibleIf: z.string().optional(),
  elements: z.array(element).optional(),
  questions: z.array(element).optional(),
})

/** A survey of SurveyJS, as far as it is read. unread-keys.ts says which other keys it has. */
export const surveyjsShape = z.object({
  title: localized.optional(),
  locale: z.string().optional(),
  pages: z.array(page).optional(),
  elements: z.array(element).optional(),
  questions: z.array(element).optional(),
  triggers: z.array(z.object({ type: z.string().default('') })).optional(),
  calculatedValues: z.array(z.object({ name: z.string(), expression: z.string().optional() })).optional(),
})

/** The keys that are read, of an element, a page and the survey itself. */
export const READ_KEYS = {
  element: new Set([...Object.keys(plainElement.shape), 'elements']),
  column: new Set(Object.keys(elementWithoutColumns.shape)),
  page: new Set(Object.keys(page.shape)),
  survey: new Set(Object.keys(surveyjsShape.shape)),
}
export type SurveyjsSurvey = z.infer<typeof surveyjsShape>
