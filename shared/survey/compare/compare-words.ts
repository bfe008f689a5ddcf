import { lintedWording, type Said } from '../lint/survey-wording.ts'
import type { Survey } from '../survey.ts'
import type { Difference } from './difference.ts'

/** Wording that is not the same, language by language; of the consent text once a language. */
export function compareWords(before: Survey, after: Survey): Difference[] {
  const languages = after.languages.filter((language) => before.languages.includes(language))
  const added = after.languages.filter((language) => !before.languages.includes(language))
  const gone = before.languages.filter((language) => !after.languages.includes(language))
  const named = (means: 'pages' | 'consent', language: string, what: string): Difference => ({
    means,
    where: `the language ${language}`,
    what,
  })
  return [
    ...added.map((language) => named('consent', language, 'is new, with a consent text of its own')),
    ...gone.map((language) => named('pages', language, 'is not offered any more')),
    ...languages.flatMap((language) => compareLanguage(before, after, language)),
  ]
}

function compareLanguage(before: Survey, after: Survey, language: string): Difference[] {
  const [old, now] = [before, after].map((survey) => textsIn(survey, language))
  const changes: Difference[] = []
  for (const [place, { said, of }] of now ?? []) {
    const was = old?.get(place)
    if (was === undefined || was.said === said) continue
    changes.push(of.kind === 'consent' ? consent(language, of, was.said, said) : worded(language, of, was.said, said))
  }
  return changes
}

function textsIn(survey: Survey, language: string): Map<string, { said: string; of: Said }> {
  return new Map(
    lintedWording(survey)
      .filter(({ part }) => part.language === language)
      .map((of) => [JSON.stringify([of.part.section, of.part.question, of.part.path]), { said: of.text, of }]),
  )
}

function consent(language: string, { part }: Said, was: string, now: string): Difference {
  return { means: 'consent', where: `${(part.path ?? []).join('.')} (${language})`, what: changed(was, now) }
}

function worded(language: string, { kind, part }: Said, was: string, now: string): Difference {
  const where =
    part.question === undefined
      ? part.section === undefined
        ? (part.path ?? []).join('.')
        : `part ${part.section}`
      : `question ${part.question}`
  const path = part.question !== undefined && kind !== 'question' ? ` ${(part.path ?? []).join('.')}` : ''
  const asks = kind === 'question' || kind === 'option'
  return {
    means: asks ? 'comparability' : 'pages',
    where: `${where}${path} (${language})`,
    what: changed(was, now),
    ...(asks ? { so: 'If it now asks something else, give it a new id. If only the wording is better, keep the id' } : {}),
  }
}

function changed(was: string, now: string): string {
  return `says "${now}", and said "${was}"`
}
