import { LANGUAGES, type PageLanguage, pageLanguageOf } from '#shared/languages.ts'
import type { Switch } from '#shared/pages/controls/language-switch.tsx'
import type { Frame } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { zoneOf } from '#shared/survey/closing.ts'
import { UNREVIEWED } from '#shared/survey/review-standing.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import type { Edition } from '../visit/editions.ts'
import { hourIn } from './page-texts.ts'

/** The frame for an address without a language. */
const FIRST: PageLanguage = 'en'

/** Makes the frame of the pages that belong to no survey, in the language their address asks for. */
export async function siteFrame(asked: string | undefined, by?: SwitchBy): Promise<Frame> {
  const language = pageLanguageOf(asked ?? FIRST) ?? FIRST
  const words = await loadWords(language)
  return {
    words,
    language,
    ...addressesIn(language),
    ...(by === undefined
      ? {}
      : { languages: { to: Object.keys(LANGUAGES).filter((each) => each !== language), ...by }, isUnreviewed: isUnreviewed(words) }),
  }
}

function isUnreviewed({ reviewed }: Words): boolean {
  return reviewed === 'unreviewed'
}

/** The address of the pages that belong to no survey, for a reader of this language. */
function addressesIn(language: string): Pick<Frame, 'supportAt' | 'withdrawAt'> {
  const query = language === FIRST ? '' : `?lang=${language}`
  return { supportAt: `/support${query}`, withdrawAt: `/withdraw${query}` }
}

/** The way to the page in another language: the address of a page that can be opened again, or the form that holds the entries. */
type SwitchBy = { readonly path: string } | { readonly form: string; readonly action?: string }

/** The address at which sent answers can be deleted, for a reader of this language. */
export function withdrawIn(language: string): string {
  return addressesIn(pageLanguageOf(language) ?? FIRST).withdrawAt
}

/** Makes the frame of the pages of a survey. `place`: where support, and the question before deleting, lead back to. */
export function surveyFrame(edition: Edition, language: string, begun: boolean, by?: SwitchBy, place?: string): Frame {
  const paths = pathsOf(edition.link)
  const { survey } = edition
  const words = edition.words.get(language)
  if (!words) throw new Error(`survey ${survey.id} is not in ${language}`)
  const others = survey.languages.filter((each) => each !== language)
  const languages: Switch | undefined = by && others.length > 0 ? { to: others, ...by } : undefined
  return {
    words,
    language,
    supportAt: inLanguage(paths.support(place), survey, language),
    withdrawAt: withdrawIn(language),
    ...(begun ? { stopAt: inLanguage(paths.stop(place), survey, language) } : {}),
    ...(languages ? { languages } : {}),
    ...(edition.isTrial ? { isTrial: true } : {}),
    ...(edition.isDemonstration ? { isDemonstration: true } : {}),
    ...(edition.sendUntil && survey.closes !== undefined
      ? { lastHour: words.closing.lastHour(hourIn(language, edition.sendUntil, zoneOf(survey.closes))) }
      : {}),
    // Said where people decide to take part, and not again on every page after that.
    isUnreviewed: by !== undefined && !begun && (isUnreviewed(words) || survey.texts[language]?.reviewed === UNREVIEWED),
  }
}

/** Carries the language in the address: the only place it is read from, beside the draft. */
export function inLanguage(path: string, survey: Survey, language: string): string {
  return survey.languages.length === 1 ? path : `${path}?lang=${language}`
}
