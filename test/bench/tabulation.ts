import { join } from 'node:path'
import { readSurvey } from '#cli/read-survey.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import type { EncryptedTally } from '#functions/tabulate/partials.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { functions } from '#infra/topology.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { SHARDS, type StoredResponse } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { consentTo, tabulateServices } from '#test/unit/tabulate-function/memory.ts'
import { budgeted, type Row } from './row.ts'

const RESPONSES = 1_000_000
const PAGE = 8000
/** As many different people; the others answer as one of these did. */
const PEOPLE = 1000
const MB = 1024 * 1024

/**
 * A report on a million responses to a shipped survey, step by step as the workflow calls them, with the time and the memory
 * that Lambda gives the function. What is read comes from memory: reading from a table is measured under `storage`.
 */
export async function benchTabulation(): Promise<readonly Row[]> {
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const { memoryMb, timeoutSeconds } = functions.tabulate
  const tabulate = createTabulate(servicesOf(survey))
  const start = { survey: versionOf(survey), release: 1, date: '2026-05-04' } as const
  const rows: Row[] = []
  let peak = 0
  const timed = async <T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> => {
    const from = performance.now()
    const result = await work()
    peak = Math.max(peak, process.memoryUsage().rss)
    return { result, seconds: (performance.now() - from) / 1000 }
  }

  const planned = await timed(() => tabulate({ step: 'plan', ...start }))
  if (!('shards' in planned.result)) throw new Error('the first step gives the shards')
  const tallies: EncryptedTally[] = []
  let slowest = 0
  for (const shard of planned.result.shards) {
    const { result, seconds } = await timed(() => tabulate({ step: 'tally', ...start, shard }))
    if (!('attempt' in result)) throw new Error('a shard gives a tally')
    tallies.push(result)
    slowest = Math.max(slowest, seconds)
  }
  const detail = `${(RESPONSES / SHARDS).toLocaleString('en')} responses in it`
  rows.push(budgeted('a report on 1,000,000 responses: the slowest shard', slowest, 's', { atMost: timeoutSeconds }, { detail }))
  rows.push(budgeted('the most memory while a shard is counted', peak / MB, 'MB', { atMost: memoryMb }))
  peak = 0
  const made = await timed(() => tabulate({ step: 'release', ...start, tallies }))
  const outcome = 'outcome' in made.result ? made.result.outcome : 'no outcome'
  rows.push(budgeted('adding up, protecting, auditing and writing it', made.seconds, 's', { atMost: timeoutSeconds }, { detail: outcome }))
  rows.push(budgeted('the most memory while it is made', peak / MB, 'MB', { atMost: memoryMb }))
  return rows
}

function servicesOf(survey: Survey): Services {
  const people = populationOf(survey, 'bench')
  const codebook = codebookOf(survey)
  const coded = Array.from({ length: PEOPLE }, (_, i) => encodeAnswers(codebook, drawPerson(survey, people, 'bench', i).answers))
  const consent = consentTo(survey)
  const responseOf = (shard: number, number: number): StoredResponse => {
    const id = new Uint8Array(16)
    new DataView(id.buffer).setUint32(0, shard)
    new DataView(id.buffer).setUint32(4, number)
    return { id, answers: coded[number % PEOPLE] ?? new Uint8Array(), consent }
  }
  const responses: Services['responses'] = {
    async *entries(_, shard) {
      const all = RESPONSES / SHARDS
      for (let at = 0; at < all; at += PAGE) yield Array.from({ length: Math.min(PAGE, all - at) }, (_, i) => responseOf(shard, at + i))
    },
  }
  return tabulateServices(survey, { responses, studyKey: new Uint8Array(32).fill(7), gate: audited })
}
