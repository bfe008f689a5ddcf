import { releasesOf, wordedCandidates } from '#functions/console/release-reader.ts'
import type { KeptStep } from '#functions/console/stories/ask.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { agreedQuotes } from '#functions/story-desk/agreed-quotes.ts'
import { handParts, readableTo } from '#functions/story-desk/parts.ts'
import { putQuotes } from '#functions/story-desk/put-quotes.ts'
import { addStep, commitTo, lookAt, openOwn, reviewOf, stepsSoFar } from '#functions/story-desk/review-desk.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { membersOf } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import type { UnsignedAct } from '#shared/governance/entries.ts'
import { isPaused, type LedgerState } from '#shared/governance/ledger-state.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { decisionOn } from './written.ts'

/** The made-up people's part in reading stories. Their questions go over HTTP, as those of a person with a key in a file. */
export type MadeUpReading = {
  readonly keys: ReadonlyMap<string, OwnKey>
  readonly candidates: Pick<Bucket, 'read' | 'list'>
  readonly clock: () => Date
  /** The desk of one of them, at one reading. */
  readonly deskOf: (own: OwnKey, state: LedgerState, reading: OpenReading) => StoryDesk
  /** The work that is done and not repeated: `parts` and `read` of a reading, and the hash of each report that was looked at. */
  readonly done: Set<string>
}

type OpenReading = {
  readonly stories: string
  readonly study: string
  readonly survey: string
  readonly readers: readonly [string, string]
}

type Move = { readonly by: string; readonly act: UnsignedAct }

/** Takes the next steps in every reading in which a made-up person reads. Gives the quotes that the made-up reader then signs, if any. */
export async function readAlong(reading: MadeUpReading, state: LedgerState): Promise<Move | undefined> {
  if (!state.charter.demonstration) return undefined
  for (const open of openReadings(state, dayOf(reading.clock()))) {
    const reader = open.readers.flatMap((id) => reading.keys.get(id) ?? [])[0]
    if (!reader) continue
    await giveParts(reading, state, open)
    const desk = reading.deskOf(reader, state, open)
    await readOnce(reading, desk)
    await answerSteps(desk, await stepsSoFar(desk))
    const move = await quotesToSign(reading, desk, state, open)
    if (move) return move
  }
  return undefined
}

function openReadings(state: LedgerState, today: string): OpenReading[] {
  return [...state.stories].flatMap(([sha256, { proposal, study, content, until }]) =>
    today < until && !isPaused(state, sha256) ? [{ stories: proposal, study, survey: content.survey, readers: content.reviewers }] : [],
  )
}

async function giveParts({ keys, deskOf, done }: MadeUpReading, state: LedgerState, open: OpenReading): Promise<void> {
  if (done.has(`${open.stories} parts`)) return
  for (const { id } of membersOf(state.charter)) {
    const own = keys.get(id)
    if (own && state.sealingKeys.has(id)) await handParts(deskOf(own, state, open))
  }
  done.add(`${open.stories} parts`)
}

/** Hands in what the made-up reader says of each story, before anybody could see what the other thinks. */
async function readOnce({ done }: MadeUpReading, desk: StoryDesk): Promise<void> {
  if (done.has(`${desk.stories} read`)) return
  const steps = await stepsSoFar(desk)
  for (const [box, parts] of (await readableTo(desk)).boxes) {
    const review = reviewOf(desk, steps, box)
    if (review.commitments.has(desk.own.id) || review.passed.size > 0) continue
    const story = await lookAt(desk, box, parts, true)
    if (typeof story !== 'string') await commitTo(desk, box, decisionOn(story.text))
  }
  done.add(`${desk.stories} read`)
}

/** Opens a decision when both are in, and settles on whatever the other reader would have. */
async function answerSteps(desk: StoryDesk, steps: readonly KeptStep[]): Promise<void> {
  for (const box of new Set(steps.map(({ ask }) => ask.box))) {
    const review = reviewOf(desk, steps, box)
    const [other = ''] = desk.readers.filter((id) => id !== desk.own.id)
    if (review.commitments.size === 2 && !review.opened.has(desk.own.id)) await openOwn(desk, box, review)
    const takes = review.settled.get(other)
    if (takes !== undefined && review.settled.get(desk.own.id) !== takes) await addStep(desk, box, { kind: 'settle', takes })
  }
}

/** A report whose quotes the other reader signed: the made-up reader makes it again from what both agreed on, and signs if its hash is the same. */
async function quotesToSign(
  { candidates, done }: MadeUpReading,
  desk: StoryDesk,
  { quoted }: LedgerState,
  { stories, study, survey }: OpenReading,
): Promise<Move | undefined> {
  for (const [release, said] of quoted) {
    if (said.stories !== stories || said.by.has(desk.own.id) || done.has(release)) continue
    const { chosen, boxes } = await agreedQuotes(desk)
    const reports = [
      ...(await releasesOf(candidates, study)),
      ...(await wordedCandidates(candidates, study)).filter(({ has }) => has === 'words'),
    ]
    for (const { id: candidate } of chosen ? reports : []) {
      const put = chosen && (await putQuotes(desk, { candidate, survey }, { chosen, boxes }))
      if (put?.release === release && put.sources === said.sources)
        return { by: desk.own.id, act: { kind: 'quote', body: { stories, release, sources: put.sources } } }
    }
    done.add(release)
  }
  return undefined
}
