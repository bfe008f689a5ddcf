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
