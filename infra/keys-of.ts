/** The keys of an object literal, with their types: Object.keys widens them to text. */
export function keysOf<K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] {
  return Object.keys(record) as K[]
}
