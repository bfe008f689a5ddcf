import type { ReportTable } from '#shared/disclosure/report.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { leadRuleOf } from '#shared/survey/leading-questions.ts'
import { UNREVIEWED } from '#shared/survey/review-standing.ts'
import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { citationSentence, sourceOf } from '../citation.ts'
import type { Perturbation } from '../perturbation.ts'
import type { Quotes } from '../quotes.ts'
import type { Sentences } from '../sentences/board-sentences.ts'
import type { Status } from '../standing.ts'
import { standingInWords } from '../standing-in-words.ts'
import { type Wording, wordingOf } from '../wording.ts'
import { everybody } from './findings.ts'
import { HowToRead, InShort, Questions } from './in-short.tsx'
import { QuestionResults } from './question-results.tsx'
import { QuotesSection } from './quotes-section.tsx'
import { PageFrame, pageBytes } from './report-frame.tsx'
import { WhoWasAsked } from './who-was-asked.tsx'
import type { PageWords } from './words/page-words.ts'
import { pageWords } from './words-of-page.ts'

export type FindingPage = {
  readonly survey: Survey
  readonly tables: readonly ReportTable[]
  readonly quotes: Quotes
  readonly perturbation: Perturbation
  /** The board's words for leading findings. */
  readonly sentences: Sentences
  readonly release: number
  readonly date: string
  readonly language: string
  /** Hex SHA-256 of report.csv. */
  readonly numbersHash: string
  readonly status: Status
}

/** The page that shows a release to people: what leads first, then every question with its chart and its tables. */
export function findingPage(page: FindingPage): Uint8Array {
  return pageBytes(<Page {...page} />)
}

function Page(page: FindingPage) {
  const { survey, language, tables, quotes } = page
  const words = pageWords(language)
  const wordings = wordingOf(survey, language).filter(({ id }) => tables.some(({ question }) => question === id))
  const title = `${words.heading(textsFor(survey, language).title)}${standingInWords(page.status, language).suffix}`
  return (
    <PageFrame language={language} title={title}>
      <First page={page} words={words} wordings={wordings} />
      <Questions wordings={wordings} words={words}>
        {wordings.map((wording) => (
          <QuestionResults
            of={{ survey, language, wording, wordings, tables }}
            source={[sourceOf(page)]}
            release={page.release}
            about={<AboutQuestion wording={wording} page={page} words={words} />}
            file={language === survey.languages[0] ? `tables/${wording.id}.csv` : undefined}
          />
        ))}
      </Questions>
      {questionsOf(survey).some(({ type }) => type === 'text') && (
        <QuotesSection quotes={quotes} survey={survey} language={language} words={words} />
      )}
      <HowToRead words={words} perturbations={new Set([page.perturbation])} />
    </PageFrame>
  )
}

function First({ page, words, wordings }: { page: FindingPage; words: PageWords; wordings: readonly Wording[] }) {
  const { survey, tables, release, date, language, numbersHash, status } = page
  const said = standingInWords(status, language)
  const texts = textsFor(survey, language)
  const people = everybody(tables)
  const { controller } = texts.consent
  return (
    <div class="first">
      {said.first.map((sentence) => (
        <p class="standing">{sentence}</p>
      ))}
      <h1>{words.heading(texts.title)}</h1>
      {texts.reviewed === UNREVIEWED && <p class="soft">{words.unreviewed}</p>}
      <InShort {...{ survey, language, tables, wordings, words }} rule={leadRuleOf(survey)} sentences={sentencesIn(page)} />
      <h2>{words.whoTookPart}</h2>
      {people && <p>{words.tookPart(people, survey.access === 'invitation')}</p>}
      <h2>{words.whoAsked}</h2>
      <p>{words.askedBy(controller.name, controller.board)}</p>
      {said.approvedBy.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <h2>{said.citing}</h2>
      <p>{said.notYet ?? citationSentence(page)}</p>
      <p class="soft small">{words.version(release, date, versionOf(survey).hash, numbersHash)}</p>
    </div>
  )
}

function sentencesIn({ sentences, language }: FindingPage): ReadonlyMap<string, string> {
  return new Map(sentences.flatMap(({ question, words: { [language]: said } }) => (said === undefined ? [] : [[question, said] as const])))
}

/** Says who was asked the question, and for which report the numbers were counted. */
function AboutQuestion({ wording, page, words }: { wording: Wording; page: FindingPage; words: PageWords }) {
  const { survey, language, release, tables } = page
  const [slice] = tables.find((table) => table.question === wording.id && table.by === undefined)?.slices ?? []
  if (!slice) return ''
  return (
    <>
      <WhoWasAsked {...{ wording, slice, survey, language }} />
      {slice.asOf < release && <p class="soft">{words.repeated(slice.asOf)}</p>}
    </>
  )
}
