import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { storyScriptFile } from '#functions/console/board-files.ts'
import { createConsole } from '#functions/console/console.tsx'
import { consoleRequest } from '#functions/console/console-request.ts'
import type { Services } from '#functions/console/services.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import { expects } from '#shared/expectation/expected-of.ts'
import { type Charter, charterHash } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import { type Entry, readEntry } from '#shared/governance/entries.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Stories } from '#shared/storage/repositories.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { charterOf, found } from '#test/board/founded.ts'
import { type Authenticator, aHolder, answerTo, type Holder } from '#test/board/passkey.ts'
import { keyOf } from '../../governance/helpers/a-board.ts'
import { inMemory } from '../../respond/helpers/memory.ts'

export const ORIGIN = 'http://localhost:8321'

type Asked = {
  readonly path: string
  readonly form?: Readonly<Record<string, string>> | URLSearchParams
  /** A form with files, as a browser sends it. */
  readonly files?: { readonly type: string; readonly bytes: Uint8Array }
  readonly cookie?: string
  readonly host?: string
  readonly from?: string
}

/** The console on stores in memory, with a clock and a source of randomness of its own; where it is asked for, before anybody founded a board. */
export function boardTown(changes: Partial<Charter> | 'no board' = {}, ...surveys: Survey[]) {
  return boardTownAt({ origin: ORIGIN, storyScript: '/* made up */' }, changes, ...surveys)
}

/** The same under another origin, to which its passkeys belong, and with the script that pages about stories get. */
export async function boardTownAt(
  { origin, storyScript }: { readonly origin: string; readonly storyScript: string },
  changes: Partial<Charter> | 'no board' = {},
  ...surveys: Survey[]
) {
  const holders = [
    ...['birch', 'heron', 'otter', 'reed', 'stone'].map((id) => aHolder(id, 'member', origin)),
    ...[
      aHolder('ada', 'researcher', origin),
      aHolder('finch', 'reviewer', origin),
      aHolder('moss', 'reviewer', origin),
      aHolder('op', 'steward', origin),
    ],
  ]
  const isFounded = changes !== 'no board'
  const charter = charterOf(holders, isFounded ? changes : {})
  const clock = { now: new Date('2026-03-04T10:20:30Z') }
  const ledger = ledgerInMemory()
  if (isFounded) await found(ledger, charter, holders, dayOf(clock.now))
  const memory = inMemory()
  const stories = storiesInMemory()
  for (const survey of surveys) {
    await memory.community.storeSurvey(versionOf(survey), canonicalBytes(survey))
    await memory.community.open({ link: linkOf(survey.id), version: versionOf(survey) })
  }
  const files = new Map<string, Uint8Array>()
  let drawn = 0
  const board = charterHash(charter)
  const services: Services = {
    clock: () => clock.now,
    random: (bytes) => new Uint8Array(createHash('sha512').update(`random ${drawn++}`).digest().subarray(0, bytes)),
    boardKey: new Uint8Array(32).fill(5),
    logKey: keyOf('log'),
    publicHost: undefined,
    board: isFounded ? board : undefined,
    reader: isFounded ? ledgerReader({ ledger, board }) : undefined,
    ledger,
    boardroom: boardroomInMemory(),
    community: memory.community,
    stories,
    keeping: {
      openings: async () => [],
      participation: async () => surveys.map((survey) => ({ version: versionOf(survey), day: '2026-03-02', from: 40 })),
    },
    candidates: bucketInMemory(files),
    approvals: approvalsOf({ ledger, board, clock: () => clock.now }),
    expects: expects(),
    storyScript: storyScriptFile(storyScript),
  }
  const answer = createConsole(services)

  const ask = ({ path, form, files, cookie, host = new URL(origin).host, from = 'same-origin' }: Asked): Promise<HttpResult> => {
    const [rawPath = '', query = ''] = path.split('?')
    const type = files?.type ?? (form && 'application/x-www-form-urlencoded')
    const headers = { host, 'sec-fetch-site': from, ...(type && { 'content-type': type }) }
    return answer(
      consoleRequest({
        rawPath,
        requestContext: { http: { method: type ? 'POST' : 'GET' } },
        queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
        headers,
        ...(cookie && { cookies: [cookie] }),
        ...(form && {
          body: new URLSearchParams(form instanceof URLSearchParams ? form : { ...form }).toString(),
        }),
        // The gateway gives what is no text in base64.
        ...(files && { body: Buffer.from(files.bytes).toString('base64'), isBase64Encoded: true }),
      }),
    )
  }

  const town = {
    clock,
    ledger,
    community: memory.community,
    stories,
    services,
    files,
    holders: new Map(holders.map((each) => [each.person.id, each])),
    board,
    ask,
    /** Answers an event of the gateway. */
    answer: (event: unknown): Promise<HttpResult> => answer(consoleRequest(event)),
    entries: (): Entry[] => ledger.kept.map(readEntry),
    holder(id: string): Holder {
      const holder = town.holders.get(id)
      if (!holder) throw new Error(`nobody is called ${id}`)
      return holder
    },
    /** The cookie of somebody who has just signed in with this passkey. */
    async signIn({ key, privateKey }: Authenticator): Promise<string> {
      const page = textOf(await ask({ path: '/board/sign-in' }))
      const form = { token: fieldOn(page, 'token'), credential: key.credential, ...answerTo(challengeOn(page), { key, privateKey }) }
      const [set = ''] = (await ask({ path: '/board/sign-in', form })).cookies
      return set.split(';')[0] ?? ''
    },
    as: (id: string): Promise<string> => town.signIn(town.holder(id).authenticator),
    /** The page on which something is signed: its address, and the form that a passkey of this person filled in. */
    async toSign(location: string, cookie: string, { authenticator }: Pick<Holder, 'authenticator'>) {
      const page = textOf(await ask({ path: location, cookie }))
      const answered = answerTo(challengeOn(page), authenticator)
      return {
        path: location,
        cookie,
        form: { day: fieldOn(page, 'day'), seen: fieldOn(page, 'seen'), credential: authenticator.key.credential, ...answered },
      }
    },
    /** From a filled form to an entry in the ledger. Gives what the last form was answered with. */
    async act(id: string, path: string, form: Readonly<Record<string, string>>): Promise<HttpResult> {
      const cookie = await town.as(id)
      const { headers } = await ask({ path, form, cookie })
      return ask(await town.toSign(headers.location ?? '', cookie, town.holder(id)))
    },
    async propose(id: string, survey: Survey): Promise<string> {
      const about = { askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
      const form = { title: 'Open it', review: '2026-12-31', ...about }
      const { headers } = await town.act(id, `/board/propose/survey/${survey.id}/${versionOf(survey).hash}`, form)
      return /\/board\/p\/([0-9a-f]{64})/.exec(headers.location ?? '')?.[1] ?? ''
    },
    vote: (id: string, proposal: string, choice = 'consent', more = {}) => town.act(id, `/board/p/${proposal}/vote`, { choice, ...more }),
    async approve(proposal: string, ...members: string[]): Promise<void> {
      for (const member of members) await town.vote(member, proposal)
      const [last = ''] = members
      await town.act(last, `/board/p/${proposal}/decide`, {})
      await town.act(last, `/board/p/${proposal}/enact`, {})
    },
  }
  return town
}

export function textOf({ body, isBase64Encoded, headers }: HttpResult): string {
  if (!isBase64Encoded) return body
  const bytes = Buffer.from(body, 'base64')
  const encoding = headers['content-encoding']
  return (encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

export function challengeOn(page: string): string {
  return /data-challenge="([^"]+)"/.exec(page)?.[1] ?? ''
}

export function fieldOn(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}

/** A ledger with one line a place; `before` is called ahead of each append, as another person who was quicker. */
function ledgerInMemory() {
  const kept: Uint8Array[] = []
  const notes = new Map<string, { readonly size: number; readonly note: string }>()
  const ledger: Ledger & { readonly kept: Uint8Array[]; before: () => Promise<void> } = {
    kept,
    before: async () => {},
    async append(seq, line) {
      await ledger.before()
      if (kept.length !== seq) return false
      kept.push(line)
      return true
    },
    lines: async (from) => kept.slice(from),
    async keepCheckpoint(size, note) {
      if ((notes.get('latest')?.size ?? 0) <= size) notes.set('latest', { size, note })
    },
    async keepWitnessed(witness, note) {
      notes.set(witness, { size: 0, note })
    },
    checkpoints: async () => [...notes.values()].map(({ note }) => note),
  }
  return ledger
}

export function boardroomInMemory(): Boardroom {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly expires: number }>()
  return {
    async keep(list, key, bytes, expires) {
      const there = kept.get(`${list} ${key}`)
      if (there) return Buffer.compare(there.bytes, bytes) === 0
      kept.set(`${list} ${key}`, { bytes, expires })
      return true
    },
    async read(list, key, now) {
      const found = kept.get(`${list} ${key}`)
      return found && found.expires > now ? found.bytes : undefined
    },
    all: async (list, now) =>
      [...kept].flatMap(([key, { bytes, expires }]) =>
        key.startsWith(`${list} `) && expires > now ? [{ key: key.slice(list.length + 1), bytes }] : [],
      ),
    async remove(list, key) {
      kept.delete(`${list} ${key}`)
    },
  }
}

/** These files as a bucket, in which each is written once. */
export function bucketInMemory(files: Map<string, Uint8Array>): Services['candidates'] {
  return {
    put: async (key, bytes) => !files.has(key) && files.set(key, bytes).has(key),
    read: async (key) => files.get(key),
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
  }
}

/** Boxes of one survey, all in one part of its eight. */
export function storiesInMemory(): Pick<Stories, 'store' | 'read' | 'ids'> {
  const kept = new Map<string, Uint8Array>()
  return {
    async store(_, { id, sealed }) {
      kept.set(Buffer.from(id).toString('hex'), sealed)
      return 'stored'
    },
    read: async (_, id) => kept.get(Buffer.from(id).toString('hex')),
    async *ids(_, shard) {
      if (shard === 0) yield [...kept.keys()].map((id) => Buffer.from(id, 'hex'))
    },
  }
}
