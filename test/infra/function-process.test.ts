import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type FunctionHost, hostFunction } from '#infra/local/function-host.ts'
import { listen } from '#infra/local/listen.ts'
import { bundleOnce } from '#test/bundles.ts'
import { aFolder, PROBES } from './local.ts'

describe('the process of a function', () => {
  const folder = aFolder()
  const hosts: FunctionHost[] = []
  const leftOver: (() => void)[] = []
  afterEach(async () => {
    for (const end of leftOver.splice(0)) end()
    await Promise.all(hosts.splice(0).map((host) => host.stop()))
  })

  async function host(timeoutSeconds: number, environment = {}) {
    const { path: bundle } = await bundleOnce('respond', folder, PROBES.respond)
    const hosted = hostFunction({ name: 'probe', bundle, memoryMb: 64, timeoutSeconds, environment, folders: [], onLine: () => {} })
    hosts.push(hosted)
    return (rawPath: string, queryStringParameters = {}) => hosted.invoke({ rawPath, queryStringParameters, routeKey: 'GET /' })
  }

  it('that hangs is given up after its time, and the next call gets a new one', async () => {
    const invoke = await host(4)

    await expect(invoke('/stuck')).rejects.toMatchObject({ name: 'FunctionFailed', reason: 'timed out' })

    await expect(invoke('/')).resolves.toMatchObject({ statusCode: 200 })
  })

  it('has the time of a call for the call alone: what takes long to start answers all the same', async () => {
    const code = join(folder, 'slow')
    mkdirSync(code)
    const bundle = join(code, 'index.mjs')
    // Longer than a call may take, without a pause in which anything else could be done.
    writeFileSync(
      bundle,
      'const end = Date.now() + 1500\nwhile (Date.now() < end);\nexport const handler = (event, context) => context.getRemainingTimeInMillis()\n',
    )
    const hosted = hostFunction({ name: 'slow', bundle, memoryMb: 64, timeoutSeconds: 1, environment: {}, folders: [], onLine: () => {} })
    hosts.push(hosted)

    const left = await Promise.all([hosted.invoke({}), hosted.invoke({})])

    for (const each of left) expect(Number(each)).toBeGreaterThan(0)
  })

  it('can start no thread: one with options of its own could open any file', async () => {
    const code = join(folder, 'threaded')
    mkdirSync(code)
    const bundle = join(code, 'index.mjs')
    writeFileSync(
      bundle,
      "import { Worker } from 'node:worker_threads'\nexport const handler = () => {\n  try {\n    new Worker('', { eval: true, execArgv: [] })\n    return 'started'\n  } catch ({ code }) {\n    return code\n  }\n}\n",
    )
    const hosted = hostFunction({
      name: 'threaded',
      bundle,
      memoryMb: 64,
      timeoutSeconds: 4,
      environment: {},
      folders: [],
      onLine: () => {},
    })
    hosts.push(hosted)

    expect(await hosted.invoke({})).toBe('ERR_ACCESS_DENIED')
  })

  it('that crashes fails the calls it has and is replaced', async () => {
    const invoke = await host(10)
    const calls = await Promise.allSettled([invoke('/crash'), invoke('/crash')])

    expect(calls.map((call) => call.status === 'rejected' && call.reason.reason)).toStrictEqual(['crashed', 'crashed'])
    await expect(invoke('/')).resolves.toMatchObject({ statusCode: 200 })
  })

  it('ends in the middle of work when its host was killed, which hears nothing of it', async () => {
    const { path: bundle } = await bundleOnce('respond', folder, PROBES.respond)
    const server = createServer()
    const port = await listen(server, 0)
    const called = new Promise<Socket>((resolve) => server.once('connection', resolve))
    const lone = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'lone-host.ts'), bundle, String(port)], { stdio: 'ignore' })
    const working = await called
    const [number] = await once(working, 'data')
    leftOver.push(() => process.kill(Number(number), 'SIGKILL'))

    lone.kill('SIGKILL')

    await once(working, 'close')
    leftOver.length = 0
    server.close()
  })

  it('answers the calls under way before it is stopped', async () => {
    const invoke = await host(10)
    const calls = [invoke('/'), invoke('/'), invoke('/')]

    await Promise.all(hosts.splice(0).map((each) => each.stop()))

    for (const call of calls) await expect(call).resolves.toMatchObject({ statusCode: 200 })
  })

  it('has no variable of the process that started it', async () => {
    process.env.CHORUS_TEST_ONLY = 'mine'
    const invoke = await host(10, { GIVEN: 'yes' })

    const answer = await invoke('/environment')

    expect(answer).toMatchObject({ body: expect.stringContaining('"GIVEN":"yes"') })
    expect(answer).not.toMatchObject({ body: expect.stringContaining('CHORUS_TEST_ONLY') })
  })
})
