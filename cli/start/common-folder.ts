import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { COMMON_FILE, COMMON_FOLDER, type SurveyFiles } from '#shared/survey/load-survey.ts'

/** The instruments that come with Chorus, and what they share. */
export const INSTRUMENTS = join(import.meta.dirname, '..', '..', 'surveys')
const OURS = join(INSTRUMENTS, 'common')

/**
 * Finds the files that a new survey shares with those beside it: the folder that is there already, else ours, which `copyCommon`
 * puts there.
 */
export async function commonBeside(folder: string): Promise<{ files: SurveyFiles; copyCommon: () => Promise<void> }> {
  const beside = join(dirname(folder), basename(COMMON_FOLDER))
  const isThere = (await namesIn(beside)).includes(COMMON_FILE)
  const from = isThere ? beside : OURS
  const names = (await namesIn(from)).filter((name) => name.endsWith('.yaml'))
  const texts = await Promise.all(
    names.map(async (name): Promise<[string, string]> => [`${COMMON_FOLDER}${name}`, await readFile(join(from, name), 'utf8')]),
  )
  const copyCommon = async () => {
    if (isThere) return
    await mkdir(beside, { recursive: true })
    for (const name of names) await cp(join(OURS, name), join(beside, name), { force: false })
  }
  return { files: new Map(texts), copyCommon }
}

const supportFile = z.object({ support: z.array(z.looseObject({ region: z.string() })).default([]) })

/** Each region that the shared file has places to turn to in, as `support` of survey.yaml names them. */
export function regionsOf(common: SurveyFiles): { region: string }[] {
  const { support } = supportFile.parse(parse(common.get(`${COMMON_FOLDER}${COMMON_FILE}`) ?? 'support: []') ?? {})
  return [...new Set(support.map(({ region }) => region))].map((region) => ({ region }))
}

/** Names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
