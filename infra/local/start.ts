import { relative } from 'node:path'
import { storedSurvey } from '#functions/stored-survey.ts'
import { ABOUT_CODES, describeError } from '#shared/problem.ts'
import { endOnBreakdown, stopAsked } from './breakdown.ts'
import { nextCandidate, type Tabulated } from './candidates.ts'
import { chorus } from './chorus-command.ts'
import { deleteDataFolder } from './data-folder.ts'
import { foundDemonstration, prepareDemonstration } from './demonstration-board.ts'
import { boardAddress, giveStoryKeys, keepMadeUpCompany, layMadeUpStories, linkForYou } from './demonstration-room.ts'
import { type Deployment, startDeployment } from './local-deployment.ts'
import { communityOf, isInstrument, listSurveys, newSurveys, openSurveys } from './open-surveys.ts'
import { readStartOptions, type StartOptions, USAGE } from './start-options.ts'

/** So many made-up people answer each instrument that a new data folder opens, on the one-page form, which takes a sixth of the time. */
const PEOPLE = 200
/** The survey among them whose report the made-up board publishes; that of the other one waits as a candidate. */
const PUBLISHED = 'being-heard'
/** The exit code that a shell expects of a command that Ctrl-C ended. */
const INTERRUPTED = 130

const say = (line = '') => console.log(line)
const fact = (name: string, value: string) => say(`  ${name.padEnd(16)}  ${value}`)

async function main(options: StartOptions): Promise<void> {
  if (options.fresh) await deleteDataFolder(options.data)
  say('Chorus, on this machine only: building its functions, starting the database')
  if (options.demo) await prepareDemonstration(options.data)
  const deployment = await startDeployment({
    dataDir: options.data,
    port: options.port,
    ...(options.publicOrigin && { publicOrigin: options.publicOrigin }),
    onFailure: (message) => console.error(`\n${message}`),
  })
  const stop = stopAsked()
  const asked = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
  try {
    await Promise.race([run(deployment, options, stop), asked])
    if (!options.once) await asked
    else if (stop.aborted) process.exitCode = INTERRUPTED
  } finally {
    if (stop.aborted) say('\nStopping: what is under way is finished, and the database is closed')
    await deployment.stop()
  }
}

async function run(deployment: Deployment, { demo, once, also, publicOrigin }: StartOptions, stop: AbortSignal): Promise<void> {
  fact('address', deployment.origin)
  fact('data', `${here(deployment.folder.root)}  (answers and keys: keep it private)`)

  const isDemonstration = await foundDemonstration(deployment)
  if (isDemonstration) await giveStoryKeys(deployment)
  if (isDemonstration) fact('board', 'made-up members with real keys: everything they approve says that no community decided it')

  say('\nSurveys')
  const opened = await newSurveys(deployment, also)
  if (opened.length > 0) {
    const way = isDemonstration ? 'by votes of the made-up board' : 'as trials'
    say(`Checking and opening ${opened.join(', ')}: ${way}, even if nobody has tried out their places to turn to`)
    await openSurveys(deployment, opened, { isDemonstration, signal: stop })
    say()
  }
  await listSurveys(deployment, stop)
  const begun = await demonstrate(deployment, demo ? opened.filter(isInstrument) : [], stop)
  const told = isDemonstration ? await layMadeUpStories(deployment) : 0
  const reported = demo || opened.length === 0 ? await report(deployment, demo, begun) : []
  if (isDemonstration)
    await publish(
      deployment,
      reported.filter((id) => id === PUBLISHED),
      stop,
    )
  await invite(deployment)
  if (isDemonstration && !once) {
    const at = boardAddress(deployment, publicOrigin)
    await seatYou(deployment, at, told)
    keepMadeUpCompany(deployment, at, stop).catch(explain)
  }
  if (!once) say('\nServing. Ctrl-C stops it; the data stays, and npm start finds it again.')
}

/** Reports that are being made, by the id of their survey. */
type Begun = ReadonlyMap<string, Promise<Tabulated>>

/** Made-up people answer one survey after the other. Each is counted while people answer the next. */
async function demonstrate(deployment: Deployment, surveys: readonly string[], signal: AbortSignal): Promise<Begun> {
  const begun = new Map<string, Promise<Tabulated>>()
  if (surveys.length === 0) return begun
  say(`\nMade-up people (${PEOPLE * surveys.length}) answer, so that there is something to see`)
  const open = await communityOf(deployment).listOpen()
  for (const id of surveys) {
    const version = open.find((each) => each.version.id === id)?.version
    const people = ['--survey', id, '--n', String(PEOPLE), '--mode', 'one-page']
    await chorus(['simulate', '--url', deployment.origin, '--data', deployment.folder.root, ...people], { signal })
    if (!version) continue
    say(`${id}: counting the answers and attacking the report`)
    const report = nextCandidate(deployment, version)
    // Anybody who waits for it is told; until then it is nobody's unhandled failure.
    report.catch(() => undefined)
    begun.set(id, report)
  }
  return begun
}

/** Gives the surveys that have a report. */
async function report(deployment: Deployment, demo: boolean, begun: Begun): Promise<readonly string[]> {
  const reported: string[] = []
  say('\nReports: each is a candidate until the board approves it')
  for (const { version } of await communityOf(deployment).listOpen()) {
    const known = begun.get(version.id)
    if (!known) fact(version.id, 'counting the answers and attacking the report, with all before it')
    const { last, refused } = await (known ?? nextCandidate(deployment, version))
    if (last) {
      reported.push(version.id)
      fact(version.id, `${here(last.report)}  (report ${last.release} of a series)`)
    }
    if (refused !== undefined) fact(last ? '' : version.id, refused)
    if (!last && demo && isInstrument(version.id)) {
      fact('', 'npm start -- --fresh begins again and lets made-up people answer; it deletes every answer that is there')
    }
  }
  return reported
}

/** The made-up board reviews reports and votes on them; what it approved is published as any board's is. The other reports wait. */
async function publish(deployment: Deployment, surveys: readonly string[], signal: AbortSignal): Promise<void> {
  say('\nPublished')
  const { root } = deployment.folder
  const environment = deployment.stewardEnvironment
  if (surveys.length > 0) await chorus(['board', 'demonstrate', 'publish', '--data', root, ...surveys], { environment, signal })
  await deployment.runWorkflow('publication', {})
  for (const id of surveys) fact(id, `${deployment.origin}/r/${id}/`)
  fact('everything', `${deployment.origin}/r`)
}

/** `told`: the number of made-up stories that can be read there. */
async function seatYou(deployment: Deployment, at: string, told: number): Promise<void> {
  say('\nDecide with the board: its pages, and a link with which you become a member (it works once, for seven days)')
  fact('console', `${at}/board`)
  fact('your link', `${at}${await linkForYou(deployment)}`)
  if (told > 0) fact('stories', `${told} made-up ones, dated back: make a key under Stories, and the board lets you read them`)
}

async function invite(deployment: Deployment): Promise<void> {
  const community = communityOf(deployment)
  const open = await community.listOpen()
  say(open.length > 0 ? '\nAnswer a survey yourself' : '\nNo survey is open: see chorus survey open --help')
  for (const { link, version } of open) {
    const address = `${deployment.origin}/s/${link}`
    fact(version.id, address)
    const others = (await storedSurvey(community, version)).languages.slice(1)
    if (others.length > 0) fact('', `${address}?lang=${others.join(' or ')}`)
  }
}

function here(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

/** Explains an error to a person; with CHORUS_TRACE also where in the code it failed. */
function explain(thrown: unknown): void {
  console.error(describeError(thrown))
  console.error(ABOUT_CODES)
  if (process.env.CHORUS_TRACE && thrown instanceof Error) console.error(thrown.stack)
  process.exitCode = 1
}

endOnBreakdown()

try {
  const options = readStartOptions(process.argv.slice(2))
  if (options === 'help') say(USAGE)
  else await main(options)
} catch (thrown) {
  explain(thrown)
}
