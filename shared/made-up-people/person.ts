import type { Answers } from '#shared/survey/answer.ts'
import { holds } from '#shared/survey/conditions.ts'
import { autoValue, readAnswer, shareField } from '#shared/survey/form.ts'
import { takenBefore } from '#shared/survey/ranking.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { type ChoiceQuestion, isMany, type Question, type Section, type Survey } from '#shared/survey/survey.ts'
import { sayField, sayOption } from '#shared/survey/word-boxes.ts'
import { isOrdered, type Population } from './population.ts'
import { type Random, randomFrom } from './random.ts'
import { sentenceFor } from './sentences.ts'

/** The entries that one person wants in each form field, by the field's name. A field without one stays unchanged: skipped. */
export type Wishes = Readonly<Record<string, readonly string[]>>

export type SimulatedPerson = {
  readonly wishes: Wishes
  readonly skippedSections: ReadonlySet<string>
  /** The latent score behind the answers, about -3 to 3; higher is better. */
  readonly heard: number
}

/** `answers`: what is sent in the end, as the server keeps it. */
export type DrawnPerson = SimulatedPerson & { readonly answers: Answers }

type Habits = { readonly skips: number; readonly keepsPrivate: number; readonly unsure: number; readonly writes: number }

/**
 * Draws one person: their groups first, then how much they were listened to given those groups and the place they went
 * to, then every answer from that, with noise. They answer only what the conditions show them. The same seed and index
 * give the same person, no matter who else there is.
 */
export function drawPerson(survey: Survey, population: Population, seed: string, index: number): DrawnPerson {
  const random = randomFrom(seed, survey.id, 'person', index)
  const habits: Habits = {
    skips: 0.12 * random.uniform() ** 2,
    keepsPrivate: 0.1 * random.uniform() ** 2,
    unsure: 0.08 * random.uniform() ** 2,
    writes: 0.1 + 0.5 * random.uniform(),
  }
  const answering = new Answering(survey, population, habits, random)
  answering.part('about_you')
  answering.heard += 0.8 * random.normal()
  answering.part('main')
  answering.part('check_in')
  const { wishes, skippedSections, heard } = answering
  return { wishes, answers: applySkipLogic(survey, answering.answers, skippedSections), skippedSections, heard }
}

class Answering {
  readonly wishes: Record<string, readonly string[]> = {}
  readonly skippedSections = new Set<string>()
  heard = 0
  readonly answers: Record<string, Answers[string]> = {}
  private readonly survey: Survey
  private readonly population: Population
  private readonly habits: Habits
  private readonly random: Random

  constructor(survey: Survey, population: Population, habits: Habits, random: Random) {
    this.survey = survey
    this.population = population
    this.habits = habits
    this.random = random
  }

  part(part: Section['part']): void {
    for (const section of this.survey.sections.filter((each) => each.part === part)) {
      if (section.if && !holds(section.if, this.answers)) continue
      if (section.note && this.random.chance(section.sensitive ? 0.08 : 0.04)) this.skippedSections.add(section.id)
      else for (const question of section.questions) this.ask(question, section)
    }
  }

  private ask(question: Question, section: Section): void {
    if (question.type === 'info' || (question.if && !holds(question.if, this.answers))) return
    const taken = takenBefore(question, this.answers)
    const wish = this.wishFor(question, section.sensitive ? 2 : 1)
    // Nobody ranks a thing twice: they see that it is gone, and some leave that place out.
    Object.assign(this.wishes, taken.some((option) => wish[question.id]?.includes(option)) ? this.another(question, taken) : wish)
    const read = readAnswer(question, (name) => this.wishes[name] ?? [])
    if (!('answer' in read)) return
    this.answers[question.id] = read.answer
    const moves = section.part === 'about_you' || question.id === this.population.place
    if (moves && 'options' in read.answer) for (const option of read.answer.options) this.heard += this.effectOf(question.id, option)
  }

  private effectOf(question: string, option: string): number {
    return this.population.options(question).find((each) => each.id === option)?.effect ?? 0
  }

  private wishFor(question: Exclude<Question, { type: 'info' }>, reluctance: number): Record<string, readonly string[]> {
    const { random, habits } = this
    if (random.chance(habits.skips * reluctance)) return {}
    if (question.type === 'text') return random.chance(habits.writes) ? this.words(question.id, question.max, question.share) : {}
    const auto = question.auto.find((state) => random.chance(state === 'pns' ? habits.keepsPrivate * reluctance : habits.unsure))
    if (auto) return { [question.id]: [autoValue(auto)] }
    if (question.type === 'number') return { [question.id]: [this.number(question)] }
    const chosen = isMany(question) ? this.many(question) : [this.one(question)]
    return { [question.id]: chosen, ...this.said(question, chosen) }
  }

  private another(question: Question, taken: readonly string[]): Record<string, readonly string[]> {
    const left = 'options' in question ? question.options.filter(({ id }) => !taken.includes(id)) : []
    const chosen = left[Math.floor(this.random.uniform() * left.length)]
    return chosen ? { [question.id]: [chosen.id] } : {}
  }

  /** The words that they write beside an option that asks for them, once they have chosen it. */
  private said(question: ChoiceQuestion, chosen: readonly string[]): Record<string, readonly string[]> {
    const option = sayOption(question)
    if (!option || !chosen.includes(option.id) || !this.random.chance(this.habits.writes)) return {}
    return { [sayField(question.id)]: [sentenceFor(this.random, this.heard).slice(0, option.say)] }
  }

  private one(question: ChoiceQuestion): string {
    if (isOrdered(question)) {
      const score = this.heard - this.population.difficulty(question.id) + 0.7 * this.random.normal()
      // A logistic curve close to the normal one puts the score between 0 (best, listed first) and 1.
      const place = 1 / (1 + Math.exp(1.4 * score))
      return question.options[Math.min(question.options.length - 1, Math.floor(place * question.options.length))]?.id ?? ''
    }
    const models = this.population.options(question.id)
    const drawn = this.random.weighted(models.map((model) => model.weight * Math.exp(model.slope * this.heard)))
    return models[drawn]?.id ?? ''
  }

  private many(question: ChoiceQuestion): readonly string[] {
    const ticked = this.population
      .options(question.id)
      .filter((model) => this.random.chance(1 / (1 + Math.exp(-model.logOdds - model.slope * this.heard))))
    const alone = ticked.find((model) => model.alone)
    // A few tick "none of these" together with others, as people do; the server keeps the first meaning.
    if (alone && !this.random.chance(0.05)) return [alone.id]
    const ids = ticked.map((model) => model.id)
    // And a few tick one more than they may, read the error, and take one away.
    return question.type === 'pick' ? ids.slice(0, question.max + (this.random.chance(0.05) ? 1 : 0)) : ids
  }

  private number(question: Extract<Question, { type: 'number' }>): string {
    const drawn = this.random.weighted(this.population.options(question.id).map((model) => model.weight))
    const band = question.bands[drawn]
    if (!band) return ''
    const whole = Math.round(band.from + (band.to - band.from) * this.random.uniform())
    return String(Math.min(band.to, Math.max(band.from, whole)))
  }

  private words(id: string, max: number, share: 'ask' | undefined): Record<string, readonly string[]> {
    const written = { [id]: [sentenceFor(this.random, this.heard).slice(0, max)] }
    const choice = (['words', 'summary', 'none', undefined] as const)[this.random.weighted([4, 3, 2, 2])]
    return share && choice ? { ...written, [shareField(id)]: [choice] } : written
  }
}
