import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readFolder } from '#cli/read-folder.ts'
import { ledgerReader } from '#functions/approvals.ts'
import { readRequest } from '#functions/findings/request.ts'
import { openShelves } from '#functions/findings/shelves.ts'
import { createSite } from '#functions/findings/site.tsx'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { functions } from '#infra/topology.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import { said } from '#test/said.ts'
import { aCandidate, sha, study } from '#test/unit/findings/a-site.ts'
import { aFolder } from './local.ts'

const MEMBERS = ['river', 'stone', 'birch', 'heron']
const ABOUT = ['--asked-by', 'The group.', '--benefits', 'Everybody.', '--returns', 'Read aloud.', '--harms', 'Staff may be cross.']

describe('publishing on the command line', () => {
  const dataDir = join(aFolder(), 'data')
  const [keys, elsewhere] = [aFolder(), aFolder()]
  const region = 'local'
  const credentials = { accessKeyId: 'steward', secretAccessKey: 'steward' }
  let candidate = aCandidate()
  let candidateDir = join(dataDir, 'candidates', study, `candidate-made-up-${sha(candidate)}`)
  let database: Awaited<ReturnType<typeof startDatabase>>
  let server: Server
  let origin = ''
  let published = ''
  const [atFirst, atLast] = [join(keys, 'first.zip'), join(keys, 'last.zip')]

  beforeAll(async () => {
    database = await startDatabase({})
    for (const [name, bytes] of candidate) {
      mkdirSync(dirname(join(candidateDir, name)), { recursive: true })
      writeFileSync(join(candidateDir, name), bytes)
    }
    await deploy(dataDir, '')
    await board('init', '--group', 'Made-up people', '--demonstration', '--lived-experience', '4')
    for (const id of MEMBERS) await board('enrol', id, '--alias', id.toUpperCase(), '--role', 'member', '--key', keyOf(id))
    await board('enrol', 'ada', '--alias', 'Ada', '--role', 'researcher', '--key', keyOf('ada'))
    await board('enrol', 'op', '--alias', 'Op', '--role', 'steward', '--key', keyOf('op'))
    for (const id of [...MEMBERS, 'ada', 'op']) await board('agree', '--key', keyOf(id))
    expect(await board('found')).toMatch(/^0 /)
    await serve()
    await exportTo(atFirst)
  })
  afterAll(async () => {
    await new Promise((closed) => server.close(closed))
    await database.stop()
  })

  /** A deployment without a board, with tables of its own. */
  async function deploy(folder: string, prefix: string) {
    const client = new DynamoDBClient({ endpoint: database.endpoint, region, credentials })
    await createTables(client, (name) => `${prefix}${name}`)
    client.destroy()
    const environment = {
      CHORUS_TABLE_COMMUNITY: `${prefix}community`,
      CHORUS_ORIGIN: 'http://127.0.0.1:1',
      CHORUS_PUBLIC_ORIGIN: 'https://survey.example.org',
      AWS_ENDPOINT_URL: database.endpoint,
      AWS_REGION: region,
    }
    const secret = { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey }
    const lines = Object.entries({ ...environment, ...secret }).map(([name, value]) => `${name}=${value}\n`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'steward.env'), lines.join(''))
    return connectLedger({ endpoint: database.endpoint, region, credentials, tables: { community: `${prefix}community` } })
  }

  /** Writes the export that the pages of the board give out at this moment: its ledger, and the report that was proposed. */
  async function exportTo(file: string): Promise<void> {
    const bytes = async (path: string) => new Uint8Array(await (await fetch(`${origin}/r/${path}`)).arrayBuffer())
    const report = [...candidate].map(([name, content]) => [`reports/${study}/${sha(candidate)}/${name}`, content] as const)
    const ledger = { 'ledger.jsonl': await bytes('ledger.jsonl'), 'ledger.checkpoints': await bytes('ledger.checkpoints') }
    writeFileSync(file, zipSync({ ...ledger, ...Object.fromEntries(report) }))
  }

  /** The public site over real HTTP, as the function serves it. */
  async function serve(): Promise<void> {
    const name = readFileSync(join(dataDir, 'board', 'founding-charter.sha256'), 'utf8').trim()
    const ledger = connectLedger({ endpoint: database.endpoint, region, credentials, tables: { community: 'community' } })
    const shelves = openShelves({
      reader: ledgerReader({ ledger, board: name }),
      board: name,
      findings: folderBucket(join(dataDir, 'findings')),
      clock: () => new Date(),
    })
    const site = createSite({ shelves, checkpoints: () => ledger.checkpoints(), origin: '' })
    const routes = [{ routes: functions.findings.routes, invoke: (event: unknown) => site(readRequest(event)) }]
    server = createGateway(routes, { onFailure: () => {} })
    origin = `http://127.0.0.1:${await listen(server, 0)}`
  }

  const keyOf = (id: string) => join(keys, `${id}.key`)
  async function board(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await said(['board', ...args, '--data', dataDir])
    return `${code} ${stdout}${stderr}`
  }
  async function propose(...args: string[]): Promise<string> {
    const proposed = await board('propose', ...args)
    return /proposal {2}([0-9a-f]{64})/.exec(proposed)?.[1] ?? proposed
  }
  /** Votes of those who may, the decision, and its effect. */
  async function carry(proposal: string, members: readonly string[] = MEMBERS, key = keyOf): Promise<void> {
    for (const id of members) expect(await board('vote', proposal, '--key', key(id), '--choice', 'consent')).toMatch(/^0 /)
    expect(await board('decide', proposal, '--key', keyOf('river'))).toMatch(/^0 .*approved/)
    expect(await board('enact', proposal, '--key', keyOf('op'))).toMatch(/^0 .*taken effect/)
  }
  const verify = (what: string) => said(['verify', what])
  const address = (version: number) => `${origin}/r/${study}/v${version}/`

  it('publishes nothing that the board has not approved, and says why', async () => {
    expect(await board('publish')).toMatch(/^0 Everything that the board has approved is public already/)
    expect(await board('publish', candidateDir)).toMatch(
      /^1 Report 1 of \S+ is not published\. The board has not approved this release.*\[not-approved\]/,
    )
    expect(await verify(candidateDir)).toMatchObject({ code: 1, stderr: expect.stringContaining('This is a candidate') })
    expect(await verify(address(1))).toMatchObject({ code: 1, stderr: expect.stringContaining('[no-answer]') })
  })

  it('CI-05: takes the board’s own words for what leads, as another candidate, which the next tests publish and verify', async () => {
    const [question = ''] = Object.keys(parse((await said(['board', 'words', candidateDir, '--data', dataDir])).stdout))
    const sheet = join(keys, 'words.yaml')
    writeFileSync(sheet, JSON.stringify({ [question]: { en: '{count} of {asked} told us so.' } }))
    const made = await board('words', candidateDir, '--sentences', sheet, '--out', join(elsewhere, 'worded'))

    candidateDir = join(elsewhere, 'candidate-made-up-worded')
    candidate = await readFolder(candidateDir)
    expect(made).toMatch(new RegExp(`^0 In your words: ${question}\\.[\\s\\S]*hash {2}${sha(candidate)}`))
    expect(sha(candidate)).not.toBe(sha(aCandidate()))
  })

  it('publishes what was reviewed by two who were blind to each other, voted on and enacted, once', async () => {
    const proposal = await propose('release', candidateDir, '--key', keyOf('ada'), ...ABOUT)
    expect(await board('vote', proposal, '--key', keyOf('river'), '--choice', 'consent')).toMatch(/^1 .*before both reviews are open/)
    const review = (id: string) => board('review', proposal, '--key', keyOf(id), '--outcome', 'approve', '--reasons', 'I read every table.')
    expect(await review('stone')).toMatch(/^0 Your review is handed in/)
    expect(await review('stone')).toMatch(/^1 .*when both are handed in/)
    expect(await board('log')).not.toContain('I read every table.')
    for (const id of ['birch', 'stone', 'birch']) expect(await review(id)).toMatch(/^0 /)
    await carry(proposal)

    const done = await board('publish')
    expect(done).toMatch(new RegExp(`^0 Published: version 1 of ${study}\\n {2}address {2}https://survey\\.example\\.org/r/${study}/v1/`))
    published = /files {4}(\S+)/.exec(done)?.[1] ?? ''
    expect(await board('publish')).toMatch(/^0 Everything that the board has approved is public already/)
    expect(await board('publish', candidateDir)).toMatch(/^0 Public already: version 1/)
  })

  it('CI-10: verify says in sentences, of a folder and of an address, who approved it, and that it is a demonstration', async () => {
    for (const what of [published, address(1), `${origin}/r/${study}/v1`]) {
      const { code, stdout } = await verify(what)
      expect(code, what).toBe(0)
      expect(stdout, what).toContain('The board of "Made-up people" approved exactly these numbers on')
      expect(stdout, what).toContain('2 independent reviews, and 4 members consented.')
      expect(stdout, what).toContain('This is a DEMONSTRATION')
    }
    const page = await (await fetch(`${address(1)}report.html`)).text()
    expect(page).toMatch(
      /About \d+ of about \d+ people who were asked told us so\. That is \d+[^<]*<small[^>]*>In the words of the board\./,
    )
  })

  it('refuses a published folder in which one number, one page, the proof or the list of hashes was changed', async () => {
    const change = async (name: string, edit: (text: string) => string) => {
      const copy = join(elsewhere, name.replaceAll('/', '-'))
      cpSync(published, copy, { recursive: true })
      const before = readFileSync(join(copy, name), 'utf8')
      expect(edit(before), name).not.toBe(before)
      writeFileSync(join(copy, name), edit(before))
      return verify(copy)
    }
    expect(await change('report.csv', (text) => text.replace(/,(\d+),/, ',99999,'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/report\.csv.*hash is not the one in SHA256SUMS/),
    })
    expect((await change('report.html', (text) => text.replace('Approved by', 'Praised by'))).code).toBe(1)
    expect((await change('proof.json', (text) => text.replace('"consent"', '"aside"'))).code).toBe(1)
    expect((await change('SHA256SUMS', (text) => text.replace(/^./, (letter) => (letter === '0' ? '1' : '0')))).code).toBe(1)
  })

  it('GO-07: one member pauses it, its address gives nothing; the board together lets it go on', async () => {
    const [, proposal = ''] = /^([0-9a-f]{12}) {2}Publish/m.exec(await board('list')) ?? []
    expect(await board('pause', proposal, '--key', keyOf('birch'), '--reason', 'Somebody was frightened.')).toMatch(/^0 .*is paused/)
    expect(await verify(address(1))).toMatchObject({ code: 1, stderr: expect.stringContaining('(503): this report is paused') })
    expect(await (await fetch(address(1))).text()).toContain('Somebody was frightened.')
    expect(await propose('resume', sha(candidate), '--key', keyOf('ada'), '--why', 'We talked.')).toMatch(/only a member may propose/)

    await carry(await propose('resume', sha(candidate), '--key', keyOf('heron'), '--why', 'We talked.'), ['river', 'stone', 'birch'])
    expect((await verify(address(1))).code).toBe(0)
  })

  it('corrects it in words: a second version that says so in every file, beside the first', async () => {
    await carry(await propose('correction', sha(candidate), '--key', keyOf('ada'), '--why', 'The second question was shown late.'))
    expect(await board('publish')).toMatch(/^0 Published: version 2/)
    const { code, stdout } = await verify(address(2))
    expect(code).toBe(0)
    expect(stdout).toContain('The second question was shown late.')
    expect((await verify(address(1))).code).toBe(0)
    expect(await (await fetch(address(1))).text()).toContain('The second question was shown late.')
  })

  it('changes a key: who gets a new one shows that they hold it, and the old one counts no more', async () => {
    const charter = join(keys, 'charter.json')
    expect(await board('charter', '--out', charter)).toMatch(/^0 /)
    const own = (await said(['board', 'key', 'birch', '--key', join(keys, 'birch-2.key')])).stdout.trim()
    const read = JSON.parse(readFileSync(charter, 'utf8'))
    for (const each of read.people) if (each.id === 'birch') each.key.publicKey = own
    writeFileSync(charter, JSON.stringify(read))
    const proposal = await propose('charter', charter, '--key', keyOf('op'), '--why', 'Birch lost the key.')
    expect(await board('accept', proposal, '--key', keyOf('birch'))).toMatch(/^1 /)
    expect(await board('accept', proposal, '--key', join(keys, 'birch-2.key'))).toMatch(/^0 birch accepts/)
    await carry(proposal, ['river', 'stone', 'heron'])

    const pause = (key: string) => board('pause', proposalOf(), '--key', key, '--reason', 'Wait.')
    const [, release = ''] = /^([0-9a-f]{12}) {2}Publish/m.exec(await board('list')) ?? []
    const proposalOf = () => release
    expect(await pause(keyOf('birch'))).toMatch(/^1 .*signature is not that of birch/)
    expect((await verify(address(2))).code).toBe(0)
    expect((await verify(published)).code).toBe(0)
  })

  it('takes it back: its address answers that it is gone, and a copy says what it does not know', async () => {
    await carry(await propose('retraction', sha(candidate), '--key', keyOf('ada'), '--why', 'Wrong.'), ['river', 'stone', 'heron'])
    expect(await verify(address(1))).toMatchObject({ code: 1, stderr: expect.stringContaining('(410): the board took this report back') })
    const page = await fetch(address(1))
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Wrong.')])
    expect((await verify(published)).stdout).toContain(
      'Whether it was paused, corrected or taken back since, the ledger of the board says.',
    )

    writeFileSync(join(keys, 'public.jsonl'), await (await fetch(`${origin}/r/ledger.jsonl`)).text())
    writeFileSync(join(keys, 'public.checkpoints'), await (await fetch(`${origin}/r/ledger.checkpoints`)).text())
    expect(await verify(join(keys, 'public.jsonl'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The ledger of "Made-up people" holds'),
    })
  })

  it('goes on in a deployment that had no board, with every entry, the report and the name of the board', async () => {
    await exportTo(atLast)
    const folder = join(aFolder(), 'data')
    const ledger = await deploy(folder, 'restored-')
    const restore = (file: string) => said(['board', 'restore', file, '--data', folder])
    const named = (at: string) => readFileSync(join(at, 'board', 'founding-charter.sha256'), 'utf8')

    expect(await restore(atLast)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ entries, 0 surveys and 1 reports are in/) })
    expect(Buffer.concat(await ledger.lines(0)).toString()).toBe(readFileSync(join(keys, 'public.jsonl'), 'utf8').replaceAll('\n', ''))
    expect(named(folder)).toBe(named(dataDir))
    expect(existsSync(join(folder, 'candidates', study, `candidate-made-up-${sha(candidate)}`, 'report.csv'))).toBe(true)

    expect((await restore(atLast)).code).toBe(0)
    expect(await restore(atFirst)).toMatchObject({ code: 1, stderr: expect.stringContaining('goes on after this file') })
  })

  it('does not go on where another board decides, and writes nothing there', async () => {
    const folder = join(aFolder(), 'data')
    const ledger = await deploy(folder, 'taken-')
    mkdirSync(join(folder, 'board'))
    writeFileSync(join(folder, 'board', 'founding-charter.sha256'), `${'ab'.repeat(32)}\n`)

    const { code, stderr } = await said(['board', 'restore', atLast, '--data', folder])
    expect([code, stderr]).toEqual([1, expect.stringContaining('Another board was founded')])
    expect(await ledger.lines(0)).toEqual([])
    expect(existsSync(join(folder, 'candidates'))).toBe(false)
  })
})
