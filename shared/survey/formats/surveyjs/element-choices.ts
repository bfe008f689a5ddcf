import { type LabelTexts, languageCode } from '../form/label-texts.ts'
import { hasNone } from './element-kind.ts'
import type { Element, SurveyjsItem, SurveyjsText } from './surveyjs-shape.ts'

export type ElementChoice = { readonly value: string; readonly text: SurveyjsText; readonly visibleIf?: string | undefined }

const SPECIAL = {
  none: { en: 'None', es: 'Ninguno', ar: 'لا شيء', de: 'Keine' },
  refused: { en: 'Refuse to answer', es: 'Prefiero no responder', ar: 'أرفض الإجابة', de: 'Keine Angabe' },
  dontknow: { en: "Don't know", es: 'No lo sé', ar: 'لا أعرف', de: 'Weiß nicht' },
  yes: { en: 'Yes', es: 'Sí', ar: 'نعم', de: 'Ja' },
  no: { en: 'No', es: 'No', ar: 'لا', de: 'Nein' },
} as const

/** The choices of an element with choices, under the values that conditions compare with. `locale` is the language of the survey. */
export function choicesOf(element: Element, locale: string): ElementChoice[] {
  const words = (key: keyof typeof SPECIAL): SurveyjsText => {
    const language = (languageCode(locale) ?? 'en').split('-', 1)[0] ?? 'en'
    const found = new Map(Object.entries(SPECIAL[key]))
    return { ...SPECIAL[key], default: found.get(language) ?? SPECIAL[key].en }
  }
  if (element.type === 'boolean')
    return [
      { value: String(element.valueTrue ?? true), text: element.labelTrue ?? words('yes') },
      { value: String(element.valueFalse ?? false), text: element.labelFalse ?? words('no') },
    ]
  if (element.type === 'rating') return ratingOf(element)
  const counted = element.choicesMax === undefined ? [] : steps(element.choicesMin ?? 0, element.choicesMax, 1)
  return [
    ...itemsOf(element.choices ?? []),
    ...counted,
    ...(hasNone(element) ? [{ value: 'none', text: element.noneText ?? words('none') }] : []),
    ...(element.showRefuseItem ? [{ value: 'refused', text: element.refuseText ?? words('refused') }] : []),
    ...(element.showDontKnowItem ? [{ value: 'dontknow', text: element.dontKnowText ?? words('dontknow') }] : []),
  ]
}

export function itemsOf(items: readonly SurveyjsItem[]): ElementChoice[] {
  return items.map(({ value, text, visibleIf }) => ({ value: String(value), text: text ?? String(value), visibleIf }))
}

/** Points from `rateMin` on, in the number that `rateCount` or `rateMax` gives; the ends are described where the survey does. */
function ratingOf({
  rateValues,
  rateMin = 1,
  rateMax,
  rateStep = 1,
  rateCount,
  minRateDescription,
  maxRateDescription,
}: Element): ElementChoice[] {
  const most = rateMax ?? (rateCount === undefined ? 5 : rateMin + (rateCount - 1) * rateStep)
  const points = rateValues && rateValues.length > 0 ? itemsOf(rateValues) : steps(rateMin, most, rateStep)
  return points.map((point, i) => {
    const end = i === 0 ? minRateDescription : i === points.length - 1 ? maxRateDescription : undefined
    return end === undefined ? point : { ...point, text: joinedTexts(point.text, end) }
  })
}

/** More points than any rating has. */
const MOST = 250

function steps(from: number, to: number, step: number): ElementChoice[] {
  const count = step > 0 ? Math.min(MOST, Math.max(0, Math.floor((to - from) / step) + 1)) : 0
  return Array.from({ length: count }, (_, i) => String(from + i * step)).map((value) => ({ value, text: value }))
}

/** Two texts as one, `first: second`, in each language that either has. */
export function joinedTexts(first: SurveyjsText, second: SurveyjsText): SurveyjsText {
  const [one, other] = [first, second].map((text) => (typeof text === 'string' ? { default: text } : text))
  const said = (text: Readonly<Record<string, string>> = {}, language: string) =>
    text[language] ?? text.default ?? Object.values(text)[0] ?? ''
  const languages = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])]
  return Object.fromEntries(languages.map((language) => [language, `${said(one, language)}: ${said(other, language)}`]))
}

/** A text by language; `''` is the language of the survey. */
export function localizedTexts(text: SurveyjsText | undefined): LabelTexts {
  if (text === undefined) return new Map()
  if (typeof text === 'string') return text.trim() === '' ? new Map() : new Map([['', text]])
  return new Map(Object.entries(text).map(([language, words]) => [language === 'default' ? '' : language, words]))
}
