import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { offsetsOf, type Policy } from '#shared/disclosure/policy.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { filesThatDiffer, type ReadBack, writeRelease } from './bundle.ts'
import { policyShape } from './policy-shape.ts'
import { checkedQuotes, NO_QUOTES, QUOTES_FILE, type Quotes, readQuotes } from './quotes.ts'
import { readTables } from './read-report.ts'
import { type Files, type Release, SUMS } from './release.ts'
import { checkedSentences, NO_SENTENCES, readSentences, SENTENCES_FILE, type Sentences } from './sentences/board-sentences.ts'
import { CANDIDATE, people, type Status, standing } from './standing.ts'

const methods = z.object({
  release: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
  previous_release: sha256Hex.nullable(),
  standing,
  people,
  snapshot_date: z.iso.date(),
  survey: z.object({ id: z.string(), hash: z.string() }),
  protection: z.object({ policy: policyShape, in_words: z.array(z.string()) }),
})

/** A release as its files tell it to any reader. */
export type ReadRelease = {
  /** Hex SHA-256 of SHA256SUMS. */
  readonly id: string
  /** 1, 2, ... */
  readonly release: number
  /** The id of the release it follows. */
  readonly previous?: string
  readonly survey: Survey
  readonly policy: Policy
  readonly tables: readonly ReportTable[]
  /** The day the answers were counted, `YYYY-MM-DD`. */
  readonly date: string
  readonly status: Status
  /** The id it had as a candidate: what a board voted on. */
  readonly candidate: string
  /** The id it had when it was counted, before any words of single people or of the board were put in: what the next release of its series follows. */
  readonly tabulated: string
  readonly content: ReadBack
}

/** Every file of a release. */
export const RELEASE_FILES = ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', SUMS] as const

/**
 * Reads a release from its files alone. Checks every hash of SHA256SUMS, the survey against its version, every number
 * against its form, and that the files hold nothing else but what can be worked out from these. Throws InputRefused with every
 * problem, by file, row and column; `folder` is how the person named it.
 */
export function readRelease(folder: string, files: Files): ReadRelease {
  const changed = changedFiles(files)
  if (changed.length > 0) throw refused(folder, changed)
  try {
    const { release, previous_release: previous, ...about } = methods.parse(JSON.parse(textOf(files, 'methods.json')))
    const { policy, in_words: inWords } = about.protection
    const survey: Survey = parseSurvey(files.get('survey.json') ?? new Uint8Array(), about.survey)
    const tables = readTables(files, policy)
    if (!followsPlan(survey, tables))
      throw refused(folder, [problem('report.csv', 'its rows are not those of the survey, in the order of the survey')])
    const status = { standing: about.standing, people: about.people }
    const back: ReadBack = {
      survey,
      release,
      date: about.snapshot_date,
      previous: previous ?? undefined,
      report: { policy, inWords, tables },
      status,
      quotes: readQuotes(survey, textOf(files, QUOTES_FILE)),
      sentences: files.has(SENTENCES_FILE) ? readSentences({ survey, tables }, textOf(files, SENTENCES_FILE)) : NO_SENTENCES,
      attached: attachedTo(files, status),
    }
    const extra = filesThatDiffer(files, back)
    if (extra.length > 0)
      throw refused(
        folder,
        extra.map((file) => problem(file, 'it holds something that does not follow from its numbers', MADE_ELSEWHERE)),
      )
    const id = releaseId(files)
    const candidate = status.standing.state === 'candidate' ? id : candidateOf(back)
    if (status.standing.state !== 'candidate' && status.standing.approval.candidate !== candidate)
      throw refused(folder, [problem('methods.json', 'it names other numbers as approved than those that are here')])
    return {
      id,
      release,
      ...(previous === null ? {} : { previous }),
      survey,
      policy,
      tables,
      date: back.date,
      status,
      candidate,
      tabulated: isAsTabulated(back) ? candidate : candidateOf({ ...back, quotes: NO_QUOTES, sentences: NO_SENTENCES }),
      content: back,
    }
  } catch (thrown) {
    if (thrown instanceof InputRefused) throw refused(folder, thrown.problems)
    throw refused(folder, [problem('methods.json', 'it, or survey.json, does not describe a protected release')])
  }
}

/** Files that show that a board approved: not part of a candidate, and not made from its numbers. */
const ATTACHED = ['proof.json']

function attachedTo(files: Files, { standing: { state } }: Status): Files {
  return new Map(state === 'candidate' ? [] : [...files].filter(([name]) => ATTACHED.includes(name)))
}

function isAsTabulated({ quotes, sentences }: ReadBack): boolean {
  return isDeepStrictEqual(quotes, NO_QUOTES) && sentences.length === 0
}

function candidateOf(read: ReadBack): string {
  return writeRelease({ ...read, status: { ...read.status, standing: CANDIDATE }, attached: new Map() }).id
}

/**
 * Makes a release anew with another standing, after a board's act: the same numbers, and the new standing on every page and in
 * every file. `proof`, the bytes of proof.json, is listed in SHA256SUMS like every other file.
 */
export function withStanding({ content }: ReadRelease, standing: Status['standing'], proof?: Uint8Array): Release {
  const attached = new Map(proof ? [['proof.json', proof] as const] : [])
  return writeRelease({ ...content, status: { ...content.status, standing }, attached })
}

/** A candidate with words of single people in it, which passed review: what a board then votes on. Throws where there is no such question. */
export function withQuotes({ content }: ReadRelease, quotes: Quotes): Release {
  return writeRelease({
    ...content,
    quotes: checkedQuotes(content.survey, quotes),
    status: { ...content.status, standing: CANDIDATE },
    attached: new Map(),
  })
}

/**
 * A candidate with the board's words for its leading findings: what a board then votes on. Throws where a sentence has a flaw, and where
 * the candidate has quotes: their readers signed for those files, so words come first.
 */
export function withSentences({ content }: ReadRelease, sentences: Sentences): Release {
  if (!isDeepStrictEqual(content.quotes, NO_QUOTES)) throw new Error('the words of a board come before the quotes')
  return writeRelease({
    ...content,
    sentences: checkedSentences({ survey: content.survey, tables: content.report.tables }, sentences),
    status: { ...content.status, standing: CANDIDATE },
    attached: new Map(),
  })
}

/** A release of rounded numbers, for the audit of a series. Throws for any other. */
export function roundedRelease({ release, survey, policy, tables }: ReadRelease): PublishedReport {
  return { release, survey, policy: offsetsOf(policy), tables }
}

/** The id that a folder gives for itself; `readRelease` checks whether its files are those it lists. */
export function releaseId(files: Files): string {
  return sha256(files.get(SUMS) ?? new Uint8Array())
}

/** Whether the rows are in the order of the survey, so that their order tells nothing else. */
function followsPlan(survey: Survey, tables: readonly ReportTable[]): boolean {
  const codebook = codebookOf(survey)
  const answersOf = (question: string) => {
    const { options, states } = fieldOf(codebook, question)
    return [...options, ...states.map((state) => `~${state}`)]
  }
  const planned = reportPlan(survey).tables.map(({ id, question, by, answerRollups = [], groupRollups = [] }) => {
    const groups = by === undefined ? [null] : [...fieldOf(codebook, by).options, ...groupRollups.map((rollup) => rollup.id)]
    const answers = [...answersOf(question), ...answerRollups.map((rollup) => rollup.id)]
    return [id, question, by ?? null, groups.map((group) => [group, answers])]
  })
  const read = tables.map(({ id, question, by, slices }) => {
    const groups = slices.map(({ group, cells }) => [group ?? null, cells.map((cell) => cell.answer)])
    return [id, question, by ?? null, groups]
  })
  return isDeepStrictEqual(read, planned)
}

function changedFiles(files: Files): readonly Problem[] {
  const missing = RELEASE_FILES.filter((name) => !files.has(name))
  if (missing.length > 0) return missing.map((name) => problem(name, 'the file is missing'))
  const sums = new Map(
    textOf(files, SUMS)
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  return [...files]
    .filter(([name, bytes]) => name !== SUMS && sums.get(name) !== sha256(bytes))
    .map(([name]) => problem(name, `its hash is not the one in ${SUMS}`))
}

const PUT_BACK = 'Put back the folder as it was published'
/** The remedy for a page that differs. Each page is compared with the one that this version of Chorus makes, and another version may word it differently. */
const MADE_ELSEWHERE = `${PUT_BACK}; or, where another version of Chorus made it, read it with that version`

function problem(file: string, message: string, remedy = PUT_BACK): Problem {
  return { code: 'release-files', file, message, remedy }
}

function refused(folder: string, problems: readonly Problem[]): InputRefused {
  return new InputRefused(problems.map((each) => (each.file.startsWith(`${folder}/`) ? each : { ...each, file: `${folder}/${each.file}` })))
}

function textOf(files: Files, name: string): string {
  return new TextDecoder().decode(files.get(name))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
