import { keepComing } from '#functions/publish/coming-files.ts'
import { shelf } from '#functions/publish/shelf.ts'
import { sha256 } from '#shared/canonical-json.ts'
import { correctionOf } from '#shared/governance/approval.ts'
import { entryBytes } from '#shared/governance/entries.ts'
import { boundPublication, publication, publishedFiles, recordEntry } from '#shared/governance/publication.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { readVoted } from '#shared/release/read.ts'
import { type Files, type Release, SUMS, sumsOf } from '#shared/release/release.ts'
import { keyOf } from '../governance/helpers/a-board.ts'
import { ASite, aCandidate, sha, study } from './a-site.ts'

/** The word by which the pages of another version of Chorus are told from those of this one. */
export const ITS_WORDS = 'Erstellt von einer anderen Ausgabe'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** The files with a new list of sums, as somebody makes it who can write to the folder. */
export function withSums(files: Files): Files {
  return new Map([...files, [SUMS, sumsOf(files)] as const])
}

/** The files as another version of Chorus makes them: every page has other words in it. */
export function reworded(files: Files): Files {
  const pages = [...files].map(([name, bytes]): [string, Uint8Array] => [
    name,
    name.endsWith('.html') ? bytesOf(textOf(bytes).replace('</main>', `<p>${ITS_WORDS}</p></main>`)) : bytes,
  ])
  return withSums(new Map(pages))
}

/** The same, as a candidate with its hash. */
export function ofAnotherVersion(files: Files): Release {
  const other = reworded(files)
  return { id: sha256(other.get(SUMS) ?? new Uint8Array()), files: other }
}

/** A site whose board approved a candidate that another version of Chorus counted and paged. */
export class AnotherVersion extends ASite {
  /** By how many people answered. */
  candidate(size = 200): Files {
    return reworded(aCandidate(size))
  }

  #grounds() {
    const { board } = this
    const notes = [board.checkpoint()]
    const log = verifyLog({ lines: board.lines, checkpoints: notes }, board.ledger)
    return { log, notes, charter: board.ledger, now: new Date(`${board.day}T12:00:00Z`) }
  }

  #version(number: number): PublishedVersion {
    const found = versionsIn(this.#grounds().log).find((each) => each.number === number)
    if (!found) throw new Error('there is no such version')
    return found
  }

  /** The published files of a version, but for the proof, in that version's words. */
  filesBefore(candidate: Files, number = 1): Files {
    const read = readVoted('candidate', candidate, candidate.get(SUMS) ?? new Uint8Array())
    const made = publishedFiles(read, this.#grounds(), correctionOf(this.#version(number)))
    if ('missing' in made) throw new Error(made.missing.map(({ text }) => text).join(' '))
    return reworded(made.release.files)
  }

  /** The log of that version writes down which files it publishes. */
  record(files: Files, number = 1): void {
    const { log, now } = this.#grounds()
    this.board.take(entryBytes(recordEntry(log, now.toISOString().slice(0, 10), this.#version(number), files, keyOf('log'))))
  }

  /** The files that version publishes, with a proof of the second kind. */
  published(candidate: Files, number = 1): Files {
    const files = this.filesBefore(candidate, number)
    this.record(files, number)
    return this.proven(files, candidate, number)
  }

  /** Files that the log wrote down, with a proof of the second kind. */
  proven(files: Files, candidate: Files, number = 1): Files {
    const read = readVoted('candidate', candidate, candidate.get(SUMS) ?? new Uint8Array())
    const made = boundPublication({ files, read, version: this.#version(number) }, this.#grounds(), keyOf('log'))
    if ('missing' in made) throw new Error(made.missing.map(({ text }) => text).join(' '))
    return made.release.files
  }

  /** The files that a version before proofs of the second kind published: nothing in the ledger names its files. */
  publishedFirstKind(number = 1): Files {
    const read = readVoted('candidate', aCandidate(), aCandidate().get(SUMS) ?? new Uint8Array())
    const made = publication(read, this.#grounds(), correctionOf(this.#version(number)))
    if ('missing' in made) throw new Error(made.missing.map(({ text }) => text).join(' '))
    return made.release.files
  }

  /** Puts files where the publication of that version put them; the last ones that were put are shown. */
  place(files: Files, candidate: Files, number = 1): string {
    const id = sha256(files.get(SUMS) ?? new Uint8Array())
    for (const [name, bytes] of files) this.findings.held.set(`${shelf.folder(id)}/${name}`, bytes)
    this.findings.held.set(shelf.sums(sha(candidate)), candidate.get(SUMS) ?? new Uint8Array())
    this.findings.held.set(shelf.methods(sha(candidate)), candidate.get('methods.json') ?? new Uint8Array())
    this.findings.held.set(shelf.version(study, number), bytesOf(`${id}\n`))
    this.restart()
    return id
  }

  keepComing(files: Files): Promise<void> {
    return keepComing(this.findings, sha256(files.get(SUMS) ?? new Uint8Array()), files)
  }
}
