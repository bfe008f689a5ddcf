import type * as z from 'zod'
import type { Problem } from '../../problem.ts'
import { type FilledConsent, filledConsent, type GroupWords, groupWords } from '../consent-blocks/block-file.ts'
import { consentText } from '../consent-text.ts'
import {
  commonLanguageFile,
  filledLanguageFile,
  languageFile,
  optionLabels,
  type QuestionWording,
  questionWording,
  type SectionWording,
  sectionWording,
  writtenLanguageFile,
} from '../definition.ts'
import { sentence } from '../ids.ts'
import type { Texts } from '../survey.ts'
import { isRecord, parse } from './flaws.ts'
import type { Source } from './source.ts'

/** The wording in one file as far as it can be understood. An entry that is there but faulty holds nothing. */
export type SurveyWords = {
  readonly source: Source
  readonly sections: ReadonlyMap<string, SectionWording | undefined>
  readonly questions: ReadonlyMap<string, QuestionWording | undefined>
  readonly scales: ReadonlyMap<string, Readonly<Record<string, string>> | undefined>
  readonly blocks: Partial<Pick<Texts, 'title' | 'intro' | 'reviewed' | 'auto' | 'share' | 'consent'>>
  /** The fillings of a building block, where the consent text comes from one. */
  readonly filling?: FilledConsent
  /** For a shared file: who asks and where answers lie, for the surveys beside it. */
  readonly group?: GroupWords
}

export function readWords(source: Source, kind: 'survey' | 'common', language: string): { words: SurveyWords; problems: Problem[] } {
  const raw = isRecord(source.raw) ? source.raw : {}
  const isFilled = isRecord(raw.consent) && 'from' in raw.consent
  const surveyFile = isFilled ? filledLanguageFile : writtenLanguageFile
  const { problems } = parse<unknown>(source, kind === 'survey' ? surveyFile : commonLanguageFile)
  if (typeof raw.language === 'string' && raw.language !== language) {
    const remedy = `Write ${language}, or name the file ${raw.language}.yaml`
    problems.push(source.problem(['language'], `the file is named for "${language}" and says it is "${raw.language}"`, remedy))
  }
  const { title, intro, reviewed, auto, share } = languageFile.shape
  const { consent: filling } = isFilled ? block('consent', filledConsent, raw) : { consent: undefined }
  const { group } = kind === 'common' ? block('group', groupWords, raw) : { group: undefined }
  const words = {
    source,
    sections: new Map([...entriesOf(raw.sections, sectionWording, (text) => ({ title: text }))]),
    questions: new Map([...entriesOf(raw.questions, questionWording, (text) => ({ text }))]),
    scales: new Map([...entriesOf(raw.scales, optionLabels)]),
    blocks: {
      ...block('title', title, raw),
      ...block('intro', intro, raw),
      ...block('reviewed', reviewed, raw),
      ...block('auto', auto, raw),
      ...block('share', share, raw),
      ...(isFilled ? {} : block('consent', consentText, raw)),
    },
    ...(filling ? { filling } : {}),
    ...(group ? { group } : {}),
  }
  return { words, problems }
}

function* entriesOf<T>(raw: unknown, whole: z.ZodType<T>, short?: (text: string) => T): Generator<[string, T | undefined]> {
  for (const [id, value] of Object.entries(isRecord(raw) ? raw : {})) {
    const text = short ? sentence.safeParse(value) : undefined
    yield [id, short && text?.success ? short(text.data) : whole.safeParse(value).data]
  }
}

function block<K extends string, T>(key: K, schema: z.ZodType<T>, raw: Record<string, unknown>): { [key in K]?: NonNullable<T> } {
  const parsed = schema.safeParse(raw[key])
  const found: { [key in K]?: NonNullable<T> } = {}
  if (parsed.success && parsed.data !== undefined && parsed.data !== null) found[key] = parsed.data
  return found
}
