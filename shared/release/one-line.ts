/** Words for a place where a line break would begin something else: a comment of a script, a line of a citation. */
export function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}
