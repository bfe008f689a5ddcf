import { readApprovedCandidate } from '#functions/candidate-folder.ts'
import { isCounted } from '#functions/console/release-reader.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { checksOfRelease } from '#functions/proposal-checks.ts'
import { storySecretOf } from '#functions/story-desk/story-secret.ts'
import { toBase64url } from '#shared/bytes.ts'
import { addressOf } from '#shared/canonical-json.ts'
import type { UnsignedAct } from '#shared/governance/entries.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { STUDY } from './written.ts'

type Move = { readonly by: string; readonly act: UnsignedAct }
type Keys = ReadonlyMap<string, OwnKey>

const frame = () => ({ authors: [], replaces: null, met: null })

/** The next made-up member or reviewer who makes a key for stories, until all of them hold one. */
export function holdingMove({ charter, sealingKeys }: LedgerState, keys: Keys): Move | undefined {
  for (const { id, role } of charter.people) {
    const own = keys.get(id)
    if (!own || !['member', 'reviewer'].includes(role) || sealingKeys.has(id)) continue
    return { by: id, act: { kind: 'hold', body: { key: toBase64url(publicSealingKey(storySecretOf(own))) } } }
  }
  return undefined
}

/** The made-up reviewer, who reads stories together with a person. */
function madeUpReader({ charter, sealingKeys }: LedgerState, keys: Keys): string | undefined {
  return charter.people.find(({ id, role }) => role === 'reviewer' && keys.has(id) && sealingKeys.has(id))?.id
}

/** Proposes that somebody who made a key for stories reads the made-up ones, together with the made-up reader: once for each person. */
export function readingMove(state: LedgerState, keys: Keys, proposer: string): Move | undefined {
  const survey = state.surveys.get(STUDY)
  const other = madeUpReader(state, keys)
  const asked = [...state.proposals.values()].flatMap(({ body, status }) =>
    body.kind === 'stories' && status !== 'void' ? body.content.reviewers : [],
  )
  const person = state.charter.people.find(({ id }) => !keys.has(id) && state.sealingKeys.has(id) && !asked.includes(id))
  if (!survey || other === undefined || !person) return undefined
  const content = {
    survey: survey.sha256,
    reviewers: [person.id, other] satisfies [string, string],
    why: 'Made up: so that you can see how stories are read.',
  }
  const title = `Made-up stories, read by ${person.alias}`
  const body = { ...frame(), kind: 'stories', id: STUDY, sha256: addressOf(content), title, content } as const
  return { by: proposer, act: { kind: 'propose', body } }
}

/** Proposes a report with quotes that both readers signed, as neither of them may. */
export async function quotedReleaseMove(
  state: LedgerState,
  keys: Keys,
  proposer: string,
  candidates: Pick<Bucket, 'read' | 'list'>,
): Promise<Move | undefined> {
  const proposed = [...state.proposals.values()].flatMap(({ body, status }) => (status === 'void' ? [] : [body.sha256]))
  const found = [...state.quoted].find(
    ([release, { by }]) => by.size === 2 && [...by].some((id) => keys.has(id)) && !proposed.includes(release),
  )
  const [release, { stories }] = found ?? ['', { stories: '' }]
  const study = state.proposals.get(stories)?.body.id
  if (study === undefined) return undefined
  const read = await readApprovedCandidate(candidates, study, release)
  const body = {
    ...frame(),
    kind: 'release',
    id: study,
    sha256: release,
    title: `Report ${read.release} of ${study}, with quotes`,
    about: {
      askedBy: 'Nobody: made-up people show how a board decides.',
      benefits: 'Anybody who wants to see how it works.',
      returns: 'It does not: nobody was asked.',
      harms: 'None, as long as nobody takes it for the word of a community.',
    },
    checks: checksOfRelease(read, await isCounted(candidates, read)),
  } as const
  return { by: proposer, act: { kind: 'propose', body } }
}
