import { readKey } from '#cli/board/board-keys.ts'
import { type BoardSession, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { boardOrigin } from '#cli/data-access.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { keyDesk } from '#functions/story-desk/key-desk.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { StoriesContent } from '#shared/governance/entries.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { CodedError } from '#shared/problem.ts'

/** Somebody with a key in a file at work on one reading of stories, which the board's ledger lets them be at this moment. */
export type FileDesk = StoryDesk & {
  readonly session: BoardSession
  readonly key: OwnKey
  readonly study: string
  readonly content: StoriesContent
}

export type StoryTask = { readonly key: string; readonly data: string; readonly at?: string }

/**
 * Checks the whole ledger, and asks the verdict on the reading: who keeps the boxes can neither open a reading nor keep a
 * closed one open. Throws CodedError with the board's reasons.
 */
export async function openStoryDesk(hash: string, { key, data, at }: StoryTask): Promise<FileDesk> {
  const session = await openSession(data)
  const own = await readKey(key)
  const { id, body } = proposalNamed(session, hash)
  if (body.kind !== 'stories') throw new CodedError('board-act', `"${body.title}" is no reading of stories. See chorus board list.`)
  const now = new Date()
  const { log } = session
  const said = verdict({ kind: 'stories', id: body.id, bytes: canonicalJson(body.content) }, log, log.state.ledger, now)
  if (!said.ok || said.proposal !== id) {
    const why = said.ok ? 'Another proposal opened these stories.' : said.missing.map(({ text }) => text).join(' ')
    throw new CodedError('not-approved', `These stories are not open. ${why}`)
  }
  const desk = keyDesk({ own, state: log.state, stories: id, readers: body.content.reviewers, at: at ?? boardOrigin(data), now })
  return { ...desk, session, key: own, study: body.id, content: body.content }
}
