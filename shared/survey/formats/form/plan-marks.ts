/**
 * The words of the column `disclosure`: of a part, `sensitive`; of a question, whether it splits results into groups, is split
 * where not all are, or is in no table. A number behind a word says where in its list a question stands, where that is not the
 * order of the form.
 */
const PLAN_MARKS = ['group', 'crossed', 'left_out'] as const
export type PlanMark = (typeof PLAN_MARKS)[number]
export const SENSITIVE = 'sensitive'

export type Marks = { readonly sensitive: boolean; readonly places: ReadonlyMap<PlanMark, number | undefined>; readonly unknown: string[] }

export function readMarks(cell: string | undefined): Marks {
  const places = new Map<PlanMark, number | undefined>()
  const unknown: string[] = []
  let sensitive = false
  for (const words of (cell ?? '').split(',').map((each) => each.trim())) {
    const [, word = '', place] = /^([a-z_]+)(?: (\d{1,4}))?$/i.exec(words) ?? []
    const mark = PLAN_MARKS.find((each) => each === word.toLowerCase())
    if (mark) places.set(mark, place === undefined ? undefined : Number(place))
    else if (word.toLowerCase() === SENSITIVE) sensitive = true
    else if (words !== '') unknown.push(words)
  }
  return { sensitive, places, unknown }
}

/** The cell of a question, where each list of the plan is given. */
export function writeMarks(id: string, lists: Readonly<Record<PlanMark, readonly string[]>>, order: readonly string[]): string {
  return PLAN_MARKS.flatMap((mark) => {
    const list = lists[mark]
    const at = list.indexOf(id)
    if (at < 0) return []
    const inOrder = order.filter((each) => list.includes(each))
    return [inOrder.every((each, i) => each === list[i]) ? mark : `${mark} ${at + 1}`]
  }).join(', ')
}

/** The ids that have a mark, in the order that their numbers say, else in that of the form. */
export function markedWith(mark: PlanMark, questions: readonly { readonly id: string; readonly marks: Marks | undefined }[]): string[] {
  const marked = questions.flatMap(({ id, marks }, i) => (marks?.places.has(mark) ? [{ id, at: marks.places.get(mark) ?? i }] : []))
  return marked.toSorted((a, b) => a.at - b.at).map(({ id }) => id)
}
