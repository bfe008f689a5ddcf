/** The known word a person most likely meant, if one is close: at most a third of the letters differ. */
function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { word: string; distance: number } | undefined
  for (const candidate of known) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || distance < best.distance))
      best = { word: candidate, distance }
  }
  return best?.word
}

/** `Did you mean "single"?`, or the known words when none is close. */
export function suggest(word: string, known: Iterable<string>): string {
  const words = [...known]
  const guess = nearest(word, words)
  if (guess !== undefined) return `Did you mean "${guess}"?`
  if (words.length === 0) return 'There is none to choose from'
  const shown = words.slice(0, 12)
  return `Use one of ${shown.join(', ')}${words.length > shown.length ? ', ...' : ''}`
}

/** Optimal string alignment distance: letters added, dropped, changed, or swapped with their neighbour. */
function edits(a: string, b: string): number {
  // A word longer than any name is nobody's slip, and would only cost time.
  if (Math.max(a.length, b.length) > 80) return Number.POSITIVE_INFINITY
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1), swapped ? at(i - 2, j - 2) + 1 : 1 / 0))
    }
  }
  return at(a.length, b.length)
}
