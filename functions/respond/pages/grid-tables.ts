import type { Question, Texts } from '#shared/survey/survey.ts'

/** The most columns of a table: with more, each is too narrow for its words on any screen. */
const MOST_COLUMNS = 8

/**
 * Groups questions, in the order they are asked, into tables: neighbours that have the same words before them and the same answers
 * become rows of one grid. Every other question is a group of its own.
 */
export function gridsIn(questions: readonly Question[], texts: Texts): Question[][] {
  const groups: Question[][] = []
  let before: string | undefined
  for (const question of questions) {
    const columns = columnsOf(question, texts)
    const last = groups.at(-1)
    if (last && columns !== undefined && columns === before) last.push(question)
    else groups.push([question])
    before = columns
  }
  return groups
}

/** The common parts of two rows of a grid; undefined for a question that can be no row. */
function columnsOf(question: Question, texts: Texts): string | undefined {
  if ((question.type !== 'single' && question.type !== 'scale') || question.if) return undefined
  if (question.type === 'single' && (question.search || question.shuffle || question.apart)) return undefined
  const { stem, options } = texts.questions[question.id] ?? {}
  if (stem === undefined || question.options.some(({ say }) => say !== undefined)) return undefined
  if (question.options.length + question.auto.length > MOST_COLUMNS) return undefined
  return JSON.stringify([stem, question.auto, question.options.map(({ id }) => [id, options?.[id]])])
}
