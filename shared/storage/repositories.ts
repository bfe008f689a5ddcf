import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Budgets, FollowUps, Invitations } from './access-repositories.ts'

/**
 * The stores of Chorus, split by trust. Each write is one conditional item, so nothing is ever half done. Adapters pass one
 * contract suite (test/contract).
 */

/** 16 random or keyed bytes. */
export type RecordId = Uint8Array

export type StoredDraft = {
  readonly id: RecordId
  /** Ciphertext; the key is only in the respondent's cookie. */
  readonly ciphertext: Uint8Array
  /** Number of writes, so that two tabs cannot overwrite each other unseen. */
  readonly revision: number
  /** Epoch seconds on a full hour: never the time a person came. */
  readonly expires: number
}

export interface Drafts {
  /** Returns false when the id is taken. */
  create(draft: StoredDraft): Promise<boolean>
  /** Expired drafts are not found, whether or not the database has removed them yet. `now` in epoch seconds. */
  read(id: RecordId, now: number): Promise<StoredDraft | undefined>
  /** Writes `draft` over revision `draft.revision - 1`; returns false when that is no longer the stored one. */
  replace(draft: StoredDraft): Promise<boolean>
  remove(id: RecordId): Promise<void>
  /** Removes `draft` only if it is stored exactly as given; returns false when it has changed or is gone. */
  removeUnchanged(draft: StoredDraft): Promise<boolean>
}

export type StoredResponse = {
  readonly id: RecordId
  /** Closed answers coded by the survey's codebook. */
  readonly answers: Uint8Array
  /** The consent record, coded (shared/consent/record.ts); it also holds the week of receipt. */
  readonly consent: Uint8Array
}

export interface Responses {
  /** Storing the same id twice stores once and changes nothing. */
  store(version: SurveyVersion, response: StoredResponse): Promise<'stored' | 'already stored'>
  /** Whether an id is stored, learned without the right to read: a delete that can never succeed. */
  holds(version: SurveyVersion, id: RecordId): Promise<boolean>
  remove(version: SurveyVersion, id: RecordId): Promise<void>
  /** The keys of one shard, page by page, and nothing that lies under them. */
  ids(version: SurveyVersion, shard: number): AsyncIterable<RecordId[]>
  /** Reads one shard page by page, in key order, which is random. Only tabulation may call this. */
  entries(version: SurveyVersion, shard: number): AsyncIterable<StoredResponse[]>
}

/** Responses are spread over this many partitions by the first byte of their id. */
export const SHARDS = 8

type StoredStory = {
  readonly id: RecordId
  /** Text, question and share choice, sealed to a key the respond function does not hold. */
  readonly sealed: Uint8Array
}

export interface Stories {
  store(version: SurveyVersion, story: StoredStory): Promise<'stored' | 'already stored'>
  remove(version: SurveyVersion, id: RecordId): Promise<void>
  /** One box, as it is stored; undefined where there is none, or not any more. Opening it takes those whom the board named. */
  read(version: SurveyVersion, id: RecordId): Promise<Uint8Array | undefined>
  /** Whether it is still there, learned from the keys alone. */
  holds(version: SurveyVersion, id: RecordId): Promise<boolean>
  /** The keys of one shard, page by page, and nothing that lies under them. */
  ids(version: SurveyVersion, shard: number): AsyncIterable<RecordId[]>
}

/**
 * A mark that a code was used to delete, kept for as long as a backup could bring back what was deleted. It is left for
 * every code alike, known or not.
 */
export type Withdrawal = {
  /** 32 keyed bytes: what the code is to the stores (shared/response/secret.ts). */
  readonly mark: Uint8Array
  readonly what: 'everything' | 'words'
}

export interface Withdrawals {
  /** Keeps a mark until `expires` (epoch seconds, on a Monday: never the day somebody came); again, until later. */
  keep(withdrawal: Withdrawal, expires: number): Promise<void>
  /** The marks of one of `SHARDS` parts, page by page, in key order (random). */
  marks(shard: number): AsyncIterable<Withdrawal[]>
}

/** `YYYY-MM-DD`. */
export type Day = string

/** Records that the answers, or the words, of a version were deleted when their time was over. */
export type Deletion = {
  readonly version: SurveyVersion
  readonly what: 'answers' | 'stories'
  readonly day: Day
  /** The number of them, rounded at random once; 0 when too few to say. Never the number itself. */
  readonly about: number
}

/** The number of answers to a version, as far as a board may know it by a day: the last step of ten that was reached. */
export type Participation = { readonly version: SurveyVersion; readonly day: Day; readonly from: number }

type OpenSurvey = {
  readonly link: string
  readonly version: SurveyVersion
  /** It was opened to be tried out, and the pages say so. */
  readonly trial?: true
}

/** The reason why a link takes no answers: for a while, or for good. */
export type ShutBecause = 'paused' | 'closed'
type ShutSurvey = OpenSurvey & { readonly because: ShutBecause }

export interface Community {
  /** Keeps the canonical bytes of a survey version. Storing the same bytes again changes nothing. */
  storeSurvey(version: SurveyVersion, bytes: Uint8Array): Promise<void>
  /** Bytes exactly as stored; the caller checks them against the hash. */
  readSurvey(version: SurveyVersion): Promise<Uint8Array | undefined>
  /** Every version ever stored, of every survey. */
  versions(): Promise<SurveyVersion[]>
  open(survey: OpenSurvey): Promise<void>
  /** An open or shut link takes no answers from now on, and the page there can say why. Opening it again undoes this. */
  shut(link: string, because: ShutBecause): Promise<void>
  readOpen(link: string): Promise<OpenSurvey | undefined>
  listOpen(): Promise<OpenSurvey[]>
  /** The shut survey behind a link. Undefined where a survey is open, or never was. */
  readShut(link: string): Promise<ShutSurvey | undefined>
  listShut(): Promise<ShutSurvey[]>
}

/** Answers to a trial and real ones never lie under one version. */
export type OpenedAs = 'trial' | 'real'

/** From when, and until when, what people sent is kept: beside the surveys, public, and about nobody. */
export interface KeepingLog {
  /** Notes the day from which a version's promises are counted. The earliest stays. */
  markOpened(version: SurveyVersion, day: Day): Promise<void>
  /** Notes whether a version was opened as a trial or for real. The first time stays; gives what that was. */
  noteOpeningAs(version: SurveyVersion, as: OpenedAs): Promise<OpenedAs>
  /** The same, without noting anything. */
  openedAs(version: SurveyVersion): Promise<OpenedAs | undefined>
  openings(): Promise<{ readonly version: SurveyVersion; readonly day: Day }[]>
  /** Notes a deletion. The first one of a version and kind stays: noting again would round again. */
  noteDeletion(deletion: Deletion): Promise<void>
  deletions(): Promise<Deletion[]>
  /** Notes which step of ten the number of answers has reached, once a week: one that is not of a later week changes nothing. */
  noteParticipation(participation: Participation, week: Day): Promise<void>
  participation(): Promise<Participation[]>
  /** The latest day on which what is over was looked for; undefined before the first. */
  latestDay(): Promise<Day | undefined>
  /** Notes such a day. A later one stays. */
  sawDay(day: Day): Promise<void>
  /** Makes this the latest day, whatever it was: a person says that it is right. */
  confirmDay(day: Day): Promise<void>
}

export type StoredSeries = {
  /** Counts writes: of two tabulations only one can follow the same revision. */
  readonly revision: number
  readonly state: Uint8Array
}

/** The memory of tabulation between the releases of a study. No other function, and no person, may touch it. */
export interface Series {
  read(study: string): Promise<StoredSeries | undefined>
  /** Writes `series` over revision `series.revision - 1` (0 is none yet); returns false when that is no longer the stored one. */
  replace(study: string, series: StoredSeries): Promise<boolean>
  /** Keeps a set of members in one shard, beside others. */
  writeMembers(study: string, shard: number, set: MemberSet, blocks: readonly Uint8Array[]): Promise<void>
  /** In the order they were given. */
  readMembers(study: string, shard: number, set: MemberSet): Promise<Uint8Array[]>
  /** Removes every set of the runs up to one, but for the one to keep. */
  clearMembers(study: string, shard: number, upTo: number, keep?: MemberSet): Promise<void>
}

/** Written by one attempt of one run of the tabulation, and by nothing else: attempts never mix. */
export type MemberSet = {
  readonly run: number
  /** Random, in hex. */
  readonly attempt: string
}

export type Repositories = {
  readonly series: Series
  readonly drafts: Drafts
  readonly responses: Responses
  readonly stories: Stories
  readonly withdrawals: Withdrawals
  readonly community: Community
  readonly invitations: Invitations
  readonly followups: FollowUps
  readonly budgets: Budgets
}

/** The store for whole files: a folder locally, a bucket elsewhere. Objects are written once and never changed. */
export interface Bucket {
  /** Returns false, leaving the object as it is, when the key exists. */
  put(key: string, bytes: Uint8Array): Promise<boolean>
  read(key: string): Promise<Uint8Array | undefined>
  /** Only where the deployment lets objects be removed. Removing what is not there does nothing. */
  remove(key: string): Promise<void>
  /** Keys that start with the prefix, sorted. */
  list(prefix: string): Promise<string[]>
}
