import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { answers } from '#functions/console/stories/ask.ts'
import { partFor } from '#shared/response/circle-box.ts'
import { openBox, sealTo } from '#shared/response/sealed-box.ts'
import { openStoryChoice } from '#shared/response/story.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { mayBeShown } from '#shared/stories/share.ts'
import { askBoard, type StoryDesk } from './story-desk.ts'
import { storySecretOf } from './story-secret.ts'

const KIND = { purpose: 'story parts', block: 4096 }
const given = z.strictObject({ parts: z.array(z.strictObject({ box: z.string(), part: z.base64() })) })

type Head = { readonly box: string; readonly head: Uint8Array }

async function* headsOf(desk: StoryDesk): AsyncGenerator<Head[]> {
  for (let shard = 0; shard < SHARDS; shard++) {
    let after: string | null = null
    for (let more = true; more; ) {
      const page: z.infer<typeof answers.heads> = await askBoard(desk, { do: 'heads', stories: desk.stories, shard, after }, answers.heads)
      yield page.boxes.map(({ box, head }) => ({ box, head: new Uint8Array(Buffer.from(head, 'base64')) }))
      after = page.boxes.at(-1)?.box ?? null
      more = page.more
    }
  }
}

/** Seals a holder's part of every box to each of the two readers, and gives the number of boxes. No word of a story passes here. */
export async function handParts(desk: StoryDesk): Promise<number> {
  const secret = storySecretOf(desk.own)
  const { sealingKeys } = desk.session.log.state
  let handed = 0
  for await (const page of headsOf(desk)) {
    const parts = page.flatMap(({ box, head }) => {
      const part = partFor(head, secret)
      return part ? [{ box, part: Buffer.from(part).toString('base64') }] : []
    })
    if (parts.length === 0) continue
    for (const to of desk.content.reviewers) {
      const key = Buffer.from(sealingKeys.get(to) ?? '', 'base64url')
      const sealed = Buffer.from(sealTo(key, KIND, { parts }, randomBytes(32))).toString('base64url')
      await askBoard(desk, { do: 'hand', stories: desk.stories, to, sealed }, answers.hand)
    }
    handed += parts.length
  }
  return handed
}

export type Readable = {
  /** The parts that open each story that its teller lets be read now, by box. */
  readonly boxes: ReadonlyMap<string, readonly Uint8Array[]>
  /** The number of boxes that cannot be opened yet: too few holders have given their parts. */
  readonly closed: number
}

/** Asks for the stories that a reader may read: of every other story not a word is asked for. */
export async function readableTo(desk: StoryDesk): Promise<Readable> {
  const parts = await partsGiven(desk)
  const boxes = new Map<string, readonly Uint8Array[]>()
  let closed = 0
  for await (const page of headsOf(desk)) {
    for (const { box, head } of page) {
      if (head.length === 0) continue
      const own = parts.get(box) ?? []
      const choice = await openStoryChoice(head, own).catch(() => undefined)
      if (!choice) closed++
      else if (mayBeShown(choice, desk.now).ok) boxes.set(box, own)
    }
  }
  return { boxes, closed }
}

async function partsGiven(desk: StoryDesk): Promise<ReadonlyMap<string, readonly Uint8Array[]>> {
  const secret = storySecretOf(desk.own)
  const found = new Map<string, Uint8Array[]>()
  let after: string | null = null
  do {
    const page: z.infer<typeof answers.handed> = await askBoard(desk, { do: 'handed', stories: desk.stories, after }, answers.handed)
    for (const each of page.sealed)
      for (const { box, part } of partsIn(each, secret))
        found.set(box, [...(found.get(box) ?? []), new Uint8Array(Buffer.from(part, 'base64'))])
    after = page.next
  } while (after !== null)
  return found
}

/** Leaves out boxes that do not open: the keeper of the boxes could put anything there. */
function partsIn(sealed: string, secret: Uint8Array): z.infer<typeof given>['parts'] {
  try {
    return given.parse(openBox(Buffer.from(sealed, 'base64url'), KIND, secret)).parts
  } catch {
    return []
  }
}
