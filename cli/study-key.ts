import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { assertNoState, beginState, stateFileOf } from '#cli/series/kept-state.ts'
import { STUDY_KEY_BYTES, type StudyKey } from '#shared/disclosure/keyed-draws.ts'
import { InputRefused } from '#shared/problem.ts'

/** Longer than any key file. */
const MAX_BYTES = 1000

const EARLIER_KEY =
  'Use the key this study was rounded with before. A new one would round every number afresh and weaken the protection of the old ones'

/** The path of a study's key unless one is named: one for all reports in a folder, whatever their names. */
export function studyKeyFile(out: string, study: string): string {
  return join(dirname(out), `${study}.key`)
}

/** Reads a study key: as `findOrDrawStudyKey` keeps it, or 32 bytes. Throws InputRefused when the file is not one, or another study's. */
export async function readStudyKey(file: string, study: string): Promise<StudyKey> {
  const found = await readIfThere(file)
  if (!found) throw refused(file, 'there is no such key file', 'Name the key this study was rounded with before')
  return keyFor(file, found, study)
}

/** A study key; `keep` writes one that was drawn now, with its state. */
export type FoundKey = { readonly key: StudyKey; readonly keep?: () => Promise<void> }

/**
 * The key of a study, drawn now if there is none. One study has one key: the same answers rounded with several could be
 * averaged. So a key of this study under another name in the same folder is refused, not passed over.
 */
export async function findOrDrawStudyKey(file: string, study: string): Promise<FoundKey> {
  const found = await readIfThere(file)
  const known = found && keyFor(file, found, study)
  await refuseOthers(file, study, known)
  if (known) return { key: known }
  await assertNoState(stateFileOf(file))
  const key = new Uint8Array(randomBytes(STUDY_KEY_BYTES))
  return {
    key,
    async keep() {
      await beginState(stateFileOf(file), key)
      // Fails rather than replace a key that somebody else made in the meantime.
      await writeFile(file, `${HEAD}${study}\n${Buffer.from(key).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    },
  }
}

const HEAD = 'chorus study key for '

type Kept = { readonly key: StudyKey; readonly study?: string }

/** Bytes alone are taken as a key; text must name its study. */
function parseKey(bytes: Buffer): Kept | undefined {
  if (bytes.length === STUDY_KEY_BYTES) return { key: new Uint8Array(bytes) }
  const [head = '', text = ''] = bytes.toString('latin1').split(/\r?\n/)
  const key = Buffer.from(text, 'base64')
  if (!head.startsWith(HEAD) || key.length !== STUDY_KEY_BYTES) return undefined
  return { key: new Uint8Array(key), study: head.slice(HEAD.length) }
}

function keyFor(file: string, bytes: Buffer, study: string): StudyKey {
  const kept = parseKey(bytes)
  if (!kept)
    throw refused(file, `a study key has ${STUDY_KEY_BYTES} bytes and this file has ${bytes.length}, or it is damaged`, EARLIER_KEY)
  if (kept.study !== undefined && kept.study !== study)
    throw refused(file, `this is the key of another study, and not of ${study}`, EARLIER_KEY)
  return kept.key
}

async function refuseOthers(file: string, study: string, known: StudyKey | undefined): Promise<void> {
  const folder = dirname(file)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.key') && name !== basename(file))
  for (const name of names.sort()) {
    const bytes = await readIfThere(join(folder, name)).catch(() => undefined)
    const kept = bytes && parseKey(bytes)
    if (kept?.study !== study || (known && Buffer.from(kept.key).equals(known))) continue
    throw refused(
      join(folder, name),
      `a key of ${study} lies here already under another name`,
      'One study has one key, or its numbers could be averaged. Name the one it was rounded with before with --key',
    )
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw refused(file, 'the key is not a file', 'Name the file of the key')
    if (found.size > MAX_BYTES) throw refused(file, `a study key is short, and this file has ${found.size} bytes`, EARLIER_KEY)
    return await readFile(file)
  } catch (thrown) {
    if (thrown instanceof InputRefused) throw thrown
    const code = faultCode(thrown)
    if (code === 'ENOENT') return undefined
    throw refused(file, `the key file cannot be read: ${faultInWords(thrown)}`, 'Check that it is a file and who may read it')
  }
}

function refused(file: string, message: string, remedy: string): InputRefused {
  return new InputRefused([{ code: 'study-key', file, message, remedy }])
}
