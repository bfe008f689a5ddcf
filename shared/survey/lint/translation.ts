import { westernDigits } from '../../digits.ts'
import type { Survey } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'
import { lintedWording, type Said } from './survey-wording.ts'

/** Finds faults that no translator means: a wording that was left as it was, or one whose numbers are no longer those of the original. */
export const translation: Lint = {
  id: 'translation',
  severity: 'warning',
  about:
    'A translation says the numbers that the original says, and not the words it was made from: most often one of the two was changed later. It does not judge the meaning (RX-24).',
  bad: [{ says: 'The original says 12 months, and the Spanish says 6 meses; or the Spanish is still the English sentence.' }],
  good: [{ says: 'The same numbers in each language, and other words.' }],
  check: (survey) => translated(survey).flatMap(judge),
}

type Pair = { readonly said: Said; readonly original: Said }

function translated(survey: Survey): Pair[] {
  const source = survey.languages[0]
  const all = lintedWording(survey)
  const originals = new Map(all.filter(({ part }) => part.language === source).map((said) => [placeOf(said), said]))
  return all.flatMap((said) => {
    const original = said.part.language === source ? undefined : originals.get(placeOf(said))
    return original ? [{ said, original }] : []
  })
}

function placeOf({ part }: Said): string {
  return JSON.stringify([part.section, part.question, part.path])
}

function judge({ said, original }: Pair): Flaw[] {
  const { part, text } = said
  if (text === original.text && isSentence(text) && !isName(part)) {
    return [{ part, message: `the words are still those of "${original.part.language}"`, remedy: 'Translate them' }]
  }
  const [here, there] = [numbersIn(text), numbersIn(original.text)]
  if (here.join() === there.join()) return []
  return [
    {
      part,
      message: `the numbers differ from the original: ${here.join(', ') || 'none'}, not ${there.join(', ') || 'none'}`,
      remedy: 'Compare it with the original',
    },
  ]
}

/** The group that asks and its funder may have one name in every language. */
function isName({ path = [] }: Said['part']): boolean {
  return path[0] === 'consent' && path[1] === 'controller'
}

/** A name or an address may be the same in every language; several words rarely are. */
function isSentence(text: string): boolean {
  return text.split(/\s+/).length > 2
}

/** Arabic has one word for "two years" and the like. */
const TWO_OF = /(?<!\p{L})\p{L}*(?:سنتين|عامين|شهرين|أسبوعين|يومين|مرتين|ساعتين|دقيقتين)(?!\p{L})/gu

function numbersIn(text: string): string[] {
  return (westernDigits(text.replace(TWO_OF, '2')).match(/\d+/g) ?? []).toSorted()
}
