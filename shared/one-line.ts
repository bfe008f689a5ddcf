/**
 * Words that somebody wrote, on one line of a list: line breaks and marks that turn the direction of writing could make
 * them look like another line of it.
 */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
}
