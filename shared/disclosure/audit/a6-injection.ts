import { roundCount } from '../keyed-draws.ts'
import type { RoundedPolicy } from '../policy.ts'
import { publishedRange, roundedFormat, smallestPrinted, suppressedRange } from '../print-thresholds.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { Finding } from './audit-finding.ts'
import type { Check, Context } from './check.ts'
import type { GateKnowledge } from './history.ts'

/** An attacker adds so many known answers, one a release. */
const INJECTED = 20

export const a6Injection: Check = {
  id: 'A6',
  title:
    'An attacker who adds 1 to 20 known answers and watches each release still has as many candidates as the base (fewer only below it)',
  needs: 'the key',
  whole: ({ candidate, gateKnowledge }: Context) => {
    if (!gateKnowledge) return { examined: 0, findings: [] }
    const findings = narrowOf(gateKnowledge, candidate.policy).map(
      (label): Finding => ({
        check: 'A6',
        release: candidate.release,
        message: `An attacker who sends known answers could have worked out how many people are ${nameOf(label)}: their number is not rounded the same way every time.`,
      }),
    )
    return { examined: gateKnowledge.counts.size, findings }
  },
}

/** Repairs hide numbers and change none, so this is looked at once for all rounds of a gate. */
const known = new WeakMap<GateKnowledge, readonly Label[]>()

function narrowOf(gateKnowledge: GateKnowledge, policy: RoundedPolicy): readonly Label[] {
  const narrow = known.get(gateKnowledge) ?? [...gateKnowledge.counts.keys()].filter((label) => isNarrow(gateKnowledge, label, policy))
  known.set(gateKnowledge, narrow)
  return narrow
}

/** Gives the printed numbers of a label while known answers are added: after none, after one, and so on. */
export function printedWhileInjected({ counts, reprint }: GateKnowledge, label: Label): readonly (number | undefined)[] {
  const count = counts.get(label) ?? 0
  return Array.from({ length: INJECTED + 1 }, (_, added) => reprint(label, count + added))
}

function isNarrow(gateKnowledge: GateKnowledge, label: Label, policy: RoundedPolicy): boolean {
  const count = gateKnowledge.counts.get(label) ?? 0
  const printed = printedWhileInjected(gateKnowledge, label)
  // Near zero the attacker also knows that no count is negative.
  return candidatesFor(printed, policy) < Math.min(policy.b, count + 1)
}

/**
 * The number of counts that some fixed offset explains, given the numbers printed after 0, 1, 2, ... known answers (undefined where hidden).
 * 0 where no fixed offset leads to these numbers. With base 5 and 15, 15, 15, 20 it is 5.
 */
function candidatesFor(printed: readonly (number | undefined)[], { k, b }: RoundedPolicy): number {
  const format = roundedFormat(b)
  const least = smallestPrinted(format, k)
  const [first] = printed
  // No count outside this range leads to the first number, for any offset.
  const { low, high } = first === undefined ? suppressedRange(format, k) : publishedRange(format, first)
  let candidates = 0
  for (let count = Math.max(0, low); count <= high; count++) {
    const explained = Array.from({ length: b }, (_, offset) => offset).some((offset) =>
      printed.every((value, added) => {
        const rounded = roundCount(count + added, offset, b)
        return value === (rounded >= least ? rounded : undefined)
      }),
    )
    if (explained) candidates++
  }
  return candidates
}

function nameOf(label: Label): string {
  const predicates = label.slice(label.indexOf('\n') + 1)
  return predicates === '' ? 'everyone' : predicates.replaceAll('&', ' and ')
}
