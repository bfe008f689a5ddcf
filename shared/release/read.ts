import { isDeepStrictEqual } from 'node:util'
import { sha256 } from '#shared/canonical-json.ts'
import { filesThatDiffer, type ReadBack, writeRelease } from './bundle.ts'
import { checkedQuotes, NO_QUOTES, QUOTES_FILE, type Quotes, readQuotes } from './quotes.ts'
import {
  MADE_ELSEWHERE,
  orRefused,
  problem,
  type ReleaseData,
  readData,
  refuseChanged,
  refused,
  refuseOthers,
  releaseId,
  textOf,
} from './read-data.ts'
import { type Files, hashesIn, type Release, SUMS } from './release.ts'
import { checkedSentences, NO_SENTENCES, readSentences, SENTENCES_FILE, type Sentences } from './sentences/board-sentences.ts'
import { CANDIDATE, type Status } from './standing.ts'

/** A release as its files tell it to any reader. */
export type ReadRelease = Omit<ReleaseData, 'inWords'> & {
  /** Hex SHA-256 of SHA256SUMS. */
  readonly id: string
  /** The id it had as a candidate: what a board voted on. */
  readonly candidate: string
  /** SHA256SUMS of the candidate, whose hash is `candidate`. */
  readonly voted: Uint8Array
  /**
   * The id it had when it was counted, before any words of single people or of the board were put in: what the next release of its
   * series follows. Undefined where another version of Chorus made the files, and they do not say.
   */
  readonly tabulated?: string
  /** SHA256SUMS of that, whose hash is `tabulated`. */
  readonly counted?: Uint8Array
  readonly content: ReadBack
}

/**
 * Reads a release from its files alone. Checks every hash of SHA256SUMS, the survey against its version, every number
 * against its form, and that the files hold nothing else but what can be worked out from these. Throws InputRefused with every
 * problem, by file, row and column; `folder` is how the person named it.
 */
export function readRelease(folder: string, files: Files): ReadRelease {
  refuseChanged(folder, files)
  return orRefused(folder, () => {
    const back = contentOf(folder, files)
    const extra = filesThatDiffer(files, back)
    if (extra.length > 0)
      throw refused(
        folder,
        extra.map((file) => problem(file, 'it holds something that does not follow from its numbers', MADE_ELSEWHERE)),
      )
    const { standing } = back.status
    const voted = standing.state === 'candidate' ? { id: releaseId(files), files } : candidateOf(back)
    if (standing.state !== 'candidate' && standing.approval.candidate !== voted.id)
      throw refused(folder, [problem('methods.json', 'it names other numbers as approved than those that are here')])
    const counted = isAsTabulated(back) ? voted : candidateOf({ ...back, quotes: NO_QUOTES, sentences: NO_SENTENCES })
    return {
      ...factsOf(files, back),
      candidate: voted.id,
      voted: sumsIn(voted.files),
      tabulated: counted.id,
      counted: sumsIn(counted.files),
    }
  })
}

/**
 * Reads a release that any version of Chorus made, by what was voted on: `voted`, SHA256SUMS of the candidate. A candidate is
 * taken by its own sums; of a published release, every data file has to be the one that was voted on. Pages are looked at by
 * their hashes alone: whether they are the ones that were published, its caller finds out. `counted`: SHA256SUMS of the candidate before
 * any words were put in. Throws InputRefused.
 */
export function readVoted(folder: string, files: Files, voted: Uint8Array, counted?: Uint8Array): ReadRelease {
  refuseChanged(folder, files)
  return orRefused(folder, () => {
    const back = contentOf(folder, files)
    const { standing } = back.status
    const candidate = sha256(voted)
    const claimed = standing.state === 'candidate' ? releaseId(files) : standing.approval.candidate
    if (claimed !== candidate) throw refused(folder, [problem('methods.json', 'it is not what was voted on')])
    if (standing.state !== 'candidate') refuseOthers(folder, files, voted, back.status)
    const before = isAsTabulated(back) ? voted : counted
    const asVoted = { files: new Map([...files].filter(([name]) => hashesIn(voted).has(name))), status: back.status }
    return { ...factsOf(files, { ...back, asVoted }), candidate, voted, ...(before ? { tabulated: sha256(before), counted: before } : {}) }
  })
}

/** The files of a published release that this version of Chorus makes otherwise from its numbers. */
export type MadeOtherwise = {
  readonly names: readonly string[]
  /** Whether it makes every file of the candidate, to the byte, as the board voted on it. */
  readonly isAsVoted: boolean
}

/** Makes every file of a published release again. Undefined where another version wrote its numbers in a form that this one cannot read. */
export function filesMadeOtherwise(folder: string, files: Files): MadeOtherwise | undefined {
  try {
    const back = contentOf(folder, files)
    const { standing } = back.status
    const isAsVoted = standing.state !== 'candidate' && candidateOf(back).id === standing.approval.candidate
    return { names: filesThatDiffer(files, back), isAsVoted }
  } catch {
    return undefined
  }
}

function contentOf(folder: string, files: Files): ReadBack {
  const { policy, inWords, ...data } = readData(folder, files)
  const { survey, release, date, previous, tables, status } = data
  return {
    survey,
    release,
    date,
    previous,
    report: { policy, inWords, tables },
    status,
    quotes: readQuotes(survey, textOf(files, QUOTES_FILE)),
    sentences: files.has(SENTENCES_FILE) ? readSentences({ survey, tables }, textOf(files, SENTENCES_FILE)) : NO_SENTENCES,
    attached: attachedTo(files, status),
  }
}

function factsOf(files: Files, content: ReadBack) {
  const { release, previous, survey, report, date, status } = content
  const { policy, tables } = report
  return { id: releaseId(files), release, ...(previous === undefined ? {} : { previous }), survey, policy, tables, date, status, content }
}

/** Files that show that a board approved: not part of a candidate, and not made from its numbers. */
const ATTACHED = ['proof.json']

function attachedTo(files: Files, { standing: { state } }: Status): Files {
  return new Map(state === 'candidate' ? [] : [...files].filter(([name]) => ATTACHED.includes(name)))
}

function isAsTabulated({ quotes, sentences }: ReadBack): boolean {
  return isDeepStrictEqual(quotes, NO_QUOTES) && sentences.length === 0
}

function candidateOf(read: ReadBack): Release {
  return writeRelease({ ...read, status: { ...read.status, standing: CANDIDATE }, attached: new Map() })
}

function sumsIn(files: Files): Uint8Array {
  return files.get(SUMS) ?? new Uint8Array()
}

/**
 * Makes a release anew with another standing, after a board's act: the same numbers, and the new standing on every page and in
 * every file. `proof`, the bytes of proof.json, is listed in SHA256SUMS like every other file.
 */
export function withStanding({ content }: ReadRelease, standing: Status['standing'], proof?: Uint8Array): Release {
  const attached = new Map(proof ? [['proof.json', proof] as const] : [])
  return writeRelease({ ...content, status: { ...content.status, standing }, attached })
}

/** A candidate with words of single people in it, which passed review: what a board then votes on. Throws where there is no such question. */
export function withQuotes({ content: { asVoted: _, ...content } }: ReadRelease, quotes: Quotes): Release {
  return writeRelease({
    ...content,
    quotes: checkedQuotes(content.survey, quotes),
    status: { ...content.status, standing: CANDIDATE },
    attached: new Map(),
  })
}

/**
 * A candidate with the board's words for its leading findings: what a board then votes on. Throws where a sentence has a flaw, and where
 * the candidate has quotes: their readers signed for those files, so words come first.
 */
export function withSentences({ content: { asVoted: _, ...content } }: ReadRelease, sentences: Sentences): Release {
  if (!isDeepStrictEqual(content.quotes, NO_QUOTES)) throw new Error('the words of a board come before the quotes')
  return writeRelease({
    ...content,
    sentences: checkedSentences({ survey: content.survey, tables: content.report.tables }, sentences),
    status: { ...content.status, standing: CANDIDATE },
    attached: new Map(),
  })
}
