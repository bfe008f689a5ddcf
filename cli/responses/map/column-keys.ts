import { withoutMarkup } from '#shared/survey/formats/form/label-markup.ts'
import { type ClosedQuestion, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'

/** A name or a text as tools write it in headings: small letters without accents, and digits, with a _ for all between them. */
export function plainKey(text: string): string {
  return withoutMarkup(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
}

/** A value as `plainKey` gives it, with the signs that change its meaning: -99 is not 99, and > 5 is not 5. */
export function plainValue(text: string): string {
  const plain = withoutMarkup(text)
  const sign = /^\s*[-\u2212]\s*\d/.test(plain) ? '-' : ''
  return `${sign}${plain.replace(/[^<>\u2264\u2265+%]/g, '')}${plainKey(text)}`
}

/** The target of a heading: the column of a question, or of one of its options. */
export type ColumnTarget = {
  readonly question: string
  readonly option?: string
  /** Whether the heading has words in place of names: several questions may have the same. */
  readonly byWords: boolean
}

/** All keys under which tools name the columns of a survey's questions, and what each may be. */
export function columnTargets(survey: Survey): ReadonlyMap<string, readonly ColumnTarget[]> {
  const found = new Map<string, ColumnTarget[]>()
  const add = (key: string, target: ColumnTarget) => {
    if (key === '') return
    const there = found.get(key) ?? []
    if (!there.some((each) => each.question === target.question && each.option === target.option)) found.set(key, [...there, target])
  }
  const sections = new Map(survey.sections.flatMap((section) => section.questions.map((question) => [question.id, section.id])))
  for (const question of questionsOf(survey)) {
    if (question.type === 'info') continue
    const texts = survey.languages.flatMap((language) => {
      const own = survey.texts[language]?.questions[question.id]
      const stem = survey.texts[language]?.sections[sections.get(question.id) ?? '']?.stem
      return own ? [own.text, ...(stem ? [`${stem} ${own.text}`] : [])] : []
    })
    const keys: { key: string; byWords: boolean }[] = [
      { key: plainKey(question.id), byWords: false },
      // LimeSurvey names the second answer of a row Q1[SQ001][2].
      ...(/_scale\d$/.test(question.id) ? [{ key: plainKey(question.id.replace(/_scale(\d)$/, '_$1')), byWords: false }] : []),
      ...texts.map((each) => ({ key: plainKey(each), byWords: true })),
    ]
    for (const { key, byWords } of keys) {
      add(key, { question: question.id, byWords })
      if (!isMany(question)) continue
      for (const { option, name } of namesOfOptions(survey, question)) {
        const target = { question: question.id, option, byWords }
        add(`${key}_${name}`, target)
        // REDCap, with labels: Which? (choice=Clinic).
        add(`${key}_choice_${name}`, target)
      }
    }
  }
  return found
}

/** The questions that a ranking became, each with its place, and the keys under which tools name the whole. */
export function placesOf(survey: Survey): ReadonlyMap<string, { readonly whole: readonly string[]; readonly place: number }> {
  const wordsOf = (id: string) => Object.values(survey.texts).flatMap(({ questions }) => questions[id]?.stem ?? [])
  return new Map(
    questionsOf(survey).flatMap((question) => {
      const all = question.type === 'single' && question.apart ? [...question.apart, question.id] : []
      return all.map((id, i) => [id, { whole: [id.slice(0, id.lastIndexOf('_')), ...wordsOf(id)].map(plainKey), place: i + 1 }] as const)
    }),
  )
}

/** The ids and labels of a question's options as they may stand in a heading. */
function namesOfOptions(survey: Survey, question: ClosedQuestion): { readonly option: string; readonly name: string }[] {
  return optionNames(survey, question).map(({ option, name }) => ({ option, name: plainKey(name) }))
}

/** The ids and labels of a question's options, and of the states that it offers, in every language of the survey. */
export function optionNames(survey: Survey, question: ClosedQuestion): { readonly option: string; readonly name: string }[] {
  const ids = (question.type === 'number' ? [] : question.options).map(({ id }) => id)
  const texts = Object.values(survey.texts)
  return [
    ...ids.map((id) => ({ option: id, name: id })),
    ...texts.flatMap((each) => ids.map((id) => ({ option: id, name: each.questions[question.id]?.options?.[id] ?? id }))),
    ...texts.flatMap((each) => question.auto.map((state) => ({ option: `~${state}`, name: each.auto[state] }))),
  ]
}

/** Keys for a heading, the whole first, then without the groups before it: `part/went`, `part-went`, `Q1. Did you go?`. */
export function keysOfHeading(heading: string): string[] {
  const whole = heading.trim()
  const code = /^([\p{L}\p{N}_[\]]+)\.\s/u.exec(whole)?.[1]
  const rests = [...whole.matchAll(/[/:.-]/g)].map((found) => whole.slice(found.index + 1))
  return [...new Set([whole, ...(code ? [code, whole.slice(code.length + 1)] : []), ...rests].map(plainKey))].filter((key) => key !== '')
}
