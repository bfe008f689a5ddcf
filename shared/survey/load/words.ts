import type * as z from 'zod'
import type { Problem } from '../../problem.ts'
import {
  commonLanguageFile,
  languageFile,
  optionLabels,
  type QuestionWording,
  questionWording,
  type SectionWording,
  sectionWording,
} from '../definition.ts'
import { sentence } from '../ids.ts'
import type { Texts } from '../survey.ts'
import { isRecord, parse } from './flaws.ts'
import type { Source } from './source.ts'

/** The wording in one file as far as it can be understood. An entry that is there but faulty holds nothing. */
export type Words = {
  readonly source: Source
  readonly sections: ReadonlyMap<string, SectionWording | undefined>
  readonly questions: ReadonlyMap<string, QuestionWording | undefined>
  readonly scales: ReadonlyMap<string, Readonly<Record<string, string>> | undefined>
  readonly blocks: Partial<Pick<Texts, 'title' | 'intro' | 'reviewed' | 'auto' | 'share' | 'consent'>>
}

export function readWords(source: Source, kind: 'survey' | 'common', language: string): { words: Words; problems: Problem[] } {
  const { problems } = parse<unknown>(source, kind === 'survey' ? languageFile : commonLanguageFile)
  const raw = isRecord(source.raw) ? source.raw : {}
  if (typeof raw.language === 'string' && raw.language !== language) {
    const remedy = `Write ${language}, or name the file ${raw.language}.yaml`
    problems.push(source.problem(['language'], `the file is named for "${language}" and says it is "${raw.language}"`, remedy))
  }
  const { title, intro, reviewed, auto, share, consent } = languageFile.shape
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
      ...block('consent', consent, raw),
    },
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
