import { type Expression, type Formula, mapped } from '../form/expression.ts'
import { type Tick, withTicks } from '../form/ticks.ts'
import { parseRelevance } from './expression-manager.ts'
import type { LimeQuestion, LimeSurvey } from './lime-structure.ts'

/** Reads the conditions of a survey, in which boxes and rows have names of their own. */
export class LimeConditions {
  readonly #ticks: ReadonlyMap<string, Tick>
  /** The questions of double arrays, by the names that conditions have for them. */
  readonly #scales: ReadonlyMap<string, string>

  constructor({ groups }: LimeSurvey) {
    this.#ticks = new Map(groups.flatMap((group) => group.questions.flatMap(ticksOf)))
    this.#scales = new Map(groups.flatMap((group) => group.questions.flatMap(scalesOf)))
  }

  /** Undefined where everybody is asked. */
  formula(relevance: string): Formula | undefined {
    return isCondition(relevance) ? this.parsed(relevance) : undefined
  }

  parsed(text: string): Formula {
    const parsed = parseRelevance(text)
    if ('fault' in parsed) return parsed
    const ticked = withTicks(parsed, (name) => this.#ticks.get(name))
    return mapped(ticked, (node) => otherAnswer(this.#scaleNamed(node)))
  }

  #scaleNamed(node: Expression): Expression {
    const name = node.kind === 'answer' ? this.#scales.get(node.name) : undefined
    return name === undefined ? node : { kind: 'answer', name }
  }
}

export function isCondition(relevance: string): boolean {
  return !['', '1', 'true'].includes(relevance.trim().toLowerCase())
}

/** Both conditions, where there are two. */
export function bothOf(first: Formula | undefined, second: Expression | undefined): Formula | undefined {
  if (first === undefined || second === undefined || 'fault' in first) return first ?? second
  return { kind: 'binary', operator: 'and', left: first, right: second }
}

/** The answer "other" is called -oth- in LimeSurvey. */
function otherAnswer(node: Expression): Expression {
  return node.kind === 'text' && node.value === '-oth-' ? { kind: 'text', value: 'other' } : node
}

/** The boxes of a question that takes several, by the names that conditions have for them. */
function ticksOf({ type, title, subquestions, hasOther }: LimeQuestion): [string, Tick][] {
  if (type === ':') {
    const [rows, columns] = [0, 1].map((scale) => subquestions.filter((each) => each.scale === scale))
    return (rows ?? []).flatMap((row) =>
      (columns ?? []).map((column): [string, Tick] => [
        `${title}_${row.code}_${column.code}`,
        { question: `${title}_${row.code}`, option: column.code },
      ]),
    )
  }
  if (type !== 'M' && type !== 'P') return []
  const codes = subquestions.map(({ code }): [string, Tick] => [`${title}_${code}`, { question: title, option: code }])
  return hasOther ? [...codes, [`${title}_other`, { question: title, option: 'other' }]] : codes
}

/** LimeSurvey counts the two answers of a row from 0 in conditions, and from 1 in its exports. */
function scalesOf({ type, title, subquestions }: LimeQuestion): [string, string][] {
  if (type !== '1') return []
  return subquestions.flatMap(({ code }) =>
    [0, 1].map((scale): [string, string] => [`${title}_${code}_${scale}`, `${title}_${code}_scale${scale + 1}`]),
  )
}
