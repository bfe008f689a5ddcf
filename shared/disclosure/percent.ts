import type { Bounded } from './report.ts'

/** From here on a percentage has one decimal; below it a decimal would pretend to know more than the counts do. */
const ONE_DECIMAL_FROM = 1000

/**
 * The share a shown count is of a shown base, from these two alone. Never above 100, and the bounds are widened to the
 * printed decimals, so that the true share lies between them. Undefined when there is nothing to divide by.
 */
export function percentOf(count: Bounded, base: Bounded): Bounded | undefined {
  if (base.value <= 0) return undefined
  const steps = base.value >= ONE_DECIMAL_FROM ? 10 : 1
  return {
    value: Math.min(100, Math.floor((200 * steps * count.value + base.value) / (2 * base.value)) / steps),
    low: Math.floor((100 * steps * Math.max(0, count.low)) / base.high) / steps,
    high: base.low <= 0 ? 100 : Math.min(100, Math.ceil((100 * steps * count.high) / base.low) / steps),
  }
}
