import type { AttackedRelease } from '#shared/disclosure/attack/published.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { audited, type Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { DrawCounters } from '#shared/disclosure/key-audit/key-audit.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { offsetsOf } from '#shared/disclosure/policy.ts'
import { profileOf, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import { countedSince, memberOf } from '#shared/disclosure/series/membership.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { type Cohorts, slicesOf } from '#shared/tabulate/cohorts.ts'
import { countPeople, plan, truthOf } from './counting.ts'
import { type Person, survey } from './survey.ts'

/** The public part of a release, and beside it the part that nobody may know. */
export type MadeRelease = {
  readonly attacked: AttackedRelease
  readonly truth: ReadonlyMap<string, number>
  readonly admitted: readonly number[]
  readonly withdrawn: readonly number[]
}

type Options = {
  readonly key: StudyKey
  readonly redrawn?: DrawCounters
  readonly solver?: Solver
  readonly audited: boolean
  readonly gate?: Gate
}

/** A study that people join and leave, with a release whenever there may be one. People are numbers: their place in `people`. */
export class Study {
  readonly releases: MadeRelease[] = []
  refused = 0
  readonly #people: readonly Person[]
  readonly #options: Options
  readonly #present = new Set<number>()
  readonly #admittedIn = new Map<number, number>()
  #state: SeriesState | undefined
  #earlier: PublishedReport[] = []
  #withdrawn: number[] = []

  constructor(people: readonly Person[], options: Options) {
    this.#people = people
    this.#options = options
  }

  join(...people: readonly number[]): void {
    for (const each of people) this.#present.add(each)
  }

  leave(...people: readonly number[]): void {
    for (const each of people) {
      this.#present.delete(each)
      if (this.#admittedIn.delete(each)) this.#withdrawn.push(each)
    }
  }

  get admitted(): readonly number[] {
    return [...this.#admittedIn.keys()]
  }

  /** Tries for a release; undefined when there may not be one yet. */
  release(): MadeRelease | undefined {
    const { key, redrawn = new Map(), solver, gate = audited } = this.#options
    const number = (this.#state?.release ?? 0) + 1
    const { pace } = profileOf(survey)
    if (typeof pace === 'string') throw new Error('a series needs a pace')
    const pending = [...this.#present].filter((each) => !this.#admittedIn.has(each))
    const isCounted = (each: number) => {
      const member = memberOf(key, new TextEncoder().encode(String(each)))
      return countedSince(key, pace, { known: new Map(), release: number }, member) !== undefined
    }
    const newcomers = pending.filter(isCounted)
    const admittedIn = new Map([...this.#admittedIn, ...newcomers.map((each) => [each, number] as const)])
    const tables = countPeople([...admittedIn.keys()].map((each) => this.#person(each)))
    const made = nextRelease(
      { study: studyPlan(survey), tables, cohorts: this.#cohorts(admittedIn, number) },
      this.#state && { state: this.#state, earlier: this.#earlier },
      {
        key,
        redrawn: () => redrawn,
        audit: (input) =>
          this.#options.audited && solver
            ? gate(solver, input)
            : { kind: 'passed', report: input.report, checks: [], repaired: [], rounds: 0 },
      },
    )
    if (made.kind === 'refused') {
      this.refused++
      return undefined
    }
    const attacked = this.#publish(made.report, number)
    this.#state = made.stateWith('0'.repeat(64))
    this.#earlier = [...this.#earlier, { release: number, survey, policy: offsetsOf(made.report.policy), tables: made.report.tables }]
    for (const each of newcomers) this.#admittedIn.set(each, number)
    const release = { attacked, truth: truthOf(tables), admitted: newcomers, withdrawn: this.#withdrawn }
    this.#withdrawn = []
    this.releases.push(release)
    return release
  }

  /** From here on an attacker has the bytes of the files, and reads them itself. */
  #publish(report: ProtectedReport, release: number): AttackedRelease {
    const { files } = releaseOf({ survey, report, release, date: '2026-01-05' })
    const text = (name: string) => new TextDecoder().decode(files.get(name))
    return readAttacked(text('report.csv'), text('methods.json'), text('survey.json'))
  }

  #cohorts(admittedIn: ReadonlyMap<number, number>, releases: number): Cohorts {
    const slices = slicesOf(plan)
    const counts = new Float64Array(releases * slices.length)
    for (const [each, release] of admittedIn) {
      const person = this.#person(each)
      slices.forEach((slice, i) => {
        const [by = '', group] = slice.split('=')
        const at = (release - 1) * slices.length + i
        if (slice === '' || person[by] === group) counts[at] = (counts[at] ?? 0) + 1
      })
    }
    return { plan, releases, counts }
  }

  #person(each: number): Person {
    const person = this.#people[each]
    if (!person) throw new Error('nobody')
    return person
  }
}

/** The number of people who came and left in each release: what an attacker is generously told. */
export function growthOf(releases: readonly MadeRelease[]) {
  return new Map(
    releases.map(({ attacked, admitted, withdrawn }) => [attacked.release, { admitted: admitted.length, withdrawn: withdrawn.length }]),
  )
}
