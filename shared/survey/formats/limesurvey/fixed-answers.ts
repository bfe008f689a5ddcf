import { type LabelTexts, languageCode } from '../form/label-texts.ts'

type Words = readonly [code: string, en: string, es: string, ar: string, de: string]

const YES: Words = ['Y', 'Yes', 'Sí', 'نعم', 'Ja']
const NO: Words = ['N', 'No', 'No', 'لا', 'Nein']

/** The answers of types that bring their own, by the letter of the type. */
const FIXED: Readonly<Record<string, readonly Words[]>> = {
  Y: [YES, NO],
  C: [YES, ['U', 'Uncertain', 'No sé', 'لست متأكدًا', 'Unsicher'], NO],
  G: [
    ['F', 'Female', 'Femenino', 'أنثى', 'Weiblich'],
    ['M', 'Male', 'Masculino', 'ذكر', 'Männlich'],
  ],
  E: [
    ['I', 'Increase', 'Aumento', 'زيادة', 'Zunahme'],
    ['S', 'Same', 'Igual', 'كما هو', 'Gleich'],
    ['D', 'Decrease', 'Disminución', 'نقصان', 'Abnahme'],
  ],
  '5': points(5),
  A: points(5),
  B: points(10),
}

function points(most: number): readonly Words[] {
  return Array.from({ length: most }, (_, i): Words => [String(i + 1), String(i + 1), String(i + 1), String(i + 1), String(i + 1)])
}

/** The answers that a type brings, with their words in each language of a form; undefined where a type has none of its own. */
export function fixedAnswers(
  type: string,
  languages: readonly string[],
): readonly { readonly code: string; readonly text: LabelTexts }[] | undefined {
  return FIXED[type]?.map(([code, en, es, ar, de]) => {
    const byLanguage = new Map(Object.entries({ en, es, ar, de }))
    const wordsOf = (language: string) => byLanguage.get(languageCode(language)?.split('-', 1)[0] ?? 'en') ?? en
    return { code, text: new Map(languages.map((language) => [language, wordsOf(language)])) }
  })
}
