import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeProblem, InputRefused } from '#shared/problem.ts'
import type { Community } from '#shared/storage/repositories.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { COMMON_FOLDER, loadSurvey, SURVEY_FILE } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

export type Drafts = {
  /** Survey ids by their folder. */
  readonly shown: ReadonlyMap<string, string>
  /** The faults that keep a folder from being shown in its present state, one sentence each. */
  readonly problems: readonly string[]
}

/**
 * Opens every survey of a folder of survey folders, or only one, as it is now, as a trial. A folder with errors keeps the version that
 * it had: its problems are given back. The promises of `chorus survey open` are not checked, since nobody real answers here.
 */
export async function openDrafts(community: Community, surveys: string, only?: string): Promise<Drafts> {
  const shown = new Map<string, string>()
  const problems: string[] = []
  for (const name of only === undefined ? (await readdir(surveys)).toSorted() : [only]) {
    try {
      const survey = await readSurvey(join(surveys, name))
      if (!survey) continue
      await open(community, survey)
      shown.set(name, survey.id)
    } catch (thrown) {
      if (!(thrown instanceof InputRefused)) throw thrown
      problems.push(...thrown.problems.map((each) => describeProblem({ ...each, file: join(name, each.file) })))
    }
  }
  return { shown, problems }
}

async function open(community: Community, survey: Survey): Promise<void> {
  const [link, version] = [linkOf(survey.id), versionOf(survey)]
  if ((await community.readOpen(link))?.version.hash === version.hash) return
  await community.storeSurvey(version, canonicalBytes(survey))
  await community.open({ link, version, trial: true })
}

/** Undefined for a folder that holds no survey, such as the one that surveys share. */
async function readSurvey(folder: string): Promise<Survey | undefined> {
  const own = await textsIn(folder, '')
  if (!own.some(([name]) => name === SURVEY_FILE)) return undefined
  return loadSurvey(new Map([...own, ...(await textsIn(folder, COMMON_FOLDER))]))
}

async function textsIn(folder: string, beside: string): Promise<[string, string][]> {
  const names = await readdir(join(folder, beside)).catch(() => [])
  return Promise.all(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map(async (name): Promise<[string, string]> => [`${beside}${name}`, await readFile(join(folder, beside, name), 'utf8')]),
  )
}
