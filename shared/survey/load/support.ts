import type { Problem } from '../../problem.ts'
import { supportEntryOf } from '../definition-support.ts'
import type { SupportEntry } from '../survey.ts'
import { suggest } from './nearest.ts'
import type { Common, SurveyDraft } from './survey-draft.ts'

/** The places to turn to that a survey names, from its own file or from the shared one. */
export function resolveSupport(draft: SurveyDraft, common: Common | undefined): { support: SupportEntry[]; problems: Problem[] } {
  const shared = new Map((common?.file?.support ?? []).map((entry) => [entry.id, entry]))
  const problems: Problem[] = []
  const support = (draft.blocks.support ?? []).flatMap((item, i) => {
    if (typeof item !== 'string' && !('id' in item)) {
      const found = [...shared.values()].filter(({ region }) => region === item.region)
      if (found.length === 0 && (!common || common.file)) {
        const remedy = suggest(item.region, new Set([...shared.values()].map(({ region }) => region)))
        problems.push(draft.source.problem(['support', i], `there is no support entry of the region "${item.region}"`, remedy))
      }
      return found.map(supportEntryOf)
    }
    const entry = typeof item === 'string' ? shared.get(item) : item
    if (entry) return [supportEntryOf(entry)]
    // A shared file that cannot be read may hold any entry.
    if (!common || common.file) {
      problems.push(
        draft.source.problem(['support', i], `there is no support entry "${String(item)}"`, suggest(String(item), shared.keys())),
      )
    }
    return []
  })
  support.forEach((entry, i) => {
    if (support.findIndex(({ id }) => id === entry.id) < i) {
      problems.push(draft.source.problem(['support', i], `the support entry "${entry.id}" is named twice`, 'Keep one'))
    }
  })
  return { support, problems }
}
