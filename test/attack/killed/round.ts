import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '#shared/made-up-people/random.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Built } from './built.ts'
import { Door } from './door.ts'
import { begin, Ended, type Life } from './lives.ts'
import type { Done } from './orders.ts'
import { type Fate, type People, peopleCome } from './people.ts'

const CLIENTS = 6
/** So many begin a visit in one life of the deployment, so that a start does not take longer and longer. */
const VISITS_A_LIFE = 30
/** The number of times it is killed while it starts; what was left half deleted is deleted then. */
const STARTING = 0.3
/** So many times, at most, one of its functions is killed before all of it is. */
const FUNCTIONS = 8
const COUNTING = 0.6
const EXPIRING = 0.5
/** The number of people, of ten, who answer the survey that lasts; the others one whose time will soon be over. */
const OF_TEN = 6
/** A moment comes after so many answers, at most, and a little more; or, where nobody is answered, after so much time. */
const MOST_ANSWERS = 30
const LITTLE_MS = 60
const MOST_MS = 3000
/** Until a first start has been timed. */
const FIRST_START_MS = 2000

export type Round = {
  readonly folder: string
  readonly built: Built
  readonly kills: number
  readonly seed: string
  readonly moments: Random
  readonly surveys: (number: number) => Survey
}

export type Killed = {
  readonly fates: readonly Fate[]
  /** Surveys whose time is over. */
  readonly over: ReadonlySet<Survey>
  readonly deletions: Extract<Done, { did: 'stop' }>['deletions']
  /** The requests under way at each kill. */
  readonly at: readonly (readonly string[])[]
  /** Failures for another reason than that its process was killed: on a busy machine, a store that took too long. */
  readonly failures: readonly string[]
}

/** One folder, killed so many times, and then left to come to a clean end. */
export async function killedRound(round: Round): Promise<Killed> {
  const { folder, built, kills, moments } = round
  const door = new Door(VISITS_A_LIFE)
  const over = new Set<Survey>()
  const at: string[][] = []
  const failures: string[] = []
  const lasting = round.surveys(0)
  let [passing, port, startMs] = [round.surveys(1), 0, FIRST_START_MS]
  const served = () => door.served()
  const mayCome = () => door.mayCome()
  let people: People | undefined

  async function start(): Promise<Life> {
    const before = performance.now()
    const life = begin(folder, port, built)
    const origin = await life.serves
    startMs = performance.now() - before
    port = Number(origin.port)
    // The first surveys are there before the first person.
    if (!people) for (const survey of [lasting, passing]) await life.tell(openingOf(survey))
    const survey = (person: number) => (person % 10 < OF_TEN ? lasting : passing)
    people ??= peopleCome({ clients: CLIENTS, seed: round.seed, survey, served, mayCome })
    door.open(origin)
    return life
  }

  async function aMoment(): Promise<void> {
    const answers = people?.answered(moments.below(MOST_ANSWERS + 1))
    await Promise.race([answers, pause(MOST_MS)])
    await pause(LITTLE_MS * moments.uniform())
  }

  /** Another takes its place, and its time is over. */
  async function expire(life: Life): Promise<void> {
    const next = round.surveys(over.size + 2)
    await life.tell(openingOf(next))
    const old = passing
    passing = next
    over.add(old)
    await life.tell({ order: 'expire', version: versionOf(old) })
  }

  while (at.length < kills) {
    if (people && moments.chance(STARTING)) {
      const life = begin(folder, port, built)
      await pause(startMs * moments.uniform())
      at.push(['a start'])
      await life.kill()
      continue
    }
    const life = await start()
    const orders = [
      ...(moments.chance(COUNTING) ? [life.tell({ order: 'tabulate', version: versionOf(lasting) })] : []),
      ...(moments.chance(EXPIRING) ? [expire(life)] : []),
    ].map(untilKilled)
    for (let left = moments.below(FUNCTIONS + 1); left > 0 && at.length < kills - 1; left--) {
      await aMoment()
      const underWay = [...life.underWay(), ...(people?.inFlight() ?? [])]
      const killed = await life.killFunction((count) => moments.below(Math.max(1, count)))
      if (killed) at.push([`the process of ${killed}`, ...underWay])
    }
    await aMoment()
    at.push(['everything', ...life.underWay(), ...(people?.inFlight() ?? [])])
    door.close()
    await life.kill()
    await Promise.all(orders)
    failures.push(...life.unexpected)
  }

  const life = await start()
  door.noMore()
  const fates = (await people?.end()) ?? []
  // Of an order that a kill cut off before anything was written, nothing is left: it is given again.
  for (const survey of over) await life.tell({ order: 'expire', version: versionOf(survey) })
  await life.tell({ order: 'tabulate', version: versionOf(lasting) })
  const stopped = await life.tell({ order: 'stop' })
  await life.ended
  return { fates, over, at, failures, deletions: stopped.did === 'stop' ? stopped.deletions : [] }
}

export function openingOf(survey: Survey) {
  return { order: 'open', version: versionOf(survey), bytes: Buffer.from(canonicalBytes(survey)).toString('base64') } as const
}

/** Done, or cut off by a kill. */
export async function untilKilled(order: Promise<unknown>): Promise<void> {
  await order.catch((thrown) => {
    if (!(thrown instanceof Ended)) throw thrown
  })
}
