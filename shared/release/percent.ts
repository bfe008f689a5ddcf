import type { Bounded } from '#shared/disclosure/report.ts'

/** The smallest base for which a percentage has one decimal. With fewer people a decimal would be more exact than the counts. */
const ONE_DECIMAL_FROM = 1000

/**
 * The share a shown count is of a shown base, from these two alone. Never above 100, and the bounds are widened to the
 * printed decimals, so that the true share lies between them. Undefined when there is nothing to divide by.
 */
export function percentOf(count: Bounded, base: Bounded): Bounded | undefined {
  if (base.value <= 0) return undefined
  const steps = stepsOf(base)
  return {
    value: Math.min(100, Math.floor((200 * steps * count.value + base.value) / (2 * base.value)) / steps),
    ...percentRange(count, base),
  }
}

/** The lowest and the highest share, in percent, that a count and a base within their ranges allow. */
export function percentRange(count: Omit<Bounded, 'value'>, base: Bounded): { readonly low: number; readonly high: number } {
  const steps = stepsOf(base)
  return {
    low: Math.min(100, Math.floor((100 * steps * Math.max(0, count.low)) / base.high) / steps),
    high: base.low <= 0 ? 100 : Math.min(100, Math.ceil((100 * steps * count.high) / base.low) / steps),
  }
}

function stepsOf(base: Bounded): number {
  return base.value >= ONE_DECIMAL_FROM ? 10 : 1
}
