import type { Bounded } from '#shared/disclosure/report.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import { PageFrame, pageBytes } from '../page/report-frame.tsx'
import { WhoWasAsked } from '../page/who-was-asked.tsx'
import type { TogetherWords } from '../page/words/together-words.ts'
import { pageWords } from '../page/words-of-page.ts'
import { percentOf } from '../percent.ts'
import { type Wording, wordingOf } from '../wording.ts'
import { CommunityTable } from './coalition-page.tsx'
import type { Company, ComparedRelease } from './comparable.ts'
import { firstOf, SourceList } from './sources.tsx'

export type WavePage = Company & { readonly sources: readonly ComparedRelease[]; readonly language: string }

/** Reports of the same questions side by side, oldest first, and what may be said about a change. */
export function wavePage(page: WavePage): Uint8Array {
  return pageBytes(<Page {...page} />)
}

function Page(page: WavePage) {
  const { sources, language } = page
  const words = pageWords(language)
  const { together } = words
  const [first] = sources
  if (!first) throw new Error('there is no release')
  const { survey } = first.read
  const title = together.waves(textsFor(survey, language).title)
  return (
    <PageFrame language={language} title={title}>
      {firstOf(sources, page, language).map((sentence) => (
        <p class="standing">{sentence}</p>
      ))}
      <h1>{title}</h1>
      <p class="limits">{words.limits}</p>
      <ul>
        {[...together.changes, ...(isOneSeries(sources) ? [together.sameSeries] : [])].map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <h2>{together.reports}</h2>
      <SourceList sources={sources} language={language} />
      <h2>{words.questions}</h2>
      {wordingOf(survey, language).map((wording) => (
        <Question wording={wording} survey={survey} sources={sources} language={language} />
      ))}
    </PageFrame>
  )
}

function isOneSeries(sources: readonly ComparedRelease[]): boolean {
  return new Set(sources.map(({ read }) => read.survey.id)).size === 1
}

type QuestionProps = {
  readonly wording: Wording
  readonly survey: Survey
  readonly sources: readonly ComparedRelease[]
  readonly language: string
}

function Question({ wording, survey, sources, language }: QuestionProps) {
  const words = pageWords(language)
  const labels = new Map([...wording.answers, ...wording.rollups].map(({ id, text }): [string, string] => [id, text]))
  const heads = sources.map(({ read }) => read.date)
  return (
    <section id={wording.id}>
      <h3>{wording.text}</h3>
      <WhoWasAsked {...{ wording, survey, language }} />
      <section class="scroll" tabindex={0} aria-label={wording.text}>
        <CommunityTable id={wording.id} labels={labels} sources={sources} language={language} heads={heads} />
      </section>
      <ul>
        {changesOf(wording, sources, words.together).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

/** Compares the first and the last report on each answer. Only a change that rounding cannot make is called one. */
function changesOf(wording: Wording, sources: readonly ComparedRelease[], words: TogetherWords): readonly string[] {
  const slices = [sources.at(0), sources.at(-1)].map((source) => source?.read.tables.find(({ id }) => id === wording.id)?.slices[0])
  const [from, to] = slices
  if (!from || !to) return []
  const isRepeated = isOneSeries(sources) && from.asOf === to.asOf
  if (isRepeated) return [words.same]
  const shareOf = (slice: typeof from, answer: string) => {
    const cell = slice.cells.find((each) => each.answer === answer)
    const { asked } = basesOf(slice)
    return cell?.status === 'published' && asked ? percentOf(cell.count, asked) : undefined
  }
  return [...wording.answers, ...wording.rollups].map(({ id, text }) => {
    const [before, after] = [shareOf(from, id), shareOf(to, id)]
    if (!before || !after || (before.low <= after.high && after.low <= before.high)) return words.unclear(text)
    return (after.low > before.high ? words.rose : words.fell)(text, shown(before), shown(after))
  })
}

function shown({ value, low, high }: Bounded): string {
  return `${value}\u00A0% (${low}–${high})`
}
