import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { STUDY_KEY_BYTES, type StudyKey } from '#shared/disclosure/offset.ts'
import { InputRefused } from '#shared/problem.ts'

/** Reads a study key. Throws InputRefused when the file is not one. */
export async function readStudyKey(file: string): Promise<StudyKey> {
  const found = await readIfThere(file)
  if (!found)
    throw new InputRefused([{ file, message: 'there is no such key file', remedy: 'Name the key this study was rounded with before' }])
  return found
}

/** The key of a file, made now if there is none. */
export async function readOrMakeStudyKey(file: string): Promise<{ key: StudyKey; made: boolean }> {
  const found = await readIfThere(file)
  if (found) return { key: found, made: false }
  const key = new Uint8Array(randomBytes(STUDY_KEY_BYTES))
  // Fails rather than replace a key that somebody else made in the meantime.
  await writeFile(file, key, { mode: 0o600, flag: 'wx' })
  return { key, made: true }
}

async function readIfThere(file: string): Promise<StudyKey | undefined> {
  const bytes = await readFile(file).catch((thrown: unknown) => {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    if (code === 'ENOENT') return undefined
    throw new InputRefused([
      { file, message: `the key file cannot be read (${String(code)})`, remedy: 'Check that it is a file and who may read it' },
    ])
  })
  if (bytes && bytes.length !== STUDY_KEY_BYTES) {
    throw new InputRefused([
      {
        file,
        message: `a study key has ${STUDY_KEY_BYTES} bytes and this file has ${bytes.length}`,
        remedy:
          'Use the key this study was rounded with before. A new one would round every number afresh and weaken the protection of the old ones',
      },
    ])
  }
  return bytes && new Uint8Array(bytes)
}
