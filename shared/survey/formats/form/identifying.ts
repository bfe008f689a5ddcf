import type { FormQuestion } from './form-shape.ts'
import { ENTRY, GIVEN, IN_ARABIC, NAME, REACH, WHO_ASKS } from './identifying-words.ts'
import { withoutMarkup } from './label-markup.ts'

const between = (words: readonly string[]) => new RegExp(`(^|[^\\p{L}])(?:${words.join('|')})([^\\p{L}]|$)`, 'iu')

const LEADS_TO_SOMEBODY = [between([...NAME, ...REACH, ...GIVEN]), IN_ARABIC]
const ONLY_AN_ENTRY = new RegExp(
  `^(?:(?:your|my|ihre?|deine?|eure?|tu|su|votre) )?(?:${ENTRY})(?: ?(?:/|,|&|und|oder|and|or|y|o|et|ou) ?(?:${ENTRY}))*[.\\s:?*]*$`,
  'iu',
)
const NAMES_WHO_ASKS = [
  new RegExp(`^(?:${WHO_ASKS})[\\s:?*]*$`, 'iu'),
  between([`(?:${WHO_ASKS})(?:['’]?s)?[ -](?:names?|id|code|initials)`, `names? of (?:the |your )?(?:${WHO_ASKS})`]),
]

/** Longer words only begin with the question; what they mention further on is not what they ask for. */
const ASKED_WITHIN = 120
/** As in `A3. Name` and `12) Name`. */
const NUMBERING = /^\p{L}{0,3}\d{1,3}(?:[.\d]*[.):\s-]\s*)/u

/**
 * Whether a question asks for what names somebody or leads to them: in free words for a name, an address, a number that somebody was
 * given; or with a list of those who ask.
 */
export function asksWhoSomebodyIs({ kind, name, label, hint }: FormQuestion): boolean {
  if (kind === 'note') return false
  const labels = [...(label.size > 0 ? label : hint).values()].map((text) => withoutMarkup(text).replace(NUMBERING, ''))
  const words = [name.replaceAll('_', ' '), ...labels.map((text) => text.slice(0, ASKED_WITHIN))]
  const matches = (patterns: readonly RegExp[]) => words.some((text) => patterns.some((pattern) => pattern.test(text)))
  if (kind === 'one' || kind === 'many') return matches(NAMES_WHO_ASKS)
  return matches(LEADS_TO_SOMEBODY) || (kind === 'text' && labels.some((text) => ONLY_AN_ENTRY.test(text.trim())))
}
