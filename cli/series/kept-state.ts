import { readFile, rename, writeFile } from 'node:fs/promises'
import canonicalize from 'canonicalize'
import * as z from 'zod'
import { faultCode } from '#cli/fault-code.ts'
import { type NoiseMemory, noiseMemory } from '#shared/disclosure/profiles/dp-budget.ts'
import { decodeMembership, encodeMembership, type Membership } from '#shared/disclosure/series/membership.ts'
import { type SeriesState, seriesState } from '#shared/disclosure/series/state.ts'
import { InputRefused } from '#shared/problem.ts'

/** What a series on this machine remembers between releases: as secret as the key, and kept beside it. */
export type KeptState = {
  /** Absent before the first release. */
  readonly state?: SeriesState
  readonly members: Membership
  /** What noise has cost so far; a refusal can have cost something too. */
  readonly noise?: NoiseMemory
}

const kept = z.strictObject({ state: seriesState.optional(), members: z.array(z.base64()), noise: noiseMemory.optional() })

export function stateFileOf(keyFile: string): string {
  return `${keyFile}.state`
}

/** Throws InputRefused when the file is there and is no such state. */
export async function readState(file: string): Promise<KeptState | undefined> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (faultCode(thrown) === 'ENOENT') return undefined
    throw refused(file)
  })
  if (text === undefined) return undefined
  try {
    const { state, members, noise } = kept.parse(JSON.parse(text))
    return {
      ...(state ? { state } : {}),
      ...(noise ? { noise } : {}),
      members: decodeMembership(
        members.map((block) => Buffer.from(block, 'base64')),
        state?.release ?? 0,
      ),
    }
  } catch {
    throw refused(file)
  }
}

function refused(file: string): InputRefused {
  return new InputRefused([
    {
      code: 'series-state',
      file,
      message: 'this is not the state of a series, or it is damaged',
      remedy: 'Put back the copy you kept. Without it no further report on this study can be made safely',
    },
  ])
}

/** Whole or not at all. */
export async function writeState(file: string, { state, members, noise }: KeptState): Promise<void> {
  const blocks = encodeMembership(members).map((block) => Buffer.from(block).toString('base64'))
  const unfinished = `${file}.unfinished`
  await writeFile(
    unfinished,
    `${canonicalize(kept.parse({ ...(state ? { state } : {}), ...(noise ? { noise } : {}), members: blocks }))}\n`,
    { mode: 0o600 },
  )
  await rename(unfinished, file)
}
