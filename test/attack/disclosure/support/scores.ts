import { attack, type Learned } from '#shared/disclosure/attack/attack-history.ts'
import { CHANGE_WIDTHS, HIDDEN_WIDTHS, narrowOf, WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import { ONLY_THE_FILES, type PriorKnowledge } from '#shared/disclosure/attack/prior-knowledge.ts'
import type { AttackedRelease } from '#shared/disclosure/attack/published.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { cellKey } from './counting.ts'

export type Attacked = { readonly attacked: AttackedRelease; readonly truth: ReadonlyMap<string, number> }

/** The success of an attack, judged by who knows the truth. */
export type Score = {
  readonly hidden: ReturnType<typeof plainly>
  /** Cells that fewer than ten people, but some, joined or left between two releases. */
  readonly changes: ReturnType<typeof plainly>
  /** The number of these changes where the attacker can say that somebody came or left. */
  readonly proven: number
  readonly learned: readonly Learned[]
  /** Narrow ranges that the truth is not in: an attack that is wrong proves nothing. */
  readonly wrong: readonly Learned[]
}

const SMALL = 10

/** `wide` as for the attack: ranges that wide are not looked at more closely. */
export function scoreOf(
  solver: Solver,
  releases: readonly Attacked[],
  knowledge: PriorKnowledge = ONLY_THE_FILES,
  wide: number = WIDE,
): Score {
  const learned = attack(solver, { history: releases.map(({ attacked }) => attacked), knowledge, wide })
  const truths = new Map(releases.map(({ attacked, truth }) => [attacked.release, truth]))
  const countOf = (each: Learned, release: number) => truths.get(release)?.get(cellKey(each)) ?? 0
  const trueOf = (each: Learned) => countOf(each, each.release) - (each.since === undefined ? 0 : countOf(each, each.since))
  const hidden = learned.filter(({ kind }) => kind === 'hidden')
  const changes = learned.filter((each) => each.kind === 'change' && trueOf(each) !== 0 && Math.abs(trueOf(each)) < SMALL)
  return {
    hidden: plainly(hidden, HIDDEN_WIDTHS),
    changes: plainly(changes, CHANGE_WIDTHS),
    proven: changes.filter(({ low, high }) => low > 0 || high < 0).length,
    learned,
    wrong: learned.filter((each) => widthOf(each) < wide && (trueOf(each) < each.low || trueOf(each) > each.high)),
  }
}

function plainly(learned: readonly Learned[], widths: readonly number[]) {
  const { cells, exact, within } = narrowOf(learned, widths)
  return { cells, exact, within: within.map(([, found]) => found) }
}
