import canonicalize from 'canonicalize'
import { answerIds, type Condition, isClosed, isMany } from '#shared/survey/survey.ts'
import type { QuestionPlaces } from './questions.ts'

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

/** A leaf as "at least one of these options", which means the same for a question with one answer and one with several. */
function leafOf(leaf: Leaf, places: QuestionPlaces): Condition {
  const { question } = places(leaf.q)
  if (!isClosed(question)) return { q: leaf.q, answered: true }
  const ids = answerIds(question)
  const chosen = 'in' in leaf ? leaf.in : 'answered' in leaf ? ids : ids.filter((id) => !leaf.any_except.includes(id))
  return { q: leaf.q, in: [...new Set(chosen)].sort() }
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
  for (const part of parts) {
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
