import canonicalize from 'canonicalize'
import { codebookOf } from '#shared/survey/codebook.ts'
import { isClosed } from '#shared/survey/survey.ts'
import type { Finding } from './audit-finding.ts'
import type { Check } from './check.ts'
import type { PublishedReport } from './history.ts'

export const a7Codebook: Check = {
  id: 'A7',
  title: 'Questions, answers, conditions, groups, tables and policy are those of every earlier release',
  whole: ({ history, candidate }) => {
    const earlier = history.filter((each) => each !== candidate)
    const parts = partsOf(candidate)
    const findings = earlier.flatMap((each) => {
      const before = partsOf(each)
      return [...parts].flatMap(([part, now]): Finding[] =>
        before.get(part) === now
          ? []
          : [
              {
                check: 'A7',
                release: candidate.release,
                message: `The ${part} differ from release ${each.release}. By subtracting one release from the other, a reader could have learned about the people in between. A changed survey is a new study.`,
              },
            ],
      )
    })
    return { examined: earlier.length, findings }
  },
}

/** The meaning of the numbers, part by part, as canonical text. Wording is not in it, so typing errors can be corrected. */
function partsOf({ survey, policy, tables }: PublishedReport): ReadonlyMap<string, string | undefined> {
  const questions = survey.sections.map(({ id, if: shown, note, questions }) => ({
    id,
    ...(shown ? { shown } : {}),
    note,
    questions: questions.filter(isClosed).map(({ id, type, if: asked, ...rest }) => ({
      id,
      type,
      ...(asked ? { asked } : {}),
      ...('bands' in rest ? { bands: rest.bands } : { options: rest.options }),
      ...('max' in rest ? { max: rest.max } : {}),
      auto: rest.auto,
    })),
  }))
  const rows = tables.map(({ id, question, by, slices }) => ({
    id,
    question,
    ...(by === undefined ? {} : { by }),
    slices: slices.map(({ group, cells }) => ({ ...(group === undefined ? {} : { group }), answers: cells.map((cell) => cell.answer) })),
  }))
  return new Map([
    ['questions, answers or conditions', canonicalize([survey.id, questions, codebookOf(survey)])],
    ['tables, rows or groups', canonicalize(survey.plan.nests === undefined ? rows : [rows, survey.plan.nests])],
    ['rules of protection', canonicalize(policy)],
  ])
}
