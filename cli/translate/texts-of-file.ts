/** A sentence of a language file, with the keys that lead to it. */
export type TextInFile = { readonly path: readonly (string | number)[]; readonly text: string }

/** Texts that nobody translates: codes, and ways to reach somebody. */
const NOT_WORDS = [/^language$/, /^reviewed(\/|$)/, /^consent\/from$/, /^consent\/controller\/contact$/]

/** Every sentence of a language file as it was parsed, from the top. */
export function textsOfFile(raw: unknown): TextInFile[] {
  return leaves(raw, []).filter(({ path }) => !NOT_WORDS.some((pattern) => pattern.test(keyOf(path))))
}

/** A slash in a name is written ~1, as in a JSON pointer. */
export function keyOf(path: readonly (string | number)[]): string {
  return path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

/** The same file with other words, and the keys as they were. A text that has none keeps the original when `target` gives nothing. */
export function withTexts(raw: unknown, target: (key: string) => string | undefined, path: readonly (string | number)[] = []): unknown {
  if (typeof raw === 'string') return target(keyOf(path)) ?? raw
  if (Array.isArray(raw)) return raw.map((each, i) => withTexts(each, target, [...path, i]))
  if (typeof raw !== 'object' || raw === null) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, withTexts(value, target, [...path, key])]))
}

function leaves(value: unknown, path: readonly (string | number)[]): TextInFile[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((each, i) => leaves(each, [...path, i]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
}
