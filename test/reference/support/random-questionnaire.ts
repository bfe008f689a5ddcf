import type { Random } from '#cli/simulate/random.ts'

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

export function randomQuestionnaire(random: Random): RandomQuestionnaire {
  const before: RandomQuestion[] = []
  return ['first', 'second', 'third'].map((name, g) => {
    const shown = g > 0 && random.chance(0.6) ? randomCondition(random, before, 1) : undefined
    const questions = Array.from({ length: 3 }, (_, i) => {
      const kind = (['one', 'many', 'number', 'text'] as const)[random.weighted([4, 3, 3, 1])] ?? 'one'
      const question: RandomQuestion = {
        name: `q${g}${i}`,
        kind,
        options: kind === 'one' ? ['a', 'b', 'c'] : kind === 'many' ? ['x', 'y', 'none'] : [],
        shown: before.length > 0 && random.chance(0.8) ? randomCondition(random, before, 2) : undefined,
      }
      before.push(question)
      return question
    })
    return { name, shown, questions }
  })
}

function randomCondition(random: Random, before: readonly RandomQuestion[], depth: number): RandomCondition {
  if (depth > 0 && random.chance(0.5)) {
    const part = () => randomCondition(random, before, depth - 1)
    const is = (['and', 'or', 'not'] as const)[random.weighted([3, 3, 2])] ?? 'and'
    return is === 'not' ? { is, of: part() } : { is, of: [part(), part()] }
  }
  const { name: question, kind, options } = before[random.below(before.length)] ?? { name: '', kind: 'text', options: [] }
  const option = options[random.below(options.length)] ?? ''
  if (random.chance(0.1) || kind === 'text') return { is: 'answered', question }
  if (kind === 'one') return { is: 'option', question, option, equal: random.chance(0.6) }
  if (kind === 'many') return { is: 'chosen', question, option, wanted: option !== 'none' || random.chance(0.5) }
  const operator = (['<', '<=', '>', '>=', '=', '!='] as const)[random.below(6)] ?? '<'
  return { is: 'number', question, operator, value: random.below(MOST) }
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
