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
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { functionProcesses } from './function-processes.ts'
import { npmStart } from './npm-start.ts'
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
/** Kills while a report is being made, or seen to be impossible, which takes about so long. */
const KILLS_TABULATING = 2
const MOST_MS_TO_COUNT = 2500

type Receipt = { readonly seed: string; readonly person: number; readonly code: string }

describe('when the process is killed at any moment', () => {
  const moments = randomFrom('moments of the crash test')
  let folder = ''
  let survey: Survey
  const receipts: Receipt[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-crash-'))
    survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    for (const round of ROUNDS) receipts.push(...(await killedWhileSending(folder, survey, round, moments)))
  }, ATTACK_MS)
  afterAll(() => rm(folder, { recursive: true, force: true }))

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
    'a report is whole or not there, and the next start makes it',
    async () => {
      const before = idsOf(await readDatabase(join(folder, 'database'))).responses.length
      for (let kill = 0; kill < KILLS_TABULATING; kill++) {
        await killedWhileTabulating(folder, moments, { withFunctions: kill > 0 })
        await countWholeCandidates(join(folder, 'candidates'))
      }
      const last = npmStart('--data', folder, '--port', '0', '--no-demo', '--once')
      expect(await last.ended, last.output()).toBe(0)
      expect(await countWholeCandidates(join(folder, 'candidates'))).toBeGreaterThan(0)
      expect(idsOf(await readDatabase(join(folder, 'database'))).responses).toHaveLength(before)
    },
    ATTACK_MS,
  )
})

/** People come, some of them sending twice, until the process is gone; gives every receipt that was on a screen. */
async function killedWhileSending(
  folder: string,
  survey: Survey,
  { mode, shown }: (typeof ROUNDS)[number],
  moments: Random,
): Promise<Receipt[]> {
  const seed = `killed at ${moments.uniform()}`
  const started = npmStart('--data', folder, '--port', '0', '--no-demo')
  const receipts: Receipt[] = []
  const killAfter = shown + moments.below(20)
  const moreMs = 40 * moments.uniform()
  const onReceipt = (person: number, code: string) => {
    receipts.push({ seed, person, code })
    if (receipts.length === killAfter) setTimeout(() => started.signal('SIGKILL'), moreMs)
  }
  const habit = { mode, withdraws: 0 }
  const sending = simulate({
    origin: await started.origin(),
    survey,
    people: 1000,
    seed,
    habit,
    clients: CLIENTS,
    now: () => new Date(),
    onReceipt,
  })
  await expect(sending).rejects.toThrow(Unreachable)
  expect(await started.ended).toBe('SIGKILL')
  return receipts
}

/**
 * The report is begun right after this line is printed; once it is made, the next one is. The function that makes it is left behind, or is
 * killed at the same moment, as when a whole machine stops.
 */
async function killedWhileTabulating(folder: string, moments: Random, { withFunctions }: { withFunctions: boolean }): Promise<void> {
  const started = npmStart('--data', folder, '--port', '0', '--no-demo')
  await started.printed('Reports')
  const waited = MOST_MS_TO_COUNT * moments.uniform()
  setTimeout(async () => {
    const functions = withFunctions ? await functionProcesses(started.pid) : []
    for (const { pid } of functions) process.kill(pid, 'SIGKILL')
    started.signal('SIGKILL')
  }, waited)
  expect(await started.ended).toBe('SIGKILL')
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
