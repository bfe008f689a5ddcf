import type { Words } from '#shared/pages/words/en.ts'
import type { FieldError } from '#shared/survey/form.ts'
import type { Question, Texts } from '#shared/survey/survey.ts'

export function textOf(texts: Texts, question: Question): string {
  return texts.questions[question.id]?.text ?? question.id
}

export function labelOf(texts: Texts, question: Question, option: string): string {
  return texts.questions[question.id]?.options?.[option] ?? option
}

export function numberIn(language: string, value: number): string {
  return numberFormat(language).format(value)
}

/** A day as people say it, such as 3 March 2026. */
export function dayIn(language: string, day: Date): string {
  return dayFormat(language).format(day)
}

/** Several things, with an "and" before the last. */
export function listIn(language: string, items: readonly string[]): string {
  return listFormat(language).format(items)
}

/** The digits of receipt codes and telephone numbers, in every language. */
const DIGITS = { numberingSystem: 'latn' } as const

// Made once a language: making one takes 0.3 ms, using it a microsecond.
const numberFormat = onceEach((language) => new Intl.NumberFormat(language, DIGITS))
const dayFormat = onceEach((language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC', ...DIGITS }))
const listFormat = onceEach((language) => new Intl.ListFormat(language))

function onceEach<T>(make: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>()
  return (language) => {
    const found = made.get(language) ?? make(language)
    made.set(language, found)
    return found
  }
}

export function messageFor(error: FieldError, words: Words, language: string): string {
  if (error.code === 'too_many') return words.errors.tooMany(error.max, error.chosen)
  if (error.code === 'too_long') return words.errors.tooLong(numberIn(language, error.max), numberIn(language, error.length))
  if (error.code === 'not_a_number') return words.errors.notANumber
  return words.errors.outOfRange(error.from, error.to)
}
