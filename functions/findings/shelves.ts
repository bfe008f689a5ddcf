import * as z from 'zod'
import type { LedgerReader } from '#functions/approvals.ts'
import { filesOf, shelf } from '#functions/publish/shelf.ts'
import { sha256 } from '#shared/canonical-json.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { type Verdict, verdict } from '#shared/governance/verdict.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import { hashesIn, VOTED_SUMS } from '#shared/release/release.ts'
import { people, type Status } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { readWhole, type Whole } from './read-whole.ts'

/** The subject of a version's results, by files that the ledger names by their hash. */
export type About = { readonly survey: Survey; readonly people: Status['people']; readonly date: string; readonly release: number }

/** The state of a version at this moment. A retraction is the version that says that another one was withdrawn. */
type Standing = 'stands' | 'paused' | 'withdrawn' | 'retraction'

/** A version that readers may know of. */
export type Item = {
  readonly version: PublishedVersion
  readonly standing: Standing
  readonly about: About
  /** The hash of its files. */
  readonly id?: string
}

/** The published versions, as the board's ledger has them at one moment. */
export type Shelves = {
  /** Undefined where there is no board. */
  readonly log: VerifiedLog | undefined
  /** The oldest first. */
  readonly items: readonly Item[]
  /** Undefined when its files are not those that the board approved. */
  whole(item: Item): Promise<Whole | undefined>
  /** Undefined when it is not there, or not what it was. */
  file(item: Item, name: string): Promise<{ readonly bytes: Uint8Array; readonly hash: string } | undefined>
}

export type Sources = {
  readonly reader: LedgerReader | undefined
  /** The hash of the founding charter; undefined where there is no board. */
  readonly board: string | undefined
  readonly findings: Pick<Bucket, 'read'>
  readonly clock: () => Date
}

/**
 * Reads what is published. Of the bucket nothing is believed: a version is there because the ledger has it, `verdict` is
 * asked about it each time, and its files are read back and checked against what the board voted on before one is shown.
 * What a hash names never changes, so each is checked once.
 */
export function openShelves({ reader, board, findings, clock }: Sources): () => Promise<Shelves> {
  const known = {
    sums: new Map<string, Uint8Array>(),
    about: new Map<string, About>(),
    ids: new Map<string, string>(),
    /** By the version and its files: that one version has these files says nothing of another one. */
    whole: new Map<string, Whole>(),
  }

  async function votedSums(artifact: string): Promise<Uint8Array | undefined> {
    const found = known.sums.get(artifact) ?? (await findings.read(shelf.sums(artifact)))
    if (!found || sha256(found) !== artifact) return undefined
    known.sums.set(artifact, found)
    return found
  }

  async function idOf({ study, number }: PublishedVersion): Promise<string | undefined> {
    const key = `${study} ${number}`
    const found = known.ids.get(key) ?? (await filesOf(findings, study, number))
    if (found !== undefined) known.ids.set(key, found)
    return found
  }

  async function aboutOf(artifact: string, sums: Uint8Array, id: string): Promise<About | undefined> {
    const found = known.about.get(artifact) ?? (await readAbout(findings, artifact, sums, id).catch(() => undefined))
    if (found) known.about.set(artifact, found)
    return found
  }

  async function itemOf(version: PublishedVersion, versions: readonly PublishedVersion[], log: VerifiedLog): Promise<Item | undefined> {
    const sums = await votedSums(version.artifact)
    if (!sums) return undefined
    const said = verdict({ kind: 'release', id: version.study, bytes: sums }, log, board, clock())
    const standing = standingOf(version, said)
    const first = versions.find(({ kind, artifact }) => kind === 'release' && artifact === version.artifact)
    const [own, ofNumbers] = await Promise.all([version.kind === 'retraction' ? undefined : idOf(version), first && idOf(first)])
    const about = ofNumbers === undefined ? undefined : await aboutOf(version.artifact, sums, ofNumbers)
    if (!standing || !about) return undefined
    if (version.kind === 'retraction') return { version, standing, about }
    return own === undefined ? undefined : { version, standing, about, id: own }
  }

  async function wholeOf({ version, id, standing, about }: Item, log: VerifiedLog): Promise<Whole | undefined> {
    const voted = known.sums.get(version.artifact)
    if (id === undefined || board === undefined || standing !== 'stands' || !voted) return undefined
    const key = `${version.study} ${version.number} ${id} ${version.recorded?.files}`
    const asked = { id, version, voted, people: about.people, log, board, now: clock() }
    const found = known.whole.get(key) ?? (await readWhole(findings, asked).catch(() => undefined))
    if (found) known.whole.set(key, found)
    return found
  }

  return async () => {
    const log = await pinnedLog(reader)
    if (!log) return { log, items: [], whole: async () => undefined, file: async () => undefined }
    const whole = (item: Item) => wholeOf(item, log)
    const versions = versionsIn(log)
    const items = await Promise.all(versions.map((version) => itemOf(version, versions, log)))
    return {
      log,
      items: items.flatMap((item) => item ?? []),
      whole,
      async file(item, name) {
        const hash = (await whole(item))?.files.get(name)?.hash
        const bytes = hash === undefined || item.id === undefined ? undefined : await findings.read(keyOf(item.version, item.id, name))
        return hash !== undefined && bytes && sha256(bytes) === hash ? { bytes, hash } : undefined
      },
    }
  }
}

function keyOf({ artifact }: PublishedVersion, id: string, name: string): string {
  return name === VOTED_SUMS ? shelf.sums(artifact) : `${shelf.folder(id)}/${name}`
}

/** An approval counts when a checkpoint covers it: where one is missing, it may have come since. */
async function pinnedLog(reader: LedgerReader | undefined): Promise<VerifiedLog | undefined> {
  const log = await reader?.latest()
  return log && log.pinnedSize < log.entries.length ? reader?.pinned() : log
}

/** Undefined when nothing may be said about it at all. */
function standingOf({ kind }: PublishedVersion, said: Verdict): Standing | undefined {
  if (said.ok) return kind === 'retraction' ? undefined : 'stands'
  const codes = said.missing.map(({ code }) => code)
  if (codes.some((code) => code !== 'paused' && code !== 'retracted')) return undefined
  if (!codes.includes('retracted')) return 'paused'
  return kind === 'retraction' ? 'retraction' : 'withdrawn'
}

const methods = z.object({
  release: z.string().transform(Number),
  people,
  snapshot_date: z.iso.date(),
  survey: z.object({ id: z.string(), hash: z.string() }),
})

/** The sums that the board voted on name methods.json by its hash, and that names the survey. */
async function readAbout(findings: Sources['findings'], artifact: string, sums: Uint8Array, id: string): Promise<About | undefined> {
  const bytes = await findings.read(shelf.methods(artifact))
  const listed = hashesIn(sums).get('methods.json')
  if (!bytes || sha256(bytes) !== listed) return undefined
  const { release, people, snapshot_date: date, survey } = methods.parse(JSON.parse(new TextDecoder().decode(bytes)))
  const text = await findings.read(`${shelf.folder(id)}/survey.json`)
  return text && { survey: parseSurvey(text, survey), people, date, release }
}

/** Gives the reason and the day of the last pause of these numbers. */
export function pauseOf({ entries }: VerifiedLog, artifact: string): { readonly day: string; readonly why: string } | undefined {
  const found = entries.findLast((entry) => entry.kind === 'pause' && entry.body.artifact === artifact)
  return found?.kind === 'pause' ? { day: found.day, why: found.body.reason } : undefined
}

/** The explanation given when the numbers were proposed, and the decision. */
export function decisionOn(state: LedgerState, artifact: string) {
  const effect = state.releases.get(artifact)
  const proposal = state.proposals.get(effect?.proposal ?? '')
  if (!effect || proposal?.body.kind !== 'release') return undefined
  return {
    about: proposal.body.about,
    smallBoard: effect.smallBoard,
    reviews: proposal.reviews.size,
    consents: proposal.decided?.consents ?? 0,
    objections: [...proposal.votes.values()].flatMap((vote) => (vote.choice === 'object' ? [vote] : [])),
  }
}
