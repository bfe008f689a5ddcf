import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { randomOf, shuffled } from '#test/attack/disclosure/support/random.ts'
import { type MadeRelease, Study } from '#test/attack/disclosure/support/series.ts'
import { missing, type Person, readPeople } from '#test/attack/disclosure/support/survey.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import type { Row } from './row.ts'

const KEYS = Array.from({ length: 10 }, (_, at) => at + 1)
const RELEASES = 6
const FIRST = 600
const JOINING = 150

/** So many who joined since are enough that no group should be old. */
const MANY = 40

/** One group in one release: how many releases old its numbers are, and how many joined it since. */
type Age = { readonly slice: string; readonly releases: number; readonly joined: number }

/** The age of the numbers of a series of six, on a real survey whose people come in ten orders. */
export async function benchSeries(): Promise<readonly Row[]> {
  if (missing !== undefined) return [{ what: 'series of six', measured: missing, ok: true }]
  const solver = await loadSolver()
  const all = readPeople()
  const ages = KEYS.flatMap((key) => agesIn(solver, all, key))
  const groups = ages.filter(({ slice }) => slice !== '')
  const everyone = ages.filter(({ slice }) => slice === '')
  const old = groups.filter(({ releases, joined }) => releases > 2 && joined >= MANY)
  const behind = everyone.filter(({ releases }) => releases > 1)
  const late = groups.filter(({ releases, joined }) => releases > 0 && joined >= MANY)
  return [
    {
      what: `groups that ${MANY} people or more joined, older than two releases, series of six, ten keys`,
      measured: `${old.length} of ${groups.length} (one or two releases old: ${late.length - old.length})`,
      budget: 'none',
      ok: old.length === 0,
    },
    {
      what: 'releases in which the numbers of everyone are more than one release old, series of six, ten keys',
      measured: `${behind.length} of ${everyone.length} (one release old: ${everyone.filter(({ releases }) => releases === 1).length})`,
      budget: 'none',
      ok: behind.length === 0,
    },
  ]
}

function agesIn(solver: Solver, all: readonly Person[], seed: number): readonly Age[] {
  const people = shuffled(all, randomOf(seed))
  const study = new Study(people, { key: keyOf(seed), solver, audited: true })
  let next = 0
  while (study.releases.length < RELEASES) {
    study.join(...Array.from({ length: study.releases.length === 0 ? FIRST : JOINING }, () => next++))
    study.release()
  }
  return study.releases.flatMap((release) => agesOf(release, study.releases, people))
}

function agesOf({ attacked }: MadeRelease, releases: readonly MadeRelease[], people: readonly Person[]): readonly Age[] {
  const asOf = new Map<string, number>()
  for (const { by, slices } of attacked.tables)
    for (const slice of slices) asOf.set(by === undefined ? '' : `${by}=${slice.group}`, slice.asOf)
  return [...asOf].map(([slice, since]) => {
    const [by = '', group] = slice.split('=')
    const joined = releases
      .filter((each) => each.attacked.release > since && each.attacked.release <= attacked.release)
      .flatMap(({ admitted }) => admitted)
      .filter((each) => slice === '' || people[each]?.[by] === group)
    return { slice, releases: attacked.release - since, joined: joined.length }
  })
}
