import * as z from 'zod'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { language, questionId, sentence } from '#shared/survey/ids.ts'
import { leadRuleOf } from '#shared/survey/leading-questions.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { leadingFindings } from '../page/findings.ts'
import { wordingOf } from '../wording.ts'
import { flawsIn, type SentenceFlaw } from './sentence-flaws.ts'

/** The file of a release that holds the board's words for its leading findings. A release without any has no such file. */
export const SENTENCES_FILE = 'sentences.json'

/**
 * The board's words for leading findings: of each, a template in every language of the survey. `{count}` and `{asked}` in it are
 * filled from the tables, so nobody types a number.
 */
const shape = z.array(z.strictObject({ question: questionId, words: z.record(language, sentence) }))
export type Sentences = z.infer<typeof shape>

export const NO_SENTENCES: Sentences = []

type Read = { readonly survey: Survey; readonly tables: readonly ReportTable[] }

/** The questions whose findings lead, by the rule of the survey's plan. */
export function leadingQuestions({ survey, tables }: Read): string[] {
  return leadingFindings(tables, wordingOf(survey), leadRuleOf(survey)).map(({ id }) => id)
}

/** A flaw, and in which sentence. `does not lead` is one of a whole question. */
export type PlacedFlaw = {
  readonly question: string
  readonly language: string
  readonly flaw: SentenceFlaw | { readonly kind: 'does not lead' }
}

/** Every flaw of these sentences, in the order of the sentences; empty where all can be in a release. */
export function flawsOf(read: Read, sentences: Sentences): PlacedFlaw[] {
  const leading = leadingQuestions(read)
  const { languages } = read.survey
  return sentences.flatMap(({ question, words }): PlacedFlaw[] => {
    if (!leading.includes(question)) return [{ question, language: languages[0] ?? '', flaw: { kind: 'does not lead' } }]
    const known = languages.flatMap((each) => flawsIn(words[each], each).map((flaw) => ({ question, language: each, flaw })))
    const other = Object.keys(words).filter((each) => !languages.includes(each))
    return [...known, ...other.map((each): PlacedFlaw => ({ question, language: each, flaw: { kind: 'other language' } }))]
  })
}

/** The sentences in the order in which their findings lead. Throws Error for a sentence with a flaw, and for two about one question. */
export function checkedSentences(read: Read, value: Sentences): Sentences {
  const sentences = shape.parse(value)
  const [flawed] = flawsOf(read, sentences)
  if (flawed) throw new Error(`the sentence of ${flawed.question} cannot stand in a report: ${flawed.flaw.kind}`)
  const leading = leadingQuestions(read)
  const ordered = leading.flatMap((id) => sentences.filter(({ question }) => question === id))
  if (new Set(ordered.map(({ question }) => question)).size < ordered.length) throw new Error('a question has two sentences')
  return ordered
}

/** The bytes of sentences.json. `mark` says what the release is, as in every file of it. */
export function sentencesJson(sentences: Sentences, mark: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format: FORMAT, standing: mark, sentences }, null, 2)}\n`)
}

const FORMAT = 'chorus-sentences/1'

/** The sentences in the text of a sentences.json. Throws where it is not such a file. */
export function readSentences(read: Read, json: string): Sentences {
  const { sentences } = z.strictObject({ format: z.literal(FORMAT), standing: z.string(), sentences: shape }).parse(JSON.parse(json))
  return checkedSentences(read, sentences)
}
