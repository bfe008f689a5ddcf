import { describe, expect, it } from 'vitest'
import { daysAfter } from '#shared/governance/days.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { ABoard, aCharter, aSurvey, proposing } from './helpers/a-board.ts'

describe('GO-13: a ledger of 5,000 entries', () => {
  it('is checked whole in under ten seconds of this processor', () => {
    const board = new ABoard(aCharter(5))
    let proposal = board.propose('researcher', proposing(aSurvey()))
    while (board.lines.length < 5000) {
      if (board.lines.length % 40 === 0) board.on(daysAfter(board.day, 1))
      if (board.lines.length % 50 === 0) proposal = board.propose('researcher', proposing(aSurvey(`survey ${board.lines.length}`)))
      board.act('m1', 'clarify', { proposal: proposal.id, text: `Question ${board.lines.length}` })
    }
    const before = process.cpuUsage()
    expect(verifyLog({ lines: board.lines, checkpoints: [board.checkpoint()] }, board.ledger).state.size).toBe(5000)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(10)
  })
})
