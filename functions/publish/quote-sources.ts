import { sha256 } from '#shared/canonical-json.ts'
import type { Grounds } from '#shared/governance/publication.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import type { Stories } from '#shared/storage/repositories.ts'
import { readStorySources } from '#shared/stories/review/story-sources.ts'

/** From which boxes the quotes of a release are, and whether each is still there. */
export type QuoteSources = {
  readonly boardroom: Pick<Boardroom, 'read'>
  readonly stories: Pick<Stories, 'holds'>
}

/**
 * ST-06: why the words in a release may not be published at this moment; undefined when there are none, or when every story that
 * is quoted is still there. Which stories those are both readers signed in the ledger.
 */
export async function againstWords(
  { quotes }: { readonly quotes: QuoteSources | undefined },
  { content, candidate, survey }: ReadRelease,
  { log, now }: Grounds,
): Promise<string | undefined> {
  if (content.quotes.quotes.length === 0) return undefined
  if (!quotes) return 'Whether its quotes may still be shown cannot be asked from here. The publication that runs every hour can.'
  const bytes = await quotes.boardroom.read(`story-sources ${candidate}`, 'boxes', Math.floor(now.getTime() / 1000))
  const signed = log.state.quoted.get(candidate)?.sources
  if (!bytes || sha256(bytes) !== signed) return 'The list of stories that its quotes are from is not the one that their readers signed.'
  const { survey: hash, boxes } = readStorySources(bytes)
  for (const box of boxes)
    if (!(await quotes.stories.holds({ id: survey.id, hash }, Buffer.from(box, 'hex'))))
      return 'A story that it quotes was taken back. Both readers make it again without that (chorus stories quotes), and the board decides on it.'
  return undefined
}
