import * as z from 'zod'
import type { Problem } from '../../problem.ts'
import { authoredSection, type CommonFile, commonFile, type SurveyFile, surveyFile } from '../definition.ts'
import { type AuthoredQuestion, authoredQuestion } from '../definition-questions.ts'
import { isRecord, parse } from './flaws.ts'
import type { Path, Source } from './source.ts'

/**
 * The parts of a structure file that could be read, so that one faulty question does not keep the faults of the others from being
 * found in the same run.
 */
export type Placed<T> = { readonly value: T; readonly source: Source; readonly path: Path }

export type DraftSection = Omit<z.infer<typeof authoredSection>, 'questions'> & {
  readonly path: Path
  readonly questions: readonly Placed<AuthoredQuestion | string>[]
}

export type SurveyDraft = {
  readonly source: Source
  /** The whole file, when nothing in it is wrong. */
  readonly file?: SurveyFile
  /** Those blocks that are right in themselves. */
  readonly blocks: Partial<SurveyFile>
  readonly sections: readonly DraftSection[]
  readonly aboutYou: readonly Placed<AuthoredQuestion | string>[]
  readonly checkin: Placed<AuthoredQuestion | string> | undefined
  /** Ids of questions that are there but faulty: nothing more is said about them. */
  readonly broken: ReadonlySet<string>
  readonly brokenSections: ReadonlySet<string>
}

export function readDraft(source: Source): { draft: SurveyDraft; problems: Problem[] } {
  const { value: file, problems } = parse(source, surveyFile)
  const broken = new Set<string>()
  const brokenSections = new Set<string>()
  const raw = isRecord(source.raw) ? source.raw : {}
  const checkin =
    raw.checkin === undefined ? [] : readQuestions(source, [raw.checkin === true ? 'checkin' : raw.checkin], () => ['checkin'], broken)
  const draft = {
    source,
    ...(file ? { file } : {}),
    blocks: file ?? rightBlocks(raw),
    sections: listOf(raw.sections).flatMap((section, i) => readSection(source, section, i, broken, brokenSections)),
    aboutYou: readQuestions(source, raw.about_you, (i) => ['about_you', i], broken),
    checkin: checkin[0],
    broken,
    brokenSections,
  }
  return { draft, problems }
}

/** The shared file; without its contents when something in it is wrong. */
export type Common = { readonly source: Source; readonly file?: CommonFile }

export function readCommon(source: Source): { common: Common; problems: Problem[] } {
  const { value: file, problems } = parse(source, commonFile)
  return { common: { source, ...(file ? { file } : {}) }, problems }
}

function rightBlocks(raw: Record<string, unknown>): Partial<SurveyFile> {
  const right = Object.entries(surveyFile.shape).filter(([key, schema]) => schema.safeParse(raw[key]).success)
  const known = z.object(Object.fromEntries(right)).safeParse(raw)
  return known.success ? known.data : {}
}

const sectionHead = authoredSection.omit({ questions: true })

function readSection(source: Source, raw: unknown, index: number, broken: Set<string>, brokenSections: Set<string>): DraftSection[] {
  if (!isRecord(raw)) return []
  const { questions, ...head } = raw
  const path = ['sections', index]
  const read = readQuestions(source, questions, (i) => [...path, 'questions', i], broken)
  const parsed = sectionHead.safeParse(head)
  if (parsed.success) return [{ ...parsed.data, path, questions: read }]
  if (typeof head.id === 'string') brokenSections.add(head.id)
  for (const { value } of read) broken.add(typeof value === 'string' ? value : value.id)
  return []
}

function readQuestions(
  source: Source,
  raw: unknown,
  pathOf: (index: number) => Path,
  broken: Set<string>,
): Placed<AuthoredQuestion | string>[] {
  return listOf(raw).flatMap((each, i) => {
    const parsed = authoredQuestion.safeParse(each)
    if (parsed.success) return [{ value: parsed.data, source, path: pathOf(i) }]
    if (isRecord(each) && typeof each.id === 'string') broken.add(each.id)
    return []
  })
}

function listOf(raw: unknown): unknown[] {
  return Array.isArray(raw) ? raw : []
}
