/** The process that started this one has ended. */
export class CallerGone extends Error {
  constructor() {
    super('nobody waits for the answer any more')
    this.name = 'CallerGone'
  }
}

/**
 * Gives a function that throws once the process that started this one has ended: then its children get another parent. In the middle of long
 * work a process hears of nothing, so the work asks. Lambda's own process stays as long as a function does.
 */
export function callerOf(parent: () => number): () => void {
  const first = parent()
  return () => {
    if (parent() !== first) throw new CallerGone()
  }
}
