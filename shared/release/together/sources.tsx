import { pageWords } from '../page/words-of-page.ts'
import { standingInWords } from '../standing-in-words.ts'
import type { Company, ComparedRelease } from './comparable.ts'

/** The facts that a reader has to know first of releases that stand together. */
export function firstOf(sources: readonly ComparedRelease[], { trial }: Company, language: string): readonly string[] {
  const { together, standing } = pageWords(language)
  const isMadeUp = sources.some(({ read }) => read.status.people === 'made-up')
  return [trial ? together.trial : together.approved, ...(isMadeUp ? [standing.madeUp] : [])]
}

export function SourceList({ sources, language }: { sources: readonly ComparedRelease[]; language: string }) {
  const { together } = pageWords(language)
  return (
    <ul>
      {sources.map(({ name, read }) => (
        <li>{together.source(name, read.release, read.date, standingInWords(read.status, language).mark, read.id)}</li>
      ))}
    </ul>
  )
}
