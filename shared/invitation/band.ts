const STEP = 10

/** A number of people as a board may see it while a survey runs: in steps of ten, and nothing below ten. */
export function bandOf(count: number): string {
  if (count < STEP) return `fewer than ${STEP}`
  const from = Math.floor(count / STEP) * STEP
  return `${from} to ${from + STEP - 1}`
}
