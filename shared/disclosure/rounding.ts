import type { Bounded } from './report.ts'

/**
 * Random rounding with a fixed secret offset. Over all offsets the result is unbiased (their mean is n), it is never
 * further than base-1 from n, and it never falls while n grows.
 * Source: unbiased random rounding of official statistics; fixed offset after Ding, Kulkarni, Yekhanin 2017.
 */
export function roundCount(n: number, offset: number, base: number): number {
  return base * Math.floor((n + offset) / base)
}

/**
 * Whether a rounded value may be shown under a minimum. The rule looks at the rounded value and never at the count: a
 * fixed threshold on counts would tell an attacker, who can send answers until a cell appears, the exact count.
 * Whatever is shown stands for more people than the minimum.
 */
export function isEnough(rounded: number, minimum: number, base: number): boolean {
  return rounded >= minimum + base
}

/** What a reader can know about the count behind a shown value. */
export function shownBounds(rounded: number, base: number): Bounded {
  return { value: rounded, low: rounded - (base - 1), high: rounded + (base - 1) }
}

/** What a reader can know about the count behind a hidden value: the same for every hidden cell. */
export function hiddenBounds(k: number, base: number): { readonly low: number; readonly high: number } {
  return { low: 0, high: k + base - 1 }
}
