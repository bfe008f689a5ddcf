import type { Problem } from '../../problem.ts'
import { placedQuestions, type SurveyStructure } from './build-structure.ts'
import type { LanguageWords } from './language.ts'
import type { Path, Source } from './source.ts'
import type { Common, SurveyDraft } from './survey-draft.ts'

/** A part of a survey: of its wording when it names a language, else of its structure. */
export type SurveyPart = {
  readonly language?: string
  readonly section?: string
  readonly question?: string
  /** A place to turn to, by its id: in survey.yaml, or in the shared file. */
  readonly support?: string
  /** Below the section or question, or in the file when it names neither. */
  readonly path?: Path
}

/** Says something about a part of a survey at the place where a person wrote it. */
export type Locate = (part: SurveyPart, message: string, remedy: string) => Problem

type Read = { readonly draft: SurveyDraft; readonly common: Common | undefined; readonly structure: SurveyStructure }

export function locateIn({ draft, common, structure }: Read, words: ReadonlyMap<string, LanguageWords>): Locate {
  const { source } = draft
  return (part, message, remedy) => {
    if (part.support !== undefined) {
      const [file, base] = supportPlace(part.support, draft, common)
      return file.problem([...base, ...(part.path ?? [])], message, remedy)
    }
    const spoken = part.language === undefined ? undefined : words.get(part.language)
    const path = part.path ?? []
    const group = spoken && inGroup(path, spoken)
    if (group) return group.problem(['group', ...path.slice(1)], message, remedy)
    const [file, base] = spoken ? inWords(asWritten(part, structure), spoken) : inStructure(part, source, structure)
    return file.problem([...base, ...(spoken ? (asWritten(part, structure).path ?? []) : path)], message, remedy)
  }
}

/** The words of a row of a grid, or of a place of a ranking, stand under the question that it was made from. */
function asWritten(part: SurveyPart, structure: SurveyStructure): SurveyPart {
  const from = placedQuestions(structure).find(({ value }) => value.id === part.question)?.from
  if (!from) return part
  const [key, ...below] = part.path ?? []
  const path = key === 'text' ? [from.kind, from.row] : key === 'stem' ? ['text'] : key === undefined ? [] : [key, ...below]
  return { ...part, question: from.id, path }
}

function inWords({ section, question }: SurveyPart, { own, common }: LanguageWords): [Source, Path] {
  if (question !== undefined) return [!own.questions.has(question) && common ? common.source : own.source, ['questions', question]]
  if (section !== undefined) return [!own.sections.has(section) && common ? common.source : own.source, ['sections', section]]
  return [own.source, []]
}

function supportPlace(id: string, { source, blocks }: SurveyDraft, common: Common | undefined): [Source, Path] {
  const own = (blocks.support ?? []).findIndex((item) => typeof item !== 'string' && 'id' in item && item.id === id)
  if (own >= 0) return [source, ['support', own]]
  const shared = (common?.file?.support ?? []).findIndex((entry) => entry.id === id)
  return common && shared >= 0 ? [common.source, ['support', shared]] : [source, ['support']]
}

/** The shared file, for what it says of who asks and where answers lie. */
function inGroup([block, key]: Path, { own, common }: LanguageWords): Source | undefined {
  if (block !== 'consent' || !own.filling || !(key === 'controller' || key === 'storage' || key === 'jurisdiction')) return undefined
  return own.filling[key] || !common?.group ? undefined : common.source
}

function inStructure({ section, question }: SurveyPart, source: Source, structure: SurveyStructure): [Source, Path] {
  const found =
    question === undefined
      ? structure.sections.find(({ value }) => value.id === section)
      : placedQuestions(structure).find(({ value }) => value.id === question)
  return found ? [found.source, found.path] : [source, []]
}
