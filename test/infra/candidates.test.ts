import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextCandidate } from '#infra/local/candidates.ts'
import { aFolder } from './local.ts'

const survey = { id: 'sample', hash: '0'.repeat(64) }
const TOO_FEW = { outcome: 'refused', reason: 'too_few_changes', message: 'Not enough people have joined or left.' }

/** A folder of candidates, and a tabulation that gives these results, one a run; an error is thrown. */
function counting(...results: readonly (Record<string, unknown> | Error)[]) {
  const candidates = aFolder()
  const asked: unknown[] = []
  const people: unknown[] = []
  /** The entry of a release, and its folder unless that is gone. */
  const list = (release: number, { gone = false } = {}) => {
    mkdirSync(join(candidates, 'sample', 'releases'), { recursive: true })
    if (!gone) {
      mkdirSync(join(candidates, 'sample', `candidate-id${release}`), { recursive: true })
      writeFileSync(join(candidates, 'sample', `candidate-id${release}`, 'SHA256SUMS'), '')
    }
    writeFileSync(join(candidates, 'sample', 'releases', String(release).padStart(6, '0')), `id${release}\n`)
  }
  const left = [...results]
  const runWorkflow = async (_: string, input: Readonly<Record<string, unknown>>) => {
    asked.push(input.release)
    people.push(input.people)
    const result = left.shift()
    if (result instanceof Error) throw result
    return result
  }
  return { deployment: { folder: { candidates, madeUp: join(candidates, 'made-up.txt') }, runWorkflow }, candidates, asked, people, list }
}

const made = (release: number) => ({ outcome: 'candidate', prefix: `sample/candidate-id${release}/` })

describe('the report of a survey at a start', () => {
  it('is the first one, then the next of the series', async () => {
    const { deployment, candidates, asked, list } = counting(made(1), made(2))

    expect(await nextCandidate(deployment, survey)).toEqual({
      last: { release: 1, report: join(candidates, 'sample/candidate-id1/report.html') },
    })
    list(1)
    expect(await nextCandidate(deployment, survey)).toEqual({
      last: { release: 2, report: join(candidates, 'sample/candidate-id2/report.html') },
    })
    expect(asked).toEqual([1, 2])
  })

  it('says that its people are made up, once made-up people answered the study on this machine', async () => {
    const { deployment, candidates, people, list } = counting(made(1), made(2))
    await nextCandidate(deployment, survey)
    list(1)
    writeFileSync(join(candidates, 'made-up.txt'), 'another\nsample\n')
    await nextCandidate(deployment, survey)

    expect(people).toEqual(['real', 'made-up'])
  })

  it('is the last one, with the reason, where too little changed for another', async () => {
    const { deployment, candidates, list } = counting(TOO_FEW)
    list(1)
    list(2)

    expect(await nextCandidate(deployment, survey)).toEqual({
      last: { release: 2, report: join(candidates, 'sample/candidate-id2/report.html') },
      refused: `${TOO_FEW.message} [report-refused]`,
    })
  })

  it('is asked for once more when a release was made and not listed before the machine stopped', async () => {
    const { deployment, asked, list } = counting(new Error('the next release of sample is number 2, not 1'), TOO_FEW)
    const run = deployment.runWorkflow
    const relisting = {
      ...deployment,
      runWorkflow: (name: string, input: Readonly<Record<string, unknown>>) => {
        list(1)
        return run(name, input)
      },
    }

    expect(await nextCandidate(relisting, survey)).toMatchObject({ last: { release: 1 }, refused: `${TOO_FEW.message} [report-refused]` })
    expect(asked).toEqual([1, 2])
  })

  it('is not made where earlier ones were made and their folder is gone; a message says what to do', async () => {
    const { deployment, candidates, list } = counting(
      new Error('the next release of sample is number 3, not 1'),
      new Error('tabulate threw Error'),
    )
    const run = deployment.runWorkflow
    // Tabulation lists the last release again before it fails; the folder itself it cannot bring back.
    const relisting = {
      ...deployment,
      runWorkflow: (name: string, input: Readonly<Record<string, unknown>>) => {
        list(2, { gone: true })
        return run(name, input)
      },
    }

    const { last, refused } = await nextCandidate(relisting, survey)

    expect(last).toBeUndefined()
    expect(refused).toContain(`Reports 1, 2 were made and are no longer in ${join(candidates, 'sample')}`)
    expect(refused).toContain('put the folder back')
  })

  it('fails as tabulation does where its own folder is whole', async () => {
    const { deployment, list } = counting(new Error('tabulate threw Error'))
    list(1)

    await expect(nextCandidate(deployment, survey)).rejects.toThrow('tabulate threw Error')
  })

  it('fails as tabulation does where nothing was made', async () => {
    const { deployment } = counting(new Error('tabulate threw Error'))

    await expect(nextCandidate(deployment, survey)).rejects.toThrow('tabulate threw Error')
  })
})
