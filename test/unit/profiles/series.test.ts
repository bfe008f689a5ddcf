import { describe, expect, it } from 'vitest'
import { decryptTally, encryptTally } from '#functions/tabulate/encrypted-tally.ts'
import { keyedBytes } from '#shared/disclosure/privacy/randomness.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { addMembers, mergeCounted, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { nextRelease } from '#shared/disclosure/series/next-release.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, type Person, people, surveyWith } from './people.ts'

const key = keyOf(1)

function counted(survey: Survey, release: number, cohorts: readonly (readonly Person[])[]) {
  const codes = new Map(codebookOf(survey).fields.map((field) => [field.question, ['~skipped', ...field.options]]))
  const admitted = cohorts.flatMap((members, i) =>
    members.map((person) => ({
      id: new TextEncoder().encode(String(person.key)),
      answers: Uint8Array.from((['q', 'rating', 'age'] as const).map((id) => codes.get(id)?.indexOf(person[id] ?? '~skipped') ?? 0)),
      since: i + 1,
    })),
  )
  return addMembers(nobodyCounted(studyPlan(survey), release), studyPlan(survey), key, admitted)
}

function refuseToAudit(): never {
  throw new Error('only rounded numbers are audited together')
}

describe('a series of noisy batches', () => {
  const survey = surveyWith({ profile: 'dp', rho: 0.35 })
  const tools = (seed: string) => ({ key, redrawn: () => new Map(), audit: refuseToAudit, random: keyedBytes(key, [seed]) })
  const withoutKeys = (members: readonly Person[]) =>
    countByHand(survey, members).map((table) => ({
      ...table,
      slices: table.slices.map(({ key: _, ...slice }) => ({
        ...slice,
        cells: slice.cells.map(({ answer, count }) => ({ answer, count })),
      })),
    }))

  it('counts in each release the newcomers alone, and prints the sum', () => {
    const [first, second] = [people(1500), people(1500, 10_000)]
    const one = counted(survey, 1, [first])
    const made = nextRelease({ study: studyPlan(survey), tables: tablesOf(one), cohorts: one.cohorts }, undefined, tools('one'))
    if (made.kind !== 'made' || !made.memory) throw new Error('refused')

    const two = counted(survey, 2, [first.slice(0, 1400), second])
    expect(tablesOf(two)).toEqual(withoutKeys(second))
    const before = { state: made.stateWith('0'.repeat(64)), earlier: [] }
    const next = nextRelease({ study: studyPlan(survey), tables: tablesOf(two), cohorts: two.cohorts }, before, {
      ...tools('two'),
      memory: made.memory,
    })

    if (next.kind !== 'made') throw new Error('refused')
    expect(next.memory?.batches).toBe(2)
    // Everybody of both batches, people who left since among them: about twice 1,500.
    expect(Math.abs((next.report.tables[0]?.slices[0]?.base?.value ?? 0) - 3000)).toBeLessThan(30)
  })

  it('remembers what a look cost even where there is no release', () => {
    const few = counted(survey, 1, [people(300)])
    const next = nextRelease({ study: studyPlan(survey), tables: tablesOf(few), cohorts: few.cohorts }, undefined, tools('few'))

    expect(next).toMatchObject({ kind: 'refused', memory: { batches: 0, spent: [{ batch: 'release 1', rho: 1 }] } })
  })
})

describe('a single report with cell keys', () => {
  const survey = surveyWith({ profile: 'ckm' })

  it('is the same however the responses are split, encrypted and added up', () => {
    const members = people(300)
    const plan = reportPlan(survey)
    const of = { version: { id: 'sample', hash: 'x' }, plan, release: 1, shard: { number: 0, run: 1 }, attempt: 'y', keyed: true }
    const parts = [members.slice(0, 100), members.slice(100)].map((each) => {
      const part = counted(survey, 1, [each])
      return decryptTally(encryptTally(part, of, key, new Uint8Array(12)), of, key)
    })
    const whole = counted(survey, 1, [members])

    const tables = tablesOf(parts.reduce(mergeCounted, nobodyCounted(studyPlan(survey), 1)))

    expect(tables).toEqual(tablesOf(whole))
    const made = nextRelease({ study: studyPlan(survey), tables, cohorts: whole.cohorts }, undefined, {
      key,
      redrawn: () => new Map(),
      audit: refuseToAudit,
    })
    if (made.kind !== 'made') throw new Error('refused')
    const inVain = () => {
      throw new Error('offsets were worked out for a report that is refused in any case')
    }
    const again = nextRelease(
      { study: studyPlan(survey), tables, cohorts: whole.cohorts },
      { state: made.stateWith('0'.repeat(64)), earlier: [] },
      { key, redrawn: inVain, audit: refuseToAudit },
    )
    expect(again).toMatchObject({ kind: 'refused', refusal: { reason: 'already_final' } })
  })
})

it('drawn bytes are the same for the same seeds, and unrelated for others', () => {
  const one = keyedBytes(key, ['a', 'bc'])
  const same = keyedBytes(key, ['a', 'bc'])

  expect([one(5), one(70)]).toEqual([same(5), same(70)])
  expect(keyedBytes(key, ['ab', 'c'])(32)).not.toEqual(keyedBytes(key, ['a', 'bc'])(32))
  expect(keyedBytes(keyOf(2), ['a', 'bc'])(32)).not.toEqual(keyedBytes(key, ['a', 'bc'])(32))
})
