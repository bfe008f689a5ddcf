/**
 * Request collapsing: who asks the same while it is being asked waits for the next answer, together with all others who do. An answer is
 * always of a moment after it was asked for, so a pause still counts with the next request; and however many ask at once, two
 * requests are under way at most. A failure is told to all who waited for it.
 *
 *     const readOpen = collapsed((link) => table.get(keyOf(link)))
 */
export function collapsed<Answer>(ask: (of: string) => Promise<Answer>): (of: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>()
  const next = new Map<string, Promise<Answer>>()

  function begin(of: string): Promise<Answer> {
    next.delete(of)
    const asked = ask(of)
    underWay.set(of, asked)
    const ended = () => {
      if (underWay.get(of) === asked) underWay.delete(of)
    }
    asked.then(ended, ended)
    return asked
  }

  return (of) => {
    const before = underWay.get(of)
    if (!before) return begin(of)
    const waiting = next.get(of)
    if (waiting) return waiting
    const again = () => begin(of)
    const asked = before.then(again, again)
    next.set(of, asked)
    return asked
  }
}
