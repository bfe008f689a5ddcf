import type { Problem } from '../../problem.ts'
import type { SurveyFile } from '../definition.ts'
import { purposeId } from '../survey.ts'
import { placedQuestions } from './build-structure.ts'
import type { LanguageWords, Needs } from './language.ts'
import { suggest } from './nearest.ts'

/** Words that nobody will see: most often a slip in an id. A shared file serves other surveys too, so only the survey's own is searched. */
export function extras({ own }: LanguageWords, { structure, blocks }: Needs): Problem[] {
  const sections = structure.sections.map(({ value }) => value.id)
  const questions = placedQuestions(structure).map(({ value, from }) => from?.id ?? value.id)
  const scales = [
    ...Object.keys(blocks.scales ?? {}),
    ...placedQuestions(structure).flatMap(({ value }) => (value.type === 'scale' ? [value.scale] : [])),
  ]
  const extra = (key: 'sections' | 'questions' | 'scales', known: readonly string[], faulty: ReadonlySet<string>) =>
    [...own[key].keys()]
      .filter((id) => !known.includes(id) && !faulty.has(id))
      .map((id) =>
        own.source.problem(
          [key],
          `words for "${id}", which is not in survey.yaml`,
          suggest(
            id,
            known.filter((each) => !own[key].has(each)),
          ),
          id,
        ),
      )
  return [
    ...extra('sections', sections, structure.brokenSections),
    ...extra('questions', questions, structure.broken),
    ...(blocks.scales ? extra('scales', scales, new Set()) : []),
  ]
}

/** Each list of the consent is as long as in the source language: who reads another language is told no less. */
export function consentLists({ own }: LanguageWords, { original }: Needs): Problem[] {
  const said = own.blocks.consent
  const source = original.own.blocks.consent
  if (!said || !source) return []
  return (['summary', 'data', 'storage', 'recipients', 'rights'] as const).flatMap((list) =>
    said[list].length === source[list].length
      ? []
      : [
          own.source.problem(
            ['consent', list],
            `"${list}" has ${said[list].length} lines, and ${source[list].length} in the source language`,
            'Say the same in each language, line by line',
          ),
        ],
  )
}

/** The consent says what each purpose is that people may agree to, and no other. */
export function purposeWords({ own }: LanguageWords, { consent }: Partial<SurveyFile>): Problem[] {
  const said = own.blocks.consent?.purposes
  if (!said || !consent) return []
  const path = ['consent', 'purposes']
  return purposeId.options.flatMap((id) => {
    if (consent.purposes[id] && !said[id])
      return [own.source.problem(path, `no words for the purpose "${id}"`, `Add consent.purposes.${id}`)]
    if (!consent.purposes[id] && said[id])
      return [own.source.problem(path, `the purpose "${id}" is not in survey.yaml`, 'Add it there, or take this out', id)]
    return []
  })
}
