import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { releaseId } from '#shared/release/read-data.ts'
import { SUMS } from '#shared/release/release.ts'
import { standing } from '#shared/release/standing.ts'

const about = z.object({ standing })

/**
 * Gives the id under which a series lists the release in a folder: that of its candidate. `readRelease` checks the folder's
 * claim. Undefined where there is no release.
 */
export async function claimedId(folder: string): Promise<string | undefined> {
  const read = (name: string) => readFile(join(folder, name)).catch(() => undefined)
  const [sums, methods] = [await read(SUMS), await read('methods.json')]
  if (!sums) return undefined
  return approvedIn(methods?.toString('utf8') ?? '') ?? releaseId(new Map([[SUMS, new Uint8Array(sums)]]))
}

function approvedIn(methodsJson: string): string | undefined {
  try {
    const { standing } = about.parse(JSON.parse(methodsJson))
    return standing.state === 'candidate' ? undefined : standing.approval.candidate
  } catch {
    return undefined
  }
}
