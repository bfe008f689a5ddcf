import { stat } from 'node:fs/promises'
import { pullRelease } from '#cli/board/pull-release.ts'
import { faultInWords } from '#cli/fault-code.ts'
import { readFolder } from '#cli/read-folder.ts'
import { checkData, checkPublished } from '#shared/governance/check-published.ts'
import { PROOF_FILE } from '#shared/governance/proof.ts'
import { CodedError } from '#shared/problem.ts'
import { filesMadeOtherwise } from '#shared/release/read.ts'
import { problem, refuseChanged, refused } from '#shared/release/read-data.ts'
import { type Files, SUMS, VOTED_SUMS } from '#shared/release/release.ts'
import { DATA_FILES } from '#shared/release/voted-files.ts'

/**
 * Checks a published report, in a folder or at an address, and says what that shows, one plain sentence each. Throws InputRefused for
 * files that are not what they say, and CodedError where no board approved them.
 */
export async function verifyReport(what: string, board: string | undefined, now: Date): Promise<readonly string[]> {
  const files = await filesAt(what)
  const voted = files.get(VOTED_SUMS)
  if (!files.has(SUMS) && voted) return verifyData(what, files, voted, board, now)
  refuseChanged(what, files)
  const checked = checkPublished(files, board, now, what)
  if (!checked.ok) throw new CodedError('not-approved', checked.sentences.join(' '))
  return [`${nameOf(files)}: every file is what it was${pagesOf(what, files)}`, ...checked.sentences]
}

/** The data files of a report whose pages a site does not show: nothing says which pages were published. */
function verifyData(what: string, files: Files, voted: Uint8Array, board: string | undefined, now: Date): readonly string[] {
  const known: readonly string[] = [...DATA_FILES, PROOF_FILE, VOTED_SUMS]
  const others = [...files.keys()].filter((name) => !known.includes(name))
  if (others.length > 0)
    throw refused(
      what,
      others.map((name) =>
        problem(name, 'nothing shows that it was published: no entry of the ledger names the files', 'Take it out of the folder'),
      ),
    )
  const { ok, sentences } = checkData(files, voted, board, now)
  if (!ok) throw new CodedError('not-approved', sentences.join(' '))
  return [
    `${nameOf(files)}: its data files are what the board voted on, but for the word that says that they are published.`,
    'Its pages are not among these files: another version of Chorus made them, and no entry of the ledger says which they were.',
    ...sentences,
  ]
}

function nameOf(files: Files): string {
  const { study, release }: { study?: unknown; release?: unknown } = JSON.parse(new TextDecoder().decode(files.get('methods.json')))
  return `Report ${String(release)} of ${String(study)}`
}

/**
 * Whether the pages say what the numbers say: by making them again. The log alone says which pages were published. So where this
 * version makes every file of the candidate as the board voted on it, and a published page otherwise, the folder is refused.
 */
function pagesOf(what: string, files: Files): string {
  const made = filesMadeOtherwise(what, files)
  if (!made)
    return `. ${BY_THE_LOG} This version of Chorus cannot make them again, so whether they say what the numbers say is not checked here.`
  const { names, isAsVoted } = made
  if (names.length === 0) return ', and every page says what the numbers say.'
  if (isAsVoted)
    throw refused(
      what,
      names.map((name) => problem(name, MADE_OTHERWISE, READ_ELSEWHERE)),
    )
  const shown =
    names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(', ')
  return `. ${BY_THE_LOG} This version of Chorus makes ${names.length} of the ${files.size} files in another way, so whether these say what the numbers say is not checked here: ${shown}.`
}

const MOST_NAMES = 6
const BY_THE_LOG = "Its pages are the ones that were published, by the word of the ledger's log."
const MADE_OTHERWISE =
  'this version of Chorus makes every file of the candidate just as the board voted on it, but this file in another way than it was published. Somebody with the key of the log may have changed it'
const READ_ELSEWHERE =
  'Compare it with report.csv: the board voted on those numbers. If one version of Chorus counted the report and another one published it, verify it with the version that published it'

async function filesAt(what: string): Promise<Files> {
  if (/^https?:\/\//.test(what)) return pullRelease(what)
  const found = await stat(what).catch((thrown: unknown) => {
    throw new CodedError('board-file', `${what} cannot be read: ${faultInWords(thrown)}. Name the folder of a published report.`)
  })
  if (!found.isDirectory())
    throw new CodedError('board-file', `${what} is no folder. Name the folder of a published report, or a .jsonl file.`)
  return readFolder(what)
}
