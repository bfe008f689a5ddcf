import type { PropsWithChildren } from 'hono/jsx'

export type Level = 1 | 2 | 3

/** On a page of its own a question is the page's heading; in a list of questions it is one of many. */
export function Heading({ level, children }: PropsWithChildren<{ readonly level: Level }>) {
  if (level === 1) return <h1>{children}</h1>
  return level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>
}
