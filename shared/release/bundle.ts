import { sha256 } from '#shared/canonical-json.ts'
import type { Policy } from '#shared/disclosure/policy.ts'
import { assertProtected, type InWords } from '#shared/disclosure/protected-report.ts'
import { canonicalBytes } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { citationFiles, describe } from './citation.ts'
import { withDerivedRanges } from './derived-ranges.ts'
import { meansCsv } from './means-csv.ts'
import { ddiCodebook } from './metadata/ddi-codebook.ts'
import { metadataFiles } from './metadata/metadata.ts'
import { methodsJson } from './methods.ts'
import { findingPage } from './page/page.tsx'
import { perturbationOf } from './perturbation.ts'
import { questionsCsv } from './questions-csv.ts'
import { NO_QUOTES, QUOTES_FILE, type Quotes, quotesJson } from './quotes.ts'
import { type ExactInput, type Files, type Numbers, type Release, type ReleaseInput, SUMS, sumsOf } from './release.ts'
import { reportCsv } from './report-csv.ts'
import { NO_SENTENCES, SENTENCES_FILE, type Sentences, sentencesJson } from './sentences/board-sentences.ts'
import { CANDIDATE, type Status, statusMark } from './standing.ts'
import { UNPROTECTED } from './unprotected.ts'
import { dataMarked, type ReadFiles } from './voted-files.ts'
import { wideTables } from './wide-tables.ts'

/** The files of a release, and its id. The same input gives the same bytes. Throws Error for anything but a protected report. */
export function releaseOf({ survey, report, release, date, previous, people = 'real' }: ReleaseInput): Release {
  assertProtected(report)
  return writeRelease({
    survey,
    report,
    release,
    date,
    previous,
    quotes: NO_QUOTES,
    sentences: NO_SENTENCES,
    status: { standing: CANDIDATE, people },
  })
}

/** The content of a release, as a reader gets it back from its files. */
export type ReadBack = Omit<ReleaseInput, 'report' | 'people'> & {
  readonly report: { readonly policy: Policy; readonly inWords: InWords; readonly tables: Numbers['tables'] }
  readonly status: Status
  /** Words of single people that passed review. */
  readonly quotes: Quotes
  /** The board's words for findings that lead. */
  readonly sentences: Sentences
  /** For a release that is no candidate any more: the proof that a board said so. */
  readonly attached?: Files
  /** The data files, where another version of Chorus may have made them: they stay as they were voted on, but for what they say of the release. */
  readonly asVoted?: ReadFiles
}

/** The files of a release that was read back from its files. A new release is made by `releaseOf` alone. */
export function writeRelease({ survey, report, release, date, previous, status, quotes, sentences, attached, asVoted }: ReadBack): Release {
  const numbers = { study: survey.id, release: String(release), date, tables: report.tables, nameOf: String, mark: statusMark(status) }
  const files = filesOf(survey, numbers, report.inWords, {
    policy: report.policy,
    previous,
    status,
    quotes,
    sentences,
    attached: attached ?? new Map(),
    kept: asVoted ? dataMarked(asVoted, status) : new Map(),
  })
  return { id: sha256(files.get(SUMS) ?? new Uint8Array()), files }
}

/**
 * The names of files that differ, in any byte, from the files that are made again from the numbers in them. They hold something that the
 * numbers do not say, if only an order or a space.
 */
export function filesThatDiffer(files: Files, read: ReadBack): readonly string[] {
  const expected = writeRelease(read).files
  const names = new Set([...files.keys(), ...expected.keys()])
  const differing = [...names].filter(
    (name) => Buffer.compare(files.get(name) ?? new Uint8Array(), expected.get(name) ?? new Uint8Array()) !== 0,
  )
  // The sums differ because another file does.
  return differing.length > 1 ? differing.filter((name) => name !== SUMS) : differing
}

/** Exact numbers in the same files, for anybody who already holds the answers. Not a release, and every row says so. */
export function exactFiles({ survey, report, date }: ExactInput): Files {
  const numbers = { study: survey.id, release: UNPROTECTED, date, tables: report.tables, nameOf: () => UNPROTECTED, mark: UNPROTECTED }
  return filesOf(survey, numbers, report.inWords)
}

type Protection = {
  readonly policy: Policy
  readonly previous: string | undefined
  readonly status: Status
  readonly quotes: Quotes
  readonly sentences: Sentences
  readonly attached: Files
  /** Files to take as they are. */
  readonly kept: Files
}

function filesOf(survey: Survey, numbers: Numbers, inWords: InWords, protection?: Protection): Files {
  const { release, date, tables, mark } = numbers
  const shown = protection ? withRanges(survey, numbers, protection.policy) : numbers
  const kept = ([name, bytes]: Named[number]) => [name, protection?.kept.get(name) ?? bytes] as const
  const tabular = [
    ['report.csv', reportCsv(shown)] as const,
    ['means.csv', meansCsv(numbers)] as const,
    ['questions.csv', questionsCsv(survey, tables, mark)] as const,
  ].map(kept)
  const files = [
    ...tabular,
    // An auditor needs the whole definition: it says which cells count the same people, and who is asked what.
    ['survey.json', canonicalBytes(survey)] as const,
    kept(['methods.json', methodsJson({ survey, release, date, tables, inWords, ...protection })]),
    ...(protection ? [...filesForPeople(survey, shown, protection, tabular).map(kept), ...protection.attached] : []),
  ]
  return new Map([...files, [SUMS, sumsOf(new Map(files))]])
}

type Named = readonly (readonly [name: string, bytes: Uint8Array])[]

/** Writes the files that people look at, load and cite: pages in each language of the survey, tables, and metadata for catalogues. */
function filesForPeople(
  survey: Survey,
  { tables, release: name, date }: Numbers,
  { policy, status, quotes, sentences }: Protection,
  tabular: Named,
): Named {
  const [language = 'en'] = survey.languages
  const release = Number(name)
  const wide = wideTables(survey, tables, status)
  const cited = { survey, release, date, language, status }
  const numbersHash = sha256(tabular.find(([file]) => file === 'report.csv')?.[1] ?? new Uint8Array())
  const pages = survey.languages.map((each) => {
    const file = each === language ? 'report.html' : `report.${each}.html`
    return [
      file,
      findingPage({
        survey,
        tables,
        perturbation: perturbationOf(policy),
        quotes,
        sentences,
        release,
        date,
        language: each,
        numbersHash,
        status,
      }),
    ] as const
  })
  const facts = describe(cited)
  const metadata = metadataFiles({ ...facts, tables: new Map([...tabular, ...wide]) })
  return [
    [QUOTES_FILE, quotesJson(quotes, statusMark(status))],
    ...(sentences.length > 0 ? [[SENTENCES_FILE, sentencesJson(sentences, statusMark(status))] as const] : []),
    ...pages,
    ...wide,
    ...citationFiles(cited),
    ...metadata,
    ['ddi-codebook.xml', ddiCodebook(survey, facts)],
  ]
}

function withRanges(survey: Survey, numbers: Numbers, policy: Policy): Numbers {
  return { ...numbers, tables: withDerivedRanges(survey, policy, Number(numbers.release), numbers.tables) }
}
