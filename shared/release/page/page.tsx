import { raw } from 'hono/html'
import type { Bounded, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { directionOf } from '#shared/languages.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { UNREVIEWED } from '#shared/survey/review-standing.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import { citationSentence } from '../citation.ts'
import type { Status } from '../standing.ts'
import { standingInWords } from '../standing-in-words.ts'
import { type Wording, wordingOf } from '../wording.ts'
import { Chart } from './chart.tsx'
import { everybody, findingOf, leadingFindings } from './findings.ts'
import { SAVE_SCRIPT } from './script.ts'
import { FINDING_STYLE } from './style.ts'
import { AnswerTable, GroupTable } from './tables.tsx'
import type { PageWords } from './words/page-words.ts'
import { pageWords } from './words-of-page.ts'

export type FindingPage = {
  readonly survey: Survey
  readonly tables: readonly ReportTable[]
  readonly release: number
  readonly date: string
  readonly language: string
  /** Hex SHA-256 of report.csv. */
  readonly numbersHash: string
  readonly status: Status
}

/** The page that shows a release to people: what leads first, then every question with its chart and its tables. */
export function findingPage(page: FindingPage): Uint8Array {
  return new TextEncoder().encode(`<!doctype html>\n${String(<Page {...page} />)}\n`)
}

function Page(page: FindingPage) {
  const { survey, language, tables } = page
  const words = pageWords(language)
  const wordings = wordingOf(survey, language)
  const title = `${words.heading(textsFor(survey, language).title)}${standingInWords(page.status, language).suffix}`
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{raw(FINDING_STYLE)}</style>
      </head>
      <body data-save={words.save}>
        <main>
          <First page={page} words={words} wordings={wordings} />
          <h2>{words.questions}</h2>
          {wordings.map((wording) => (
            <QuestionResults wording={wording} wordings={wordings} tables={tables} page={page} words={words} />
          ))}
          <h2>{words.reading}</h2>
          <ul>
            {words.readingLines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </main>
        <script>{raw(SAVE_SCRIPT)}</script>
      </body>
    </html>
  )
}

function First({ page, words, wordings }: { page: FindingPage; words: PageWords; wordings: readonly Wording[] }) {
  const { survey, tables, release, date, language, numbersHash, status } = page
  const said = standingInWords(status, language)
  const texts = textsFor(survey, language)
  const leading = leadingFindings(tables, wordings)
  const people = everybody(tables)
  const { controller } = texts.consent
  return (
    <div class="first">
      {said.first.map((sentence) => (
        <p class="standing">{sentence}</p>
      ))}
      <h1>{words.heading(texts.title)}</h1>
      {texts.reviewed === UNREVIEWED && <p class="soft">{words.unreviewed}</p>}
      <h2>{words.inShort}</h2>
      {leading.length > 0 ? (
        <ul class="leading">
          {leading.map((finding) => (
            <li>{words.finding(finding)}</li>
          ))}
        </ul>
      ) : (
        <p>{words.noFinding}</p>
      )}
      <p class="limits">{words.limits}</p>
      <h2>{words.whoTookPart}</h2>
      {people && <p>{words.tookPart(people)}</p>}
      <h2>{words.whoAsked}</h2>
      <p>{words.askedBy(controller.name, controller.board)}</p>
      {said.approvedBy.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <h2>{said.citing}</h2>
      <p>{citationSentence({ survey, release, date, language, status })}</p>
      <p class="soft small">{words.version(release, date, versionOf(survey).hash, numbersHash)}</p>
    </div>
  )
}

type ResultsProps = { wording: Wording; wordings: readonly Wording[]; tables: readonly ReportTable[]; page: FindingPage; words: PageWords }

function QuestionResults({ wording, wordings, tables, page, words }: ResultsProps) {
  const own = tables.find((table) => table.question === wording.id && table.by === undefined)
  const [slice] = own?.slices ?? []
  if (!own || !slice) return ''
  const bases = basesOf(slice)
  const labels = labelsOf(wording, page, words)
  const answers = new Map(
    [...wording.answers, ...wording.rollups.filter(({ of }) => of.some((id) => isHidden(slice, id)))].map(({ id, text }) => [id, text]),
  )
  const finding = findingOf(own, wording)
  const several = wording.type === 'multi' || wording.type === 'pick'
  const everybodyAsked = bases.asked && bases.everybody && bases.asked.value === bases.everybody.value
  return (
    <section id={wording.id}>
      <h3>{wording.text}</h3>
      {wording.hint && <p class="soft">{wording.hint}</p>}
      {bases.asked && bases.everybody && (
        <p class="soft">
          {everybodyAsked ? words.askedOfEverybody(bases.everybody) : words.asked(bases.asked, bases.everybody)}{' '}
          {several && words.severalAnswers}
        </p>
      )}
      {slice.asOf < page.release && <p class="soft">{words.repeated(slice.asOf)}</p>}
      <figure id={`chart-${wording.id}`} style="margin:0">
        <Chart
          slice={slice}
          labels={answers}
          words={words}
          question={wording.text}
          source={sourceOf(page, bases.asked)}
          rightToLeft={directionOf(page.language) === 'rtl'}
        />
      </figure>
      <blockquote>{finding ? words.finding(finding) : words.nothingToSay}</blockquote>
      <section class="scroll" tabindex={0} aria-label={wording.text}>
        <AnswerTable table={own.id} slice={slice} labels={labels} words={words} />
      </section>
      {tables
        .filter((table) => table.question === wording.id && table.by !== undefined)
        .map((table) => {
          const by = wordings.find(({ id }) => id === table.by)
          const groups = new Map([...(by?.answers ?? []), ...(by?.rollups ?? [])].map(({ id, text }) => [id, text]))
          return (
            <>
              <h4>{words.among(by?.text ?? table.by ?? '')}</h4>
              <p class="soft small">{words.ofThoseAsked}</p>
              <section class="scroll" tabindex={0} aria-label={`${wording.text} ${words.among(by?.text ?? '')}`}>
                <GroupTable table={table} labels={labels} groups={groups} words={words} />
              </section>
              {[...repeatedGroups(table, page.release)].map(([asOf, repeated]) => (
                <p class="soft small">
                  {repeated.map((group) => groups.get(group) ?? group).join(', ')}: {words.repeated(asOf)}
                </p>
              ))}
            </>
          )
        })}
    </section>
  )
}

/** The groups of a table whose numbers are those of an earlier report, by that report. */
function repeatedGroups({ slices }: ReportTable, release: number): ReadonlyMap<number, readonly string[]> {
  const old = slices.filter(({ asOf, base }) => asOf < release && base !== undefined)
  return new Map([...Map.groupBy(old, ({ asOf }) => asOf)].map(([asOf, own]) => [asOf, own.flatMap(({ group }) => group ?? [])]))
}

/** What a chart that is carried elsewhere says of itself. */
function sourceOf({ survey, release, date, language, status }: FindingPage, asked: Bounded | undefined): string[] {
  const of = asked ? [pageWords(language).chartOf(asked)] : []
  return [...of, citationSentence({ survey, release, date, language, status })]
}

/** Whether a reader is not told how many gave an answer: then what it is part of is drawn too. */
function isHidden(slice: ReportSlice, answer: string): boolean {
  return slice.cells.some((cell) => cell.answer === answer && cell.status !== 'published')
}

/** The words of every answer and of every kind of missing answer. */
function labelsOf(wording: Wording, { survey, language }: FindingPage, words: PageWords): ReadonlyMap<string, string> {
  const { auto } = textsFor(survey, language)
  const states = { ...words.states, ...auto }
  return new Map([
    ...[...wording.answers, ...wording.rollups].map(({ id, text }): [string, string] => [id, text]),
    ...Object.entries(states).map(([state, text]): [string, string] => [`~${state}`, text]),
  ])
}
