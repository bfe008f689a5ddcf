import type { Answer, MissingState } from '#shared/survey/answer.ts'
import { holds } from '#shared/survey/conditions.ts'
import { type ClosedQuestion, isClosed, type Survey, textsFor } from '#shared/survey/survey.ts'
import type { PublishedRow } from './data.ts'

/** The way a published data set says that somebody did not answer with an option. */
const STATES: Readonly<Record<string, MissingState>> = {
  "Don't know what this is": 'dk',
  "I'm not sure.": 'dk',
  'Not sure': 'dk',
  'Prefer not to say': 'pns',
  'Not applicable': 'na',
  "Not applicable-I hadn't made any contributions when I got this job.": 'na',
}

/** By question: what each published label or code is called in the report. */
export type Names = (question: ClosedQuestion, published: string) => string | undefined

/** Labels of the survey's own wording, then the states that the question offers. */
export function namesByLabel(survey: Survey): Names {
  const texts = textsFor(survey, 'en').questions
  return (question, published) => {
    const option = Object.entries(texts[question.id]?.options ?? {}).find(([, label]) => label === published)?.[0]
    const state = STATES[published]
    return option ?? (state && question.auto.some((each) => each === state) ? `~${state}` : undefined)
  }
}

/** Codes that are the option ids; 7, 77 refused and 9, 99 don't know, where they are no option. */
export const namesByCode: Names = (question, published) => {
  if (question.type === 'number' || question.options.some((option) => option.id === published)) return published
  return ['7', '77'].includes(published) ? '~pns' : ['9', '99'].includes(published) ? '~dk' : undefined
}

/**
 * Published rows as a responses file. A blank under a condition that does not hold was not asked; any other was
 * skipped. With `fit`, an answer under a condition that does not hold was not asked either. `ask` turns a question's column, or columns, into its cell; undefined when there is nothing in them.
 */
export function responsesCsv(
  survey: Survey,
  records: readonly PublishedRow[],
  ask: (question: ClosedQuestion, record: PublishedRow) => string | undefined,
  { fit = false }: { readonly fit?: boolean } = {},
): string {
  const questions = survey.sections.flatMap((section) => section.questions.filter(isClosed).map((question) => ({ section, question })))
  const rows = records.map((record) => {
    const answers: Record<string, Answer> = {}
    return questions.map(({ section, question }): string => {
      const given = ask(question, record)
      const cell = fit && ![section.if, question.if].every((each) => each === undefined || holds(each, answers)) ? undefined : given
      if (cell !== undefined && !cell.startsWith('~')) answers[question.id] = { state: 'answered', options: cell.split('|') }
      const shown = [section.if, question.if].every((condition) => condition === undefined || holds(condition, answers))
      return cell ?? (shown ? '' : '~not_shown')
    })
  })
  // Somebody who skipped everything: a row without anything in it would be nobody.
  for (const row of rows) if (row.join('') === '') row[0] = '~skipped'
  return [questions.map(({ question }) => question.id), ...rows].map((row) => row.join(',')).join('\r\n')
}

/** The cell of a published column, or of one column an option for a choice of many. Throws for a value without a name. */
export function asker(names: Names): (question: ClosedQuestion, record: PublishedRow) => string | undefined {
  return (question, record) => {
    if (question.type === 'multi') {
      const chosen = question.options.filter((option) => record[`${question.id}.${option.id}`] === '1')
      return chosen.length > 0 ? chosen.map((option) => option.id).join('|') : undefined
    }
    const published = record[question.id]
    if (published === undefined || published === '' || published === 'NA') return undefined
    const name = names(question, published)
    if (name === undefined) throw new Error(`${question.id}: no option is called ${published}`)
    return name
  }
}
