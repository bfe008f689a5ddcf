/** One line of the table that `npm run bench` prints. */
export type Row = {
  readonly what: string
  readonly measured: string
  /** Absent where nothing was promised and the number is there to be compared. */
  readonly budget?: string
  readonly ok: boolean
  /** The cost of the same thing elsewhere, and the source of that number. */
  readonly beside?: string
}

export type Bench = () => Promise<readonly Row[]>

/** A row whose number must not be above (or, with `atLeast`, below) its budget. */
export function budgeted(
  what: string,
  value: number,
  unit: string,
  limit: { readonly atMost: number } | { readonly atLeast: number },
  more: { readonly beside?: string; readonly detail?: string } = {},
): Row {
  const [ok, budget] = 'atMost' in limit ? [value <= limit.atMost, `<= ${limit.atMost}`] : [value >= limit.atLeast, `>= ${limit.atLeast}`]
  return {
    what,
    measured: `${rounded(value)} ${unit}${more.detail === undefined ? '' : ` (${more.detail})`}`,
    budget: `${budget} ${unit}`,
    ok,
    ...(more.beside === undefined ? {} : { beside: more.beside }),
  }
}

/** Three digits that mean something. */
export function rounded(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
