import { InputRefused, type Problem } from '#shared/problem.ts'
import { textsFor } from '#shared/survey/survey.ts'
import type { ReadRelease } from '../read.ts'
import type { FoundRelease } from '../whole-series.ts'
import { differenceBetween } from './same-instrument.ts'

/** A release to be shown together with others: where it was found, and who asked. */
export type ComparedRelease = FoundRelease & { readonly name: string }

/** The same releases, each with the name of the community that asked. */
export function sourcesOf(found: readonly FoundRelease[]): readonly ComparedRelease[] {
  return found.map((each) => ({ ...each, name: communityOf(each.read) }))
}

function communityOf({ survey }: ReadRelease): string {
  return textsFor(survey, survey.languages[0] ?? '').consent.controller.name
}

/** For trials alone: releases that no board approved. */
export type Company = { readonly trial: boolean }

/** Throws InputRefused, with every reason, for releases that may not be shown together at all. */
export function assertComparable(sources: readonly ComparedRelease[], { trial }: Company): void {
  const [first] = sources
  const problems = sources.flatMap((source, at): Problem[] => {
    const { folder, read } = source
    const refuse = (message: string, remedy: string): Problem[] => [{ code: 'releases-differ', file: folder, message, remedy }]
    const earlier = sources.slice(0, at)
    const twin = earlier.find((each) => each.read.candidate === read.candidate)
    if (twin) return refuse(`this is the same release as in ${twin.folder}`, 'Name each release once')
    if (read.status.standing.state === 'withdrawn') return refuse('this release was withdrawn', 'Leave it out')
    if (read.status.standing.state === 'candidate' && !trial)
      return refuse(
        'no board has approved this release: it is a candidate',
        'Wait until it is published; or add --trial to see what it would look like',
      )
    if (read.policy.profile === 'dp')
      return refuse(
        'noise was added to its numbers, and their ranges hold the true number only 19 times in 20: sums and changes of them would have no certain range',
        'Leave it out',
      )
    const difference = first && first !== source ? differenceBetween(first.read.survey, read.survey) : undefined
    return difference === undefined
      ? []
      : refuse(`${difference}: here and in ${first?.folder}`, 'Name releases of the same questions: only their numbers can be compared')
  })
  if (sources.length < 2)
    problems.push({ code: 'releases-differ', file: first?.folder ?? '', message: 'only one release is named', remedy: 'Name two or more' })
  if (problems.length > 0) throw new InputRefused(problems)
}

/** Throws InputRefused for two releases of one community: its people would be counted twice. */
export function assertDifferentCommunities(sources: readonly ComparedRelease[]): void {
  const problems = sources.flatMap(({ folder, name }, at): Problem[] => {
    const twin = sources.slice(0, at).find((each) => each.name === name)
    if (!twin) return []
    const message = `this is a release of ${name}, as is ${twin.folder}: the people in both would be counted twice`
    return [
      { code: 'releases-differ', file: folder, message, remedy: 'Name one release of each community; chorus waves shows several of one' },
    ]
  })
  if (problems.length > 0) throw new InputRefused(problems)
}
