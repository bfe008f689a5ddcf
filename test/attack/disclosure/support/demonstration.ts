import { join } from 'node:path'
import { readSurvey } from '#cli/read-survey.ts'
import { planVisit } from '#cli/simulate/visit-plan.ts'
import { createTabulate, type Tabulate } from '#functions/tabulate/create-tabulate.ts'
import type { Insider } from '#shared/disclosure/attack/prior-knowledge.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { decodeMembership, memberOf } from '#shared/disclosure/series/membership.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { decodeAnswers, encodeAnswers } from '#shared/response/coding.ts'
import type { StoredResponse } from '#shared/storage/repositories.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { readAnswer } from '#shared/survey/form.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { consentTo, entriesOf, idOf, memoryBucket, memorySeries, tabulateServices } from '#test/unit/tabulate-function/memory.ts'
import { truthOf } from './counting.ts'
import type { MadeRelease } from './series.ts'

/** As `chorus simulate` has it, which `npm start` runs. */
const HABIT = { mode: 'mixed', withdraws: 0.02 } as const

/** As it comes, but answered by invitation: over a link there is one report, and nothing to compare it with. */
export async function demonstrated(id: string): Promise<Survey> {
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', '..', '..', 'surveys', id))
  return { ...survey, disclosure: { profile: 'rounded' }, access: 'invitation' }
}

/** The stored responses of those made-up people who send their answers and leave them there. */
export function madeUpPeople(survey: Survey, seed: string, people: number): Uint8Array[] {
  const population = populationOf(survey, seed)
  return Array.from({ length: people }, (_, index) => index).flatMap((index) => {
    const { ending } = planVisit(survey, HABIT, seed, index)
    if (ending.kind !== 'sends' || ending.withdraws === 'everything') return []
    const { wishes, skippedSections } = drawPerson(survey, population, seed, index)
    const given: Record<string, Answer> = {}
    for (const question of questionsOf(survey)) {
      if (question.type === 'info') continue
      // Who ticked too many reads so, and takes one away.
      const chosen = question.type === 'pick' ? wishes[question.id]?.slice(0, question.max) : wishes[question.id]
      const read = readAnswer(question, (name) => (name === question.id ? chosen : wishes[name]) ?? [])
      if ('answer' in read) given[question.id] = read.answer
    }
    return [encodeAnswers(codebookOf(survey), applySkipLogic(survey, given, skippedSections))]
  })
}

/** A survey of the demonstration with the function that makes its reports: key audit, protection, gate and files. */
export class Demonstration {
  readonly releases: MadeRelease[] = []
  readonly #survey: Survey
  readonly #key: StudyKey
  readonly #people = new Map<number, StoredResponse>()
  readonly #series = memorySeries()
  readonly #candidates = memoryBucket()
  readonly #tabulate: Tabulate
  #counted: ReadonlySet<number> = new Set()

  constructor(survey: Survey, key: StudyKey, solver: Solver) {
    this.#survey = survey
    this.#key = key
    this.#tabulate = createTabulate(
      tabulateServices(survey, {
        responses: entriesOf(survey, () => [...this.#people.values()]),
        series: this.#series,
        candidates: this.#candidates,
        studyKey: key,
        solver: async () => solver,
        gate: audited,
      }),
    )
  }

  join(answers: readonly Uint8Array[]): void {
    const consent = consentTo(this.#survey)
    const first = this.#people.size
    answers.forEach((each, i) => {
      this.#people.set(first + i, { id: idOf(first + i), answers: each, consent })
    })
  }

  /** Takes back the answers of so many people, the first of those whom a report counted. */
  leave(people: number): void {
    for (const each of [...this.#counted].slice(0, people)) this.#people.delete(each)
  }

  /** Makes the next report, and reads it as anybody can; throws when it is refused. */
  async release(): Promise<MadeRelease & { readonly page: string }> {
    const release = this.releases.length + 1
    const start = { survey: versionOf(this.#survey), release }
    const planned = await this.#tabulate({ ...start, step: 'plan' })
    const shards = 'shards' in planned ? planned.shards : []
    const tallies = await Promise.all(shards.map((shard) => this.#tabulate({ ...start, step: 'tally', shard })))
    const inline = tallies.flatMap((tally) => ('ciphertext' in tally ? [tally] : []))
    const outcome = await this.#tabulate({ ...start, step: 'release', tallies: inline })
    if (!('prefix' in outcome)) throw new Error(`there is no report ${release}: ${JSON.stringify(outcome)}`)
    const text = (name: string) => new TextDecoder().decode(this.#candidates.objects.get(`${outcome.prefix}${name}`))

    const before = this.#counted
    this.#counted = this.#countedNow(release)
    const made = {
      attacked: readAttacked(text('report.csv'), text('methods.json'), text('survey.json')),
      truth: truthOf(this.#tablesOf([...this.#counted].map((each) => this.#answersOf(each)))),
      admitted: [...this.#counted].filter((each) => !before.has(each)),
      withdrawn: [...before].filter((each) => !this.#people.has(each)),
    }
    this.releases.push(made)
    return { ...made, page: text('report.html') }
  }

  /** Three of those who are there, who tell each other what they said. */
  coalitionOf(seats: readonly number[]): Insider[] {
    const everyone = [...this.#counted]
    return seats.map((seat) => {
      const each = everyone[seat % everyone.length] ?? 0
      const from = this.releases.find(({ admitted }) => admitted.includes(each))?.attacked.release ?? 1
      const answers = decodeAnswers(codebookOf(this.#survey), this.#answersOf(each))
      const said = (question: string, answer: string) => {
        const own = answers[question]
        return own?.state === 'answered' ? own.options.includes(answer) : answer === `~${own?.state}`
      }
      return { from, said }
    })
  }

  #countedNow(release: number): ReadonlySet<number> {
    const known = decodeMembership([...this.#series.sets.values()].flat(), release)
    return new Set([...this.#people].filter(([, { id }]) => known.has(memberOf(this.#key, id))).map(([each]) => each))
  }

  #answersOf(each: number): Uint8Array {
    const person = this.#people.get(each)
    if (!person) throw new Error('nobody')
    return person.answers
  }

  #tablesOf(rows: readonly Uint8Array[]) {
    return countedTables(addResponses(emptyTally(reportPlan(this.#survey)), rows))
  }
}
