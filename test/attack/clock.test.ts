import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { said } from '#test/said.ts'
import { readDatabase } from './tables.ts'

const AHEAD_MS = 760 * 24 * 60 * 60 * 1000
const AHEAD = { entries: { retain: 'test/attack/fixtures/keeps-two-years-ahead.ts' } }

describe('one start with the clock two years ahead', () => {
  let dataDir = ''
  let survey: Survey
  let before: string[]
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'chorus-clock-'))
    survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    const running = await runDeployment([survey], { dataDir })
    await people(running)
    // The day's retention notes the opening; the day after it, nobody remembers.
    await running.deployment.runWorkflow('retention', {})
    await running.stop()
    before = await tablesOf()
    expect(new Set(before)).toStrictEqual(new Set(['drafts', 'responses', 'stories', 'withdrawals', 'community']))
  })
  afterEach(() => vi.useRealTimers())
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  /** One sends, one takes it back, one closes the tab in the middle. */
  async function people({ origin }: Running): Promise<void> {
    const endings = [
      { kind: 'sends', twice: false },
      { kind: 'sends', twice: false, withdraws: 'everything' },
      { kind: 'closes the tab', after: 1 },
    ] as const
    const plan = { mode: 'pages', agrees: ['aggregate'], looksBack: false, pressesSkip: false, typesCarelessly: false } as const
    const person = { wishes: { bh01: ['peer'], bh15: ['These words.'] }, skippedSections: new Set<string>(), heard: 0 }
    const connection = connectTo(origin, 1)
    for (const ending of endings) {
      const browser = new Browser({ origin, send: connection.send, now: () => new Date() })
      await visitSurvey({ survey, person, plan: { ...plan, ending }, browser })
    }
    connection.close()
  }

  const tablesOf = async () => (await readDatabase(join(dataDir, 'database'))).map(({ table }) => table)

  async function startsTwoYearsAhead(): Promise<Running> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + AHEAD_MS })
    return runDeployment([survey], { dataDir, ...AHEAD })
  }

  it('deletes nothing, takes answers as before, and says what to do', async () => {
    const running = await startsTwoYearsAhead()
    const page = await fetch(new URL('/support', running.origin))
    await running.stop()

    expect(page.status).toBe(200)
    expect(running.failures.join('\n')).toMatch(/The clock says \d{4}-\d\d-\d\d, 760 days after the latest day that was seen/)
    expect(running.failures.join('\n')).toContain('npx chorus confirm-day')
    expect(await tablesOf()).toStrictEqual(before)
  })

  it('deletes nothing either when retention is asked for by hand: the function looks for itself', async () => {
    const running = await runDeployment([survey], { dataDir, ...AHEAD })
    await expect(running.deployment.runWorkflow('retention', {})).rejects.toThrow()
    await running.stop()

    expect(await tablesOf()).toStrictEqual(before)
  })

  it('is no start after which an honest clock is doubted', async () => {
    const running = await runDeployment([survey], { dataDir })
    await running.stop()

    expect(running.failures).toStrictEqual([])
    expect(await tablesOf()).toStrictEqual(before)
  })

  it('deletes what is over once a person confirms the day, and takes no other day than the clock says', async () => {
    const running = await startsTwoYearsAhead()
    const day = new Date().toISOString().slice(0, 10)
    const wrong = await said(['confirm-day', '2026-01-01', '--data', dataDir])
    const right = await said(['confirm-day', day, '--data', dataDir])
    await running.stop()
    vi.useRealTimers()
    const again = await startsTwoYearsAhead()
    await again.stop()

    expect([wrong.code, wrong.stderr]).toStrictEqual([1, expect.stringContaining('Set the clock right, then give the command again.')])
    expect([right.code, right.stderr]).toStrictEqual([0, ''])
    expect(again.failures).toStrictEqual([])
    expect(new Set(await tablesOf())).toStrictEqual(new Set(['community']))
  })
})
