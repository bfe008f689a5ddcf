import { pageLanguageOf } from '#shared/languages.ts'
import type { Words } from '#shared/pages/words/en.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import type { ShutBecause } from '#shared/storage/repositories.ts'
import { isLink, linkOf, parseSurvey } from '#shared/survey/canonical.ts'
import { lastSendingAt, stageOf } from '#shared/survey/closing.ts'
import { type Codebook, codebookOf } from '#shared/survey/codebook.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'
import { type ApprovalStanding, standingOf, trialStandingOf } from './approval-standing.ts'
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
  /** It was opened under a demonstration charter: no community decided. */
  readonly isDemonstration?: true
  /** The closing hour has come: people who have begun can still send until then, and nobody can begin. */
  readonly sendUntil?: Date
}

export type Editions = {
  /** The version that is open under a link, if only for those who have begun. */
  open(link: string): Promise<Edition | undefined>
  /** The version that was open under a link before it was shut, or before its own hour came, and why it takes no answers. */
  shut(link: string): Promise<{ readonly edition: Edition; readonly because: ShutBecause } | undefined>
  /** Reads a version that a visit began with, as long as nothing but a later version stands in its way. */
  begun(version: SurveyVersion, open: Edition): Promise<Edition | undefined>
  /** Reads a version by its hash, for answers that were sent to it: a receipt, or deleting them. Nothing is asked under it. */
  at(version: SurveyVersion): Promise<Edition | undefined>
  /** Every version that is open now. */
  all(): Promise<readonly Edition[]>
}

type Sources = Pick<Services, 'clock' | 'approvals'> & { readonly repositories: Pick<Services['repositories'], 'community'> }
type Pointer = { readonly version: SurveyVersion; readonly trial?: true }
type Found = { readonly edition: Edition; readonly standing: ApprovalStanding }

/**
 * Reads surveys by their hash and keeps them: the bytes under a hash never change. Each request asks anew which version is open,
 * and asks the board: a version that it has not approved is served to nobody, unless every page says that it is a trial and
 * nothing else stands against it.
 */
export function editionsIn({ repositories: { community }, clock, approvals }: Sources): Editions {
  const known = new Map<string, Edition>()
  /** The versions by their hash, about which the board is asked. */
  const bytesOf = new Map<string, Uint8Array>()

  async function at(version: SurveyVersion): Promise<Edition | undefined> {
    const found = known.get(version.hash)
    if (found) return found.version.id === version.id ? found : undefined
    const bytes = await community.readSurvey(version)
    if (!bytes) return undefined
    const survey = parseSurvey(bytes, version)
    const words = await wordsFor(survey)
    const edition = { link: linkOf(survey.id), version, survey, codebook: codebookOf(survey), steps: stepsOf(survey), words }
    known.set(version.hash, edition)
    bytesOf.set(version.hash, bytes)
    return edition
  }

  async function named(pointer: Pointer | undefined): Promise<Found | undefined> {
    const edition = pointer && (await at(pointer.version))
    if (!edition) return undefined
    const bytes = bytesOf.get(edition.version.hash) ?? new Uint8Array()
    const said = await approvals({ kind: 'survey', id: edition.survey.id, bytes })
    if (pointer.trial) return { edition: { ...edition, isTrial: true }, standing: trialStandingOf(said) }
    return { edition: said.ok && said.demonstration ? { ...edition, isDemonstration: true } : edition, standing: standingOf(said) }
  }

  async function open(pointer: Pointer | undefined): Promise<Edition | undefined> {
    const found = await named(pointer)
    if (found?.standing !== 'served') return undefined
    const { edition } = found
    const { closes } = edition.survey
    const stage = stageOf(closes, clock())
    if (closes === undefined || stage === 'open') return edition
    return stage === 'finishing' ? { ...edition, sendUntil: lastSendingAt(closes) } : undefined
  }

  return {
    at,
    open: async (link) => (isLink(link) ? open(await community.readOpen(link)) : undefined),
    async shut(link) {
      if (!isLink(link)) return undefined
      const pointer = await community.readShut(link)
      const found = await named(pointer ?? (await community.readOpen(link)))
      if (!found || found.standing === 'unknown') return undefined
      const { edition, standing } = found
      // A survey whose break lasts beyond its closing hour promises nobody that it goes on.
      if (stageOf(edition.survey.closes, clock()) !== 'open' || standing === 'closed') return { edition, because: 'closed' }
      const because = pointer?.because ?? (standing === 'served' ? undefined : 'paused')
      return because && { edition, because }
    },
    async begun(version, { isTrial, isDemonstration, sendUntil }) {
      const found = await named({ version, ...(isTrial ? { trial: true } : {}) })
      if (!found || (found.standing !== 'served' && found.standing !== 'superseded')) return undefined
      return { ...found.edition, ...(isDemonstration ? { isDemonstration } : {}), ...(sendUntil ? { sendUntil } : {}) }
    },
    async all() {
      const found = await Promise.all((await community.listOpen()).map(open))
      return found.flatMap((edition) => edition ?? [])
    },
  }
}

/**
 * The words of the pages in a language; English where the pages do not speak it. The checks keep a survey in such a language from
 * being opened.
 */
async function wordsFor({ languages }: Survey): Promise<ReadonlyMap<string, Words>> {
  const found = languages.map(async (language) => [language, await loadWords(pageLanguageOf(language) ?? 'en')] as const)
  return new Map(await Promise.all(found))
}

/** The language that was asked for, where the survey has it. */
export function languageOf({ survey: { languages } }: Edition, wanted: string | undefined): string {
  return languages.find((each) => each === wanted) ?? languages[0] ?? 'en'
}
