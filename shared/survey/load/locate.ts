import type { Problem } from '../../problem.ts'
import { placedQuestions, type Structure } from './build-structure.ts'
import type { LanguageWords } from './language.ts'
import type { Path, Source } from './source.ts'

/** A part of a survey: of its wording when it names a language, else of its structure. */
export type SurveyPart = {
  readonly language?: string
  readonly section?: string
  readonly question?: string
  /** Below the section or question, or in the file when it names neither. */
  readonly path?: Path
}

/** Says something about a part of a survey at the place where a person wrote it. */
export type Locate = (part: SurveyPart, message: string, remedy: string) => Problem

export function locateIn(source: Source, structure: Structure, words: ReadonlyMap<string, LanguageWords>): Locate {
  return (part, message, remedy) => {
    const spoken = part.language === undefined ? undefined : words.get(part.language)
    const [file, base] = spoken ? inWords(part, spoken) : inStructure(part, source, structure)
    return file.problem([...base, ...(part.path ?? [])], message, remedy)
  }
}

function inWords({ section, question }: SurveyPart, { own, common }: LanguageWords): [Source, Path] {
  if (question !== undefined) return [!own.questions.has(question) && common ? common.source : own.source, ['questions', question]]
  if (section !== undefined) return [!own.sections.has(section) && common ? common.source : own.source, ['sections', section]]
  return [own.source, []]
}

function inStructure({ section, question }: SurveyPart, source: Source, structure: Structure): [Source, Path] {
  const found =
    question === undefined
      ? structure.sections.find(({ value }) => value.id === section)
      : placedQuestions(structure).find(({ value }) => value.id === question)
  return found ? [found.source, found.path] : [source, []]
}
