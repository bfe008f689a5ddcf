import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Unreachable } from '#cli/simulate/faults.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { type Random, randomFrom } from '#shared/made-up-people/random.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { withFewTables } from '#test/lambda/few-tables.ts'
import { buildOnce } from './killed/built.ts'
import { begin, type Life } from './killed/lives.ts'
import { openingOf, untilKilled } from './killed/round.ts'
import { binary, readDatabase, type StoredItem } from './tables.ts'
import { countWholeCandidates } from './whole-candidates.ts'

/** The way people answer until each kill, and the least number of receipts that have been shown by then. */
const ROUNDS = [
  { mode: 'one-page', shown: 35 },
  { mode: 'pages', shown: 5 },
  { mode: 'mixed', shown: 10 },
] as const
const CLIENTS = 8
const ATTACK_MS = 400_000
/** Kills while a report is being made, or seen to be impossible, which takes about so long: one for everybody alone, whose writing is the same. */
const KILLS_TABULATING = 2
const MOST_MS_TO_COUNT = 1500

type Receipt = { readonly seed: string; readonly person: number; readonly code: string }

describe('when the process is killed at any moment', () => {
  const moments = randomFrom('moments of the crash test')
  let own = ''
  let folder = ''
  let survey: Survey
  const receipts: Receipt[] = []
  /** The deployment of `npm start`, without all that it does before and after: nobody sends anything then, and it takes most of the time. */
  let start: () => Life

  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'chorus-crash-'))
    folder = join(own, 'data')
    const built = await buildOnce(own)
    start = () => begin(folder, 0, built)
    survey = withFewTables(await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard')))
    for (const [number, round] of ROUNDS.entries()) {
      const life = start()
      await life.serves
      if (number === 0) await life.tell(openingOf(survey))
      receipts.push(...(await killedWhileSending(life, survey, round, moments)))
    }
  }, ATTACK_MS)
  afterAll(() => rm(own, { recursive: true, force: true }))

  it('no response whose receipt was shown is lost, and neither are its words', async () => {
    const pepper = await readFile(join(folder, 'secrets', 'pepper.key'))
    const stored = idsOf(await readDatabase(join(folder, 'database')))
    expect(receipts.length).toBeGreaterThanOrEqual(ROUNDS.reduce((sum, { shown }) => sum + shown, 0))
    for (const receipt of receipts) {
      const bits = codeBits(receipt.code)
      expect(stored.responses, `the response of ${receipt.seed}, person ${receipt.person}`).toContain(hex(responseId(pepper, bits)))
      for (const question of writtenBy(survey, receipt)) expect(stored.stories).toContain(hex(storyId(pepper, bits, question)))
    }
  })

  it('no response is there twice, and none that nobody was sending', async () => {
    const { responses } = idsOf(await readDatabase(join(folder, 'database')))
    expect(new Set(responses).size).toBe(responses.length)
    const shown = new Set(receipts.map(({ code }) => code)).size
    // A response may be stored whose receipt the kill kept from its sender: at most one a client.
    expect(responses.length - shown).toBeLessThanOrEqual(ROUNDS.length * CLIENTS)
    expect(responses.length).toBeGreaterThanOrEqual(shown)
  })

  it(
    'a report is whole or not there, and the next run makes it',
    async () => {
      const before = idsOf(await readDatabase(join(folder, 'database'))).responses.length
      for (let kill = 0; kill < KILLS_TABULATING; kill++) {
        await killedWhileTabulating(start(), survey, moments, { withFunctions: kill > 0 })
        await countWholeCandidates(join(folder, 'candidates'))
      }
      const last = start()
      await last.serves
      await last.tell({ order: 'tabulate', version: versionOf(survey) })
      await last.tell({ order: 'stop' })
      await last.ended
      expect(await countWholeCandidates(join(folder, 'candidates'))).toBeGreaterThan(0)
      expect(idsOf(await readDatabase(join(folder, 'database'))).responses).toHaveLength(before)
    },
    ATTACK_MS,
  )
})

/** People come, some of them sending twice, until the process is gone; gives every receipt that was on a screen. */
async function killedWhileSending(
  life: Life,
  survey: Survey,
  { mode, shown }: (typeof ROUNDS)[number],
  moments: Random,
): Promise<Receipt[]> {
  const seed = `killed at ${moments.uniform()}`
  const receipts: Receipt[] = []
  const killAfter = shown + moments.below(20)
  const moreMs = 40 * moments.uniform()
  const killed = Promise.withResolvers<void>()
  const onReceipt = (person: number, code: string) => {
    receipts.push({ seed, person, code })
    if (receipts.length === killAfter) setTimeout(() => killed.resolve(life.kill()), moreMs)
  }
  const habit = { mode, withdraws: 0 }
  const sending = simulate({
    origin: await life.serves,
    survey,
    people: 1000,
    seed,
    habit,
    clients: CLIENTS,
    now: () => new Date(),
    onReceipt,
  })
  await expect(sending).rejects.toThrow(Unreachable)
  await killed.promise
  return receipts
}

/** The function that makes the report is left behind, or is killed at the same moment, as when a whole machine stops. */
async function killedWhileTabulating(
  life: Life,
  survey: Survey,
  moments: Random,
  { withFunctions }: { withFunctions: boolean },
): Promise<void> {
  await life.serves
  const waited = MOST_MS_TO_COUNT * moments.uniform()
  const told = untilKilled(life.tell({ order: 'tabulate', version: versionOf(survey) }))
  const killed = Promise.withResolvers<void>()
  setTimeout(() => killed.resolve(withFunctions ? life.killWithFunctions() : life.kill()), waited)
  await Promise.all([killed.promise, told])
}

function idsOf(items: readonly StoredItem[]): { responses: string[]; stories: string[] } {
  const of = (wanted: string) => items.filter(({ table }) => table === wanted).map(({ item }) => hex(binary(item, 'sk')))
  return { responses: of('responses'), stories: of('stories') }
}

function writtenBy(survey: Survey, { seed, person }: Receipt): string[] {
  const { wishes } = drawPerson(survey, populationOf(survey, seed), seed, person)
  return questionsOf(survey).flatMap(({ id, type }) => (type === 'text' && wishes[id]?.[0] ? [id] : []))
}

function codeBits(code: string): Uint8Array {
  const bits = parseCode(code)
  if (!bits) throw new Error('a receipt showed something that is not a code')
  return bits
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
