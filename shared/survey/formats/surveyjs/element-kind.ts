import type { FormLimits, FormQuestion } from '../form/form-shape.ts'
import type { Element } from './surveyjs-shape.ts'

/** The kind of an element. `table` has rows that each become a question, `cells` a question in each cell; `group` holds other elements. */
export type ElementKind =
  | { readonly kind: FormQuestion['kind']; readonly limits: FormLimits; readonly identifies?: true }
  | { readonly kind: 'group' | 'table' | 'cells' | 'texts' | 'calculation' }
  | { readonly kind: 'left out'; readonly why: string }

const DATE = 'a day or a time can tell who somebody is; ask with ranges, such as "in the last 12 months"'
const REPEAT = 'its questions repeat, and here each person answers a survey once'
const RECORDING = 'a picture, a voice or a file can show who somebody is'

const LEFT_OUT: Readonly<Record<string, string>> = {
  paneldynamic: REPEAT,
  matrixdynamic: REPEAT,
  file: RECORDING,
  signaturepad: RECORDING,
  microphone: RECORDING,
  image: 'it shows a picture and no words',
}

export function elementKind(element: Element): ElementKind {
  const { type } = element
  const why = LEFT_OUT[type]
  if (why !== undefined) return { kind: 'left out', why }
  if (element.choicesByUrl || element.choicesFromQuestion) return { kind: 'left out', why: 'its choices come from elsewhere' }
  switch (type) {
    case 'panel':
    case 'flowpanel':
      return { kind: 'group' }
    case 'matrix':
      return { kind: 'table' }
    case 'matrixdropdown':
      return { kind: 'cells' }
    case 'multipletext':
      return { kind: 'texts' }
    case 'expression':
      return { kind: 'calculation' }
    case 'radiogroup':
    case 'dropdown':
    case 'buttongroup':
    case 'boolean':
    case 'rating':
    case 'ranking':
      return { kind: 'one', limits: {} }
    case 'imagepicker':
      return { kind: element.multiSelect ? 'many' : 'one', limits: {} }
    case 'checkbox':
    case 'tagbox':
      return { kind: 'many', limits: { most: mostOf(element), ...(hasNone(element) && { alone: ['none'] }) } }
    case 'html':
      return { kind: 'note', limits: {} }
    case 'comment':
      return { kind: 'text', limits: { longest: longestOf(element) } }
    case 'slider':
    case 'nouislider':
      return { kind: 'whole number', limits: { low: 0, high: 100, ...numbersOf(element) } }
    case 'text':
      return textKind(element)
    default:
      return { kind: 'left out', why: `its type "${type}" is not known here` }
  }
}

export function hasNone({ hasNone: old, showNoneItem }: Element): boolean {
  return showNoneItem ?? old ?? false
}

function textKind(element: Element): ElementKind {
  const { inputType = 'text', validators = [], step } = element
  if (/^(date|time|month|week)/.test(inputType)) return { kind: 'left out', why: DATE }
  if (['email', 'tel', 'password', 'url'].includes(inputType) || validators.some(({ type }) => type === 'email'))
    return { kind: 'text', limits: {}, identifies: true }
  if (inputType === 'number' || inputType === 'range' || validators.some(({ type }) => type === 'numeric'))
    return { kind: step === undefined || Number.isInteger(step) ? 'whole number' : 'number', limits: numbersOf(element) }
  return { kind: 'text', limits: { longest: longestOf(element) } }
}

function numbersOf({ min, max, validators = [] }: Element): FormLimits {
  const numeric = validators.find(({ type }) => type === 'numeric')
  const number = (value: unknown) => (value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value))
  const low = number(min) ?? numeric?.minValue
  const high = number(max) ?? numeric?.maxValue
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) }
}

function mostOf({ maxSelectedChoices = 0, validators = [] }: Element): number | undefined {
  const counts = [maxSelectedChoices, ...validators.map(({ type, maxCount = 0 }) => (type === 'answercount' ? maxCount : 0))]
  const limits = counts.filter((count) => count > 0)
  return limits.length > 0 ? Math.min(...limits) : undefined
}

function longestOf({ maxLength, validators = [] }: Element): number | undefined {
  const longest = maxLength ?? validators.find(({ type }) => type === 'text')?.maxLength
  return longest !== undefined && longest > 0 ? longest : undefined
}
