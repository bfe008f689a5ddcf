import type { KeyObject } from 'node:crypto'
import { ledgerReader } from '#functions/approvals.ts'
import { readRequest } from '#functions/findings/request.ts'
import { openShelves } from '#functions/findings/shelves.ts'
import { createSite, type HttpResult } from '#functions/findings/site.tsx'
import { publishVersion, type Sources } from '#functions/publish/publish-version.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { communityOf, count } from '../audit/community.ts'
import { keyOf as studyKeyOf } from '../disclosure/sample.ts'
import { ABoard, aCharter, keyOf, membersIn, proposing, proposingContent } from '../governance/helpers/a-board.ts'

const { survey, people } = communityOf(1, 1, 200)
export const study = survey.id

/** A bucket in memory, with the keys and the bytes to look at and to change. */
function aBucket(): Bucket & { readonly held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>()
  return {
    held,
    async put(key, bytes) {
      if (held.has(key)) return false
      held.set(key, bytes)
      return true
    },
    read: async (key) => held.get(key),
    async remove(key) {
      held.delete(key)
    },
    list: async (prefix) => [...held.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
  }
}

/** The files of a candidate of made-up people, by how many of them answered. */
export function aCandidate(size = 200): Files {
  const known = candidates.get(size)
  if (known) return known
  const outcome = protect({ study: studyPlan(survey), tables: count(survey, people.slice(0, size)), release: 1 }, studyKeyOf(3))
  if (outcome.kind !== 'protected') throw new Error('refused')
  const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-03-01', people: 'made-up' })
  candidates.set(size, files)
  return files
}
const candidates = new Map<number, Files>()

function artifactIn(files: Files) {
  return { kind: 'release', id: study, bytes: files.get(SUMS) ?? new Uint8Array() } as const
}

export const sha = (files: Files) => proposing(artifactIn(files)).sha256

/** A board, the candidates it may publish, and the public site, with a clock that is set. */
export class ASite {
  readonly board: ABoard
  readonly candidates = aBucket()
  readonly findings = aBucket()
  now = new Date('2026-12-01T12:00:00Z')
  /** Undefined: the key of the log is kept elsewhere, as it was for every publication of an earlier Chorus. */
  logKey: KeyObject | undefined = keyOf('log')
  #lines: readonly Uint8Array[] | undefined
  #site: ((request: ReturnType<typeof readRequest>) => Promise<HttpResult>) | undefined

  constructor(changes: Parameters<typeof aCharter>[1] = {}, members = 5) {
    this.board = new ABoard(aCharter(members, changes))
  }

  get sources(): Sources {
    return {
      ledger: this.ledger,
      board: this.board.ledger,
      candidates: this.candidates,
      findings: this.findings,
      quotes: undefined,
      // What is approved is published on the same day, so that later acts of the board come after it.
      clock: () => new Date(`${this.board.day}T12:00:00Z`),
      logKey: this.logKey,
    }
  }

  get ledger() {
    return {
      lines: async (from: number) => (this.#lines ?? this.board.lines).slice(from),
      checkpoints: async () => [this.board.checkpoint()],
      append: async (seq: number, line: Uint8Array) => {
        if (seq !== this.board.lines.length) return false
        this.board.take(line)
        return true
      },
      keepCheckpoint: async () => {},
    }
  }

  /** Puts other lines into the table, as somebody can do who writes to it. */
  forge(lines: readonly Uint8Array[]): void {
    this.#lines = lines
    this.restart()
  }

  /** Another process: what was checked before is checked again. */
  restart(): void {
    this.#site = undefined
  }

  /** Puts a candidate where tabulation does. */
  offer(files: Files): void {
    for (const [name, bytes] of files) this.candidates.held.set(`${study}/candidate-made-up-${sha(files)}/${name}`, bytes)
  }

  /** Reviewed, voted on and enacted. */
  approve(files: Files): void {
    this.offer(files)
    const { board } = this
    const proposal = board.propose('researcher', proposing(artifactIn(files), { title: 'Publish the report' }))
    board.review(proposal, { reviewer: 'approve', m1: 'approve' }).votes(proposal, ...membersIn(board))
    const days = board.day
    board.on(later(days, 5)).decide('m1', proposal).on(later(days, 9)).enact('steward', proposal)
  }

  /** A correction, a retraction or a resumption, by votes of those who did not propose it. */
  decide(kind: 'correction' | 'retraction' | 'resume', content: object, by = 'm2'): void {
    const { board } = this
    const proposal = board.propose(by, proposingContent(kind, content, { id: study }))
    board.votes(proposal, ...membersIn(board).filter((member) => member !== by))
    const days = board.day
    board.on(later(days, 3)).decide('m1', proposal).enact('steward', proposal)
  }

  publish(number = 1): ReturnType<typeof publishVersion> {
    return publishVersion(this.sources, { study, number })
  }

  /** The function's answer to an event of the HTTP API. */
  answer(event: unknown): Promise<HttpResult> {
    this.#site ??= createSite({
      shelves: openShelves({
        reader: ledgerReader({ ledger: this.ledger, board: this.board.ledger }),
        board: this.board.ledger,
        findings: this.findings,
        clock: () => this.now,
      }),
      checkpoints: this.ledger.checkpoints,
      origin: 'https://survey.example.org',
    })
    return this.#site(readRequest(event))
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
    const [rawPath, query] = path.split('?')
    const queryStringParameters = Object.fromEntries(new URLSearchParams(query))
    const result = await this.answer({ rawPath, requestContext: { http: { method } }, headers, queryStringParameters })
    const bytes = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8')
    return { status: result.statusCode, headers: lowered(result.headers), bytes, text: bytes.toString('utf8') }
  }
}

function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
