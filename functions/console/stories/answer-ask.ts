import { canonicalJson, sha256 } from '#shared/canonical-json.ts'
import { storySignersOf } from '#shared/governance/acts/stories.ts'
import { membersOf, type Person, personOf } from '#shared/governance/charter.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { isSignedBy } from '#shared/governance/signature.ts'
import { headOf } from '#shared/response/circle-box.ts'
import { askStatement, type SignedAsk, type StoryAnswer } from './ask.ts'
import { AskRefused } from './ask-refused.ts'
import { candidateWithQuotes } from './candidate-with-quotes.ts'
import { keepStep, stepsOf } from './kept-steps.ts'
import { keepView, viewsOf } from './kept-views.ts'
import type { StoryReading, StoryServices } from './story-reading.ts'

/** The time for which the records of a reading are kept: longer than the time to read, so that anybody on the board can look into them. */
const KEPT_DAYS = 400
const DAY_SECONDS = 24 * 60 * 60
/** A function's answer on AWS holds 6 MB at most, and what one person seals takes up to 33 kB: twice that in a step that opens. */
const HEADS_AT_ONCE = 50
const PARTS_AT_ONCE = 100
const STEPS_AT_ONCE = 50

/**
 * ST-09: the only way to a box. Answers who signed the question, if their part in the reading lets them, and if the board's
 * verdict says at this moment that it is open. Throws AskRefused.
 */
export async function answerAsk(services: StoryServices, state: LedgerState, signed: SignedAsk): Promise<StoryAnswer> {
  const now = services.clock()
  const person = whoAsks(state, signed, dayOf(now))
  const { ask } = signed
  if (ask.do === 'views') return { views: await viewsOf(services, ask.stories, now) }
  const reading = await readingIn(services, state, ask.stories, now)
  const isReader = reading.content.reviewers.includes(person.id)
  const isHolder = membersOf(state.charter).some(({ id }) => id === person.id) && state.sealingKeys.has(person.id)
  const readers = () => isReader || refuse('only the two whom the board named read these stories')
  switch (ask.do) {
    case 'heads':
      if (!isReader && !isHolder) refuse('only those who hold a key for stories have a part in this')
      return headsOf(services, reading, ask.shard, ask.after)
    case 'hand':
      if (!isHolder) refuse('only members who hold a key for stories give parts')
      if (!reading.content.reviewers.includes(ask.to)) refuse('parts are for the two whom the board named, and for nobody else')
      return keepParts(services, reading, person.id, ask)
    case 'handed':
      readers()
      return partsFor(services, reading, person.id, ask.after)
    case 'box':
      readers()
      return boxFor(services, reading, person.id, ask)
    case 'step':
      readers()
      await keepStep(services, reading, { ...signed, ask, charter: state.charterHash })
      return {}
    case 'steps': {
      readers()
      const rest = (await stepsOf(services, ask.stories, now)).slice(ask.from)
      return { steps: rest.slice(0, STEPS_AT_ONCE), more: rest.length > STEPS_AT_ONCE }
    }
    case 'quotes':
      readers()
      return candidateWithQuotes(services, { reading, by: person.id, charter: state.charter }, ask)
  }
}

function refuse(why: string): never {
  throw new AskRefused(why)
}

function whoAsks(state: LedgerState, signed: SignedAsk, today: string): Person {
  const person = personOf(state.charter, signed.by) ?? refuse('you are not in the charter')
  if (![daysAfter(today, -1), today, daysAfter(today, 1)].includes(signed.day))
    refuse('your question was signed on another day: look at the clock of your machine')
  if (!state.places.has(signed.seen)) refuse('your question was signed after an entry that is not in this ledger')
  const publicKey = storySignersOf(state, person.id).at(-1)
  if (publicKey === undefined || !isSignedBy({ kind: 'ed25519', publicKey }, askStatement(state, signed), signed.sig))
    refuse(`the signature is not that of ${signed.by}`)
  return person
}

async function readingIn({ approvals }: StoryServices, state: LedgerState, stories: string, now: Date): Promise<StoryReading> {
  const body = state.proposals.get(stories)?.body
  if (body?.kind !== 'stories') return refuse('no reading of stories was proposed under this hash')
  const said = await approvals({ kind: 'stories', id: body.id, bytes: canonicalJson(body.content) })
  if (!said.ok) return refuse(said.missing.map(({ text }) => text).join(' '))
  if (said.proposal !== stories) return refuse('the board has opened these stories by another proposal')
  const expires = Math.floor(now.getTime() / 1000) + KEPT_DAYS * DAY_SECONDS
  return { stories, content: body.content, version: { id: body.id, hash: body.content.survey }, now, expires }
}

/** Whether a reading that the board approved is open at this moment, by the verdict. */
export async function isOpenReading({ approvals }: Pick<StoryServices, 'approvals'>, { id, body }: Proposal): Promise<boolean> {
  if (body.kind !== 'stories') return false
  const said = await approvals({ kind: 'stories', id: body.id, bytes: canonicalJson(body.content) })
  return said.ok && said.proposal === id
}

async function headsOf({ stories }: StoryServices, { version }: StoryReading, shard: number, after: string | null): Promise<StoryAnswer> {
  const ids: string[] = []
  for await (const page of stories.ids(version, shard)) ids.push(...page.map(hex))
  const rest = ids.toSorted().filter((id) => after === null || id > after)
  const boxes: { box: string; head: string }[] = []
  for (const box of rest.slice(0, HEADS_AT_ONCE)) {
    const sealed = await stories.read(version, Buffer.from(box, 'hex'))
    const head = sealed && headOf(sealed)
    // What was sealed before enough members held a key, and what was taken back meanwhile, has no head.
    boxes.push({ box, head: Buffer.from(head ?? new Uint8Array()).toString('base64') })
  }
  return { boxes, more: rest.length > HEADS_AT_ONCE }
}

async function keepParts(
  { boardroom }: StoryServices,
  { stories, expires }: StoryReading,
  by: string,
  { to, sealed }: { to: string; sealed: string },
) {
  const bytes = Buffer.from(sealed, 'base64url')
  await boardroom.keep(`story-parts ${stories}`, `${to} ${by} ${sha256(bytes).slice(0, 32)}`, bytes, expires)
  return {}
}

async function partsFor(
  { boardroom }: StoryServices,
  { stories, now }: StoryReading,
  to: string,
  after: string | null,
): Promise<StoryAnswer> {
  const kept = await boardroom.all(`story-parts ${stories}`, Math.floor(now.getTime() / 1000))
  const own = kept.filter(({ key }) => key.startsWith(`${to} `)).map(({ key, bytes }) => ({ place: key.slice(-32), bytes }))
  const rest = own.filter(({ place }) => after === null || place > after).toSorted((one, other) => (one.place < other.place ? -1 : 1))
  const page = rest.slice(0, PARTS_AT_ONCE)
  return {
    sealed: page.map(({ bytes }) => Buffer.from(bytes).toString('base64url')),
    next: rest.length > PARTS_AT_ONCE ? (page.at(-1)?.place ?? null) : null,
  }
}

async function boxFor(
  services: StoryServices,
  reading: StoryReading,
  by: string,
  { box, isRested }: { box: string; isRested: boolean },
): Promise<StoryAnswer> {
  const pace = await keepView(services, reading, { by, box, isRested })
  if (pace !== 'on') return { pace }
  const sealed = await services.stories.read(reading.version, Buffer.from(box, 'hex'))
  return sealed ? { sealed: Buffer.from(sealed).toString('base64') } : { gone: true }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
