import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '#shared/canonical-json.ts'
import { daysAfter } from '#shared/governance/days.ts'
import { type ActEntry, type ActKind, commitmentOf, type Entry, type ProposalBody } from '#shared/governance/entries.ts'
import { ActRefused, type LedgerState, type Proposal } from '#shared/governance/ledger-state.ts'
import { foundingEntry } from '#shared/governance/ledger-writer.ts'
import { applyEntry, statementId, statementOf } from '#shared/governance/replay.ts'
import { aCharter, aRelease, aReview, type Body, proposing, proposingContent } from './helpers/a-board.ts'
import { mayBePublic } from './helpers/oracle.ts'

const SIG = { kind: 'ed25519', value: Buffer.alloc(64).toString('base64url') } as const
/** Signatures are tested elsewhere: here everybody's is good, so that every order of acts can be tried. */
const signed = () => true

const boards = new Map<number, readonly [Entry, LedgerState]>()

function founded(members: number): readonly [Entry, LedgerState] {
  const known = boards.get(members)
  if (known) return known
  const charter = aCharter(members, { witnesses: [] })
  const first = foundingEntry(charter, '2026-03-02', charter.people.map(({ id }) => ({ by: id, sig: SIG }))) // biome-ignore format: one line
  const made = [first, applyEntry(undefined, first, signed)] as const
  boards.set(members, made)
  return made
}

/** A ledger that takes an act or leaves it, as any ledger does. */
class Model {
  entries: Entry[]
  state: LedgerState
  day = '2026-03-02'

  constructor(members: number) {
    const [first, state] = founded(members)
    this.entries = [first]
    this.state = state
  }

  try<K extends ActKind>(by: string, kind: K, body: Body<K>): boolean {
    const { size, head, charterHash } = this.state
    // As nextEntry does, but for reading it again.
    const entry = { seq: size, prev: head, seen: head, day: this.day, kind, by, charter: charterHash, body, sig: SIG } as ActEntry
    try {
      this.state = applyEntry(this.state, entry, signed)
      this.entries.push(entry)
      return true
    } catch (thrown) {
      if (thrown instanceof ActRefused) return false
      throw thrown
    }
  }

  last(kind: ProposalBody['kind']): Proposal | undefined {
    return [...this.state.proposals.values()].findLast(({ body }) => body.kind === kind)
  }

  idOf = (entry: ActEntry) => statementId(statementOf(this.state.ledger, entry))

  /** What the verdict comes to when nobody has touched the ledger. */
  isPublic(hash: string): boolean {
    const { releases, pauses, retracted } = this.state
    return releases.has(hash) && (pauses.get(hash)?.size ?? 0) === 0 && !retracted.has(hash)
  }
}

const hash = sha256(aRelease().bytes)
const FIRST = proposing(aRelease())
const ANSWERS = ['silent', 'consent', 'harm', 'identifiability'] as const
type Answer = (typeof ANSWERS)[number]

function voting({ id, body }: Proposal, answer: Exclude<Answer, 'silent'>): Body<'vote'> {
  const base = { proposal: id, artifact: body.sha256, artifactKind: body.kind, expires: '2027-12-31' }
  return answer === 'consent' ? { ...base, choice: 'consent' } : { ...base, choice: 'object', category: answer, reason: 'So.' }
}

/** Every way to hand out answers, no matter who gives which. */
function* allAnswers(members: number, from = 0): Generator<Answer[]> {
  if (members === 0) yield []
  else
    for (let at = from; at < ANSWERS.length; at++) for (const rest of allAnswers(members - 1, at)) yield [ANSWERS[at] ?? 'silent', ...rest]
}

const REVIEWS = [[], ['approve'], ['approve', 'approve'], ['approve', 'reject']] as const

/** Days to the decision and from there to its effect: too soon, too soon, in time; and when somebody pauses it. */
const TIMES = [
  [3, 3, 'never'],
  [4, 2, 'never'],
  [4, 3, 'never'],
  [4, 3, 'decide'],
  [4, 3, 'enact'],
] as const

describe('GO-14: every ledger there can be', () => {
  it.each([3, 4, 5])('of %i members who go straight on: a release is public only as the rules say', (members) => {
    const outcomes = { published: 0, not: 0 }
    for (const by of ['researcher', 'm1'])
      for (const answers of allAnswers(members))
        for (const reviews of REVIEWS)
          for (const [window, lock, pausedAfter] of TIMES) {
            const model = new Model(members)
            walk(model, { by, answers, reviews, window, lock, pausedAfter })
            const isPublic = model.isPublic(hash)
            if (isPublic !== mayBePublic(model.entries, hash, model.idOf))
              expect.fail(JSON.stringify({ by, answers, reviews, window, lock, pausedAfter }))
            outcomes[isPublic ? 'published' : 'not']++
          }
    expect(outcomes.published).toBeGreaterThan(1)
    expect(outcomes.not).toBeGreaterThan(outcomes.published)
  })

  it('of 3 to 5 members who do anything in any order, on any day: a release is public only as the rules say', () => {
    let published = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5 }),
        fc.array(fc.tuple(fc.nat(99), fc.nat(9)), { minLength: 30, maxLength: 70 }),
        (members, steps) => {
          const model = new Model(members)
          for (const [what, who] of steps) {
            anything(model, what, who, members)
            expect(model.isPublic(hash)).toBe(mayBePublic(model.entries, hash, model.idOf))
          }
          if (model.state.releases.has(hash)) published++
        },
      ),
      { numRuns: 400, seed: 14 },
    )
    expect(published).toBeGreaterThan(5)
  })
})

type Walk = {
  readonly by: string
  readonly answers: readonly Answer[]
  readonly reviews: (typeof REVIEWS)[number]
  readonly window: number
  readonly lock: number
  readonly pausedAfter: 'never' | 'decide' | 'enact'
}

function walk(model: Model, { by, answers, reviews, window, lock, pausedAfter }: Walk): void {
  model.try(by, 'propose', FIRST)
  const proposal = model.last('release')
  if (!proposal) return
  review(model, proposal, reviews)
  for (const [at, answer] of answers.entries()) if (answer !== 'silent') model.try(`m${at + 1}`, 'vote', voting(proposal, answer))
  model.day = daysAfter(model.day, window)
  model.try('m2', 'decide', { proposal: proposal.id, artifact: hash, outcome: 'approved' })
  if (pausedAfter === 'decide') model.try('m3', 'pause', { artifact: hash, reason: 'Wait.' })
  model.day = daysAfter(model.day, lock)
  model.try('steward', 'enact', { proposal: proposal.id, artifact: hash })
  if (pausedAfter === 'enact') model.try('m3', 'pause', { artifact: hash, reason: 'Wait.' })
}

function review(model: Model, { id }: Proposal, outcomes: (typeof REVIEWS)[number], by = ['m2', 'reviewer']): void {
  const bodies = outcomes.map((outcome, at) => ({ by: by[at] ?? 'm3', body: aReview(id, outcome, at) }))
  for (const each of bodies) model.try(each.by, 'commit', { proposal: id, commitment: commitmentOf(each.by, each.body) })
  for (const each of bodies) model.try(each.by, 'review', each.body)
}

/** One attempt, drawn from all acts; most are tried on what was proposed last. */
function anything(model: Model, what: number, who: number, members: number): void {
  const names = [...Array.from({ length: members }, (_, at) => `m${at + 1}`), 'researcher', 'reviewer', 'steward']
  const by = names[who % names.length] ?? 'm1'
  const kinds = ['release', 'release', 'release', 'resume', 'charter', 'retraction'] as const
  const proposal = model.last(kinds[what % kinds.length] ?? 'release') ?? model.last('release')
  if (what < 10) model.day = daysAfter(model.day, [1, 2, 4, 15][what % 4] ?? 1)
  else if (what < 12 || !proposal) model.try(by, 'propose', proposing(aRelease(), { title: `${model.entries.length}` }))
  else if (what < 16) model.try(by, 'propose', proposing(aRelease(), { replaces: proposal.id, met: 'So.' }))
  else if (what < 30) review(model, proposal, REVIEWS[what % REVIEWS.length] ?? [], [by, names[(who + 1) % names.length] ?? 'm2'])
  else if (what < 60)
    for (const member of names.slice(0, 1 + who))
      model.try(member, 'vote', voting(proposal, ANSWERS[1 + (what % 10 === 0 ? 1 + (who % 2) : 0)] === 'consent' ? 'consent' : 'harm'))
  else if (what < 64) model.try(by, 'vote', voting(proposal, 'identifiability'))
  else if (what < 78)
    for (const outcome of ['approved', 'returned', 'lapsed', 'rejected'] as const)
      model.try(by, 'decide', { proposal: proposal.id, artifact: proposal.body.sha256, outcome })
  else if (what < 90)
    for (const each of [by, 'steward']) model.try(each, 'enact', { proposal: proposal.id, artifact: proposal.body.sha256 })
  else if (what < 93) model.try(by, 'pause', { artifact: hash, reason: `Wait ${model.entries.length}.` })
  else if (what < 96) resume(model, by)
  else if (what < 98) removeOne(model, by)
  else if (model.state.releases.has(hash)) model.try(by, 'propose', proposingContent('retraction', { artifact: hash, why: 'So.' }))
}

function resume(model: Model, by: string): void {
  const pauses = [...(model.state.pauses.get(hash)?.keys() ?? [])]
  if (pauses.length > 0) model.try(by, 'propose', proposingContent('resume', { artifact: hash, pauses, why: 'So.' }))
}

function removeOne(model: Model, by: string): void {
  const { charter } = model.state
  const people = charter.people.filter(({ id }) => id !== 'm5')
  if (people.length < charter.people.length)
    model.try(by, 'propose', proposingContent('charter', { ...charter, people, livedExperience: people.length - 3 }))
}
