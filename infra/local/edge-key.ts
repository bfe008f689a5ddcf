import { createHash, randomBytes } from 'node:crypto'

export type EdgeKey = {
  /** What the gateway adds to each request. */
  readonly shown: string
  /** For the functions that people reach. */
  readonly environment: Readonly<Record<string, string>>
}

/** Here the gateway is the edge; it makes a key of its own each time it starts, and no disk has it. */
export function newEdgeKey(): EdgeKey {
  const shown = randomBytes(32).toString('hex')
  return { shown, environment: { CHORUS_SECRET_EDGE_KEY: createHash('sha256').update(shown).digest('base64') } }
}
