import type { ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { directionOf } from '#shared/languages.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import { Chart } from '../page/chart.tsx'
import { everybody, findingOf, leadingFindings } from '../page/findings.ts'
import { AnswerTable, GroupTable, shareOfAsked } from '../page/tables.tsx'
import { pageWords } from '../page/words-of-page.ts'
import { type Wording, wordingOf } from '../wording.ts'
import { firstOf, SourceList, TogetherFrame } from './frame.tsx'
import type { Company, ComparedRelease } from './together.ts'

export type CoalitionPage = Company & {
  readonly sources: readonly ComparedRelease[]
  readonly sums: readonly ReportTable[]
  readonly language: string
}

/** The page of several communities: their sums first, then every question with its sum and each community by itself. */
export function coalitionPage(page: CoalitionPage): Uint8Array {
  return new TextEncoder().encode(`<!doctype html>\n${String(<Page {...page} />)}\n`)
}

function Page(page: CoalitionPage) {
  const { sources, sums, language } = page
  const words = pageWords(language)
  const { together } = words
  const survey = surveyOf(sources)
  const wordings = wordingOf(survey, language)
  const leading = leadingFindings(sums, wordings)
  const people = everybody(sums)
  const title = together.coalition(textsFor(survey, language).title)
  return (
    <TogetherFrame language={language} title={title}>
      <div class="first">
        {firstOf(sources, page, language).map((sentence) => (
          <p class="standing">{sentence}</p>
        ))}
        <h1>{title}</h1>
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
        {together.sums.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <h2>{together.communities}</h2>
        <SourceList sources={sources} language={language} />
      </div>
      <h2>{words.questions}</h2>
      {wordings.map((wording) => (
        <Question wording={wording} wordings={wordings} page={page} />
      ))}
      <h2>{words.reading}</h2>
      <ul>
        {words.readingLines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </TogetherFrame>
  )
}

function Question({ wording, wordings, page }: { wording: Wording; wordings: readonly Wording[]; page: CoalitionPage }) {
  const { sources, sums, language } = page
  const words = pageWords(language)
  const table = sums.find((each) => each.question === wording.id && each.by === undefined)
  const [slice] = table?.slices ?? []
  if (!table || !slice) return ''
  const { auto } = textsFor(surveyOf(sources), language)
  const states = Object.entries({ ...words.states, ...auto }).map(([state, text]): [string, string] => [`~${state}`, text])
  const answers = new Map([...wording.answers, ...wording.rollups].map(({ id, text }): [string, string] => [id, text]))
  const labels = new Map([...answers, ...states])
  const { asked } = basesOf(slice)
  const finding = findingOf(table, wording)
  const names = sources.map(({ name }) => name).join(', ')
  return (
    <section id={wording.id}>
      <h3>{wording.text}</h3>
      <figure id={`chart-${wording.id}`} style="margin:0">
        <Chart
          slice={slice}
          labels={answers}
          words={words}
          question={wording.text}
          source={[...(asked ? [words.chartOf(asked)] : []), names, ...firstOf(sources, page, language)]}
          rightToLeft={directionOf(language) === 'rtl'}
        />
      </figure>
      <blockquote>{finding ? words.finding(finding) : words.nothingToSay}</blockquote>
      <section class="scroll" tabindex={0} aria-label={wording.text}>
        <AnswerTable table={table.id} slice={slice} labels={labels} words={words} />
      </section>
      <h4>{words.together.each}</h4>
      <section class="scroll" tabindex={0} aria-label={`${wording.text} ${words.together.each}`}>
        <CommunityTable id={table.id} labels={answers} sources={sources} language={language} />
      </section>
      {sums
        .filter((each) => each.question === wording.id && each.by !== undefined)
        .map((each) => {
          const by = wordings.find(({ id }) => id === each.by)
          const groups = new Map([...(by?.answers ?? []), ...(by?.rollups ?? [])].map(({ id, text }) => [id, text]))
          return (
            <>
              <h4>{words.among(by?.text ?? each.by ?? '')}</h4>
              <p class="soft small">{words.ofThoseAsked}</p>
              <section class="scroll" tabindex={0} aria-label={`${wording.text} ${words.among(by?.text ?? '')}`}>
                <GroupTable table={each} labels={labels} groups={groups} words={words} />
              </section>
            </>
          )
        })}
    </section>
  )
}

type CommunityProps = { id: string; labels: ReadonlyMap<string, string>; sources: readonly ComparedRelease[]; language: string }

/** What each release printed, side by side. Also the table of reports of one community. */
export function CommunityTable({ id, labels, sources, language, heads }: CommunityProps & { heads?: readonly string[] }) {
  const words = pageWords(language)
  const slices = sources.map(({ read }): ReportSlice | undefined => read.tables.find((table) => table.id === id)?.slices[0])
  return (
    <table data-each={id}>
      <thead>
        <tr>
          <th scope="col">{words.columns.answer}</th>
          {(heads ?? sources.map(({ name }) => name)).map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...labels].map(([answer, text]) => (
          <tr data-answer={answer}>
            <th scope="row">{text}</th>
            {slices.map((slice) => (
              <td>{slice ? shareOfAsked(slice, answer, words) : words.groupTooSmall}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function surveyOf([first]: readonly ComparedRelease[]) {
  if (!first) throw new Error('there is no release')
  return first.read.survey
}
