import { describe, expect, it } from 'vitest'
import { daysAfter } from '#shared/governance/days.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { ABoard, aCharter, aSurvey, membersIn, proposing } from './helpers/a-board.ts'

describe('GO-13: a ledger of 5,000 entries', () => {
  it('is checked whole in under ten seconds of this processor, though each brings something that lasts', () => {
    const board = new ABoard(aCharter(5))
    const members = membersIn(board)
    while (board.lines.length < 5000) {
      const at = board.lines.length
      if (at % 200 === 0) board.on(daysAfter(board.day, 1))
      const body = proposing(aSurvey(`survey ${at}`), { id: `survey-${at}` })
      board.act(members[at % members.length] ?? 'm1', 'propose', body)
    }
    const before = process.cpuUsage()
    expect(verifyLog({ lines: board.lines, checkpoints: [board.checkpoint()] }, board.ledger).state.size).toBe(5000)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(10)
  })
})
