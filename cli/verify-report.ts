import { stat } from 'node:fs/promises'
import { pullRelease } from '#cli/board/pull-release.ts'
import { faultInWords } from '#cli/fault-code.ts'
import { readFolder } from '#cli/read-folder.ts'
import { checkData, checkPublished } from '#shared/governance/check-published.ts'
import { PROOF_FILE, readProof } from '#shared/governance/proof.ts'
import { CodedError, InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'
import { refuseChanged } from '#shared/release/read-data.ts'
import { type Files, SUMS, VOTED_SUMS } from '#shared/release/release.ts'

/**
 * Checks a published report, in a folder or at an address, and says what that shows, one plain sentence each. Throws InputRefused for
 * files that are not what they say, and CodedError where no board approved them.
 */
export async function verifyReport(what: string, board: string | undefined, now: Date): Promise<readonly string[]> {
  const files = await filesAt(what)
  const voted = files.get(VOTED_SUMS)
  if (!files.has(SUMS) && voted) return verifyData(files, voted, board, now)
  refuseChanged(what, files)
  const checked = checkPublished(files, board, now, what)
  if (!checked.ok) throw new CodedError('not-approved', checked.sentences.join(' '))
  return [`${nameOf(files)}: every file is what it was${pagesOf(what, files)}`, ...checked.sentences]
}

/** The data files of a report whose pages a site does not show: nothing says which pages were published. */
function verifyData(files: Files, voted: Uint8Array, board: string | undefined, now: Date): readonly string[] {
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

function pagesOf(what: string, files: Files): string {
  try {
    readRelease(what, files)
    return ', and every page says what the numbers say.'
  } catch (thrown) {
    if (!(thrown instanceof InputRefused) || readProof(files.get(PROOF_FILE))?.format !== 'chorus-proof/2') throw thrown
    return '. Another version of Chorus made its pages: they are the ones that were published, and whether they say what the numbers say is not checked here.'
  }
}

async function filesAt(what: string): Promise<Files> {
  if (/^https?:\/\//.test(what)) return pullRelease(what)
  const found = await stat(what).catch((thrown: unknown) => {
    throw new CodedError('board-file', `${what} cannot be read: ${faultInWords(thrown)}. Name the folder of a published report.`)
  })
  if (!found.isDirectory())
    throw new CodedError('board-file', `${what} is no folder. Name the folder of a published report, or a .jsonl file.`)
  return readFolder(what)
}
