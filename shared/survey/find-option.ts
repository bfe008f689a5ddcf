import { answerIds, isClosed, type Question, type Survey } from './survey.ts'

/** The name of the box above a long list, in which people write a few letters of what they look for. No question's name ends so. */
export function findField(questionId: string): string {
  return `${questionId}.find`
}

/** The hidden field that says for which letters a page shows what was found. */
export function foundField(questionId: string): string {
  return `${questionId}.found`
}

/** The labels of a question's options in the languages of its survey, prepared for search. */
export type OptionLabels = ReadonlyMap<string, readonly string[]>

/** Undefined where a question has no list that is searched. */
export function searchedLabels(survey: Survey, question: Question): OptionLabels | undefined {
  if (!isClosed(question) || !('search' in question)) return undefined
  const said = (id: string) =>
    survey.languages.map((language) => folded(survey.texts[language]?.questions[question.id]?.options?.[id] ?? id))
  return new Map(answerIds(question).map((id) => [id, said(id)]))
}

/** The options whose label, in any language, has these letters in it; `exact`: they are the whole label of one. */
export function optionsFound(labels: OptionLabels, letters: string): { readonly ids: readonly string[]; readonly exact: boolean } {
  const wanted = folded(letters)
  const which = (fits: (label: string) => boolean) => [...labels].flatMap(([id, said]) => (said.some(fits) ? [id] : []))
  const same = which((label) => label === wanted)
  return same.length === 1
    ? { ids: same, exact: true }
    : { ids: wanted === '' ? [] : which((label) => label.includes(wanted)), exact: false }
}

/** As people type: without marks over letters, in small ones, and with the Arabic letters that are often written for each other as one. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\u0640/gu, '')
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
