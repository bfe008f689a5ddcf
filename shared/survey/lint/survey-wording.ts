import type { SurveyPart } from '../load/locate.ts'
import type { Path } from '../load/source.ts'
import type { Survey, Texts } from '../survey.ts'

type WordingKind = 'question' | 'option' | 'consent' | 'other'
export type Said = { readonly kind: WordingKind; readonly part: SurveyPart & { readonly language: string }; readonly text: string }

/** Every sentence a respondent may read, with the place it stands. */
export function lintedWording(survey: Survey): Said[] {
  return survey.languages.flatMap((language) => {
    const texts = survey.texts[language]
    return texts
      ? [...frame(language, texts), ...sections(language, texts), ...questions(language, texts), ...consent(language, texts)]
      : []
  })
}

/** The same in English, whose words and readability we can judge. */
export function englishOf(survey: Survey): Said[] {
  return lintedWording(survey).filter(({ part }) => /^en\b/.test(part.language))
}

function frame(language: string, { title, intro }: Texts): Said[] {
  return [
    { kind: 'other', part: { language, path: ['title'] }, text: title },
    { kind: 'other', part: { language, path: ['intro'] }, text: intro },
  ]
}

function sections(language: string, texts: Texts): Said[] {
  return Object.entries(texts.sections).flatMap(([section, said]) =>
    strings(said, []).map(({ path, text }) => ({ kind: 'other' as const, part: { language, section, path }, text })),
  )
}

function questions(language: string, texts: Texts): Said[] {
  return Object.entries(texts.questions).flatMap(([question, { options, ...said }]) => [
    ...strings(said, []).map(({ path, text }) => ({
      kind: path[0] === 'text' ? ('question' as const) : ('other' as const),
      part: { language, question, path },
      text,
    })),
    ...strings(options ?? {}, ['options']).map(({ path, text }) => ({ kind: 'option' as const, part: { language, question, path }, text })),
  ])
}

function consent(language: string, texts: Texts): Said[] {
  return strings(texts.consent, ['consent']).map(({ path, text }) => ({ kind: 'consent', part: { language, path }, text }))
}

function strings(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((each, i) => strings(each, [...path, i]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => strings(each, [...path, key]))
}
