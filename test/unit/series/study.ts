import Papa from 'papaparse'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import type { EncryptedTally } from '#functions/tabulate/partials.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { input, type Made, made } from '#functions/tabulate/workflow-steps.ts'
import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { decodeMembership, memberOf } from '#shared/disclosure/series/membership.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { StoredResponse } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, multi, section, single, surveyOf } from '../disclosure/sample.ts'
import { consentTo, entriesOf, idOf, memoryBucket, memorySeries, openGate, tabulateServices } from '../tabulate-function/memory.ts'

export const survey: Survey = surveyOf([
  section('a', [
    single('age', ['young', 'middle', 'old'], { auto: ['pns'] }),
    single('q', ['yes', 'no', 'maybe'], { auto: ['dk'] }),
    multi('went', ['here', 'there']),
    single('rating', [
      { id: 'low', score: 1 },
      { id: 'mid', score: 2 },
      { id: 'high', score: 3 },
    ]),
  ]),
])

const CONSENT = consentTo(survey)

export type Person = { readonly age: string; readonly q: string; readonly went: readonly string[]; readonly rating: string }

export function coded({ age, q, went, rating }: Person): Uint8Array {
  const one = (option: string) => (option === '' ? ({ state: 'skipped' } as const) : ({ state: 'answered', options: [option] } as const))
  const many = went.length === 0 ? ({ state: 'skipped' } as const) : ({ state: 'answered', options: [...went] } as const)
  return encodeAnswers(codebookOf(survey), { age: one(age), q: one(q), went: many, rating: one(rating) })
}

/** A made-up person, the same for the same number. */
export function personOf(number: number): Person {
  const pick = <T>(list: readonly [T, ...T[]], salt: number): T =>
    list[Math.floor((mixed(number * 7 + salt) / 2 ** 32) * list.length)] ?? list[0]
  return {
    age: pick(['young', 'middle', 'middle', 'old', 'old', 'old', ''], 1),
    q: pick(['yes', 'yes', 'yes', 'no', 'no', 'maybe'], 2),
    went: pick<readonly string[]>([['here'], ['there'], ['here', 'there'], []], 3),
    rating: pick(['low', 'mid', 'high', 'high'], 4),
  }
}

/** Spreads whole numbers over 32 bits (the finaliser of MurmurHash3). */
export function mixed(number: number): number {
  let bits = number >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

export type Row = Readonly<Record<string, string>>

/** A study over time: people join and leave, and reports are asked for, through the steps of the real function. */
export class Study {
  readonly people = new Map<number, StoredResponse>()
  readonly bucket = memoryBucket()
  readonly series = memorySeries()
  readonly services: Services
  release = 0

  constructor(solver: Solver, { key = keyOf(1), gate = openGate, of = survey }: { key?: StudyKey; gate?: Gate; of?: Survey } = {}) {
    this.services = tabulateServices(of, {
      responses: entriesOf(of, () => [...this.people.values()]),
      series: this.series,
      candidates: this.bucket,
      studyKey: key,
      solver: async () => solver,
      gate,
    })
  }

  join(numbers: Iterable<number>, answers: (number: number) => Person = personOf): void {
    for (const number of numbers) this.people.set(number, { id: idOf(number), answers: coded(answers(number)), consent: CONSENT })
  }

  leave(numbers: Iterable<number>): void {
    for (const number of numbers) this.people.delete(number)
  }

  /** People who have come and are in no release yet. */
  waiting(): number[] {
    const known = decodeMembership([...this.series.sets.values()].flat(), this.release)
    return [...this.people].filter(([, { id }]) => !known.has(memberOf(this.services.studyKey, id))).map(([number]) => number)
  }

  /** A first release of these people; those it does not count leave again. */
  async begin(numbers: Iterable<number>, answers?: (number: number) => Person): Promise<Made> {
    this.join(numbers, answers)
    const outcome = await this.tabulate()
    this.leave(this.waiting())
    return outcome
  }

  readonly run = (() => {
    let tabulate: ReturnType<typeof createTabulate> | undefined
    return (step: unknown) => {
      tabulate ??= createTabulate(this.services)
      return tabulate(input.parse(step))
    }
  })()

  get start() {
    return { survey: versionOf(survey), release: this.release + 1 }
  }

  async tallies(): Promise<EncryptedTally[]> {
    const planned = await this.run({ ...this.start, step: 'plan' })
    const shards = 'shards' in planned ? planned.shards : []
    const tallies: EncryptedTally[] = []
    for (const shard of shards) {
      const tally = await this.run({ ...this.start, step: 'tally', shard })
      if ('ciphertext' in tally) tallies.push(tally)
    }
    return tallies
  }

  async tabulate(): Promise<Made> {
    const tallies = await this.tallies()
    const outcome = made.parse(await this.run({ ...this.start, step: 'release', tallies }))
    if (outcome.outcome === 'candidate') this.release++
    return outcome
  }

  /** Rows of a file of the release last made; throws when the last one was refused. */
  rows(outcome: Made, file = 'report.csv'): Row[] {
    if (outcome.outcome !== 'candidate') throw new Error(`refused: ${outcome.reason}`)
    return rowsIn(this.bucket.objects.get(`${outcome.prefix}${file}`))
  }
}

function rowsIn(bytes: Uint8Array | undefined): Row[] {
  return Papa.parse<Row>(new TextDecoder().decode(bytes), { header: true, skipEmptyLines: true }).data
}

/** Everything that a row says of its own count, but for the release it stands in: all else is made from the rows of a report. */
export function said({ table, answer, group, count, base, status, as_of_release }: Row): string {
  return JSON.stringify({ table, answer, group, count, base, status, as_of_release })
}

export function sliceOf(row: Row): string {
  return row.group ? `${row.group_variable}=${row.group}` : ''
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
