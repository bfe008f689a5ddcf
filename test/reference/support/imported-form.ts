import { makeSurvey } from '#cli/import/make-survey.ts'
import { surveyFiles } from '#cli/import/survey-files.ts'
import { commonBeside, regionsOf } from '#cli/start/common-folder.ts'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { numberBand } from '#shared/survey/form.ts'
import type { FormFinding } from '#shared/survey/formats/form/finding.ts'
import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import type { Form } from '#shared/survey/formats/form/form-shape.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { applySkipLogic, isShown } from '#shared/survey/skip-logic.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { RandomAnswer } from './random-questionnaire.ts'

export type ImportedSurvey = { readonly survey: Survey; readonly findings: readonly FormFinding[] }

/** The survey that the import makes of a form, loaded as any other. */
export async function importedForm(form: Form): Promise<ImportedSurvey> {
  const languages = formLanguages(form, 'en', (code) => code === 'en')
  const { files: common } = await commonBeside('/nowhere/survey')
  const facts = { id: 'survey', title: 'Survey', minutes: 5, support: regionsOf(common) }
  const made = await makeSurvey(form, languages, async (imported) =>
    loadSurvey(new Map([...(await surveyFiles(imported, facts)), ...common])),
  )
  if (!made.survey) throw new Error('nothing could be imported', { cause: made.findings })
  return { survey: made.survey, findings: [...form.findings, ...made.findings] }
}

/**
 * Goes through a survey as a person does: `answer` is asked for each question that is shown, and gives nothing where it is left out. Gives
 * the names of the questions that were shown, and what was answered.
 */
export function walk(survey: Survey, answer: (name: string) => RandomAnswer | undefined) {
  const given: Record<string, Answer> = {}
  const answers: RandomAnswer[] = []
  const settled = (): Answers => applySkipLogic(survey, given, new Set())
  for (const question of questionsOf(survey)) {
    if (question.type === 'info' || !isShown(settled(), question.id)) continue
    const found = answer(question.id)
    if (!found) continue
    answers.push(found)
    const { value } = found
    if (question.type === 'text') given[question.id] = { state: 'answered', text: String(value), share: 'none' }
    else if (question.type === 'number')
      given[question.id] = { state: 'answered', options: [numberBand(question.bands, Number(value)) ?? ''] }
    else given[question.id] = { state: 'answered', options: Array.isArray(value) ? value : [String(value)] }
  }
  const applied = settled()
  return { answers, shown: questionsOf(survey).flatMap(({ id }) => (isShown(applied, id) ? [id] : [])) }
}
