import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { InputRefused } from '#shared/problem.ts'
import { isUnprotected } from '#shared/release/unprotected.ts'
import { claimedId } from './claimed-id.ts'

export type ReportBeside = { readonly folder: string; readonly release: string; readonly id: string }

/** Every report of a study in the folder around `out`, the one in `out` itself among them. Exact numbers that nothing protects are none. */
export async function reportsBeside(out: string, study: string): Promise<ReportBeside[]> {
  const around = dirname(resolve(out))
  const entries = await readdir(around, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.includes('.unfinished-'))
  const found = await Promise.all(folders.map(({ name }) => reportIn(join(around, name), study)))
  return found.flatMap((each) => each ?? [])
}

/**
 * Throws InputRefused for a report of the study that its state does not list: it was made with another key, or the state is older
 * than it, and one more report could be subtracted from it. The report in `out` may be the one `made` now: an earlier run that was interrupted
 * left it.
 */
export function refuseUnknown(
  beside: readonly ReportBeside[],
  { out, known, made }: { readonly out: string; readonly known: readonly string[]; readonly made?: string },
): void {
  const isOut = ({ folder }: ReportBeside) => folder === resolve(out)
  const unknown = beside.find((each) => (isOut(each) ? made !== undefined && each.id !== made : !known.includes(each.id)))
  if (unknown) throw isOut(unknown) && known.includes(unknown.id) ? replaced(unknown) : unlisted(unknown)
}

function unlisted({ folder, release }: ReportBeside): InputRefused {
  const message = `here lies report ${release} of this study, and the state of this key does not list it: it was made with another key, or the state is older`
  const remedy =
    'Name the key it was made with, and put back the state (.state) as it was after this report. Delete the folder only if nobody has ever seen it'
  return new InputRefused([{ code: 'series-previous', file: folder, message, remedy }])
}

function replaced({ folder, release }: ReportBeside): InputRefused {
  const message = `here lies report ${release} of this study, and another report would replace it`
  return new InputRefused([
    { code: 'series-previous', file: folder, message, remedy: 'Name another folder with --out: a new one, or an empty one' },
  ])
}

const about = z.object({ study: z.string(), release: z.string() })

async function reportIn(folder: string, study: string): Promise<ReportBeside | undefined> {
  try {
    const text = await readFile(join(folder, 'methods.json'), 'utf8')
    const methods = about.parse(JSON.parse(text))
    if (methods.study !== study || isUnprotected(text)) return undefined
    const id = await claimedId(folder)
    return id === undefined ? undefined : { folder, release: methods.release, id }
  } catch {
    return undefined
  }
}
