/** The title of a part for which the form has none, by language. */
export const PART: Readonly<Record<string, string>> = { en: 'Questions', es: 'Preguntas', ar: 'أسئلة', de: 'Fragen' }

/** The label of the option "other" where the form has one without words, and of the question after it. */
export const OTHER: Readonly<Record<string, readonly [option: string, question: string]>> = {
  en: ['Other', 'Other: please say'],
  es: ['Otra respuesta', 'Otra respuesta: ¿cuál?'],
  ar: ['إجابة أخرى', 'إجابة أخرى: ما هي؟'],
  de: ['Sonstiges', 'Sonstiges: bitte angeben'],
}
