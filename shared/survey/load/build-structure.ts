import type { Problem } from '../../problem.ts'
import { unwrittenRollups, withWhole } from '../automatic-rollups.ts'
import type { AuthoredQuestion } from '../definition-questions.ts'
import type { Option, Question, Section } from '../survey.ts'
import { expandQuestion, type MadeFrom, type PlainQuestion } from './expand-question.ts'
import { suggest } from './nearest.ts'
import type { Common, DraftSection, Placed, SurveyDraft } from './survey-draft.ts'

/** A question with its scale filled in, and where a person would correct it. */
export type PlacedQuestion = Placed<Question> & { readonly from?: MadeFrom }
export type PlacedSection = Placed<Omit<Section, 'questions'>> & { readonly questions: readonly PlacedQuestion[] }

export type SurveyStructure = {
  readonly sections: readonly PlacedSection[]
  readonly broken: ReadonlySet<string>
  readonly brokenSections: ReadonlySet<string>
}

/** Section ids the tool gives to what it adds after the main part; their wording is written under these names. */
const ABOUT_YOU = 'about_you'
const CHECK_IN = 'checkin'

/** Looks up what the draft only names: shared questions and scales. */
export function resolveStructure(draft: SurveyDraft, common: Common | undefined): { structure: SurveyStructure; problems: Problem[] } {
  const problems: Problem[] = []
  const broken = new Set(draft.broken)
  const scales = scalesOf(draft, common)
  // Faults of the shared file, or of a list of scales, were reported: that a name is missing in it is no news.
  const commonUnread = common !== undefined && common.file === undefined
  const scalesUnread = commonUnread || draft.blocks.scales === undefined

  const resolve = (item: Placed<AuthoredQuestion | string>, isForAll: boolean): PlacedQuestion[] => {
    const written = typeof item.value === 'string' ? shared(item.value, item) : item.value
    return (written ? expandQuestion(written) : []).flatMap(({ question, from }) =>
      plain(question, item, isForAll).map((each) => (from ? { ...each, from } : each)),
    )
  }

  const plain = (question: PlainQuestion, item: Placed<unknown>, isForAll: boolean): PlacedQuestion[] => {
    if (question.type !== 'scale') return [{ ...item, value: rolledUp(question, isForAll) }]
    const options = scales.get(question.scale)
    if (options) return [{ ...item, value: rolledUp({ ...question, options }, isForAll) }]
    broken.add(question.id)
    if (!scalesUnread) {
      problems.push(
        item.source.problem([...item.path, 'scale'], `there is no scale "${question.scale}"`, suggest(question.scale, scales.keys())),
      )
    }
    return []
  }

  const shared = (id: string, item: Placed<unknown>): AuthoredQuestion | undefined => {
    const known = (common?.file?.questions ?? []).filter((each) => typeof each !== 'string')
    const found = known.find((each) => each.id === id)
    if (!found) broken.add(id)
    if (!found && !commonUnread) {
      const ids = known.map((each) => each.id)
      const remedy = ids.length > 0 ? suggest(id, ids) : 'Write the question out here: there is no common/common.yaml beside this folder'
      problems.push(item.source.problem(item.path, `there is no shared question "${id}"`, remedy))
    }
    return found
  }

  const sections = draftSections(draft).map(({ section, part }) => ({
    value: { id: section.id, part, if: section.if, note: section.note ?? false, sensitive: section.sens === 'high' },
    source: draft.source,
    path: section.path,
    questions: section.questions.flatMap((question) => resolve(question, section.if === undefined)),
  }))
  return { structure: { sections, broken, brokenSections: draft.brokenSections }, problems }
}

type Unrolled = Exclude<PlainQuestion, { type: 'scale' }> | (Extract<PlainQuestion, { type: 'scale' }> & { options: Option[] })

/** `isForAll`: whether everybody is asked the part that it is in. */
function rolledUp(authored: Unrolled, isForAll: boolean): Question {
  if (authored.type === 'text' || authored.type === 'info') return authored
  const { rollups: written, ...question } = authored
  if (written === 'none') return question
  const isAskedOfAll = isForAll && question.if === undefined
  const own = written && Object.entries(written).map(([id, of]) => ({ id, of }))
  const rollups = own ? withWhole(question, own, isAskedOfAll) : unwrittenRollups(question, isAskedOfAll)
  return rollups.length === 0 ? question : { ...question, rollups }
}

function scalesOf(draft: SurveyDraft, common: Common | undefined): Map<string, Option[]> {
  return new Map([...Object.entries(common?.file?.scales ?? {}), ...Object.entries(draft.blocks.scales ?? {})])
}

function draftSections(draft: SurveyDraft): { section: DraftSection; part: Section['part'] }[] {
  const main = draft.sections.map((section) => ({ section, part: 'main' as const }))
  const about = { section: { id: ABOUT_YOU, path: ['about_you'], questions: draft.aboutYou }, part: 'about_you' as const }
  const check = { section: { id: CHECK_IN, path: ['checkin'], questions: draft.checkin ? [draft.checkin] : [] }, part: 'check_in' as const }
  return [...main, ...[about, check].filter(({ section }) => section.questions.length > 0)]
}

/** Every question that could be read, in the order it is asked. */
export function placedQuestions(structure: SurveyStructure): PlacedQuestion[] {
  return structure.sections.flatMap((section) => section.questions)
}
