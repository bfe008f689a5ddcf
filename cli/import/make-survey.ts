import { neverAsked } from '#shared/disclosure/structure/implication.ts'
import { type FormFinding, stops } from '#shared/survey/formats/form/finding.ts'
import type { FormLanguages } from '#shared/survey/formats/form/form-languages.ts'
import type { Form } from '#shared/survey/formats/form/form-shape.ts'
import type { Imported } from '#shared/survey/formats/form/imported.ts'
import { toSurvey } from '#shared/survey/formats/form/to-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

export type MadeSurvey = { readonly imported: Imported; readonly survey: Survey | undefined; readonly findings: readonly FormFinding[] }

/**
 * Makes a survey from a form. Questions that nobody can be asked, because their conditions contradict each other, are left out, with a
 * finding each. `survey` is undefined where a finding prevents it. `load` makes the survey of the imported parts, or throws InputRefused.
 */
export async function makeSurvey(form: Form, languages: FormLanguages, load: (imported: Imported) => Promise<Survey>): Promise<MadeSurvey> {
  const imported = toSurvey(form, languages)
  if (imported.findings.some(stops)) return { imported, survey: undefined, findings: imported.findings }
  const survey = await load(imported)
  const unasked = new Set(neverAsked(survey).flatMap((id) => imported.sources.get(id) ?? []))
  if (unasked.size === 0) return { imported, survey, findings: imported.findings }
  const { sheet, relevant } = form.places
  const leftOut = [...unasked].map(
    ({ name, row }): FormFinding => ({
      kind: 'dropped',
      ...(sheet !== undefined && { sheet }),
      row,
      column: relevant,
      message: `the question "${name}" is left out: nobody can be asked it, as its conditions contradict each other`,
      remedy: 'Correct its condition, or that of its part',
    }),
  )
  const rest = await makeSurvey({ ...form, questions: form.questions.filter((question) => !unasked.has(question)) }, languages, load)
  return { ...rest, findings: [...leftOut, ...rest.findings] }
}
