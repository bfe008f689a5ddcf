/** The title of a part for which the form has none, by language. */
const PART: Readonly<Record<string, string>> = { en: 'Questions', es: 'Preguntas', ar: 'أسئلة', de: 'Fragen' }

/** The label of the option "other" where the form has one without words, and of the question after it. */
const OTHER: Readonly<Record<string, { readonly option: string; readonly question: string }>> = {
  en: { option: 'Other', question: 'Other: please say' },
  es: { option: 'Otra respuesta', question: 'Otra respuesta: ¿cuál?' },
  ar: { option: 'إجابة أخرى', question: 'إجابة أخرى: ما هي؟' },
  de: { option: 'Sonstiges', question: 'Sonstiges: bitte angeben' },
}

export function partTitle(language: string): string {
  return PART[language] ?? PART.en ?? ''
}

export function otherWords(language: string, what: 'option' | 'question'): string {
  return (OTHER[language] ?? OTHER.en)?.[what] ?? ''
}

/** The question for each place of a ranking, which a form asks all at once. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  en: ['What comes first?', 'What comes second?', 'What comes third?'],
  es: ['¿Qué va en primer lugar?', '¿Qué va en segundo lugar?', '¿Qué va en tercer lugar?'],
  ar: ['ما الذي يأتي أولًا؟', 'ما الذي يأتي ثانيًا؟', 'ما الذي يأتي ثالثًا؟'],
  de: ['Was kommt zuerst?', 'Was kommt an zweiter Stelle?', 'Was kommt an dritter Stelle?'],
}

export function placeWords(language: string, places: number): Record<string, string> {
  const words = PLACES[language] ?? PLACES.en ?? []
  return Object.fromEntries(words.slice(0, places).map((text, i) => [String(i + 1), text]))
}
