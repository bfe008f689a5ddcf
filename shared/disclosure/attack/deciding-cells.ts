import type { Condition } from '#shared/survey/survey.ts'
import type { AttackedNest, AttackedQuestion } from './published.ts'
import type { TableHistory } from './versions.ts'

type Questions = ReadonlyMap<string, AttackedQuestion>

/** One answer that a person is known to have given, by question; there may be others. */
type Said = ReadonlyMap<string, string>

export type DecidingCells = {
  readonly hides: boolean
  /** Nobody is in two of them. */
  readonly cells: readonly { readonly table: TableHistory; readonly group: string | undefined; readonly answer: string }[]
}

/** Questions that decide whether others are shown, or that nest, with these: what is printed of one tells of the others. */
export function tiedQuestions(asked: readonly string[], questions: Questions, nests: readonly AttackedNest[]): string[][] {
  const tied: string[][] = []
  for (const question of asked) {
    const around = nests.filter(({ inner }) => inner === question).map(({ outer }) => outer)
    const deciding = (questions.get(question)?.askedIf ?? []).flatMap(questionsOf)
    const own = new Set([question, ...deciding, ...around].filter((each) => asked.includes(each)))
    const touched = tied.filter((each) => each.some((other) => own.has(other)))
    const merged = [...new Set([...touched.flat(), ...own])]
    tied.splice(0, tied.length, ...tied.filter((each) => !touched.includes(each)), merged)
  }
  return tied
}

/** The printed cells in which everybody was, or nobody was, shown the question of a table in one of its groups. */
export function decidingCells(
  questions: Questions,
  { question, by }: TableHistory,
  group: string | undefined,
  tables: readonly TableHistory[],
): DecidingCells[] {
  const { askedIf = [] } = questions.get(question) ?? {}
  const inGroup: Said = new Map(by === undefined || group === undefined ? [] : [[by, group]])
  const deciding = decidingQuestions(question, questions)
  // Within a group, cells of that group; of everyone, also those in which deciding questions are crossed with each other.
  const isNear = (other: string | undefined) => other === by || (by === undefined && other !== undefined && deciding.has(other))
  const others = tables.filter((table) => deciding.has(table.question) && isNear(table.by))
  return others.flatMap((table) => {
    // The people of a roll-up are in the finer rows too, but where several answers can be given it is no sum of them.
    const { many = true, rollups } = questions.get(table.question) ?? {}
    const isFine = (name: string | undefined, of: string | undefined) => name === undefined || !questions.get(of ?? '')?.rollups?.has(name)
    const places = table.groups.filter((each) => (by === undefined || each.group === group) && isFine(each.group, table.by))
    const cells = places.flatMap((place) =>
      place.answers.filter((answer) => many || isFine(answer, table.question)).map((answer) => ({ table, group: place.group, answer })),
    )
    return [false, true].flatMap((shown) => {
      const certain = cells.filter((cell) => {
        return (rollups?.get(cell.answer) ?? [cell.answer]).every((answer) => {
          const said = new Map([...inGroup, [table.question, answer]])
          if (table.by !== undefined && cell.group !== undefined) said.set(table.by, cell.group)
          return certainly({ all: askedIf }, said, questions) === shown
        })
      })
      return apart(certain, table, questions).map((list) => ({ hides: !shown, cells: list }))
    })
  })
}

/** Lists of disjoint cells: nobody is in two cells of one list. Of answers or groups that overlap, a list has one. */
function apart(cells: DecidingCells['cells'], { question, by }: TableHistory, questions: Questions): DecidingCells['cells'][] {
  const isMany = (id: string) => questions.get(id)?.many !== false
  if (cells.length === 0) return []
  if (!isMany(question)) return by === undefined || !isMany(by) ? [cells] : [...Map.groupBy(cells, ({ group }) => group).values()]
  return [...Map.groupBy(cells, ({ group }) => group).values()].flatMap((own) => {
    const [states, options] = [true, false].map((isState) => own.filter(({ answer }) => answer.startsWith('~') === isState))
    return options?.length ? options.map((cell) => [cell, ...(states ?? [])]) : [own]
  })
}

/** Whether a condition holds for everybody who gave these answers, or for nobody; undefined where it depends on more. */
function certainly(condition: Condition, said: Said, questions: Questions): boolean | undefined {
  if ('all' in condition) {
    const each = condition.all.map((one) => certainly(one, said, questions))
    return each.includes(false) ? false : each.includes(undefined) ? undefined : true
  }
  if ('any' in condition) {
    const each = condition.any.map((one) => certainly(one, said, questions))
    return each.includes(true) ? true : each.includes(undefined) ? undefined : false
  }
  const answer = said.get(condition.q)
  const { many = true, askedIf = [] } = questions.get(condition.q) ?? {}
  if (answer === undefined) return certainly({ all: askedIf }, said, questions) === false ? false : undefined
  if (answer.startsWith('~')) return false
  if ('answered' in condition) return true
  // Of several answers, one that is named is enough to know; the others could still be any.
  if ('none_of' in condition) return condition.none_of.includes(answer) ? false : many ? undefined : true
  const fits = 'in' in condition ? condition.in.includes(answer) : !condition.any_except.includes(answer)
  return fits || !many ? fits : undefined
}

/** Those whose answers decide whether one is shown, and those that decide about these. */
function decidingQuestions(question: string, questions: Questions): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (id: string) => {
    for (const each of (questions.get(id)?.askedIf ?? []).flatMap(questionsOf)) {
      if (found.has(each)) continue
      found.add(each)
      look(each)
    }
  }
  look(question)
  return found
}

function questionsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsOf)
  return 'any' in condition ? condition.any.flatMap(questionsOf) : [condition.q]
}
