import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { MADE_UP_FILE } from '#shared/release/standing.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { endOnBreakdown, stopAsked } from '../breakdown.ts'
import { nextCandidate } from '../candidates.ts'
import type { DataFolder } from '../data-folder.ts'
import { type Deployment, startDeployment } from '../local-deployment.ts'
import { communityOf } from '../open-surveys.ts'
import { type CommandRequest, listenForCommands } from './control.ts'
import { NO_FURTHER_REPORTS, RESTORED } from './folder-marks.ts'
import { readServeOptions, type ServeSettings } from './serve-options.ts'
import { writeSnapshot } from './snapshot.ts'

/** `chorus serve`: people answer on this machine until it is told to stop. No made-up person answers, and nothing is opened by itself. */
export async function serve(settings: ServeSettings): Promise<void> {
  const options = readServeOptions(settings)
  if (existsSync(join(options.dataDir, MADE_UP_FILE))) {
    throw new CodedError('data-demonstration', `made-up people have answered in ${options.dataDir}: name a new folder with --data`)
  }
  endOnBreakdown()
  console.log('Building the functions, starting the database')
  const deployment = await startDeployment({ ...options, onFailure: (message) => console.error(message) })
  const stop = stopAsked()
  let silence = async () => {}
  try {
    await withdrawAgain(deployment)
    silence = await listenForCommands(deployment.folder.root, (asked) => answer(deployment, asked))
    await tellStanding(deployment, options.publicOrigin)
    if (!stop.aborted) await new Promise<void>((asked) => stop.addEventListener('abort', () => asked()))
    console.log('Stopping: what is under way is finished, and the database is closed')
  } finally {
    await silence()
    await deployment.stop()
  }
}

/** After a restore: what was withdrawn since the backup is deleted once more, before anybody is told that the survey is served. */
async function withdrawAgain({ folder, runWorkflow }: Deployment): Promise<void> {
  const mark = join(folder.root, RESTORED)
  if (!existsSync(mark)) return
  console.log('Deleting again what was withdrawn since the backup')
  await runWorkflow('restoration', {})
  await rm(mark)
}

async function tellStanding(deployment: Deployment, publicOrigin: string): Promise<void> {
  console.log(`Serving ${publicOrigin} on ${deployment.origin}; the data is in ${deployment.folder.root}`)
  const open = await communityOf(deployment).listOpen()
  for (const { link, version } of open) console.log(`${version.id}: ${publicOrigin}/s/${link}`)
  if (open.length === 0) console.log(`No survey is open. Open one with: npx chorus survey open <folder> --data ${deployment.folder.root}`)
}

async function answer(deployment: Deployment, asked: CommandRequest): Promise<string[]> {
  if (asked.ask === 'snapshot') {
    await writeSnapshot(deployment.folder, deployment.copyDatabase, asked.folder)
    return []
  }
  return makeReport(deployment, asked.survey)
}

async function makeReport(deployment: Deployment, survey: string): Promise<string[]> {
  refuseReports(deployment.folder)
  const community = communityOf(deployment)
  const link = linkOf(survey)
  // A survey that was closed has its report all the same.
  const found = (await community.readOpen(link)) ?? (await community.readShut(link))
  if (!found) {
    const known = (await community.listOpen()).map(({ version }) => version.id).join(', ') || 'none'
    throw new CodedError('survey-not-open', `No survey ${survey} was ever open here. Open surveys: ${known}. Give the id of one of them.`)
  }
  const { last, refused } = await nextCandidate(deployment, found.version)
  return [...(refused === undefined ? [] : [refused]), ...(last ? [`report ${last.release}: ${last.report}`] : [])]
}

function refuseReports({ root }: DataFolder): void {
  const mark = join(root, NO_FURTHER_REPORTS)
  if (existsSync(mark))
    throw new CodedError('reports-unknown', `No report is made from this restored data. ${mark} says why, and what to do.`)
}
