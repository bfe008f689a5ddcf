import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { placeOfStage } from '#cli/stage.ts'
import { runInWords } from '#cli/tabulation/run-in-words.ts'
import { errorClassOf } from '#functions/error-class.ts'
import { OutOfTurn, Overtaken } from '#functions/tabulate/turn.ts'
import { folderRuns } from '#shared/storage/runs/folder-runs.ts'
import type { Run } from '#shared/storage/runs/run.ts'
import { said } from '#test/said.ts'

const INPUT = { survey: { id: 'being-heard', hash: 'ab'.repeat(32) }, release: 2 }
const BEGUN = { started: '2026-11-21T06:05:59.123Z', input: INPUT }
const CANDIDATE = { outcome: 'candidate', prefix: 'being-heard/candidate-1f/', releaseId: '1f', cells: 431, hidden: 97 }

const told = (run: Partial<Run>) => runInWords({ ...BEGUN, state: 'succeeded', ...run })

describe('a tabulation in words', () => {
  it('that made a candidate says where it lies, and holds no count at all', () => {
    expect(told({ output: CANDIDATE })).toEqual([
      'being-heard, report 2, begun 2026-11-21 06:05 UTC',
      '  made: being-heard/candidate-1f/ in the bucket of candidates. The board decides what becomes of it.',
    ])
  })

  it('that was refused says why, as the tabulation itself did', () => {
    const output = { outcome: 'refused', reason: 'too_few_changes', message: 'Not enough has changed yet.' }

    expect(told({ output })[1]).toBe('  refused: Not enough has changed yet. [report-refused]')
  })

  it.each([
    ['Throttled', 'too busy', 'in an hour'],
    ['Unavailable', 'did not answer', 'in an hour'],
    ['Sandbox.Timedout', 'took longer', 'will most likely end the same'],
    ['Runtime.ExitError', 'process of a step ended', 'Start it again once'],
    ['Overtaken', 'began later', 'that one'],
    ['OutOfTurn', "not that of the study's next report", 'after the last report'],
    ['RecordIsOlder', 'does not know it', 'Restore it'],
    ['InputRefused', 'not started as docs/deploy.md says', 'chorus survey list'],
    ['IntegrityError', 'not as it was written', 'Incident'],
    ['something of tomorrow', 'the log of tabulate says where', 'start the workflow again'],
  ])('that failed with %s says so in a sentence, with what to do', (error, why, remedy) => {
    const [, line] = told({ state: 'failed', error })

    expect(line).toMatch(/^ {2}failed: .* \[tabulation-failed\]$/)
    expect(line).toContain(why)
    expect(line).toContain(remedy)
  })

  it('that ran out of time, was stopped, or is under way says which', () => {
    expect(told({ state: 'timed out' })[1]).toContain('took longer')
    expect(told({ state: 'stopped' })[1]).toContain('stopped it')
    expect(told({ state: 'running' })[1]).toBe('  under way')
  })

  it('that was started with something else, or gave something else, quotes neither', () => {
    const lines = told({ input: { survey: 'SECRET' }, output: { counts: ['SECRET'] } })

    expect(lines[0]).toBe('A run that names no report, begun 2026-11-21 06:05 UTC')
    expect(lines.join()).not.toContain('SECRET')
  })

  it('has the names that the steps give their errors', () => {
    expect(errorClassOf(new Overtaken())).toBe('Overtaken')
    expect(errorClassOf(new OutOfTurn('being-heard', 2, 1))).toBe('OutOfTurn')
  })
})

describe('chorus tabulation status', () => {
  const data = mkdtempSync(join(tmpdir(), 'chorus-status-'))
  afterAll(() => rmSync(data, { recursive: true, force: true }))
  const status = (...more: string[]) => said(['tabulation', 'status', '--data', data, ...more])

  it('says of a data folder what became of its last tabulations, the latest first, whether or not it runs', async () => {
    const runs = folderRuns(join(data, 'runs', 'tabulation'))

    expect(await status()).toEqual({ code: 0, stdout: 'No tabulation has been started here.\n', stderr: '' })

    await (await runs.begin(new Date('2026-11-20T06:00:00Z'), randomUUID(), { ...INPUT, release: 1 }))({
      state: 'succeeded',
      output: CANDIDATE,
    })
    await (await runs.begin(new Date('2026-11-21T06:00:00Z'), randomUUID(), INPUT))({ state: 'failed', error: 'Unexpected' })

    const { stdout } = await status()
    expect(stdout.split('\n').filter((line) => line.startsWith('being-heard'))).toEqual([
      'being-heard, report 2, begun 2026-11-21 06:00 UTC',
      'being-heard, report 1, begun 2026-11-20 06:00 UTC',
    ])
    expect((await status('--last', '1')).stdout).not.toContain('report 1')
  })

  it('refuses a folder that is not there, a number that is none, and a stage that nobody described', async () => {
    expect(await said(['tabulation', 'status', '--data', join(data, 'none')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[no-deployment]'),
    })
    expect(await status('--last', '0')).toMatchObject({ code: 2 })
    expect(await said(['tabulation', 'status', '--stage', 'nowhere'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/There is no infra\/aws\/stages\/nowhere\.json.* \[stage-file\]/),
    })
    await expect(placeOfStage('../secrets')).rejects.toThrow('no name of a stage')
  })
})
