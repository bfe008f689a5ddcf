import type { Child } from 'hono/jsx'
import type { Bounded, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { directionOf } from '#shared/languages.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import type { Wording } from '../wording.ts'
import { Chart } from './chart.tsx'
import type { BarLabel } from './chart-bars.ts'
import { canChooseSeveral, findingOf, hidesMore } from './findings.ts'
import { AnswerTable, GroupTable, Scrolled } from './table-elements.tsx'
import type { PageWords } from './words/page-words.ts'
import { pageWords } from './words-of-page.ts'

/** A question of a survey with its tables, of one release or summed up. */
type Asked = {
  readonly survey: Survey
  readonly language: string
  readonly wording: Wording
  readonly wordings: readonly Wording[]
  readonly tables: readonly ReportTable[]
}

type ResultsProps = {
  readonly of: Asked
  /** The report whose page this is: groups that repeat the numbers of an earlier one say so. */
  readonly release?: number
  /** Under a saved chart: where it is from. */
  readonly source: readonly string[]
  /** Said under the question, before the chart. */
  readonly about?: Child
  /** The file that holds the numbers, from the page. */
  readonly file?: string | undefined
  /** Between everybody's table and those of groups. */
  readonly children?: Child
}

/** The words of the question, its chart, a sentence to copy, everybody's table, and a table for each kind of group. Nothing where it has no table. */
export function QuestionResults({ of, release, source, about, file, children }: ResultsProps) {
  const { wording, wordings, tables, language } = of
  const words = pageWords(language)
  const own = tables.find((table) => table.question === wording.id && table.by === undefined)
  const [slice] = own?.slices ?? []
  if (!own || !slice) return ''
  const labels = labelsOf(of, words)
  const finding = findingOf(own, wording)
  const { asked } = basesOf(slice)
  const isPrinted = slice.cells.some(({ status, answer }) => status === 'published' && !answer.startsWith('~'))
  return (
    <section id={wording.id} class="question">
      <h3>{wording.text}</h3>
      {about}
      {asked && (
        <figure id={`chart-${wording.id}`}>
          <figcaption class="soft small">{captionOf(slice, asked, words)}</figcaption>
          <Chart
            slice={slice}
            labels={drawnLabels(wording, slice)}
            words={words}
            question={wording.text}
            several={canChooseSeveral(wording)}
            source={[captionOf(slice, asked, words), ...source]}
            rightToLeft={directionOf(language) === 'rtl'}
          />
        </figure>
      )}
      <blockquote>
        {finding ? words.finding(finding) : isPrinted ? words.noPercentage : words.nothingToSay}
        {finding && hidesMore(own, wording) && ` ${words.moreIsHidden}`}
      </blockquote>
      <details open={!asked}>
        <summary>{words.allNumbers}</summary>
        <Scrolled label={words.allNumbers}>
          <AnswerTable
            table={own.id}
            slice={slice}
            labels={labels}
            parts={partsOf(wording)}
            several={canChooseSeveral(wording)}
            words={words}
          />
        </Scrolled>
        {file && (
          <p class="soft small file">
            {words.asFile} <a href={file}>{file}</a>
          </p>
        )}
      </details>
      {children}
      {tables
        .filter((table) => table.question === wording.id && table.by !== undefined)
        .map((table) => {
          const by = wordings.find(({ id }) => id === table.by)
          const groups = new Map([...(by?.answers ?? []), ...(by?.rollups ?? [])].map(({ id, text }) => [id, text]))
          const among = words.among(by?.text ?? table.by ?? '')
          return (
            <details>
              <summary>{among}</summary>
              <Scrolled label={among}>
                <GroupTable
                  table={table}
                  labels={labels}
                  groups={groups}
                  several={by !== undefined && canChooseSeveral(by)}
                  words={words}
                />
              </Scrolled>
              {release !== undefined &&
                [...repeatedGroups(table, release)].map(([asOf, repeated]) => (
                  <p class="soft small">
                    {repeated.map((group) => groups.get(group) ?? group).join(', ')}: {words.repeated(asOf)}
                  </p>
                ))}
            </details>
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

/** The caption of a chart: the people whom the bars are about, and what each kind of bar is. */
function captionOf(slice: ReportSlice, asked: Bounded, words: PageWords): string {
  const isDashed = slice.cells.some((cell) => cell.status !== 'published' && 'low' in cell && !cell.answer.startsWith('~'))
  return [words.chartOf(asked), ...(isDashed ? [words.dashed] : [])].join(' ')
}

/** The labels of the bars: of every answer, and where one is hidden, of every roll-up. All or none: to draw some of them would favour a side. */
function drawnLabels({ answers, rollups }: Wording, slice: ReportSlice): ReadonlyMap<string, BarLabel> {
  const isHidden = ({ id }: { readonly id: string }) => slice.cells.some(({ answer, status }) => answer === id && status !== 'published')
  return new Map([...answers, ...(answers.some(isHidden) ? rollups : [])].map((each) => [each.id, each]))
}

function partsOf({ rollups }: Wording): ReadonlyMap<string, string> {
  return new Map(rollups.flatMap(({ id, parts }): [string, string][] => (parts === undefined ? [] : [[id, parts]])))
}

/** The words of every answer and of every kind of missing answer. */
function labelsOf({ wording, survey, language }: Asked, words: PageWords): ReadonlyMap<string, string> {
  const states = { ...words.states, ...textsFor(survey, language).auto }
  return new Map([
    ...[...wording.answers, ...wording.rollups].map(({ id, text }): [string, string] => [id, text]),
    ...Object.entries(states).map(([state, text]): [string, string] => [`~${state}`, text]),
  ])
}
