import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { lambdaFunction } from '#test/lambda/function.ts'

/** A function that does what its event says. */
const PROBE = `
let calls = 0
const held = []
export const handler = async ({ does }, context) => {
  calls++
  if (does === 'hangs') await new Promise(() => setInterval(() => {}, 1000))
  if (does === 'spins') for (;;);
  if (does === 'fills') for (;;) { held.push(Buffer.alloc(8_000_000, 1)); await new Promise((go) => setImmediate(go)) }
  if (does === 'throws') throw new RangeError('as asked')
  if (does === 'ends') process.exit(3)
  return { calls, memory: context.memoryLimitInMB, remaining: context.getRemainingTimeInMillis() }
}
`

const folder = mkdtempSync(join(tmpdir(), 'chorus-probe-'))
writeFileSync(join(folder, 'index.mjs'), PROBE)
afterAll(() => rmSync(folder, { recursive: true }))

describe('the runtime of Lambda on this machine', () => {
  const spec = { name: 'probe', root: folder, handler: 'index.handler', memoryMb: 160, timeoutSeconds: 4, environment: {} }
  const started: ReturnType<typeof lambdaFunction>[] = []
  const probe = (atOnce = 5) => {
    const made = lambdaFunction(spec, atOnce)
    started.push(made)
    return made
  }
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.stop()))
  })

  it('keeps a process for the next event, and tells it what it may use', async () => {
    const { invoke } = probe()

    expect(await invoke({})).toMatchObject({ calls: 1, memory: '160' })
    expect(await invoke({})).toMatchObject({ calls: 2, remaining: expect.toSatisfy((ms) => ms > 0 && ms <= 4000) })
  })

  it.each(['hangs', 'spins'])('ends a function that %s when its time is over, and starts afresh', async (does) => {
    const { invoke } = probe()
    await invoke({})

    await expect(invoke({ does })).rejects.toMatchObject({ errorType: 'Sandbox.Timedout', message: 'Task timed out after 4 seconds' })
    expect(await invoke({})).toMatchObject({ calls: 1 })
  })

  it.skipIf(!existsSync('/proc/self/status'))(
    'ends a function that holds more memory than it was given, outside the heap too',
    async () => {
      const { invoke } = probe()

      await expect(invoke({ does: 'fills' })).rejects.toMatchObject({ errorType: 'Runtime.ExitError' })
      expect(await invoke({})).toMatchObject({ calls: 1 })
    },
  )

  it('tells the error of a function from the end of its process', async () => {
    const { invoke } = probe()

    await expect(invoke({ does: 'throws' })).rejects.toMatchObject({ errorType: 'RangeError', message: 'as asked' })
    expect(await invoke({})).toMatchObject({ calls: 2 })
    await expect(invoke({ does: 'ends' })).rejects.toMatchObject({ errorType: 'Runtime.ExitError' })
    expect(await invoke({})).toMatchObject({ calls: 1 })
  })

  it('refuses what comes when as many run as were reserved', async () => {
    const { invoke } = probe(1)
    const first = invoke({})

    await expect(invoke({})).rejects.toMatchObject({ errorType: 'Lambda.TooManyRequestsException' })
    expect(await first).toMatchObject({ calls: 1 })
  })
})
