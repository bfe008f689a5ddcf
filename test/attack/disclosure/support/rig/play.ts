import type { Random } from '../random.ts'
import { CellBelief } from './forward.ts'
import { binomial, drawFrom, type Mechanism, noiseOf } from './mechanism.ts'

export type Game = {
  readonly mechanism: Mechanism
  /** Counts of a group in the whole study; the newcomer is in those of the second half. */
  readonly counts: number
  /** Honest people of each answer in the group. */
  readonly honest: number
  /** Tables with a secret of their own that show the newcomer's answer: one by a group, one of everybody, ... */
  readonly tables: number
  /** Others who join the group between two counts; of each, the attacker holds every answer for as probable. */
  readonly strangers: number
  /** Answers that the attacker can have in a cell, at most. */
  readonly planted: number
}

const ANSWERS = [0, 1, 2] as const

export type Outcome = {
  /** The probability that the attacker gives to each answer, of three that were as probable as each other; the first is the true one. */
  readonly posterior: readonly number[]
  readonly error: readonly number[]
}

/**
 * One study in which an attacker knows every change of a group but what one newcomer said, plants as many answers as it takes to
 * shift a number by anything, and reads every report by Bayes' rule.
 */
export function play({ mechanism, counts, honest, tables, strangers, planted: most }: Game, random: Random): Outcome {
  const { base } = mechanism
  const noise = noiseOf(mechanism, honest)
  const likelihood = ANSWERS.map(() => 1)
  const error: number[] = []
  // Who joins is in every table.
  const arrivals = Array.from({ length: counts }, (_, count) => tallied(count === 0 ? 0 : strangers, random))
  const expected = binomial(strangers, 1 / ANSWERS.length)
  for (let table = 0; table < tables; table++) {
    for (const answer of ANSWERS) {
      let truth = honest + Math.floor(random() * base)
      const belief = new CellBelief(mechanism, { center: truth, people: honest, room: strangers * counts })
      let secret = Math.floor(random() * base)
      for (let count = 0; count < counts; count++) {
        const isIn = count >= Math.ceil(counts / 2)
        truth += arrivals[count]?.[answer] ?? 0
        if (count > 0 && strangers > 0) belief.joinedBy(expected)
        const plans = Array.from({ length: Math.min(base, most + 1) }, (_, shift) => shift)
        const planted = belief.mostTelling(plans, isIn)
        if (mechanism.secret === 'fresh') secret = Math.floor(random() * base)
        if (mechanism.secret === 'walk') secret = Math.min(base - 1, Math.max(0, secret + Math.floor(random() * 3) - 1))
        const people = truth + planted + (isIn && answer === 0 ? 1 : 0)
        const drawn = drawFrom(noise, random)
        const printed = base * Math.floor((people + drawn + secret) / base)
        error.push(printed - people)
        belief.see(printed, planted, isIn)
      }
      const [without, within] = belief.likelihoods
      ANSWERS.forEach((said) => {
        likelihood[said] = (likelihood[said] ?? 0) * (said === answer ? within : without)
      })
    }
    const sum = likelihood.reduce((all, each) => all + each, 0)
    ANSWERS.forEach((said) => {
      likelihood[said] = (likelihood[said] ?? 0) / sum
    })
  }
  return { posterior: likelihood, error }
}

/** The number of some people who gave each answer. */
function tallied(people: number, random: Random): number[] {
  const counts = ANSWERS.map(() => 0)
  for (let i = 0; i < people; i++) {
    const answer = Math.floor(random() * ANSWERS.length)
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  return counts
}
