import type { Random } from '#shared/made-up-people/random.ts'

/** A made-up questionnaire whose conditions look back at random, to be written in the notation of a tool. */
export type RandomQuestion = {
  readonly name: string
  readonly kind: 'one' | 'many' | 'number' | 'text'
  readonly options: readonly string[]
  readonly shown: RandomCondition | undefined
}

export type RandomCondition =
  | { readonly is: 'option'; readonly question: string; readonly option: string; readonly equal: boolean }
  | { readonly is: 'chosen'; readonly question: string; readonly option: string; readonly wanted: boolean }
  | { readonly is: 'exactly'; readonly question: string; readonly chosen: readonly string[]; readonly equal: boolean }
  | { readonly is: 'size'; readonly question: string; readonly operator: '<' | '<=' | '>' | '>=' | '=' | '!='; readonly value: number }
  | { readonly is: 'number'; readonly question: string; readonly operator: '<' | '<=' | '>' | '>=' | '=' | '!='; readonly value: number }
  | { readonly is: 'answered'; readonly question: string }
  | { readonly is: 'and' | 'or'; readonly of: readonly [RandomCondition, RandomCondition] }
  | { readonly is: 'not'; readonly of: RandomCondition }

/** Questions in groups: each group has a condition, too. */
export type RandomQuestionnaire = readonly {
  readonly name: string
  readonly shown: RandomCondition | undefined
  readonly questions: readonly RandomQuestion[]
}[]

const MOST = 12

/** `together`: how often a condition looks at all options that somebody chose at once. */
export function randomQuestionnaire(random: Random, together: number): RandomQuestionnaire {
  const before: RandomQuestion[] = []
  return ['first', 'second', 'third'].map((name, g) => {
    const shown = g > 0 && random.chance(0.6) ? randomCondition(random, before, 1, together) : undefined
    const questions = Array.from({ length: 3 }, (_, i) => {
      const kind = (['one', 'many', 'number', 'text'] as const)[random.weighted([4, 3, 3, 1])] ?? 'one'
      const question: RandomQuestion = {
        name: `q${g}${i}`,
        kind,
        options: kind === 'one' ? ['a', 'b', 'c'] : kind === 'many' ? ['x', 'y', 'z', 'none'] : [],
        shown: before.length > 0 && random.chance(0.8) ? randomCondition(random, before, 2, together) : undefined,
      }
      before.push(question)
      return question
    })
    return { name, shown, questions }
  })
}

function randomCondition(random: Random, before: readonly RandomQuestion[], depth: number, together: number): RandomCondition {
  if (depth > 0 && random.chance(0.5)) {
    const part = () => randomCondition(random, before, depth - 1, together)
    const is = (['and', 'or', 'not'] as const)[random.weighted([3, 3, 2])] ?? 'and'
    return is === 'not' ? { is, of: part() } : { is, of: [part(), part()] }
  }
  const { name: question, kind, options } = before[random.below(before.length)] ?? { name: '', kind: 'text', options: [] }
  const option = options[random.below(options.length)] ?? ''
  if (random.chance(0.1) || kind === 'text') return { is: 'answered', question }
  if (kind === 'one') return { is: 'option', question, option, equal: random.chance(0.6) }
  if (kind === 'many' && random.chance(together)) {
    // At least 0 would hold for people without an answer, too.
    if (random.chance(0.6))
      return { is: 'size', question, operator: random.chance(0.5) ? '!=' : operatorOf(random), value: 1 + random.below(4) }
    const chosen = random.chance(0.5) ? ['none'] : ['x', 'y', 'z'].slice(0, 1 + random.below(3))
    return { is: 'exactly', question, chosen, equal: random.chance(0.5) }
  }
  if (kind === 'many') return { is: 'chosen', question, option, wanted: random.chance(0.6) }
  return { is: 'number', question, operator: operatorOf(random), value: random.below(MOST) }
}

function operatorOf(random: Random) {
  return (['<', '<=', '>', '>=', '=', '!='] as const)[random.below(6)] ?? '<'
}

export type RandomAnswer = { readonly question: string; readonly value: string | number | readonly string[] }

/** An answer of the kind that a question takes. "none" is chosen alone. */
export function randomAnswer(random: Random, { name, kind, options }: RandomQuestion): RandomAnswer {
  if (kind === 'text') return { question: name, value: 'words' }
  if (kind === 'number') return { question: name, value: random.below(MOST + 1) }
  if (kind === 'one') return { question: name, value: options[random.below(options.length)] ?? '' }
  const some = options.filter((option) => option !== 'none' && random.chance(0.6))
  return { question: name, value: some.length === 0 || random.chance(0.2) ? ['none'] : some }
}
