import { createHmac } from 'node:crypto'
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import canonicalize from 'canonicalize'
import * as z from 'zod'
import { faultCode } from '#cli/fault-code.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import { type NoiseMemory, noiseMemory } from '#shared/disclosure/profiles/dp-budget.ts'
import { decodeMembership, encodeMembership, type Membership } from '#shared/disclosure/series/membership.ts'
import { type SeriesState, seriesState } from '#shared/disclosure/series/state.ts'
import { InputRefused } from '#shared/problem.ts'
import { people } from '#shared/release/standing.ts'

/** The memory of a series on this machine between releases: as secret as the key, and kept beside it. */
export type KeptState = {
  /** Absent before the first release. */
  readonly state?: SeriesState
  readonly members: Membership
  /** The cost of noise so far; a refusal can have cost something too. */
  readonly noise?: NoiseMemory
  /** Set while the last report with noise is paid for and its files are not written yet: with this they can be made again. */
  readonly unwritten?: Unwritten
}

const unwrittenReport = z.strictObject({ date: z.iso.date(), people })
type Unwritten = Readonly<z.infer<typeof unwrittenReport>>

/** `of` names the key without telling it: the state of another key would let a report be made a second time. */
const kept = z.strictObject({
  of: z.base64(),
  state: seriesState.optional(),
  members: z.array(z.base64()),
  noise: noiseMemory.optional(),
  unwritten: unwrittenReport.optional(),
})

export function stateFileOf(keyFile: string): string {
  return `${keyFile}.state`
}

/** Begins the state of a key that is being made. Throws InputRefused where one lies already: its key was lost, or moved. */
export async function beginState(file: string, key: StudyKey): Promise<void> {
  await writeFile(file, encoded(key, NOTHING_YET), { mode: 0o600, flag: 'wx' }).catch((thrown: unknown) => {
    throw faultCode(thrown) === 'EEXIST' ? withoutKey(file) : thrown
  })
}

/** The state of a key that no report was made with. */
export const NOTHING_YET: KeptState = { members: new Map() }

/** Throws InputRefused where a state lies and its key does not. */
export async function assertNoState(file: string): Promise<void> {
  await access(file).then(
    () => {
      throw withoutKey(file)
    },
    () => {},
  )
}

function withoutKey(file: string): InputRefused {
  const message = 'this is the state of a study key that does not lie beside it any more'
  const remedy = 'Put back the key, or name it with --key. Only if no report was ever made with it: delete this file, and a new key is made'
  return new InputRefused([{ code: 'series-state', file, message, remedy }])
}

/**
 * Reads the memory that belongs to a key. Throws InputRefused when it is not there, damaged, or another key's: a key was made
 * with its state.
 */
export async function readState(file: string, key: StudyKey): Promise<KeptState> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw faultCode(thrown) === 'ENOENT' ? lost(file) : refused(file, DAMAGED)
  })
  const found = parsed(text)
  if (!found) throw refused(file, DAMAGED)
  if (found.of !== nameOf(key)) throw refused(file, 'this is the state of another key')
  return found.keep
}

function parsed(text: string): { readonly of: string; readonly keep: KeptState } | undefined {
  try {
    const { of, members, state, noise, unwritten } = kept.parse(JSON.parse(text))
    const blocks = members.map((block) => Buffer.from(block, 'base64'))
    const more = { ...(state ? { state } : {}), ...(noise ? { noise } : {}), ...(unwritten ? { unwritten } : {}) }
    return { of, keep: { ...more, members: decodeMembership(blocks, state?.release ?? 0) } }
  } catch {
    return undefined
  }
}

const DAMAGED = 'this is not the state of a series, or it is damaged'

function lost(file: string): InputRefused {
  const message = 'there is no such file. It was made with the key, and says which reports there are and who was counted in which report'
  const remedy =
    'Put it back beside the key from the copy you kept. Only if no report was ever made with this key: delete the key, leave --key away, and a new one is made'
  return new InputRefused([{ code: 'series-state', file, message, remedy }])
}

function refused(file: string, message: string): InputRefused {
  const remedy = 'Put back the copy you kept. Without it no further report on this study can be made safely'
  return new InputRefused([{ code: 'series-state', file, message, remedy }])
}

/**
 * Writes the state whole or not at all. Throws InputRefused where the state is not the one that was read, `over`, or another run is writing: two
 * runs at once would each make a report of the same people.
 */
export async function writeState(file: string, key: StudyKey, keep: KeptState, over: KeptState): Promise<void> {
  const unfinished = `${file}.unfinished`
  // Only one run can make this file, so only one compares and replaces the state.
  await writeFile(unfinished, encoded(key, keep), { mode: 0o600, flag: 'wx' }).catch((thrown: unknown) => {
    throw faultCode(thrown) === 'EEXIST' ? beingWritten(unfinished) : thrown
  })
  if ((await readFile(file, 'utf8')) !== encoded(key, over)) {
    await rm(unfinished)
    throw overtaken(file)
  }
  await rename(unfinished, file)
}

function beingWritten(file: string): InputRefused {
  const message = 'another run is writing the state of this series, or was stopped while it wrote'
  const remedy = 'Let the other run end, then run this command again. If no other run is under way, delete this file first'
  return new InputRefused([{ code: 'series-state', file, message, remedy }])
}

function overtaken(file: string): InputRefused {
  const message = 'another run has changed this state in the meantime'
  return new InputRefused([
    { code: 'series-state', file, message, remedy: 'Let one run end before the next begins, then run this command again' },
  ])
}

function encoded(key: StudyKey, { members, ...rest }: KeptState): string {
  const blocks = encodeMembership(members).map((block) => Buffer.from(block).toString('base64'))
  const whole = kept.parse({ of: nameOf(key), ...rest, members: blocks })
  return `${canonicalize(whole)}\n`
}

function nameOf(key: StudyKey): string {
  return createHmac('sha256', key).update('state\0').digest('base64')
}
