import { createHash } from 'node:crypto'

/** Mulberry32: a small generator that is the same for a seed everywhere. */
export type Random = () => number

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [mixed[i], mixed[j]]
    if (a !== undefined && b !== undefined) [mixed[i], mixed[j]] = [b, a]
  }
  return mixed
}

/** An offset of 0 to base - 1 for a name, drawn by other code than the program's: for baselines, and for rules written by hand. */
export function drawnFor(seed: number, name: string, base: number): number {
  return createHash('sha256').update(`${seed}\n${name}`).digest().readUInt32BE(0) % base
}
