/** The number that a survey's authors give to a version of it. */
export const VERSION = /^\d+\.\d+\.\d+$/

/** Negative where the first of two versions, each of three numbers, is the earlier one. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number))
  return [0, 1, 2].map((place) => (a?.[place] ?? 0) - (b?.[place] ?? 0)).find((difference) => difference !== 0) ?? 0
}
