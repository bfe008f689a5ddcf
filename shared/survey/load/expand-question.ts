import { type AuthoredQuestion, rowId } from '../definition-questions.ts'

/** A question that is asked as it is written. */
export type PlainQuestion = Exclude<AuthoredQuestion, { type: 'grid' | 'rank' }>

/** Which row of a grid, or place of a ranking, a question was made from; its words stand under these. */
export type MadeFrom = { readonly id: string; readonly kind: 'rows' | 'places'; readonly row: string; readonly all: readonly string[] }

export type Expanded = { readonly question: PlainQuestion; readonly from?: MadeFrom }

/**
 * The questions that one becomes: a grid has one a row, a ranking one a place. Everything behind the loader, the protection of
 * numbers above all, knows them as questions with one answer. See docs/adr/0034.
 */
export function expandQuestion(authored: AuthoredQuestion): Expanded[] {
  if (authored.type === 'grid') return rowsOfGrid(authored)
  return authored.type === 'rank' ? placesOfRanking(authored) : [{ question: authored }]
}

function rowsOfGrid({ type: _, rows, scale, options = [], ...shared }: Extract<AuthoredQuestion, { type: 'grid' }>): Expanded[] {
  return rows.map((row) => {
    const own = { ...shared, id: rowId(shared.id, row) }
    return {
      question: scale === undefined ? { ...own, type: 'single', options } : { ...own, type: 'scale', scale },
      from: { id: shared.id, kind: 'rows', row, all: rows },
    }
  })
}

/** Somebody is asked for the second once they have said which is first, and may not say the same again. */
function placesOfRanking({ type: _, places, ...shared }: Extract<AuthoredQuestion, { type: 'rank' }>): Expanded[] {
  const all = Array.from({ length: places }, (__, i) => String(i + 1))
  return all.map((place, i) => {
    const earlier = all.slice(0, i).map((each) => rowId(shared.id, each))
    const before = earlier.at(-1)
    const later = before === undefined ? {} : { if: { q: before, answered: true as const }, apart: earlier }
    return {
      question: { ...shared, ...later, id: rowId(shared.id, place), type: 'single' },
      from: { id: shared.id, kind: 'places', row: place, all },
    }
  })
}
