import { InputRefused, type Problem, withCode } from '../problem.ts'
import { assemble } from './load/assemble.ts'
import { resolveStructure } from './load/build-structure.ts'
import { buildTexts } from './load/build-texts.ts'
import { checkApart } from './load/checks/check-apart.ts'
import { checkConditions } from './load/checks/check-conditions.ts'
import { checkIds } from './load/checks/check-ids.ts'
import { checkLocalized } from './load/checks/check-localized.ts'
import { checkNests } from './load/checks/check-nests.ts'
import { checkPlan } from './load/checks/check-plan.ts'
import { checkPromises } from './load/checks/check-promises.ts'
import { checkQuestions } from './load/checks/check-questions.ts'
import { type BlockFiles, readBlock, withConsent } from './load/fill-consent.ts'
import type { LanguageWords } from './load/language.ts'
import { type Locate, locateIn } from './load/locate.ts'
import { readSource, type Source, type SourceKind } from './load/source.ts'
import { resolveSupport } from './load/support.ts'
import { readCommon, readDraft } from './load/survey-draft.ts'
import { readWords, type SurveyWords } from './load/words.ts'
import type { Survey, Texts } from './survey.ts'

/** Texts by file name: `survey.yaml`, `en.yaml`, ... and, when there is one, the shared `../common/common.yaml`, `../common/en.yaml`, ... */
export type SurveyFiles = ReadonlyMap<string, string>

export const SURVEY_FILE = 'survey.yaml'
export const COMMON_FOLDER = '../common/'
export const COMMON_FILE = 'common.yaml'
const COMMON = `${COMMON_FOLDER}${COMMON_FILE}`

/** Makes a survey of the files that people wrote. Throws InputRefused with every problem, each at its file and line. */
export function loadSurvey(files: SurveyFiles): Survey {
  return loadWithPlaces(files).survey
}

/** The same, with a way back from a part of the survey to the place where it was written. */
export function loadWithPlaces(files: SurveyFiles): { survey: Survey; locate: Locate } {
  const problems: Problem[] = []
  const take = <T extends { problems: Problem[] }>(result: T): T => {
    problems.push(...result.problems)
    return result
  }
  const open = (file: string, kind: SourceKind): Source | undefined => {
    const text = files.get(file)
    return text === undefined ? undefined : take(readSource(file, text, kind)).source
  }

  if (!files.has(SURVEY_FILE)) {
    throw new InputRefused([
      {
        code: 'survey-file',
        file: SURVEY_FILE,
        message: 'there is no such file',
        remedy: 'Name the folder of one survey, and its structure survey.yaml',
      },
    ])
  }
  const source = open(SURVEY_FILE, 'structure')
  const commonSource = open(COMMON, 'structure')
  const common = commonSource && take(readCommon(commonSource)).common
  const draft = source && take(readDraft(source)).draft
  const written = readLanguages(files, open, take)
  if (!draft || (files.has(COMMON) && !common)) throw new InputRefused(inOrder(problems))

  const { structure } = take(coded('survey-reference', resolveStructure(draft, common)))
  const { support } = take(coded('survey-reference', resolveSupport(draft, common)))
  problems.push(
    ...withCode('survey-id', checkIds(structure)),
    ...withCode('survey-question', checkQuestions(structure)),
    ...withCode('survey-condition', checkConditions(structure)),
    ...withCode('survey-question', checkApart(structure)),
    ...withCode('survey-plan', checkPlan(structure, draft.blocks.plan, draft.source)),
    ...withCode('survey-plan', checkNests(structure, draft.blocks.plan, draft.source)),
    ...withCode('survey-promise', checkPromises(structure, draft.blocks, draft.source)),
    ...withCode('survey-words', checkLocalized(draft.blocks, draft.source, common)),
  )
  const blocks = readBlocks(files, open, take)
  const fill = (each: LanguageWords, language: string) =>
    take(coded('survey-words', withConsent(each, { structure, blocks: draft.blocks, files: blocks, language }))).words
  const words = new Map([...written].map(([language, each]) => [language, fill(each, language)]))
  const languages = draft.blocks.languages
  const texts: Record<string, Texts> = {}
  if (languages) {
    problems.push(...withCode('survey-words', checkLanguageFiles(files, languages, draft.source)))
    const original = words.get(languages[0] ?? '')
    for (const language of languages) {
      const own = words.get(language)
      if (!own || !original) continue
      const built = take(coded('survey-words', buildTexts(own, { structure, blocks: draft.blocks, original })))
      if (built.texts) texts[language] = built.texts
    }
  }
  if (problems.length > 0 || !draft.file) throw new InputRefused(inOrder(problems))
  return { survey: assemble(draft.file, structure, support, texts), locate: locateIn({ draft, common, structure }, words) }
}

function coded<T extends { problems: Problem[] }>(code: Problem['code'], result: T): T {
  return { ...result, problems: withCode(code, result.problems) }
}

const LANGUAGE_FILE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(?=\.yaml$)/

type Take = <T extends { problems: Problem[] }>(result: T) => T

function readLanguages(
  files: SurveyFiles,
  open: (file: string, kind: SourceKind) => Source | undefined,
  take: Take,
): Map<string, LanguageWords> {
  const read = (file: string, kind: 'survey' | 'common', language: string): SurveyWords | undefined => {
    const source = open(file, 'wording')
    return source && take(readWords(source, kind, language)).words
  }
  const words = new Map<string, LanguageWords>()
  for (const file of files.keys()) {
    const language = LANGUAGE_FILE.exec(file)?.[0]
    if (language === undefined) continue
    const own = read(file, 'survey', language)
    const common = read(`${COMMON_FOLDER}${file}`, 'common', language)
    if (own) words.set(language, { own, common })
  }
  return words
}

const BLOCK_FILE = /^\.\.\/common\/([a-z][a-z-]*-\d+\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.yaml$/

function readBlocks(files: SurveyFiles, open: (file: string, kind: SourceKind) => Source | undefined, take: Take): BlockFiles {
  return new Map(
    [...files.keys()].flatMap((file) => {
      const name = BLOCK_FILE.exec(file)?.[1]
      if (name === undefined) return []
      const source = open(file, 'wording')
      return [[name, source && take(readBlock(source, name)).block]]
    }),
  )
}

function checkLanguageFiles(files: SurveyFiles, languages: readonly string[], source: Source): Problem[] {
  const missing = languages.flatMap((language, i) =>
    files.has(`${language}.yaml`)
      ? []
      : [source.problem(['languages', i], `there is no file ${language}.yaml`, 'Add it, or take the language out')],
  )
  const unlisted = [...files.keys()].flatMap((file) => {
    const language = LANGUAGE_FILE.exec(file)?.[0]
    if (language === undefined || languages.includes(language)) return []
    return [source.problem(['languages'], `${file} is not among the languages`, `Add ${language}, or take the file away`)]
  })
  return [...missing, ...unlisted]
}

/** As a person reads: file by file, from the top; the same fault found by two ways is one. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  const once = problems.filter((problem) => {
    const key = JSON.stringify({ ...problem, code: undefined })
    return !seen.has(key) && seen.add(key)
  })
  const files = [...new Set(once.map(({ file }) => file))]
  const column = (problem: Problem) => (typeof problem.column === 'number' ? problem.column : 0)
  return once.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || column(a) - column(b))
}
