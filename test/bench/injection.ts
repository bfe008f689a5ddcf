import { randomOf } from '#test/attack/disclosure/support/random.ts'
import type { Mechanism } from '#test/attack/disclosure/support/rig/mechanism.ts'
import { play } from '#test/attack/disclosure/support/rig/play.ts'
import type { Row } from './row.ts'

const RUNS = 60
/** Numbers that show the newcomer's answer: of everybody, and of one group. */
const TABLES = 2
/** Honest people of each answer in the group. */
const HONEST = 60

const MECHANISMS: readonly Mechanism[] = [
  { name: 'fives, one secret for ever (rounded)', base: 5, secret: 'fixed' },
  { name: 'tens, one secret for ever (careful)', base: 10, secret: 'fixed' },
  { name: 'fives, a secret that moves by one', base: 5, secret: 'walk' },
  { name: 'fives, a new secret each time', base: 5, secret: 'fresh' },
  { name: 'tens, a new secret each time', base: 10, secret: 'fresh' },
  { name: 'several studies with the same people, rounded', base: 5, secret: 'fresh', leftOutOneIn: 10 },
  { name: 'several studies with the same people, careful', base: 10, secret: 'fresh', leftOutOneIn: 5 },
  { name: 'rounded, one in 50 left out anew each time', base: 5, secret: 'fixed', leftOutOneIn: 50 },
  { name: 'rounded, one in 10 left out anew each time', base: 5, secret: 'fixed', leftOutOneIn: 10 },
  { name: 'rounded, and noise of deviation 4', base: 5, secret: 'fixed', noise: 4 },
  { name: 'rounded, and noise of deviation 8', base: 5, secret: 'fixed', noise: 8 },
]

const LENGTHS = [1, 2, 4, 12]
/** Others in the newcomer's batch of whom the attacker knows nothing: of ten newcomers, all but three insiders and the newcomer. */
const STRANGERS = 6
/** The same with a recount for 20, 30 and 40 newcomers: an attack on these takes long with many counts. */
const MORE_STRANGERS = [16, 26, 36]

/**
 * Measures what an attacker learns of one newcomer. The attacker knows every other change of a group, may shift its numbers at
 * will, and reads each report by Bayes' rule: by mechanism, and by how often the group is counted. Then the same where others
 * join who are unknown.
 */
export async function benchInjection(): Promise<readonly Row[]> {
  const rows = MECHANISMS.flatMap((mechanism) => LENGTHS.map((counts) => rowOf({ mechanism, counts, strangers: 0 })))
  const [rounded, careful] = MECHANISMS
  const invited = [rounded, careful].flatMap((mechanism) =>
    mechanism ? LENGTHS.slice(1).map((counts) => rowOf({ mechanism, counts, strangers: STRANGERS })) : [],
  )
  const larger = [rounded, careful].flatMap((mechanism) =>
    mechanism ? MORE_STRANGERS.flatMap((strangers) => [2, 4].map((counts) => rowOf({ mechanism, counts, strangers }))) : [],
  )
  return [...rows, ...invited, ...larger]
}

function rowOf({
  mechanism,
  counts,
  strangers,
}: {
  readonly mechanism: Mechanism
  readonly counts: number
  readonly strangers: number
}): Row {
  const random = randomOf(7)
  // Strangers are in both numbers: taken for two, what one number tells of them would be counted twice.
  const [tables, planted] = strangers === 0 ? [TABLES, mechanism.base] : [1, 3]
  const outcomes = Array.from({ length: RUNS }, () => play({ mechanism, counts, honest: HONEST, tables, strangers, planted }, random))
  const best = outcomes.map(({ posterior }) => Math.max(...posterior))
  const right = outcomes.filter(({ posterior }) => posterior[0] === Math.max(...posterior) && new Set(posterior).size > 1)
  const share = (some: readonly unknown[]) => `${Math.round((100 * some.length) / RUNS)} %`
  const errors = outcomes.flatMap(({ error }) => error)
  const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length
  const deviation = Math.sqrt(errors.reduce((sum, each) => sum + (each - mean) ** 2, 0) / errors.length)
  return {
    what: `${mechanism.name}; counted ${counts} times${strangers === 0 ? '' : `, ${strangers} strangers each time, three insiders`}`,
    measured: `above 0.5: ${share(best.filter((each) => each > 0.5 + 1e-6))}; known: ${share(best.filter((each) => each > 0.99))}; guess right: ${share(right)}; highest ${Math.max(...best).toFixed(2)}; error ${deviation.toFixed(1)}, at most ${Math.max(...errors.map(Math.abs))}`,
    ok: true,
  }
}
