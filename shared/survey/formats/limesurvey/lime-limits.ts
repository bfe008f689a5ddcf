import type { FormLimits } from '../form/form-shape.ts'
import type { LabelTexts } from '../form/label-texts.ts'
import type { LimeQuestion } from './lime-structure.ts'

type Attributes = LimeQuestion['attributes']

/** The number that an attribute holds; undefined where it is absent, or a formula. */
export function attributeNumber(attributes: Attributes, name: string): number | undefined {
  const text = (attributes.get(name) ?? '').trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

export function numberLimits(attributes: Attributes): FormLimits {
  const isSlider = attributes.get('slider_layout') === '1'
  const limit = (name: string, ofSlider: string) =>
    attributeNumber(attributes, name) ?? (isSlider ? attributeNumber(attributes, ofSlider) : undefined)
  return { low: limit('min_num_value_n', 'slider_min'), high: limit('max_num_value_n', 'slider_max') }
}

export function wordLimits(attributes: Attributes): FormLimits {
  return { longest: attributeNumber(attributes, 'maximum_chars') }
}

export function manyLimits(attributes: Attributes): FormLimits {
  const alone = (attributes.get('exclude_all_others') ?? '').split(/[;,]/).map((each) => each.trim())
  return { alone: alone.filter((each) => each !== ''), most: attributeNumber(attributes, 'max_answers') }
}

/** `$` before and `a week` after the box of a number. */
export function unitOf({ wordsOf }: LimeQuestion): LabelTexts {
  const [before, after] = [wordsOf('prefix'), wordsOf('suffix')]
  const languages = new Set([...before.keys(), ...after.keys()])
  return new Map([...languages].map((language) => [language, [before.get(language), after.get(language)].filter(Boolean).join(' ')]))
}
