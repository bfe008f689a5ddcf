import { type ChoiceQuestion, isMany, type Question, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type Random, randomFrom } from './random.ts'

/**
 * The made-up population that synthetic people are drawn from: how common each option is, and how much belonging to a
 * group, or having gone to a place, moves the latent score "was listened to". Every option of a group question has its
 * own effect, spread evenly over [-0.7, 0.7] in an order the seed decides, so groups always differ and never by the
 * option's place in the list.
 */
export type Population = {
  readonly options: (question: string) => readonly OptionModel[]
  /** The question whose answer stands for the place of support: the first single choice of the main part. */
  readonly place: string | undefined
  /** Moves a scored answer up or down against the latent score, in standard deviations. */
  readonly difficulty: (question: string) => number
}

type OptionModel = {
  readonly id: string
  readonly alone: boolean
  /** Relative weight among the options of a single choice. */
  readonly weight: number
  /** Log odds of being ticked where many may be. */
  readonly logOdds: number
  /** The change of weight and log odds for one unit of the latent score. */
  readonly slope: number
  /** The change of the latent score when it is chosen, where the question is about a group or a place. */
  readonly effect: number
}

const LARGEST_EFFECT = 0.7

/** The made-up population that the people of a survey are drawn from: weights and effects of each option. The same seed gives the same one. */
export function populationOf(survey: Survey, seed: string): Population {
  const models = new Map<string, OptionModel[]>()
  const difficulty = new Map<string, number>()
  for (const question of questionsOf(survey)) {
    const random = randomFrom(seed, survey.id, 'population', question.id)
    difficulty.set(question.id, 0.4 * random.normal())
    models.set(question.id, optionModels(question, random))
  }
  const main = survey.sections.filter((section) => section.part === 'main').flatMap((section) => section.questions)
  return {
    options: (question) => models.get(question) ?? [],
    place: main.find((question) => question.type === 'single')?.id,
    difficulty: (question) => difficulty.get(question) ?? 0,
  }
}

function optionModels(question: Question, random: Random): OptionModel[] {
  if (question.type === 'text' || question.type === 'info') return []
  if (question.type === 'number') return numberModels(question.bands, random)
  const effects = spread(question.options.length, random)
  return question.options.map((option, i) => ({
    id: option.id,
    alone: option.alone === true,
    weight: Math.exp(0.6 * random.normal()),
    logOdds: (option.alone ? -2.6 : -0.9) + 0.7 * random.normal(),
    slope: 0.5 * random.normal(),
    effect: (effects[i] ?? 0) / (isMany(question) ? 2 : 1),
  }))
}

function numberModels(bands: readonly { readonly id: string }[], random: Random): OptionModel[] {
  return bands.map((band) => ({
    id: band.id,
    alone: false,
    weight: Math.exp(0.4 * random.normal()),
    logOdds: 0,
    slope: 0.3 * random.normal(),
    effect: 0,
  }))
}

function spread(count: number, random: Random): number[] {
  if (count < 2) return [0]
  const effects = Array.from({ length: count }, (_, i) => LARGEST_EFFECT * ((2 * i) / (count - 1) - 1))
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [left, right] = [effects[i] ?? 0, effects[j] ?? 0]
    effects[i] = right
    effects[j] = left
  }
  return effects
}

/** Whether the options lie on a scale from best to worst, as every shared scale does: scored, or of the type. */
export function isOrdered(question: ChoiceQuestion): boolean {
  return question.type === 'scale' || (question.type === 'single' && question.options.every((option) => option.score !== undefined))
}
