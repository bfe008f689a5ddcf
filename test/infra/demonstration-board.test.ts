import { appendFileSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { approvalsOf } from '#functions/approvals.ts'
import { readBoard } from '#functions/board-file.ts'
import { ledgerOf } from '#infra/local/board-ledger.ts'
import { foundDemonstration, prepareDemonstration } from '#infra/local/demonstration-board.ts'
import { giveStoryKeys, layMadeUpStories } from '#infra/local/demonstration-room.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { said } from '#test/said.ts'
import { swap } from '#test/unit/survey/sample.ts'
import { aFolder, startProbes } from './local.ts'

describe('the made-up board of npm start', () => {
  const dataDir = join(aFolder(), 'data')

  it('is prepared before the deployment starts, and founded once, also when the process ended in between', async () => {
    await prepareDemonstration(dataDir)
    const board = await readBoard(join(dataDir, 'board'))
    await prepareDemonstration(dataDir)
    expect(await readBoard(join(dataDir, 'board'))).toBe(board)

    const deployment = await startProbes({ dataDir })
    try {
      expect(await foundDemonstration(deployment)).toBe(true)
      expect(await foundDemonstration(deployment)).toBe(true)
      const ledger = ledgerOf(deployment)
      const { state, pinnedSize } = verifyLog({ lines: await ledger.lines(0), checkpoints: await ledger.checkpoints() }, board ?? '')
      expect(state).toMatchObject({ size: 1, charter: { demonstration: true, livedExperience: 5 } })
      expect(pinnedSize).toBe(1)
    } finally {
      await deployment.stop()
    }
    const keys = join(dataDir, 'board', 'demonstration')
    expect(readdirSync(keys)).toHaveLength(8)
    for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o077, name).toBe(0)
  })

  it('opens by votes what nobody tried out, as no trial, and the board is what lets it be open: a pause ends it', async () => {
    const deployment = await startProbes({ dataDir })
    try {
      const survey = await readSurvey('surveys/being-heard')
      expect(await said(['survey', 'open', 'surveys/being-heard', '--data', dataDir])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('[not-approved]'),
      })
      const opened = await said(['board', 'demonstrate', 'open', 'surveys/being-heard', '--data', dataDir])
      expect(opened).toMatchObject({ code: 0, stdout: expect.stringContaining('4 of its members signed') })
      expect(opened.stdout).toContain('A DEMONSTRATION only: nobody has tried out')
      expect(await communityOf(deployment).readOpen(linkOf(survey.id))).not.toHaveProperty('trial')

      const next = join(aFolder(), 'being-heard')
      cpSync('surveys/being-heard', next, { recursive: true })
      cpSync('surveys/common', join(next, '..', 'common'), { recursive: true })
      for (const [name, from, to] of [
        ['survey.yaml', survey.version, '9.0.0'],
        ['en.yaml', 'How often did people there listen carefully', 'How often did people listen'],
      ] as const) {
        writeFileSync(join(next, name), swap(readFileSync(join(next, name), 'utf8'), from, to))
      }
      expect(await said(['survey', 'open', next, '--data', dataDir])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('[survey-id-reused]'),
      })

      const board = await readBoard(join(dataDir, 'board'))
      const ask = approvalsOf({ ledger: ledgerOf(deployment), board, clock: () => new Date() })
      const artifact = { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) } as const
      expect(await ask(artifact)).toMatchObject({ ok: true, demonstration: true })
      const [, proposal = ''] = /^([0-9a-f]{12}) {2}Open/m.exec((await said(['board', 'list', '--data', dataDir])).stdout) ?? []
      const key = join(dataDir, 'board', 'demonstration', 'willow.key')
      await said(['board', 'pause', proposal, '--key', key, '--reason', 'Wait.', '--data', dataDir])
      expect(await ask(artifact)).toMatchObject({ ok: false, missing: [{ code: 'paused' }] })
      expect(await said(['board', 'demonstrate', 'publish', survey.id, '--data', dataDir])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('There is no report on being-heard'),
      })
    } finally {
      await deployment.stop()
    }
  })

  it('gives made-up members keys for stories, and lays made-up stories under a survey that made-up people answered', async () => {
    const deployment = await startProbes({ dataDir })
    try {
      await giveStoryKeys(deployment)
      expect((await said(['board', 'log', '--data', dataDir])).stdout).toMatch(/Noor .*key for stories/)
      const survey = await readSurvey('surveys/crisis-response')
      const community = communityOf(deployment)
      await community.storeSurvey(versionOf(survey), canonicalBytes(survey))
      await community.open({ link: linkOf(survey.id), version: versionOf(survey) })
      expect(await layMadeUpStories(deployment)).toBe(0)
      appendFileSync(deployment.folder.madeUp, 'crisis-response\n')
      expect(await layMadeUpStories(deployment)).toBe(10)
    } finally {
      await deployment.stop()
    }
  })

  it('is given to no folder that has data or a board already', async () => {
    const other = join(aFolder(), 'data')
    const deployment = await startProbes({ dataDir: other })
    expect(await foundDemonstration(deployment)).toBe(false)
    expect(await layMadeUpStories(deployment)).toBe(0)
    await deployment.stop()
    await prepareDemonstration(other)
    expect(await readBoard(join(other, 'board'))).toBeUndefined()
  })
})
