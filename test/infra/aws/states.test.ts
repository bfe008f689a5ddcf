import { describe, expect, it } from 'vitest'
import { definitionOf } from '#infra/aws/state-machine-definition.ts'
import { workflows } from '#infra/topology.ts'
import { InvocationFailed } from '#test/lambda/instance.ts'
import { execute } from '#test/lambda/states.ts'

const definition = definitionOf(workflows.tabulation, 'the function')
const KB = 1024

type Event = { readonly step: string; readonly shard?: number; readonly tallies?: unknown[] }

/** The function of a workflow whose tallies have so many letters. */
function steps(letters: number, mend: (event: Event) => Event = (event) => event) {
  return async (_: string, payload: unknown) => {
    const { step, shard, tallies } = mend(payload as Event)
    if (step === 'plan') return { shards: [0, 1, 2, 3, 4, 5, 6, 7] }
    if (step === 'tally') return { shard, ciphertext: 'x'.repeat(letters) }
    return { outcome: 'candidate', tallies: tallies?.length }
  }
}

describe('Step Functions on this machine', () => {
  it('carries 256 KB from step to step and not a byte more, however often it is tried', async () => {
    const waits: number[] = []
    const service = (letters: number) => ({ invoke: steps(letters), waited: (seconds: number) => void waits.push(seconds) })

    expect(await execute(definition, {}, service(31 * KB))).toMatchObject({ outcome: 'candidate', tallies: 8 })
    await expect(execute(definition, {}, service(32 * KB))).rejects.toThrow('States.DataLimitExceeded')
    expect(waits).toStrictEqual([])
  })

  it('counts bytes and not letters', async () => {
    const invoke = async () => ({ shards: ['é'.repeat(129 * KB)] })

    await expect(execute(definition, {}, { invoke, waited: () => {} })).rejects.toThrow('States.DataLimitExceeded')
  })

  it('waits for a function that is too busy longer than for one that fails, each attempt longer than the one before', async () => {
    const waits: number[] = []
    let calls = 0
    const busy = async () => {
      if (++calls <= 5) throw new InvocationFailed('Lambda.TooManyRequestsException', 'Rate Exceeded.')
      throw new InvocationFailed('Error', 'the tabulation failed')
    }

    await expect(execute(definition, {}, { invoke: busy, waited: (seconds) => void waits.push(seconds) })).rejects.toThrow(
      'tabulation failed',
    )
    // Five times too busy: 2 s, and three times as long each time, up to 30; then three attempts that fail.
    expect(waits).toStrictEqual([2, 6, 18, 30, 30, 2, 6])
    expect(calls).toBe(8)
  })

  it.each([
    ['Throttled', [2, 6, 18, 54, 162, 300]],
    ['Overtaken', []],
    ['IntegrityError', []],
  ])('after an error that is called %s, waits as often as can help', async (name, expected) => {
    const waits: number[] = []
    const fails = async () => {
      throw new InvocationFailed(name, 'the tabulation failed')
    }

    await expect(execute(definition, {}, { invoke: fails, waited: (seconds) => void waits.push(seconds) })).rejects.toThrow()
    expect(waits).toStrictEqual(expected)
  })

  it('calls a step that hands out work again until it hands out no more, with all that was done so far', async () => {
    const releases: unknown[] = []
    const attacks: unknown[] = []
    const lists = [['a', 'b'], ['c']]
    const invoke = async (_: string, payload: unknown) => {
      const { step, tallies, attacked, piece } = payload as Event & { readonly attacked?: unknown; readonly piece?: string }
      if (step === 'plan') return { shards: [0] }
      if (step === 'tally') return { tallied: 0 }
      if (step === 'attack') {
        attacks.push(payload)
        return { attacked: piece }
      }
      if (step === 'tidy') return { tidied: attacked }
      releases.push({ tallies, attacked })
      const pieces = lists[releases.length - 1]
      return pieces ? { pieces } : { outcome: 'candidate' }
    }

    const tallies = [{ tallied: 0 }]
    const [first, all] = [
      [{ attacked: 'a' }, { attacked: 'b' }],
      [{ attacked: 'a' }, { attacked: 'b' }, { attacked: 'c' }],
    ]
    expect(await execute(definition, { survey: 's' }, { invoke, waited: () => {} })).toStrictEqual({ tidied: all })
    expect(releases).toStrictEqual([
      { tallies, attacked: [] },
      { tallies, attacked: first },
      { tallies, attacked: all },
    ])
    // No tally travels to those who do the work.
    expect(attacks).toStrictEqual(['a', 'b', 'c'].map((piece) => ({ survey: 's', step: 'attack', piece })))
  })

  it.each(['Sandbox.Timedout', 'Lambda.Unknown'])('tries a shard again that ended with %s, and a release not', async (name) => {
    const calls: string[] = []
    const spent = (which: string) =>
      steps(1, (event) => {
        if (event.step !== which || (event.shard ?? 0) > 0) return event
        calls.push(which)
        throw new InvocationFailed(name, 'Task timed out')
      })

    for (const which of ['tally', 'release'])
      await expect(execute(definition, {}, { invoke: spent(which), waited: () => {} })).rejects.toThrow('timed out')
    expect(calls).toStrictEqual(['tally', 'tally', 'tally', 'release'])
  })

  it('begins no other shard once one has failed for good', async () => {
    let tallied = 0
    const failing = steps(1, (event) => {
      if (event.step === 'tally') tallied++
      if (event.shard === 0) throw new InvocationFailed('Error', 'the tabulation failed')
      return event
    })
    const wide = { ...definition, States: { ...definition.States, tally: { ...definition.States.tally, MaxConcurrency: 1 } } }

    await expect(execute(wide, {}, { invoke: failing, waited: () => {} })).rejects.toThrow('tabulation failed')
    expect(tallied).toBe(workflows.tabulation.attempts)
  })
})
