import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { sha256 } from '#shared/canonical-json.ts'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { offsetsOf, type Policy } from '#shared/disclosure/policy.ts'
import type { InWords } from '#shared/disclosure/protected-report.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { policyShape } from './policy-shape.ts'
import { readTables } from './read-report.ts'
import { type Files, hashesIn, SUMS } from './release.ts'
import { people, type Status, standing } from './standing.ts'
import { dataNotVoted } from './voted-files.ts'

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

/** The numbers of a release and what they are about: all that later releases of its series need of it. */
export type ReleaseData = {
  /** 1, 2, ... */
  readonly release: number
  /** The id of the release it follows. */
  readonly previous?: string
  readonly survey: Survey
  readonly policy: Policy
  readonly inWords: InWords
  readonly tables: readonly ReportTable[]
  /** The day the answers were counted, `YYYY-MM-DD`. */
  readonly date: string
  readonly status: Status
}

/** Every file that a release has. */
export const RELEASE_FILES = ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', SUMS] as const

/**
 * Reads the data files of a release: the survey against its version, every number against its form, every row against the plan.
 * Looks at no page. Throws InputRefused, or whatever a file that is none leads to.
 */
export function readData(folder: string, files: Files): ReleaseData {
  const { release, previous_release: previous, ...about } = methods.parse(JSON.parse(textOf(files, 'methods.json')))
  const { policy, in_words: inWords } = about.protection
  const survey: Survey = parseSurvey(files.get('survey.json') ?? new Uint8Array(), about.survey)
  const tables = readTables(files, policy)
  if (!followsPlan(survey, tables))
    throw refused(folder, [problem('report.csv', 'its rows are not those of the survey, in the order of the survey')])
  return {
    release,
    ...(previous === null ? {} : { previous }),
    survey,
    policy,
    inWords,
    tables,
    date: about.snapshot_date,
    status: { standing: about.standing, people: about.people },
  }
}

/**
 * Reads an earlier release of a series, which `id` names: the hash of SHA256SUMS, which names every file. Its pages are not
 * compared with anything: another version of Chorus may have made them. Throws InputRefused.
 */
export function readCandidateData(folder: string, files: Files, id: string): ReleaseData {
  refuseChanged(folder, files)
  if (releaseId(files) !== id) throw refused(folder, [problem(SUMS, 'it is not that of the release that is meant')])
  return orRefused(folder, () => readData(folder, files))
}

/**
 * The same of a published release, by SHA256SUMS of what was voted on: every data file has to be the one that was voted on, but
 * for what it says of the release. Throws InputRefused.
 */
export function readVotedData(folder: string, files: Files, voted: Uint8Array): ReleaseData {
  refuseChanged(folder, files)
  return orRefused(folder, () => {
    const data = readData(folder, files)
    refuseOthers(folder, files, voted, data.status)
    return data
  })
}

/** Throws InputRefused for a data file of a published release that is not the one that was voted on. */
export function refuseOthers(folder: string, files: Files, voted: Uint8Array, status: Status): void {
  const others = dataNotVoted(files, voted, status)
  if (others.length > 0)
    throw refused(
      folder,
      others.map((file) => problem(file, 'it is not the file that was voted on')),
    )
}

/** A release of rounded numbers, for the audit of a series. Throws for any other. */
export function roundedRelease({
  release,
  survey,
  policy,
  tables,
}: Pick<ReleaseData, 'release' | 'survey' | 'policy' | 'tables'>): PublishedReport {
  return { release, survey, policy: offsetsOf(policy), tables }
}

/** The id that a folder gives for itself: whether its files are those it lists, its readers check. */
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

/** Throws InputRefused for every file that does not fit the hashes that the folder lists. */
export function refuseChanged(folder: string, files: Files): void {
  const changed = changedFiles(files)
  if (changed.length > 0) throw refused(folder, changed)
}

/** The files that do not fit the hashes that the folder lists. */
export function changedFiles(files: Files): readonly Problem[] {
  const missing = RELEASE_FILES.filter((name) => !files.has(name))
  if (missing.length > 0) return missing.map((name) => problem(name, 'the file is missing'))
  const sums = hashesIn(files.get(SUMS) ?? new Uint8Array())
  return [...files]
    .filter(([name, bytes]) => name !== SUMS && sums.get(name) !== sha256(bytes))
    .map(([name]) => problem(name, `its hash is not the one in ${SUMS}`))
}

const PUT_BACK = 'Put back the folder as it was published'
/** The remedy for a page that differs. Each page is compared with the one that this version of Chorus makes, and another version may word it differently. */
export const MADE_ELSEWHERE = `${PUT_BACK}; or, where another version of Chorus made it, read it with that version`

/** Makes a problem of one file of a release. */
export function problem(file: string, message: string, remedy = PUT_BACK): Problem {
  return { code: 'release-files', file, message, remedy }
}

/** Makes the error for files of a folder; `folder` is how the person named it. */
export function refused(folder: string, problems: readonly Problem[]): InputRefused {
  return new InputRefused(problems.map((each) => (each.file.startsWith(`${folder}/`) ? each : { ...each, file: `${folder}/${each.file}` })))
}

/** Names the folder in every problem; whatever else is thrown means that the files are not those of a release. */
export function orRefused<T>(folder: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof InputRefused) throw refused(folder, thrown.problems)
    throw refused(folder, [problem('methods.json', 'it, or survey.json, does not describe a protected release')])
  }
}

/** The text of a file, in UTF-8; empty where there is none. */
export function textOf(files: Files, name: string): string {
  return new TextDecoder().decode(files.get(name))
}
