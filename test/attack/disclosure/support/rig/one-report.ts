import { binomial } from './mechanism.ts'

/** The rule by which one report prints a count, for a simulation that is written apart from the product. */
export type OneReport = {
  /** Numbers are multiples of this. */
  readonly base: number
  /** The least number that is printed. */
  readonly least: number
  /** Each answer has a chance of one in so many not to be counted; all are counted when absent. */
  readonly heldBackOneIn?: number
}

/** The probability of each printed number; 0 stands for a hidden one. The secret is as probable as any other. */
function printedOf({ base, least, heldBackOneIn }: OneReport, answers: number): ReadonlyMap<number, number> {
  const counted = heldBackOneIn === undefined ? new Map([[answers, 1]]) : binomial(answers, 1 - 1 / heldBackOneIn)
  const printed = new Map<number, number>()
  for (const [count, probability] of counted) {
    for (let secret = 0; secret < base; secret++) {
      const rounded = base * Math.floor((count + secret) / base)
      const value = rounded < least ? 0 : rounded
      printed.set(value, (printed.get(value) ?? 0) + probability / base)
    }
  }
  return printed
}

/** The probability that the attacker holds something for more probable than a half, and than 0.99. */
export type Learned = { readonly likely: number; readonly known: number }

/**
 * Somebody plants answers in a cell with so few honest ones that it is hidden, each number up to `most` as probable before, and reads the report
 * by Bayes' rule. How often the number of honest ones is then thought likely, or known, where it is `honest`.
 */
export function learnsCount(report: OneReport, { honest, most, planted }: { honest: number; most: number; planted: number }): Learned {
  const worlds = Array.from({ length: most + 1 }, (_, n) => printedOf(report, n + planted))
  return sumOver(worlds[honest] ?? new Map(), (value) => {
    const chances = worlds.map((world) => world.get(value) ?? 0)
    return (chances[honest] ?? 0) / chances.reduce((sum, each) => sum + each, 0)
  })
}

/**
 * The probability of each number of honest answers that are counted, up to `most` and each as probable before, for somebody who planted answers beside them and
 * reads what is printed. Which of the planted ones are not counted is not known. 0 stands for a hidden number.
 */
export function believedCount(
  report: OneReport,
  { printed, planted, most }: { printed: number; planted: number; most: number },
): readonly number[] {
  const { base, least } = report
  const counted = report.heldBackOneIn === undefined ? new Map([[planted, 1]]) : binomial(planted, 1 - 1 / report.heldBackOneIn)
  const chances = Array.from({ length: most + 1 }, (_, honest) =>
    [...counted].reduce((sum, [own, probability]) => sum + probability * (printedOf({ base, least }, honest + own).get(printed) ?? 0), 0),
  )
  const all = chances.reduce((sum, each) => sum + each, 0)
  return chances.map((each) => each / all)
}

/**
 * Somebody knows what everybody of a group answered but one, and how many of each of three answers that makes (`known`): how often what the one
 * said, as probable before as the others, is thought likely or known after one report.
 */
export function learnsAnswer(report: OneReport, known: number): Learned {
  const [without, within] = [printedOf(report, known), printedOf(report, known + 1)]
  const values = [...new Set([...without.keys(), ...within.keys()])]
  const chance = (value: number, isIn: boolean) => (isIn ? within : without).get(value) ?? 0
  let learned: Learned = { likely: 0, known: 0 }
  for (const a of values)
    for (const b of values)
      for (const c of values) {
        const said = [0, 1, 2].map((answer) => chance(a, answer === 0) * chance(b, answer === 1) * chance(c, answer === 2))
        const total = said.reduce((sum, each) => sum + each, 0)
        if (total === 0) continue
        const best = Math.max(...said) / total
        learned = added(learned, total / 3, best)
      }
  return learned
}

function sumOver(outcomes: ReadonlyMap<number, number>, posterior: (value: number) => number): Learned {
  let learned: Learned = { likely: 0, known: 0 }
  for (const [value, probability] of outcomes) learned = added(learned, probability, posterior(value))
  return learned
}

function added({ likely, known }: Learned, probability: number, posterior: number): Learned {
  return { likely: likely + (posterior > 0.5 ? probability : 0), known: known + (posterior > 0.99 ? probability : 0) }
}

/**
 * The same people answer the same question in several studies, each with a key of its own: how often their number, each up to `most` as probable before,
 * is thought likely or known by who reads one report of each.
 */
export function learnsFromStudies(report: OneReport, { count, most, studies }: { count: number; most: number; studies: number }): Learned {
  const worlds = Array.from({ length: most + 1 }, (_, n) => printedOf(report, n))
  let histories: { readonly probability: number; readonly chances: readonly number[] }[] = [
    { probability: 1, chances: worlds.map(() => 1) },
  ]
  for (let study = 0; study < studies; study++)
    histories = histories.flatMap(({ probability, chances }) =>
      [...(worlds[count] ?? [])].map(([value, chance]) => ({
        probability: probability * chance,
        chances: chances.map((each, n) => each * (worlds[n]?.get(value) ?? 0)),
      })),
    )
  return histories.reduce<Learned>(
    (learned, { probability, chances }) =>
      added(learned, probability, (chances[count] ?? 0) / chances.reduce((sum, each) => sum + each, 0)),
    { likely: 0, known: 0 },
  )
}
