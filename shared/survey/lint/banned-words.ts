import type { Lint } from './lint.ts'
import { englishOf } from './wording.ts'

/** Words that make a person into a case, and what to say instead. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/\bpatients?\b/i, 'Say "people" or "people who use services"'],
  [/\billness(es)?\b/i, 'Say "experience", or the word people use for themselves'],
  [/\bdisorders?\b/i, 'Say "experience", or the word people use for themselves'],
  [/\b(non-?)?complian(ce|t)\b/i, 'Say what was asked of the person, and what they chose'],
  [/\bsuffer(s|ed|ing)? from\b/i, 'Say "lives with" or "has experienced"'],
  [/\bcommit(s|ted|ting)? suicide\b/i, 'Say "died by suicide"'],
  [/\bmentally ill\b/i, 'Say "people with lived experience"'],
]

export const bannedWords: Lint = {
  id: 'banned-words',
  severity: 'warning',
  about: 'Words that label people are kept out of questions (QN-05). A word that a community uses for itself may stay.',
  check: (survey) =>
    englishOf(survey).flatMap(({ part, text }) =>
      INSTEAD.flatMap(([word, remedy]) => {
        const found = word.exec(text)?.[0]
        return found === undefined ? [] : [{ part, message: `"${found}" labels people`, remedy }]
      }),
    ),
}
