import { describe, expect, it } from 'vitest'
import { NO_QUOTES } from '#shared/release/quotes.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { CANDIDATE } from '#shared/release/standing.ts'
import type { FoundRelease } from '#shared/release/whole-series.ts'
import { problemsOfSeries } from '#shared/release/whole-series.ts'
import { POLICY } from '../audit/published.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'

const survey = surveyOf([section('a', [single('q', ['yes', 'no'])])])

function found(release: number, more: { id?: string; previous?: string; study?: string; folder?: string } = {}): FoundRelease {
  const { id = `id ${release}`, previous = `id ${release - 1}`, study = 'sample', folder = `folder ${release}` } = more
  return { folder, read: readOf({ id, previous, release, study }) }
}

function readOf({ id, previous, release, study }: { id: string; previous: string; release: number; study: string }): ReadRelease {
  const own = { ...survey, id: study }
  const [date, status] = ['2026-05-04', { standing: CANDIDATE, people: 'real' }] as const
  const content = {
    survey: own,
    report: { policy: POLICY, inWords: [], tables: [] },
    release,
    date,
    previous,
    status,
    quotes: NO_QUOTES,
    sentences: [],
  }
  return {
    id,
    previous,
    release,
    survey: own,
    policy: POLICY,
    tables: [],
    date,
    status,
    candidate: id,
    voted: new Uint8Array(),
    tabulated: id,
    content,
  }
}

describe('releases side by side', () => {
  it('are one series when each names the one before it', () => {
    expect(problemsOfSeries([found(1), found(2), found(3)])).toEqual([])
    expect(problemsOfSeries([found(4), found(5)])).toEqual([])
  })

  it.each([
    ['one is missing', [found(1), found(3)], ['folder 3'], /release 2 is missing before this one/],
    ['several are missing', [found(1), found(5)], ['folder 5'], /releases 2 to 4 are missing/],
    ['one is there twice', [found(1), found(1, { folder: 'copy' }), found(2)], ['copy'], /release 1 is also in folder 1/],
    ['one follows another', [found(1), found(2, { previous: 'else' }), found(3)], ['folder 2'], /made to follow another release 1/],
    [
      'one is of another study',
      [found(1), found(2, { study: 'other' }), found(2)],
      ['folder 2'],
      /another study, other, among those of sample/,
    ],
  ])('are none when %s', (_, releases, folders, message) => {
    const problems = problemsOfSeries(releases)

    expect(problems.map(({ file }) => file)).toEqual(folders)
    expect(problems[0]?.message).toMatch(message)
  })
})
