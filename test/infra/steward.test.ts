import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Deployment } from '#infra/local/local-deployment.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { said } from '#test/said.ts'
import { aFolder, startProbes } from './local.ts'

describe('the stewards commands', () => {
  const dataDir = join(aFolder(), 'data')
  const surveys = withFewTables()
  const beingHeard = join(surveys, 'being-heard')
  const link = linkOf('being-heard')
  let deployment: Deployment
  beforeAll(async () => {
    deployment = await startProbes({ dataDir })
  })
  afterAll(() => deployment.stop())

  /** As from another terminal: nothing of the deployment is in the environment. */
  async function chorus(...args: string[]): Promise<{ code: number; said: string }> {
    expect(process.env).not.toHaveProperty('CHORUS_TABLE_COMMUNITY')
    const { code, stdout, stderr } = await said(['survey', ...args])
    return { code, said: stdout + stderr }
  }

  it('open a survey, once, and say that this is a trial and no approval', async () => {
    const first = await chorus('open', '--trial', beingHeard, '--data', dataDir)
    const again = await chorus('open', '--trial', beingHeard, '--data', dataDir)

    expect(first.said).toMatch(
      /being-heard \S+ is open\.\n {2}path {2}\/s\/[0-9a-z]{10}\n {2}hash {2}[0-9a-f]{64}\n {2}in {4}en \(unreviewed\), es \(unreviewed\), ar \(unreviewed\)\n {2}Answers are deleted on \d{4}-\d\d-\d\d, words on .*\n/,
    )
    expect(first.said).toContain('does not mean that a community approved it')
    expect(first.said).toMatch(/A TRIAL only: nobody has tried out "[^"]+" yet, and \d+ more places to turn to are untried/)
    expect(first.said).toContain('Every page says that this is a trial.')
    expect(again.said).toContain('is open already')
    expect([first.code, again.code]).toStrictEqual([0, 0])
    expect(await communityOf(deployment).readOpen(link)).toMatchObject({ version: { id: 'being-heard' }, trial: true })
  })

  it('refuse outside a trial what has example names, untried places to turn to, or words to share that no one can check', async () => {
    const { code, said } = await chorus('open', join(surveys, 'crisis-response'), '--data', dataDir)

    expect(code).toBe(1)
    for (const reason of ['is an example', 'nobody has tried out', 'offers to share words after a check by the board']) {
      expect(said).toContain(reason)
    }
    expect(await communityOf(deployment).readOpen(linkOf('crisis-response'))).toBeUndefined()
  })

  it('close it and list what is open', async () => {
    const open = await chorus('list', '--data', dataDir, '--surveys', surveys)
    const closed = await chorus('close', 'being-heard', '--data', dataDir)
    const twice = await chorus('close', 'being-heard', '--data', dataDir)

    expect(open.said).toMatch(new RegExp(`being-heard +open, unchanged  /s/${link}  [0-9a-f]{64}\n +A TRIAL only`))
    expect(open.said).toMatch(/crisis-response +not opened\n +To open it: npx chorus survey open --trial \S+\/crisis-response\n/)
    expect(closed.said).toContain('takes no more answers')
    expect([twice.code, twice.said]).toStrictEqual([1, expect.stringContaining('being-heard is closed already. See chorus survey list.')])
    expect(await communityOf(deployment).listOpen()).toStrictEqual([])
  })

  it('pause a survey and let it go on', async () => {
    await chorus('open', '--trial', beingHeard, '--data', dataDir)
    const paused = await chorus('pause', 'being-heard', '--data', dataDir)
    const listed = await chorus('list', '--data', dataDir, '--surveys', surveys)
    expect(paused.said).toContain('being-heard is paused')
    expect(listed.said).toMatch(
      /No survey is open\.\nbeing-heard +paused, unchanged {2}\/s\/\w{10} {2}[0-9a-f]{64}\n +To let people go on: npx chorus survey resume being-heard/,
    )
    expect(await communityOf(deployment).listOpen()).toStrictEqual([])

    const resumed = await chorus('resume', 'being-heard', '--data', dataDir)
    const again = await chorus('resume', 'being-heard', '--data', dataDir)
    expect(resumed.said).toContain('being-heard is open again')
    expect([again.code, again.said]).toStrictEqual([1, expect.stringContaining('No survey being-heard is paused')])
    expect(await communityOf(deployment).readOpen(link)).toMatchObject({ version: { id: 'being-heard' } })
    await chorus('close', 'being-heard', '--data', dataDir)
  })

  it('list a survey whose folder has changed since it was opened, and what to type', async () => {
    await chorus('open', '--trial', beingHeard, '--data', dataDir)
    const changed = promising({ raw: 300, story: 300, code: 300 })
    const listed = await chorus('list', '--data', dataDir, '--surveys', dirname(changed))
    await chorus('close', 'being-heard', '--data', dataDir)

    expect(listed.said).toMatch(
      /being-heard +open, changed {2}\/s\/\w{10} {2}[0-9a-f]{64}\n +Its folder has changed since: people still see the version/,
    )
    expect(listed.said).toContain(`To let people answer the changed one: npx chorus survey open --trial ${changed}`)
  })

  /** The same survey with other promises, which makes it another version. */
  function promising(days: { raw: number; story: number; code: number }): string {
    const folder = withFewTables()
    const file = join(folder, 'being-heard', 'survey.yaml')
    const kept = `{raw_days: ${days.raw}, story_days: ${days.story}, code_days: ${days.code}}`
    const text = readFileSync(file, 'utf8').replace('{raw_days: 365, story_days: 365, code_days: 365}', kept)
    expect(text).toContain(kept)
    writeFileSync(file, text)
    return join(folder, 'being-heard')
  }

  it('open no version that would keep longer what people were promised would go, and name each promise (CO-11)', async () => {
    const longer = await chorus('open', '--trial', promising({ raw: 366, story: 400, code: 400 }), '--data', dataDir)

    expect([longer.code, longer.said]).toStrictEqual([
      1,
      expect.stringContaining('raw_days: 366 (365 was promised; write that or less), story_days: 400 (365 was promised'),
    ])
    expect(await communityOf(deployment).listOpen()).toStrictEqual([])
  })

  it('open a version with a shorter promise, say that it holds for everybody, and then no longer one again (CO-11)', async () => {
    const shorter = await chorus('open', '--trial', promising({ raw: 300, story: 100, code: 365 }), '--data', dataDir)
    const again = await chorus('open', '--trial', promising({ raw: 301, story: 100, code: 365 }), '--data', dataDir)
    await chorus('close', 'being-heard', '--data', dataDir)

    expect([shorter.code, shorter.said]).toStrictEqual([
      0,
      expect.stringContaining('The shorter promise now holds for earlier versions too'),
    ])
    expect([again.code, again.said]).toStrictEqual([1, expect.stringContaining('raw_days: 301 (300 was promised')])
  })

  it('open nothing whose places to turn to nobody has tried out within 180 days, unless told to (RX-20)', async () => {
    const opened = await chorus('open', beingHeard, '--data', dataDir)

    expect([opened.code, opened.said]).toStrictEqual([1, expect.stringContaining('nobody has tried out')])
    expect(await communityOf(deployment).listOpen()).toStrictEqual([])
  })

  it('open nothing when one of the folders has a fault', async () => {
    const opened = await chorus('open', '--trial', beingHeard, 'surveys/nowhere', '--data', dataDir)

    expect([opened.code, opened.said]).toStrictEqual([1, expect.stringContaining('surveys/nowhere - there is no such folder')])
    expect(await communityOf(deployment).listOpen()).toStrictEqual([])
  })

  it('say what to do where nothing runs', async () => {
    const listed = await chorus('list', '--data', aFolder())

    expect([listed.code, listed.said]).toStrictEqual([1, expect.stringContaining('Start one with npm start')])
  })
})

/** The surveys of this repository, with tables for everyone alone: whether a key protects the others takes seconds to tell, and matters to none of these commands. */
function withFewTables(): string {
  const folder = aFolder()
  cpSync('surveys', folder, { recursive: true })
  const file = join(folder, 'being-heard', 'survey.yaml')
  const text = readFileSync(file, 'utf8')
  const fewer = text.replace(/^ {2}by: \[.*\]$/m, '  by: []').replace(/^ {2}cross: \[.*\]$/m, '  cross: none')
  expect(fewer).not.toBe(text)
  writeFileSync(file, fewer)
  return folder
}
