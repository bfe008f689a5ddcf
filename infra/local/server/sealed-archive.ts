import { createReadStream, createWriteStream, type Stats } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { create, extract, type ReadEntry } from 'tar'
import { CodedError } from '#shared/problem.ts'

const SECRET = /^AGE-SECRET-KEY-1[A-Z0-9]+$/m
const PUBLIC = /^age1[a-z0-9]+$/

/** A new key for backups: the file to keep away from this machine, and its public half, which the machine seals with. */
export async function newBackupKey(): Promise<{ readonly secretFile: string; readonly recipient: string }> {
  const secret = await generateX25519Identity()
  const recipient = await identityToRecipient(secret)
  return {
    secretFile: `# Opens backups of Chorus. Keep it away from the machine it backs up.\n# public key: ${recipient}\n${secret}\n`,
    recipient,
  }
}

/**
 * Packs a folder into one file that only the holder of the secret key can open (tar, sealed in the format of age). The file
 * must be new. Nothing unsealed is written on the way.
 */
export async function sealFolder(folder: string, recipient: string, file: string): Promise<void> {
  if (!PUBLIC.test(recipient)) {
    throw new CodedError('backup-key', `"${recipient}" is no public key for backups: it begins with age1. chorus backup-key makes one`)
  }
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const packed = create({ cwd: folder, portable: true }, ['.'])
  const sealed = await encrypter.encrypt(streamOf(packed))
  await pipeline(Readable.fromWeb(sealed), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
}

/** Unpacks a sealed file into a new folder. Throws when the key is another one, or when a byte of the file was changed. */
export async function openSealedFolder(file: string, keyFile: string, folder: string): Promise<void> {
  const secret = SECRET.exec(await readFile(keyFile, 'utf8'))?.[0]
  if (secret === undefined) {
    throw new CodedError('backup-key', `${keyFile} holds no secret key for backups: it has a line that begins with AGE-SECRET-KEY-1`)
  }
  const decrypter = new Decrypter()
  decrypter.addIdentity(secret)
  await mkdir(folder, { mode: 0o700 })
  try {
    const opened = await decrypter.decrypt(streamOf(createReadStream(file)))
    await pipeline(Readable.fromWeb(opened), extract({ cwd: folder, strict: true, preserveOwner: false, filter: isPlain }))
  } catch (failed) {
    const message = `${file} could not be opened with ${keyFile}: it was sealed for another key, or it is damaged. Use the key whose public half it was sealed with, or another backup`
    throw new CodedError('backup-unreadable', message, { cause: failed })
  }
}

/** Anybody can seal a file for a public key: a link in it could lead out of the folder. */
function isPlain(_: string, entry: Stats | ReadEntry): boolean {
  return 'type' in entry && (entry.type === 'File' || entry.type === 'Directory')
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks)
}
