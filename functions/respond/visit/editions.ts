import { pageLanguageOf } from '#shared/languages.ts'
import type { Words } from '#shared/pages/words/en.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import type { ShutBecause } from '#shared/storage/repositories.ts'
import { isLink, linkOf, parseSurvey } from '#shared/survey/canonical.ts'
import { lastSendingAt, stageOf } from '#shared/survey/closing.ts'
import { type Codebook, codebookOf } from '#shared/survey/codebook.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'
import { type Step, stepsOf } from './survey-steps.ts'

/** One version of a survey, ready to be shown and answered. */
export type Edition = {
  readonly link: string
  readonly version: SurveyVersion
  readonly survey: Survey
  readonly codebook: Codebook
  readonly steps: readonly Step[]
  /** The words of the pages, for each language of the survey. */
  readonly words: ReadonlyMap<string, Words>
  /** It was opened to be tried out. */
  readonly isTrial?: true
  /** Its hour has come: who has begun can still send until then, and nobody can begin. */
  readonly sendUntil?: Date
}

export type Editions = {
  /** The version that is open under a link, if only for those who have begun. */
  open(link: string): Promise<Edition | undefined>
  /** The version that was open under a link before it was shut, or before its own hour came, and why it takes no answers. */
  shut(link: string): Promise<{ readonly edition: Edition; readonly because: ShutBecause } | undefined>
  at(version: SurveyVersion): Promise<Edition | undefined>
}

/** Reads surveys by their hash and keeps them: what a hash names never changes. Which one is open is asked each time. */
export function editionsIn({ repositories: { community }, clock }: Pick<Services, 'repositories' | 'clock'>): Editions {
  const known = new Map<string, Edition>()

  async function at(version: SurveyVersion): Promise<Edition | undefined> {
    const found = known.get(version.hash)
    if (found) return found.version.id === version.id ? found : undefined
    const bytes = await community.readSurvey(version)
    if (!bytes) return undefined
    const survey = parseSurvey(bytes, version)
    const words = await wordsFor(survey)
    const edition = { link: linkOf(survey.id), version, survey, codebook: codebookOf(survey), steps: stepsOf(survey), words }
    known.set(version.hash, edition)
    return edition
  }

  return {
    at,
    async open(link) {
      if (!isLink(link)) return undefined
      const edition = await named(await community.readOpen(link))
      const { closes } = edition?.survey ?? {}
      const stage = stageOf(closes, clock())
      if (!edition || closes === undefined || stage === 'open') return edition
      return stage === 'finishing' ? { ...edition, sendUntil: lastSendingAt(closes) } : undefined
    },
    async shut(link) {
      if (!isLink(link)) return undefined
      const found = await community.readShut(link)
      const edition = await named(found ?? (await community.readOpen(link)))
      if (!edition) return undefined
      // Of a break that lasts beyond the hour of closing nobody is told that it ends.
      const isOver = stageOf(edition.survey.closes, clock()) !== 'open'
      return found || isOver ? { edition, because: isOver ? 'closed' : (found?.because ?? 'closed') } : undefined
    },
  }

  async function named(opened: { readonly version: SurveyVersion; readonly trial?: true } | undefined): Promise<Edition | undefined> {
    const edition = opened && (await at(opened.version))
    return edition && (opened.trial ? { ...edition, isTrial: true } : edition)
  }
}

/** A language that the pages do not speak has English ones; the checks keep a survey in such a language from being opened. */
async function wordsFor({ languages }: Survey): Promise<ReadonlyMap<string, Words>> {
  const found = languages.map(async (language) => [language, await loadWords(pageLanguageOf(language) ?? 'en')] as const)
  return new Map(await Promise.all(found))
}

/** The language that was asked for, where the survey has it. */
export function languageOf({ survey: { languages } }: Edition, wanted: string | undefined): string {
  return languages.find((each) => each === wanted) ?? languages[0] ?? 'en'
}
