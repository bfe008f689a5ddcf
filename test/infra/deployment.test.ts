import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, get, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteDataFolder } from '#infra/local/data-folder.ts'
import { listen } from '#infra/local/listen.ts'
import type { Deployment } from '#infra/local/local-deployment.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { functions } from '#infra/topology.ts'
import { folderRuns } from '#shared/storage/runs/folder-runs.ts'
import { aFolder, ask, startProbes } from './local.ts'

describe('a local deployment', () => {
  const dataDir = join(aFolder(), 'data')
  const failures: string[] = []
  let deployment: Deployment
  beforeAll(async () => {
    deployment = await startProbes({ dataDir, onFailure: (message) => failures.push(message) })
  })
  afterAll(() => deployment.stop())

  it('answers every route of the topology', async () => {
    for (const route of functions.respond.routes) {
      const [method = '', path = ''] = route.split(' ')
      const response = await fetch(deployment.origin + path.replace('{proxy+}', 's/some/where'), { method })

      const body = method === 'HEAD' ? '' : JSON.stringify(`hello from ${route}`)
      expect([route, response.status, await response.text()]).toStrictEqual([route, 200, body])
    }
  })

  it('answers 404, without asking a function, what is not in the topology', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await fetch(`${deployment.origin}/event`, { method })

      expect([method, response.status, await response.json()]).toStrictEqual([method, 404, { message: 'Not Found' }])
    }
  })

  it('keeps quiet in what it answers without a function, as pages do (RX-18)', async () => {
    const refused = [
      await fetch(deployment.origin, { method: 'PUT' }),
      await fetch(`${deployment.origin}/event`, { method: 'OPTIONS' }),
      await fetch(`${deployment.origin}/event`, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) }),
      await fetch(`${deployment.origin}/throw`),
      await fetch(deployment.origin, { headers: { long: 'x'.repeat(20_000) } }),
    ]

    expect(refused.map(({ status }) => status)).toStrictEqual([404, 404, 413, 503, 431])
    for (const { headers } of refused) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';frame-ancestors 'none'/)
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': 'camera=(),geolocation=(),microphone=()',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex',
      })
    }
  })

  it('cannot be reached by another name of this machine', async () => {
    const { port } = new URL(deployment.origin)
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    const reachable = others.filter(({ internal, family }) => !internal && family === 'IPv4')

    for (const { address } of reachable) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed')
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  })

  it('refuses a body over 1 MB, as the function would, and takes one just under it', async () => {
    const post = (size: number) => fetch(`${deployment.origin}/event`, { method: 'POST', body: new Uint8Array(size) })

    expect((await post(1024 * 1024 + 1)).status).toBe(413)
    expect((await post(1024 * 1024)).status).toBe(200)
  })

  it('hands cookies, redirects and bytes back as the function gave them', async () => {
    const redirect = await fetch(`${deployment.origin}/cookies`, { redirect: 'manual' })
    const bytes = await fetch(`${deployment.origin}/bytes`)

    expect([redirect.status, redirect.headers.get('location')]).toStrictEqual([303, '/next'])
    expect(redirect.headers.getSetCookie()).toStrictEqual(['a=1; Path=/', 'b=2'])
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toStrictEqual([0, 255])
  })

  it('shows the page with the ways out when a function throws, crashes or answers nonsense, and serves the next request', async () => {
    for (const path of ['/throw?message=secret-word', '/crash', '/nonsense']) {
      const response = await fetch(deployment.origin + path)

      expect([path, response.status, await response.text()]).toStrictEqual([path, 503, expect.stringContaining('href="/leave"')])
      expect((await fetch(deployment.origin)).status).toBe(200)
    }
    expect(failures[0]).toMatch(/^respond threw TypeError\n {2}at .*probe\.ts/)
    expect(failures.join()).not.toContain('secret-word')
  })

  it('gives a function its own tables, secrets and credentials, and nothing of anybody else', async () => {
    const environment = await ask(deployment, '/environment')

    expect(Object.keys(Object(environment)).sort()).toStrictEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_ENDPOINT_URL',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'CHORUS_LIMITS',
      'CHORUS_PUBLIC_STORY_KEY',
      'CHORUS_SECRET_EDGE_KEY',
      'CHORUS_SECRET_PEPPER',
      'CHORUS_SECRET_RESPONSE_KEY',
      'CHORUS_TABLE_BUDGETS',
      'CHORUS_TABLE_COMMUNITY',
      'CHORUS_TABLE_DRAFTS',
      'CHORUS_TABLE_FOLLOWUPS',
      'CHORUS_TABLE_INVITATIONS',
      'CHORUS_TABLE_RESPONSES',
      'CHORUS_TABLE_STORIES',
      'CHORUS_TABLE_WITHDRAWALS',
      'TZ',
    ])
  })

  it.each([
    ['get', 'responses', {}],
    ['query', 'responses', {}],
    ['scan', 'responses', {}],
    ['get', 'stories', {}],
    ['query', 'stories', {}],
    ['scan', 'stories', {}],
    ['scan', 'community', {}],
    ['put', 'community', {}],
    ['put', 'responses', { returns: 'yes' }],
    ['put', 'responses', { guess: 'yes' }],
  ])('does not let the function that meets the internet %s %s (%o)', async (operation, table, more) => {
    expect(await ask(deployment, '/database', { operation, table, ...more })).toBe('AccessDeniedException')
  })

  it('lets it put a response', async () => {
    expect(await ask(deployment, '/database', { operation: 'put', table: 'responses' })).toBe('done')
  })

  it('does not let it open the secrets, the database or the candidates on the disk', async () => {
    for (const path of ['secrets/studyKey.key', 'database/CURRENT', 'steward.env', 'log.jsonl', 'chorus-data.txt']) {
      expect([path, await ask(deployment, '/read', { path: join(deployment.folder.root, path) })]).toStrictEqual([
        path,
        'ERR_ACCESS_DENIED',
      ])
    }
    expect(await ask(deployment, '/write', { path: join(deployment.folder.candidates, 'x') })).toBe('ERR_ACCESS_DENIED')
  })

  it('keeps secrets where only their owner can open them', () => {
    const { secrets, steward } = deployment.folder
    const files = readdirSync(secrets).map((name) => join(secrets, name))

    expect(files).toHaveLength(5)
    for (const path of [...files, steward]) expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(secrets).mode & 0o777).toBe(0o700)
  })

  it('keeps log lines with their day, and nothing that is not a log line', async () => {
    const line = JSON.stringify({ event: 'refused', source: 'respond', step: 'send', status: 400 })
    await ask(deployment, '/log', { line })
    for (const other of [
      '203.0.113.7',
      '{"event":"refused","source":"respond","step":"203.0.113.7"}',
      `{"ip":"203.0.113.7",${line.slice(1)}`,
    ]) {
      await ask(deployment, '/log', { line: other })
    }
    await ask(deployment, '/log', { line })

    const kept = () =>
      readFileSync(deployment.folder.log, 'utf8')
        .split('\n')
        .filter((each) => each.includes('"refused"'))
    await expect.poll(() => kept().length).toBe(2)
    expect(kept()[0]).toMatch(/^\{"day":"\d{4}-\d\d-\d\d","event":"refused","source":"respond","step":"send","status":400\}$/)
    expect(kept()[0]).toBe(kept()[1])
  })

  it('runs a workflow: one call for every item of a list, tried again when it fails, collected in order', async () => {
    expect(await deployment.runWorkflow('tabulation', { number: 2 })).toStrictEqual({ sum: 12, order: [2, 4, 6] })
    expect(await deployment.runWorkflow('tabulation', { number: 3 })).toStrictEqual({ sum: 18, order: [3, 6, 9] })
  })

  it('remembers what became of each tabulation, and of no other workflow', async () => {
    await expect(deployment.runWorkflow('tabulation', { number: 'none' })).rejects.toThrow('tabulate threw TypeError')

    const runs = await folderRuns(join(deployment.folder.runs, 'tabulation')).latest(3)
    expect(runs.map(({ state, input, output, error }) => ({ state, input, output, error }))).toEqual([
      { state: 'failed', input: { number: 'none' }, error: 'TypeError' },
      { state: 'succeeded', input: { number: 3 }, output: { sum: 18, order: [3, 6, 9] } },
      { state: 'succeeded', input: { number: 2 }, output: { sum: 12, order: [2, 4, 6] } },
    ])
    expect(readdirSync(deployment.folder.runs)).toEqual(['tabulation'])
  })
})

describe('a data folder', () => {
  it('is found again, with its secrets, by a second start', async () => {
    const dataDir = join(aFolder(), 'data')
    const open = { link: 'abcdefghjk', version: { id: 'being-heard', hash: 'a'.repeat(64) } }
    const first = await startProbes({ dataDir })
    await communityOf(first).open(open)
    const pepper = readFileSync(join(first.folder.secrets, 'pepper.key'))
    await first.stop()

    const second = await startProbes({ dataDir })
    const found = await communityOf(second).listOpen()
    await second.stop()

    expect(found).toStrictEqual([open])
    expect(readFileSync(join(first.folder.secrets, 'pepper.key'))).toStrictEqual(pepper)
  })

  it('serves one deployment at a time, and says so', async () => {
    const dataDir = join(aFolder(), 'data')
    const first = await startProbes({ dataDir })

    await expect(startProbes({ dataDir })).rejects.toThrow(
      /another Chorus is running on .*: stop it first, or use another folder with --data/,
    )

    expect((await fetch(first.origin)).status).toBe(200)
    await first.stop()
  })

  it('is left free when a start fails because the port is taken', async () => {
    const dataDir = join(aFolder(), 'data')
    const taken: Server = createServer()
    const port = await listen(taken, 0)

    await expect(startProbes({ dataDir, port })).rejects.toThrow(`port ${port} is taken: stop what uses it, or choose another with --port`)

    taken.close()
    await (await startProbes({ dataDir, port })).stop()
  })

  it('that holds something else is neither used nor deleted', async () => {
    const dataDir = aFolder()
    writeFileSync(join(dataDir, 'thesis.doc'), 'mine')

    await expect(startProbes({ dataDir })).rejects.toThrow('holds other things than Chorus data')
    await expect(deleteDataFolder(dataDir)).rejects.toThrow('holds other things than Chorus data')
    expect(readdirSync(dataDir)).toStrictEqual(['thesis.doc'])
  })

  it('is deleted whole when nothing runs on it, and not before', async () => {
    const dataDir = join(aFolder(), 'data')
    const running = await startProbes({ dataDir })
    await expect(deleteDataFolder(dataDir)).rejects.toThrow('another Chorus is running')
    await running.stop()

    await deleteDataFolder(dataDir)
    await deleteDataFolder(dataDir)

    expect(existsSync(dataDir)).toBe(false)
  })

  it('whose secrets are gone is refused rather than given new ones', async () => {
    const dataDir = join(aFolder(), 'data')
    await (await startProbes({ dataDir })).stop()
    rmSync(join(dataDir, 'secrets', 'pepper.key'))

    await expect(startProbes({ dataDir })).rejects.toThrow('put back the copy you kept')
  })
})

describe('a local deployment that people reach under a name', () => {
  const dataDir = join(aFolder(), 'named')

  it('answers on this machine, and refuses every other name', async () => {
    const deployment = await startProbes({ dataDir, publicOrigin: 'https://survey.example.org' })
    const { port } = new URL(deployment.origin)
    const status = (host: string) =>
      new Promise((resolve) =>
        get({ port, host: '127.0.0.1', path: '/', headers: { host } }, (found) => resolve(found.resume().statusCode)),
      )
    const statuses = [await status('survey.example.org'), await status(`127.0.0.1:${port}`), await status('evil.example')]
    await deployment.stop()

    expect(statuses).toStrictEqual([200, 200, 421])
  })
})
