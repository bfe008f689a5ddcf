import type { ActEntry, Entry } from '#shared/governance/entries.ts'

/** The number of members who must consent to publish, by the number there is: written out, not worked out. */
const NEEDED: Readonly<Record<number, number>> = { 2: 99, 3: 2, 4: 3, 5: 3, 6: 3 }
const THREE_QUARTERS: Readonly<Record<number, number>> = { 3: 3, 4: 3, 5: 4, 6: 5 }
const HOLD = { window: 4, short: 2, lock: 3 }

type Of<K extends ActEntry['kind']> = Extract<ActEntry, { kind: K }>

/**
 * Whether a release may be public, told from the entries alone by the words of docs/governance.md: a second reading of
 * the rules that shares no code with the first.
 */
export function mayBePublic(entries: readonly Entry[], sha256: string, idOf: (entry: ActEntry) => string): boolean {
  const acts = entries.filter((each): each is ActEntry => each.kind !== 'found')
  const enacts = acts.filter((each): each is Of<'enact'> => each.kind === 'enact')
  const proposals = acts.filter((each): each is Of<'propose'> => each.kind === 'propose')
  const enacted = (id: string) => enacts.find((each) => each.body.proposal === id)
  const released = proposals.filter(({ body }) => body.kind === 'release' && body.sha256 === sha256).filter((each) => enacted(idOf(each)))
  if (released.length === 0 || !released.every((each) => wasDueProcess(each, entries, idOf))) return false

  const lifted = proposals.flatMap((each) => (each.body.kind === 'resume' && enacted(idOf(each)) ? each.body.content.pauses : []))
  const pauses = acts.filter((each) => each.kind === 'pause' && each.body.artifact === sha256)
  const gone = proposals.some((each) => each.body.kind === 'retraction' && each.body.content.artifact === sha256 && enacted(idOf(each)))
  return !gone && pauses.every((pause) => lifted.includes(idOf(pause)))
}

function wasDueProcess(proposal: Of<'propose'>, entries: readonly Entry[], idOf: (entry: ActEntry) => string): boolean {
  const id = idOf(proposal)
  const about = actsAbout(id, entries)
  const decide = about.find((each): each is Of<'decide'> => each.kind === 'decide')
  const enact = about.find((each): each is Of<'enact'> => each.kind === 'enact')
  if (!decide || !enact || decide.body.outcome !== 'approved' || decide.by === enact.by) return false

  const chain = chainOf(proposal, entries, idOf)
  const authors = chain.flatMap(({ by, body }) => [by, ...body.authors])
  const members = membersAt(entries, proposal.seq)
  if (membersAt(entries, enact.seq).join() !== members.join()) return false
  if (days(decide.day, enact.day) < HOLD.lock || days(decide.day, enact.day) > HOLD.lock + 30) return false

  const before = about.filter(({ seq }) => seq < decide.seq)
  const committed = before.filter((each) => each.kind === 'commit')
  const opened = before.filter((each): each is Of<'review'> => each.kind === 'review' && !authors.includes(each.by))
  const firstVote = before.find((each) => each.kind === 'vote')?.seq ?? 0
  const blind = opened.every((review) => committed.length >= 2 && committed.every((commitment) => commitment.seq < review.seq))
  const round = roundOf(chain, entries, idOf)
  const begins = opened[1]?.day ?? decide.day
  if (firstVote < (opened[1]?.seq ?? 0)) return false
  if (days(begins, decide.day) < (round > 1 ? HOLD.short : HOLD.window)) return false
  if (new Set(opened.map(({ by }) => by)).size < 2 || !blind || opened.some(({ body }) => body.outcome !== 'approve')) return false

  const last = lastWords(before, members)
  const said = last
    .filter(({ by, body }) => !authors.includes(by) && (body.choice === 'object' || body.expires >= decide.day))
    .map(({ body }) => body)
  const consents = said.filter(({ choice }) => choice === 'consent' || choice === 'concern').length
  const objectors = last.filter(({ body }) => body.choice === 'object').map(({ by }) => by)
  const objections = last.map(({ body }) => body).filter((each) => each.choice === 'object')
  if (said.length * 2 <= members.length || consents < (NEEDED[members.length] ?? 99)) return false
  if (objections.some((each) => 'category' in each && each.category === 'identifiability')) return false
  if (objections.length === 0) return true
  const earlier = objectorsOf(chain.at(-2), chain.slice(0, -1), entries, idOf)
  return objectors.every((each) => earlier.includes(each)) && consents >= (THREE_QUARTERS[members.length] ?? 99)
}

function lastWords(acts: readonly ActEntry[], members: readonly string[]): Of<'vote'>[] {
  return members.flatMap((member) => acts.findLast((each): each is Of<'vote'> => each.kind === 'vote' && each.by === member) ?? [])
}

/** The people who objected when a proposal came back, and had not written it. */
function objectorsOf(
  proposal: Of<'propose'> | undefined,
  chain: readonly Of<'propose'>[],
  entries: readonly Entry[],
  idOf: (entry: ActEntry) => string,
): string[] {
  if (!proposal) return []
  const about = actsAbout(idOf(proposal), entries)
  const decide = about.find(({ kind }) => kind === 'decide')
  if (!decide) return []
  const authors = chain.flatMap(({ by, body }) => [by, ...body.authors])
  const words = lastWords(
    about.filter(({ seq }) => seq < decide.seq),
    membersAt(entries, decide.seq),
  )
  return words.filter(({ by, body }) => body.choice === 'object' && !authors.includes(by)).map(({ by }) => by)
}

/** 1, and one more for each time that it came back by an objection or a review of somebody else. */
function roundOf(chain: readonly Of<'propose'>[], entries: readonly Entry[], idOf: (entry: ActEntry) => string): number {
  const earlier = chain.slice(0, -1).filter((each, at) => {
    const asked = actsAbout(idOf(each), entries).some((act) => act.kind === 'review' && act.body.outcome === 'approve if changed')
    return asked || objectorsOf(each, chain.slice(0, at + 1), entries, idOf).length > 0
  })
  return 1 + earlier.length
}

function actsAbout(id: string, entries: readonly Entry[]): ActEntry[] {
  return entries.filter((each): each is ActEntry => each.kind !== 'found' && 'proposal' in each.body && each.body.proposal === id)
}

function chainOf(last: Of<'propose'>, entries: readonly Entry[], idOf: (entry: ActEntry) => string): Of<'propose'>[] {
  const { replaces } = last.body
  const before = entries.find((each): each is Of<'propose'> => each.kind === 'propose' && replaces !== null && idOf(each) === replaces)
  return before ? [...chainOf(before, entries, idOf), last] : [last]
}

function membersAt(entries: readonly Entry[], seq: number): string[] {
  let people = entries[0]?.kind === 'found' ? entries[0].body.charter.people : []
  for (const each of entries.slice(0, seq)) {
    if (each.kind !== 'enact') continue
    const changed = entries.find(
      (other) => other.kind === 'propose' && other.body.sha256 === each.body.artifact && other.body.kind === 'charter',
    )
    if (changed?.kind === 'propose' && changed.body.kind === 'charter') people = changed.body.content.people
  }
  return people.filter(({ role }) => role === 'member').map(({ id }) => id)
}

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
