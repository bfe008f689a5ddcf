import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginState } from '#cli/series/kept-state.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { input, type Output } from '#functions/tabulate/workflow-steps.ts'
import type { LogLine } from '#shared/log.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { surveyFolder } from '#test/reference/support/data.ts'
import { said } from '#test/said.ts'
import { keyOf, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { memoryBucket, memorySeries, responsesOf, tabulateServices } from '#test/unit/tabulate-function/memory.ts'

/** Noise is drawn once for the same people: two draws side by side are one with less noise, and the promise would have to count both. */

const survey: Survey = {
  ...surveyOf([section('a', [single('age', ['young', 'old']), single('q', ['yes', 'no'])])]),
  disclosure: { profile: 'dp', rho: 0.35 },
}
const start = { survey: versionOf(survey), release: 1, date: '2026-05-04' } as const

function rows(people: number): Uint8Array[] {
  const said = (option: string) => ({ state: 'answered' as const, options: [option] })
  return Array.from({ length: people }, (_, at) =>
    encodeAnswers(codebookOf(survey), { age: said(at % 3 ? 'old' : 'young'), q: said(at % 2 ? 'yes' : 'no') }),
  )
}

/** Lets somebody with power over the machine end a run at any write. */
function breakable(people: number) {
  const [bucket, series, lines] = [memoryBucket(), memorySeries(), [] as LogLine[]]
  let writes = Number.POSITIVE_INFINITY
  const spend = () => {
    if (writes-- <= 0) throw new Error('the machine was stopped')
  }
  const all = tabulateServices(survey, {
    responses: responsesOf(survey, rows(people)),
    series: {
      ...series,
      async replace(study, stored) {
        spend()
        return series.replace(study, stored)
      },
    },
    candidates: {
      ...bucket,
      async put(key, bytes) {
        spend()
        return bucket.put(key, bytes)
      },
    },
    log: (line) => lines.push(line),
  })
  const stopAfter = (count: number) => {
    writes = count
  }
  return { all, bucket, series, lines, stopAfter }
}

async function begun(services: Services) {
  const planned = await createTabulate(services)({ ...start, step: 'plan' })
  const shards = 'shards' in planned ? planned.shards : []
  return Promise.all(shards.map((shard) => createTabulate(services)(input.parse({ ...start, step: 'tally', shard }))))
}

async function ended(services: Services, tallies: readonly Output[]): Promise<Output> {
  return createTabulate(services)(input.parse({ ...start, step: 'release', tallies }))
}

/** Every report that lies in the bucket, listed or not: anybody who may read the bucket has it. */
function drawsIn(bucket: ReturnType<typeof memoryBucket>): Set<string> {
  const reports = [...bucket.objects].filter(([key]) => key.endsWith('/report.csv'))
  return new Set(reports.map(([, bytes]) => Buffer.from(bytes).toString('utf8')))
}

describe('the tabulate function', () => {
  it.each([0, 1, 2, 12])(
    'draws once, wherever the last step is stopped (after %i writes) and however often it is begun again',
    async (count) => {
      const { all, bucket, stopAfter } = breakable(1_400)
      const first = await begun(all)
      stopAfter(count)
      await expect(ended(all, first)).rejects.toThrow('the machine was stopped')
      stopAfter(Number.POSITIVE_INFINITY)
      const seen = drawsIn(bucket)

      // A new run of the same report: refused where the first one is paid for, and then written as it was drawn.
      const again = await begun(all).then(
        (tallies) => ended(all, tallies),
        () => ended(all, first),
      )

      expect(again).toMatchObject({ outcome: 'candidate' })
      const draws = new Set([...seen, ...drawsIn(bucket)])
      expect(draws.size).toBe(1)
      expect([...bucket.objects.keys()].filter((key) => key.includes('/releases/'))).toEqual(['sample/releases/000001'])
      expect([...bucket.objects.keys()].filter((key) => key.endsWith('SHA256SUMS'))).toHaveLength(1)
    },
  )

  it('tells a run that was overtaken nothing, in no file and no line of the log', async () => {
    for (const people of [300, 1_400]) {
      const { all, bucket, lines } = breakable(people)
      const overtaken = await begun(all)
      await begun(all)

      await expect(ended(all, overtaken)).rejects.toThrow('another tabulation')
      expect(drawsIn(bucket).size).toBe(0)
      expect(lines).toEqual([])
    }
  })

  it('pays for a look before it tells what it saw', async () => {
    const { all, lines, stopAfter, series } = breakable(300)
    const tallies = await begun(all)
    stopAfter(0)
    await expect(ended(all, tallies)).rejects.toThrow('the machine was stopped')
    expect(lines).toEqual([])

    stopAfter(Number.POSITIVE_INFINITY)
    expect(await ended(all, tallies)).toMatchObject({ outcome: 'refused', reason: 'too_few_answers' })
    expect(Buffer.from(series.states.get('sample')?.state ?? []).toString('utf8')).toContain('"spent":[{"batch":"release 1","rho":1}]')
  })
})

describe('the command line', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-noise-'))
    await writeFile(at('study.key'), keyOf(1))
    await beginState(at('study.key.state'), keyOf(1))
    await cp(surveyFolder('haireyecolor'), at('survey'), { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)
  const hair = ['Black', 'Brown', 'Blond']

  async function tabulate(out: string, people: readonly number[], ...more: readonly string[]) {
    const lines = people.map((each) =>
      [hair[each % 3], each >= 1_500 ? 'Hazel' : each % 2 ? 'Brown' : 'Blue', each % 5 ? 'Male' : 'Female'].join(),
    )
    await writeFile(at(`${out}.csv`), ['Hair,Eye,Sex', ...lines].join('\n'))
    const given = ['--survey', at('survey'), '--responses', at(`${out}.csv`), '--out', at(out), '--key', at('study.key')]
    return said(['tabulate', ...given, '--profile', 'dp', ...more])
  }
  const people = (from: number, to: number) => Array.from({ length: to - from }, (_, each) => from + each)
  const report = (out: string) => readFile(at(`candidate-${out}/report.csv`), 'utf8')
  const state = () => readFile(at('study.key.state'), 'utf8')

  it('pays before it writes: a run that ended in between is finished with the numbers that were drawn, whatever came since', async () => {
    const before = await state()
    await tabulate('1', people(0, 1_500), '--date', '2026-01-05')
    const drawn = await report('1')
    const kept = JSON.parse(await state())
    await rm(at('candidate-1'), { recursive: true })
    await writeFile(at('study.key.state'), `${JSON.stringify({ ...kept, unwritten: { date: '2026-01-05', people: 'real' } })}\n`)

    const again = await tabulate('again', people(0, 1_900), '--date', '2026-02-06')

    expect(again.stderr).toContain('An earlier run ended before it had written report 1')
    expect(await report('again')).toBe(drawn)
    expect(JSON.parse(await state())).toEqual(kept)
    expect(before).not.toContain('"batches"')
  }, 60_000)

  it('of two runs at once, leaves one with a report', async () => {
    await Promise.all(['a', 'b'].map((out) => tabulate(out, people(0, 1_500))))

    expect((await readdir(folder)).filter((name) => name.startsWith('candidate-'))).toHaveLength(1)
    expect(JSON.parse(await state())).toMatchObject({ state: { releases: [expect.any(String)] }, noise: { batches: 1 } })
  }, 60_000)

  it('writes no report while another run may be writing the state, and says what to do', async () => {
    await writeFile(at('study.key.state.unfinished'), '')
    const run = await tabulate('1', people(0, 1_500))

    expect(run.stderr).toContain('study.key.state.unfinished - another run is writing the state of this series')
    expect((await readdir(folder)).filter((name) => name.startsWith('candidate-'))).toEqual([])
  }, 60_000)

  it('counts nobody again whose row was missing from one file and is back in the next', async () => {
    await tabulate('1', people(0, 1_500))
    await tabulate('2', people(1_500, 3_000), '--previous', at('candidate-1'))
    const third = await tabulate('3', people(0, 3_000), '--previous', at('candidate-2'))

    expect(third.stderr).toContain('not enough new answers')
    expect((await readdir(folder)).filter((name) => name.startsWith('candidate-'))).toEqual(['candidate-1', 'candidate-2'])
  }, 60_000)
})
