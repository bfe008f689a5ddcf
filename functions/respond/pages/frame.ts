import type { Frame } from '#shared/pages/layout.tsx'
import { en } from '#shared/pages/words/en.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import type { Edition } from '../visit/editions.ts'

/** Around the pages that belong to no survey. */
export const houseFrame: Frame = { words: en, language: en.language, supportAt: '/support' }

export function surveyFrame(edition: Edition, language: string, begun: boolean): Frame {
  const paths = pathsOf(edition.link)
  return {
    words: en,
    language,
    supportAt: inLanguage(paths.support, edition.survey, language),
    ...(begun ? { stopAt: paths.stop } : {}),
  }
}

/** Carries the language in the address until a draft can remember it. */
export function inLanguage(path: string, survey: Survey, language: string): string {
  return language === survey.languages[0] ? path : `${path}?lang=${language}`
}
