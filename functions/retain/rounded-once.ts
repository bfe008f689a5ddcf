import { roundCount } from '#shared/disclosure/keyed-draws.ts'
import { roundedFormat, smallestPrinted } from '#shared/disclosure/print-thresholds.ts'

const BASE = 10
const MINIMUM = 10

/**
 * A count as it may be told: rounded to tens with an offset drawn for this one time, and 0 when it is too small to say.
 * The draw is never repeated for the same thing, so nothing can be learned by asking again.
 */
export function roundedOnce(count: number, random: (bytes: number) => Uint8Array): number {
  const about = roundCount(count, evenly(random), BASE)
  return about >= smallestPrinted(roundedFormat(BASE), MINIMUM) ? about : 0
}

/** 0 to 9, each as likely as another: a byte above the last whole ten is drawn again. */
function evenly(random: (bytes: number) => Uint8Array): number {
  for (;;) {
    const [byte] = random(1)
    if (byte !== undefined && byte < 250) return byte % BASE
  }
}
