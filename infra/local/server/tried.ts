import { describeProblem, InputRefused } from '#shared/problem.ts'

/** One thing that was tried with this version of Chorus: what to print, and whether it holds. */
export type Tried = { readonly line: string; readonly holds: boolean }

export async function tryOne(good: string, bad: string, tries: () => Promise<unknown>): Promise<Tried> {
  try {
    await tries()
    return { line: good, holds: true }
  } catch (thrown) {
    return { line: `${bad}: ${reasonOf(thrown)}`, holds: false }
  }
}

/** The first reason is enough: the others would name more of the same. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof InputRefused) return thrown.problems.slice(0, 1).map(describeProblem).join('')
  return thrown instanceof Error ? thrown.message : 'for a reason that is not known'
}
