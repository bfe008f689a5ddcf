import type { ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { commonLeadRule } from '#shared/survey/leading-questions.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import { everybody } from '../page/findings.ts'
import { HowToRead, InShort, Questions } from '../page/in-short.tsx'
import { QuestionResults } from '../page/question-results.tsx'
import { PageFrame, pageBytes } from '../page/report-frame.tsx'
import { Of, shareOfAsked } from '../page/table-elements.tsx'
import { WhoWasAsked } from '../page/who-was-asked.tsx'
import { pageWords } from '../page/words-of-page.ts'
import { perturbationOf } from '../perturbation.ts'
import { type Wording, wordingOf } from '../wording.ts'
import type { Company, ComparedRelease } from './comparable.ts'
import { firstOf, SourceList } from './sources.tsx'

export type CoalitionPage = Company & {
  readonly sources: readonly ComparedRelease[]
  readonly sums: readonly ReportTable[]
  readonly language: string
}

/** The page of several communities: their sums first, then every question with its sum and each community by itself. */
export function coalitionPage(page: CoalitionPage): Uint8Array {
  return pageBytes(<Page {...page} />)
}

function Page(page: CoalitionPage) {
  const { sources, sums, language } = page
  const words = pageWords(language)
  const { together } = words
  const survey = surveyOf(sources)
  const wordings = wordingOf(survey, language)
  const people = everybody(sums)
  const rule = commonLeadRule(
    survey,
    sources.map(({ read }) => read.survey),
  )
  const title = together.coalition(textsFor(survey, language).title)
  const names = sources.map(({ name }) => name).join(', ')
  return (
    <PageFrame language={language} title={title}>
      <div class="first">
        {firstOf(sources, page, language).map((sentence) => (
          <p class="standing">{sentence}</p>
        ))}
        <h1>{title}</h1>
        <InShort {...{ survey, language, wordings, rule, words }} tables={sums} />
        <h2>{words.whoTookPart}</h2>
        {people && <p>{words.tookPart(people, survey.access === 'invitation')}</p>}
        {together.sums.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <h2>{together.communities}</h2>
        <SourceList sources={sources} language={language} />
      </div>
      <Questions wordings={wordings} words={words}>
        {wordings.map((wording) => (
          <QuestionResults
            of={{ survey, language, wording, wordings, tables: sums }}
            source={[names, ...firstOf(sources, page, language)]}
            about={<AboutSum wording={wording} page={page} />}
          >
            <EachCommunity wording={wording} sources={sources} language={language} />
          </QuestionResults>
        ))}
      </Questions>
      <HowToRead words={words} perturbations={new Set(sources.map(({ read }) => perturbationOf(read.policy)))} />
    </PageFrame>
  )
}

function AboutSum({ wording, page: { sources, sums, language } }: { readonly wording: Wording; readonly page: CoalitionPage }) {
  const [slice] = sums.find((table) => table.question === wording.id && table.by === undefined)?.slices ?? []
  return slice ? <WhoWasAsked {...{ wording, slice, language }} survey={surveyOf(sources)} /> : ''
}

type EachProps = { readonly wording: Wording; readonly sources: readonly ComparedRelease[]; readonly language: string }

function EachCommunity({ wording, sources, language }: EachProps) {
  const { together } = pageWords(language)
  const labels = new Map([...wording.answers, ...wording.rollups].map(({ id, text }) => [id, text]))
  return (
    <div class="group">
      <h4>{together.each}</h4>
      <section class="scroll" tabindex={0} aria-label={`${wording.text} ${together.each}`}>
        <CommunityTable id={wording.id} labels={labels} sources={sources} language={language} />
      </section>
    </div>
  )
}

type CommunityProps = { id: string; labels: ReadonlyMap<string, string>; sources: readonly ComparedRelease[]; language: string }

/** The printed numbers of each release, side by side. Also the table of reports of one community. */
export function CommunityTable({ id, labels, sources, language, heads }: CommunityProps & { heads?: readonly string[] }) {
  const words = pageWords(language)
  const slices = sources.map(({ read }): ReportSlice | undefined => read.tables.find((table) => table.id === id)?.slices[0])
  return (
    <table data-each={id}>
      <caption>{words.inBrackets}</caption>
      <thead>
        <tr>
          <th scope="col">{words.columns.answer}</th>
          {(heads ?? sources.map(({ name }) => name)).map((head, i) => (
            <th scope="col">
              {head}
              <Of people={slices[i] && basesOf(slices[i]).asked} words={words} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...labels].map(([answer, text]) => (
          <tr>
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
