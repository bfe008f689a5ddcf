import canonicalize from 'canonicalize'
import { answerIds, type ClosedQuestion, type Condition, isClosed, isMany } from '#shared/survey/survey.ts'
import { aloneOptions, mostOptions, type QuestionPlaces } from './questions.ts'

/**
 * One spelling for many that mean the same. A leaf names, in order and once, the options that satisfy it; lists in lists are
 * flattened; leaves about one question are merged; redundant conditions are left out.
 * Some conditions that mean the same stay apart when several questions play a part: people-table.ts tells those.
 */
export function canonicalCondition(condition: Condition, places: QuestionPlaces): Condition {
  if ('all' in condition) return listOf('all', condition.all, places)
  if ('any' in condition) return listOf('any', condition.any, places)
  return leafOf(condition, places)
}

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown }>
type NoneLeaf = Extract<Condition, { none_of: unknown }>

/**
 * A leaf as "at least one of these options", which means the same for a question with one answer and one with several. "None of
 * these" stays where somebody can choose one of them together with another option.
 */
function leafOf(leaf: Leaf, places: QuestionPlaces): Leaf {
  const { question } = places(leaf.q)
  if (!isClosed(question)) return { q: leaf.q, answered: true }
  const ids = answerIds(question)
  if ('none_of' in leaf && goesTogether(question, leaf.none_of)) return { q: leaf.q, none_of: [...new Set(leaf.none_of)].sort() }
  const except = 'none_of' in leaf ? leaf.none_of : 'any_except' in leaf ? leaf.any_except : []
  const chosen = 'in' in leaf ? leaf.in : ids.filter((id) => !except.includes(id))
  return { q: leaf.q, in: [...new Set(chosen)].sort() }
}

/** Whether somebody can choose one of these options together with one of the others. */
function goesTogether(question: ClosedQuestion, some: readonly string[]): boolean {
  if (mostOptions(question) === 1) return false
  const alone = aloneOptions(question)
  const joined = answerIds(question).filter((id) => !alone.includes(id))
  return joined.some((id) => some.includes(id)) && joined.some((id) => !some.includes(id))
}

function listOf(kind: 'all' | 'any', given: readonly Condition[], places: QuestionPlaces): Condition {
  const parts = given.flatMap((each) => partsOf(kind, canonicalCondition(each, places)))
  const merged = unique(mergeLeaves(kind, parts, places))
  const spelled = new Set(merged.map(spellingOf))
  const other = kind === 'all' ? 'any' : 'all'
  // A or (A and B) is A; A and (A or B) is A.
  const left = merged.filter((each) => {
    const inner = partsOf(other, each)
    return inner.length < 2 || !inner.some((part) => spelled.has(spellingOf(part)))
  })
  const [only] = left
  if (left.length === 1 && only) return only
  return kind === 'all' ? { all: left } : { any: left }
}

/** Either of two answers is one of both; two answers at once is what they share, where only one can be given. */
function mergeLeaves(kind: 'all' | 'any', parts: readonly Condition[], places: QuestionPlaces): Condition[] {
  const sets = new Map<string, readonly string[]>()
  const others: Condition[] = []
  for (const part of withoutNone(kind, parts, places)) {
    if (!('in' in part) || (kind === 'all' && isMany(places(part.q).question))) {
      others.push(part)
      continue
    }
    const before = sets.get(part.q)
    const both = kind === 'any' ? [...new Set([...(before ?? []), ...part.in])] : part.in.filter((id) => before?.includes(id) ?? true)
    sets.set(part.q, both.sort())
  }
  return [...others, ...[...sets].map(([q, ids]) => ({ q, in: ids }))]
}

/**
 * "None of these" without options about which the rest of the list says more. With all of the list, none of them counts towards
 * "at least one of these", too; with one of it, somebody who chose one of those is in it already.
 */
function withoutNone(kind: 'all' | 'any', parts: readonly Condition[], places: QuestionPlaces): readonly Condition[] {
  const none = Map.groupBy(parts.filter(isNone), ({ q }) => q)
  if (none.size === 0) return parts
  const rest = parts.filter((part) => !isNone(part))
  if (kind === 'all')
    return [...rest.flatMap((part) => stillAsked(part, none, places)), ...[...none].map(([q, each]) => noneOf(q, each, places))]
  const joined = [...none].flatMap(([q, each]): Leaf[] => {
    const listed = rest.flatMap((part) => ('in' in part && part.q === q ? part.in : []))
    const lists = each.map(({ none_of }) => none_of.filter((id) => !listed.includes(id)))
    const fewest = lists.filter((list) => !lists.some((other) => other.length < list.length && other.every((id) => list.includes(id))))
    return fewest.map((list) => leafOf(list.length === 0 ? { q, answered: true } : { q, none_of: list }, places))
  })
  return [...rest, ...joined]
}

/** At least one of these, without those that must not be chosen; nothing where that leaves all there are. */
function stillAsked(part: Condition, none: ReadonlyMap<string, readonly NoneLeaf[]>, places: QuestionPlaces): Condition[] {
  const banned = ('in' in part && none.get(part.q)) || []
  if (!('in' in part) || banned.length === 0) return [part]
  const { question } = places(part.q)
  const open = (isClosed(question) ? answerIds(question) : []).filter((id) => !banned.some(({ none_of }) => none_of.includes(id)))
  const left = part.in.filter((id) => open.includes(id))
  return left.length === open.length ? [] : [{ q: part.q, in: left }]
}

function noneOf(q: string, leaves: readonly NoneLeaf[], places: QuestionPlaces): Leaf {
  return leafOf({ q, none_of: leaves.flatMap(({ none_of }) => none_of) }, places)
}

function isNone(condition: Condition): condition is NoneLeaf {
  return 'none_of' in condition
}

function partsOf(kind: 'all' | 'any', condition: Condition): readonly Condition[] {
  if (kind === 'all' && 'all' in condition) return condition.all
  if (kind === 'any' && 'any' in condition) return condition.any
  return [condition]
}

function unique(conditions: readonly Condition[]): Condition[] {
  const bySpelling = new Map(conditions.map((each) => [spellingOf(each), each]))
  return [...bySpelling].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

/** A condition as canonical JSON: equal text for equal conditions. */
export function spellingOf(condition: Condition): string {
  return canonicalize(condition) ?? ''
}
