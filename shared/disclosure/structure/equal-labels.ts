import type { PersonKind, PossiblePeople } from './possible-people.ts'
import type { Label, SliceRef } from './survey-structure.ts'

/** The cells of a report as far as this needs them; `label` names the people of a cell by what they said. */
type Cells = {
  readonly questions: readonly { readonly id: string }[]
  readonly people: PossiblePeople
  readonly tables: readonly { readonly question: string; readonly by?: string }[]
  slices(table: { readonly question: string; readonly by?: string }): readonly SliceRef[]
  answers(question: string): readonly string[]
  classOf(question: string, answer: string): string
  sectionOf(question: string): string
  label(place: SliceRef, answer?: string): Label
}

/**
 * Labels that name the same people as another one, by the survey's rules, each with the one that stands for all of them. Within a group two
 * conditions can come to the same although they differ elsewhere: where a question is asked of all men and of the women who answered another one, the
 * women who were not shown it are those who skipped the other one.
 *
 * Found by going through the kinds of people that conditions tell apart. Where there are too many kinds, none is found.
 */
export function equalLabels(cells: Cells): ReadonlyMap<Label, Label> {
  const found = new Map<string, Set<Label>>()
  const deciding = clustersOf(cells)
  for (const table of cells.tables) {
    const told = new Set([...deciding(table.question), ...(table.by === undefined ? [] : deciding(table.by))])
    if (told.size === 0) continue
    const view = viewOf(cells, table, [...told].sort())
    if (!view) continue
    for (const place of cells.slices(table)) {
      for (const answer of [undefined, ...cells.answers(table.question)]) {
        const people = view(place, answer)
        if (people !== undefined) found.set(people, (found.get(people) ?? new Set()).add(cells.label(place, answer)))
      }
    }
  }
  return joined([...found.values()])
}

/** For each question, the questions that decide what is shown, as far as conditions tie them to it and to each other. */
function clustersOf({ questions, people }: Cells): (question: string) => ReadonlySet<string> {
  const reached = questions.map(({ id }) => ({ id, by: [...people.reach([id])].filter((each) => each !== id) }))
  const all = new Set(reached.flatMap(({ by }) => by))
  const clusters = new Map<string, Set<string>>()
  for (const { id, by } of reached) {
    const together = new Set([...by, ...(all.has(id) ? [id] : [])].flatMap((each) => [each, ...(clusters.get(each) ?? [])]))
    for (const each of together) clusters.set(each, together)
    clusters.set(id, together)
  }
  return (question) => new Set([...(clusters.get(question) ?? [])].flatMap((each) => [...(clusters.get(each) ?? [])]))
}

/** Whether all, none or some of the people of a kind are in a cell: `t`, `f`, or `m`. */
type In = 't' | 'f' | 'm'

/**
 * Names the people of a cell by the kinds that the answers to some questions tell apart; what these do not decide is named as it was said. Undefined for a cell of
 * nobody.
 */
function viewOf(cells: Cells, { question, by }: { readonly question: string; readonly by?: string }, told: readonly string[]) {
  const kinds = cells.people.of([...told, question, ...(by === undefined ? [] : [by])])
  if (!kinds) return undefined
  const groups = [...Map.groupBy(kinds, (kind) => JSON.stringify(told.map((id) => kind.get(id))))].sort(([a], [b]) => (a < b ? -1 : 1))
  const saying = (id: string, answer: string): readonly In[] => {
    const representative = cells.classOf(id, answer)
    const isOnly = cells.answers(id).filter((each) => cells.classOf(id, each) === representative).length === 1
    const said = (kind: PersonKind) => kind.get(id)?.includes(representative) === true
    return groups.map(([, own]) => {
      const count = own.filter(said).length
      if (count === 0) return 'f'
      return count === own.length && isOnly ? 't' : 'm'
    })
  }
  return ({ group }: SliceRef, answer: string | undefined): string | undefined => {
    const ofAnswer = answer === undefined ? groups.map((): In => 't') : saying(question, answer)
    const ofGroup = by === undefined || group === undefined ? groups.map((): In => 't') : saying(by, group)
    const both = groups.map((_, at) => (ofAnswer[at] === 'f' || ofGroup[at] === 'f' ? 'f' : `${ofAnswer[at]}${ofGroup[at]}`))
    if (both.every((each) => each === 'f')) return undefined
    const free = [
      ...(both.some((each) => each.startsWith('m')) ? [freelySaid(cells, question, answer ?? '')] : []),
      ...(both.some((each) => each.endsWith('m') && each.length > 1) ? [freelySaid(cells, by ?? '', group ?? '')] : []),
    ]
    return JSON.stringify([told, both, free.sort()])
  }
}

/** Names what was said where other answers do not decide it. Who was not shown a question of a part that can be skipped, did not skip the part. */
function freelySaid({ sectionOf }: Cells, question: string, answer: string): string {
  return answer === '~not_shown' || answer === '~section_skipped' ? `${sectionOf(question)}\n${answer}` : `${question}=${answer}`
}

/** Sets that share a label are one; the shortest label stands for a set, of several the first. */
function joined(sets: readonly ReadonlySet<Label>[]): ReadonlyMap<Label, Label> {
  const of = new Map<Label, Set<Label>>()
  for (const set of sets.filter(({ size }) => size > 1)) {
    const whole = new Set([...set].flatMap((label) => [label, ...(of.get(label) ?? [])]))
    for (const label of whole) of.set(label, whole)
  }
  const first = (labels: ReadonlySet<Label>) => [...labels].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? ''
  return new Map([...of].map(([label, labels]) => [label, first(labels)]))
}
