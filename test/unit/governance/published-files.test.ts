import { describe, expect, it } from 'vitest'
import { entryBytes, parseEntry, readEntry } from '#shared/governance/entries.ts'
import { entriesInWords } from '#shared/governance/in-words.ts'
import { publishedEntry } from '#shared/governance/ledger-writer.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import {
  ABoard,
  aCharter,
  aRelease,
  aSurvey,
  keyOf,
  openedSurvey,
  proposing,
  proposingContent,
  publishedRelease,
} from './helpers/a-board.ts'

const FILES = 'cd'.repeat(32)

type Changes = { readonly proposal?: string; readonly artifact?: string; readonly key?: string; readonly day?: string }

function record(
  board: ABoard,
  { proposal = last(board).id, artifact = last(board).body.sha256, key = 'log', day = board.day }: Changes = {},
) {
  return board.take(entryBytes(publishedEntry(board.log, day, { proposal, artifact, files: FILES }, keyOf(key))))
}

function last(board: ABoard) {
  const found = [...board.state.proposals.values()].at(-1)
  if (!found) throw new Error('nothing was proposed')
  return found
}

function enacted() {
  const board = new ABoard(aCharter(5))
  const proposal = publishedRelease(board, aRelease())
  return { board, proposal }
}

describe('the log writes down which files were published', () => {
  it('of a release that took effect, once and for good; it changes nothing of what is approved', () => {
    const { board, proposal } = enacted()
    const before = board.missing(aRelease())
    record(board)
    expect(board.state.published.get(proposal.id)).toMatchObject({ files: FILES, artifact: proposal.body.sha256 })
    expect(board.missing(aRelease())).toEqual(before)
    expect(() => record(board)).toThrow('never change')
    const line = board.lines.at(-1) ?? new Uint8Array()
    expect(Buffer.compare(entryBytes(readEntry(line)), line)).toBe(0)
    expect(entriesInWords(board.log).at(-1)).toContain(
      `The log wrote down the files that were published of "${proposal.body.title}": ${FILES}.`,
    )
  })

  it('of no release before it took effect, of no other numbers, and of nothing that has no files', () => {
    const early = new ABoard(aCharter(5))
    early.propose('researcher', proposing(aRelease()))
    expect(() => record(early)).toThrow('is open')
    const { board } = enacted()
    expect(() => record(board, { artifact: 'ab'.repeat(32) })).toThrow('other numbers')
    expect(() => record(board, { proposal: 'ab'.repeat(32) })).toThrow('there is no proposal')
    const survey = new ABoard(aCharter(5))
    openedSurvey(survey, aSurvey())
    expect(() => record(survey)).toThrow('other numbers')
  })

  it('of nothing that is paused, or that the board took back', () => {
    const { board, proposal } = enacted()
    board.pause('m3', proposal.body.sha256)
    expect(() => record(board, { proposal: proposal.id, artifact: proposal.body.sha256 })).toThrow('paused')
    const other = enacted()
    const back = other.board.propose('m5', proposingContent('retraction', { artifact: other.proposal.body.sha256, why: 'Harm.' }))
    other.board.votes(back, 'm1', 'm2', 'm3').decide('m1', back).enact('steward', back)
    expect(() => record(other.board, { proposal: other.proposal.id, artifact: other.proposal.body.sha256 })).toThrow('taken back')
  })

  it('with its own key, for one place of the ledger, and in the name of nobody', () => {
    const { board } = enacted()
    for (const key of ['m1', 'steward', 'neighbours', 'somebody']) expect(() => record(board, { key }), key).toThrow('not that of the log')
    const made = publishedEntry(
      board.log,
      board.day,
      { proposal: last(board).id, artifact: last(board).body.sha256, files: FILES },
      keyOf('log'),
    )
    if (made.kind !== 'publish') throw new Error('it is the entry of the log')
    expect(() => board.take(entryBytes(parseEntry({ ...made, by: 'steward' })))).toThrow('not the log that the charter names')
    expect(() => board.take(entryBytes(parseEntry({ ...made, body: { ...made.body, files: 'ef'.repeat(32) } })))).toThrow(
      'not that of the log',
    )
    board.propose('m1', proposing(aRelease('another one')))
    const moved = parseEntry({ ...made, seq: board.state.size, prev: board.state.head })
    expect(() => board.take(entryBytes(moved))).toThrow('for another place')
    expect(() => board.take(entryBytes(parseEntry({ ...moved, seen: board.state.head })))).toThrow('not that of the log')
  })

  it('and begins no time to answer, as no person has read anything by that', () => {
    const { board, proposal } = enacted()
    const waiting = board.propose('researcher', proposing(aRelease('another one')))
    record(board, { proposal: proposal.id, artifact: proposal.body.sha256 })
    expect(board.proposal(waiting).begins).toBeUndefined()
  })

  it('and takes from nobody what they may still do on that day: of each day 50 acts', () => {
    const { board, proposal } = enacted()
    const waiting = board.propose('researcher', proposing(aRelease('another one')))
    const ask = () => board.act('m1', 'clarify', { proposal: waiting.id, text: 'Who reads the words?' })
    for (let each = 0; each < 50; each++) ask()
    const next = new Date(Date.parse(board.day) + 86_400_000).toISOString().slice(0, 10)
    board.on(next)
    record(board, { proposal: proposal.id, artifact: proposal.body.sha256 })
    ask()
    expect(board.state.day).toBe(next)
  })

  it('and an entry of it that was left out, changed or put in elsewhere is found (GO-09)', () => {
    const { board, proposal } = enacted()
    record(board)
    board.on('2026-04-01').pause('m2', proposal.body.sha256)
    const at = board.lines.length - 2
    const text = new TextDecoder().decode(board.lines[at])
    const changed = new TextEncoder().encode(text.replace(FILES, 'ef'.repeat(32)))
    for (const lines of [
      board.lines.filter((_, place) => place !== at),
      board.lines.map((line, place) => (place === at ? changed : line)),
      [...board.lines.slice(0, at), board.lines[at + 1] ?? changed, board.lines[at] ?? changed],
    ])
      expect(() => verifyLog({ lines, checkpoints: [] }, board.ledger)).toThrow()
  })
})
