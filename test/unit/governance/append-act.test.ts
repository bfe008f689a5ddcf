import { describe, expect, it } from 'vitest'
import { appendAct } from '#functions/append-act.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import { ABoard, aCharter, aSurvey, proposing } from './helpers/a-board.ts'

/** A store of lines, as the table is: a place that is taken stays as it is. */
function aStore(board: ABoard) {
  const lines = [...board.lines]
  const read = async (): Promise<VerifiedLog> => verifyLog({ lines, checkpoints: [] }, board.ledger)
  async function append(seq: number, line: Uint8Array): Promise<boolean> {
    if (lines[seq]) return false
    lines.push(line)
    return true
  }
  return { lines, read, append }
}

describe('adding an act to a ledger', () => {
  const board = new ABoard(aCharter(5))
  const proposal = board.propose('researcher', proposing(aSurvey()))
  const pausing = (by: string) => board.signed(by, 'pause', { artifact: proposal.body.sha256, reason: 'Wait.' })

  it.each<[string, () => boolean]>([
    ['says that it did not', () => false],
    ['breaks', () => { throw new Error('the connection was lost') }], // biome-ignore format: one line
  ])('is done once where the store took the line and %s', async (_what, answer) => {
    const store = aStore(board)
    const lossy = { append: async (seq: number, line: Uint8Array) => (await store.append(seq, line)) && answer() }
    const next = await appendAct(lossy, await store.read(), pausing('m1'), store.read)
    expect(next?.state.pauses.get(proposal.body.sha256)?.size).toBe(1)
    expect(store.lines).toHaveLength(board.lines.length + 1)
  })

  it('throws where the store broke and did not take it', async () => {
    const store = aStore(board)
    const broken = { append: () => Promise.reject(new Error('the connection was lost')) }
    await expect(appendAct(broken, await store.read(), pausing('m1'), store.read)).rejects.toThrow('the connection was lost')
  })

  it('goes one place on where another person was there first, with the same signature', async () => {
    const store = aStore(board)
    const log = await store.read()
    await appendAct(store, log, pausing('m1'), store.read)
    const next = await appendAct(store, log, pausing('m2'), store.read)
    expect([...(next?.state.pauses.get(proposal.body.sha256)?.values() ?? [])]).toEqual(['m1', 'm2'])
  })

  it('adds nothing that the rules do not let stand there, and nothing but what may stop something while a day has not come', async () => {
    const store = aStore(board)
    const log = await store.read()
    const vote = {
      proposal: proposal.id,
      artifact: 'ab'.repeat(32),
      artifactKind: 'survey',
      choice: 'consent',
      expires: '2027-01-01',
    } as const
    await expect(appendAct(store, log, board.signed('m1', 'vote', vote), store.read)).rejects.toThrow('about something else')

    const late = new ABoard(aCharter(5), '2026-03-02', store.lines)
    late.on('2026-09-01').act('m2', 'clarify', { proposal: proposal.id, text: 'Who reads the words?' }).on('2026-03-02')
    const ahead = aStore(late)
    const enact = late.signed('m1', 'enact', { proposal: proposal.id, artifact: proposal.body.sha256 })
    await expect(appendAct(ahead, await ahead.read(), enact, ahead.read)).rejects.toThrow('is dated 2026-09-01, which has not come yet')
    const pause = late.signed('m1', 'pause', { artifact: proposal.body.sha256, reason: 'Wait.' })
    expect(await appendAct(ahead, await ahead.read(), pause, ahead.read)).toBeDefined()
    expect(store.lines).toHaveLength(board.lines.length)
  })
})
