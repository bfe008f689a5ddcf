import { pageLanguageOf } from '#shared/languages.ts'
import { blockingSpans } from '#shared/stories/highlight.ts'
import { claimIn } from './claim-words.ts'
import { numberWordsIn } from './number-words.ts'

/** The places in a sentence that the program fills: how many people gave the answer, and how many were asked. */
const PLACES = ['{count}', '{asked}'] as const

/** A sentence of a report is read aloud in one breath, and three of them fit a page. */
const MOST_LETTERS = 240

/** A reason why a sentence cannot stand in a report, with the words in it that are wrong. */
export type SentenceFlaw =
  | { readonly kind: 'missing' | 'too long' | 'other language' | 'hidden letters' | 'quotation marks' | 'leads to a person' }
  | { readonly kind: 'place missing' | 'number' | 'number word' | 'place unknown' | 'claim'; readonly found: string }

/** Everything wrong with one sentence in one language, at once. */
export function flawsIn(text: string | undefined, language: string): SentenceFlaw[] {
  const spoken = pageLanguageOf(language)
  if (spoken === undefined) return [{ kind: 'other language' }]
  const written = text?.trim() ?? ''
  if (written === '') return [{ kind: 'missing' }]
  const bare = PLACES.reduce((left, place) => left.replaceAll(place, ' '), written)
  // Letters that look like others, or digits in a circle, are what they stand for.
  const plain = bare.normalize('NFKC')
  const claim = claimIn(plain, spoken)
  return [
    ...PLACES.flatMap((place): SentenceFlaw[] => (written.split(place).length === 2 ? [] : [{ kind: 'place missing', found: place }])),
    ...[...new Set(bare.match(/\{[^{}]*\}?|\}/g))].map((found): SentenceFlaw => ({ kind: 'place unknown', found })),
    ...[...new Set(bare.match(/\p{N}+|[%٪‰]/gu))].map((found): SentenceFlaw => ({ kind: 'number', found })),
    ...[...new Set(numberWordsIn(plain, spoken))].map((found): SentenceFlaw => ({ kind: 'number word', found })),
    ...(claim === undefined ? [] : [{ kind: 'claim', found: claim } as const]),
    ...(/["“”„«»‹›]/u.test(bare) ? [{ kind: 'quotation marks' } as const] : []),
    ...(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/u.test(bare) ? [{ kind: 'hidden letters' } as const] : []),
    ...(blockingSpans(bare).length > 0 ? [{ kind: 'leads to a person' } as const] : []),
    ...(written.length > MOST_LETTERS ? [{ kind: 'too long' } as const] : []),
  ]
}

/** A flaw in English, as a message and a remedy. */
export function flawInWords(flaw: PlacedKind): { readonly message: string; readonly remedy: string } {
  switch (flaw.kind) {
    case 'does not lead':
      return {
        message: 'this finding does not lead the report',
        remedy: "Take it out: the rule in the survey's plan says which findings lead",
      }
    case 'missing':
      return { message: 'the sentence is missing', remedy: 'Write it in every language of the survey, or in none' }
    case 'other language':
      return { message: 'the pages are not translated into this language, or the survey is not in it', remedy: 'Take it out' }
    case 'place missing':
      return { message: `${flaw.found} must be in the sentence once`, remedy: 'Put it where the number belongs: the program fills it in' }
    case 'place unknown':
      return { message: `the program cannot fill in ${flaw.found}`, remedy: 'Use {count} and {asked}, and no other braces' }
    case 'number':
      return {
        message: `"${flaw.found}" is a number, and numbers come from the tables alone`,
        remedy: 'Use {count} and {asked}; the program adds the percentage',
      }
    case 'number word':
      return {
        message: `"${flaw.found}" says how many, and numbers come from the tables alone`,
        remedy: 'Use {count} and {asked}; the program adds the percentage',
      }
    case 'claim':
      return {
        message: `"${flaw.found}" claims more than people who chose to take part can show`,
        remedy: 'Say what the people who answered said',
      }
    case 'quotation marks':
      return {
        message: 'only the page itself quotes the words of the survey',
        remedy: 'Leave them out: the page adds the question and the answer',
      }
    case 'hidden letters':
      return { message: 'it holds invisible characters, or a line break', remedy: 'Type it again, in one line' }
    case 'leads to a person':
      return { message: 'it holds an address or a link', remedy: 'Leave it out' }
    case 'too long':
      return { message: `it is longer than ${MOST_LETTERS} letters`, remedy: 'Shorten it' }
  }
}

type PlacedKind = SentenceFlaw | { readonly kind: 'does not lead' }
