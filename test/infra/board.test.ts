import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { Table } from '#shared/storage/dynamodb/dynamodb-table.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { said } from '#test/said.ts'
import { aFolder } from './local.ts'

const MEMBERS = ['river', 'stone', 'birch']
const ABOUT = ['--asked-by', 'The group.', '--benefits', 'Everybody.', '--returns', 'Read aloud.', '--harms', 'Staff may be cross.']

describe('a demonstration board on the command line', () => {
  const dataDir = join(aFolder(), 'data')
  const keys = aFolder()
  const region = 'local'
  const credentials = { accessKeyId: 'steward', secretAccessKey: 'steward' }
  let database: Awaited<ReturnType<typeof startDatabase>>
  beforeAll(async () => {
    database = await startDatabase({})
    const client = new DynamoDBClient({ endpoint: database.endpoint, region, credentials })
    await createTables(client, (name) => name)
    client.destroy()
    mkdirSync(dataDir)
    const environment = { CHORUS_TABLE_COMMUNITY: 'community', AWS_ENDPOINT_URL: database.endpoint, AWS_REGION: region }
    const secret = { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey }
    const lines = Object.entries({ ...environment, ...secret }).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(join(dataDir, 'steward.env'), lines.join(''))
  })
  afterAll(() => database.stop())
  const where = () => ({ endpoint: database.endpoint, region, credentials, tables: { community: 'community' } })

  const keyOf = (id: string) => join(keys, `${id}.key`)
  async function board(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await said(['board', ...args, '--data', dataDir])
    return `${code} ${stdout}${stderr}`
  }

  it('is founded when everybody in its charter has signed it, and not before', async () => {
    expect(await board('list')).toMatch(/^1 No board was founded/)
    expect(await board('init', '--group', 'Made-up people', '--demonstration', '--lived-experience', '3')).toMatch(/^0 .*DEMO|^0 /)
    for (const id of MEMBERS)
      expect(await board('enrol', id, '--alias', id.toUpperCase(), '--role', 'member', '--key', keyOf(id))).toMatch(/^0 /)
    expect(await board('enrol', 'ada', '--alias', 'Ada', '--role', 'researcher', '--key', keyOf('ada'))).toMatch(/^0 /)
    expect(await board('enrol', 'op', '--alias', 'Op', '--role', 'steward', '--key', keyOf('op'))).toMatch(/^0 /)
    expect(await board('agree', '--key', keyOf('river'))).toMatch(/^0 [\s\S]*1 of 5 have agreed/)
    expect(await board('found')).toMatch(/^1 The board cannot be founded yet: stone is in the charter and has not signed it/)
    for (const id of ['stone', 'birch', 'ada', 'op']) await board('agree', '--key', keyOf(id))
    expect(await board('found')).toMatch(/^0 The board of "Made-up people" is founded/)
    expect(await board('found')).toMatch(/^1 A board was founded here before/)
    // As if it had stopped after the ledger was founded.
    rmSync(join(dataDir, 'board', 'founding-charter.sha256'))
    expect(await board('found')).toMatch(/^0 The board of "Made-up people" is founded/)
  })

  it('is followed in another data folder only under its own fingerprint, once somebody founded it', async () => {
    const other = join(aFolder(), 'data')
    mkdirSync(other)
    writeFileSync(join(other, 'steward.env'), readFileSync(join(dataDir, 'steward.env')))
    const fingerprint = readFileSync(join(dataDir, 'board', 'founding-charter.sha256'), 'utf8').trim()
    const adopt = async (...parts: string[]) => {
      const { code, stdout, stderr } = await said(['board', 'adopt', ...parts, '--data', other])
      return `${code} ${stdout}${stderr}`
    }
    expect(await adopt('ab'.repeat(32))).toMatch(
      /^1 The board that was founded here has the fingerprint [0-9a-f]{64}, and you gave another one/,
    )
    expect(await adopt(...(fingerprint.match(/.{8}/g) ?? []))).toMatch(/^0 This deployment goes by the board of "Made-up people"/)
    expect(readFileSync(join(other, 'board', 'founding-charter.sha256'), 'utf8').trim()).toBe(fingerprint)
    expect(await adopt('ab'.repeat(32))).toMatch(/^1 /)
  })

  it('opens a survey by votes, and the steward opens nothing without them', async () => {
    const survey = await readSurvey('surveys/being-heard')
    const [version, link, community] = [versionOf(survey), linkOf(survey.id), connect(where()).community]
    const resume = () => said(['survey', 'resume', survey.id, '--data', dataDir])
    // As somebody would who can write to the database: marked open for real, then paused.
    await community.storeSurvey(version, canonicalBytes(survey))
    await community.open({ link, version })
    await community.shut(link, 'paused')
    expect(await resume()).toMatchObject({ code: 1, stderr: expect.stringContaining('[not-approved]') })

    const propose = async (...more: string[]) => {
      const proposed = await board('propose', 'survey', 'surveys/being-heard', '--key', keyOf('ada'), ...ABOUT, ...more)
      return /proposal {2}([0-9a-f]{64})/.exec(proposed)?.[1] ?? proposed
    }
    const id = await propose()
    expect(await board('vote', id, '--key', keyOf('ada'), '--choice', 'consent')).toMatch(/^1 Nothing was done: ada is a researcher/)
    expect(await board('vote', id, '--key', keyOf('op'), '--choice', 'consent')).toMatch(/^1 Nothing was done: op is a steward/)
    expect(await board('vote', id, '--key', keyOf('river'), '--choice', 'object')).toMatch(/^1 An objection has a --category/)
    expect(await board('vote', id.slice(0, 8), '--key', keyOf('river'), '--choice', 'consent')).toMatch(/^0 /)
    expect(await board('decide', id, '--key', keyOf('river'))).toMatch(/^0 .*lapsed/)

    const again = await propose('--title', 'Again')
    for (const member of MEMBERS) expect(await board('vote', again, '--key', keyOf(member), '--choice', 'consent')).toMatch(/^0 /)
    expect(await board('decide', again, '--key', keyOf('stone'))).toMatch(/^0 .*approved/)
    expect((await resume()).code).toBe(1)
    expect(await board('enact', again, '--key', keyOf('op'))).toMatch(/^0 .*taken effect/)
    expect(await resume()).toMatchObject({ code: 0, stdout: expect.stringContaining('is open again') })

    expect(await board('pause', again, '--key', keyOf('birch'), '--reason', 'Wait.')).toMatch(/^0 .*is paused/)
    expect(await board('list')).toContain('It is PAUSED.')
    await community.shut(link, 'paused')
    expect(await resume()).toMatchObject({ code: 1, stderr: expect.stringContaining('It is paused') })
  })

  it('shows its ledger to anybody, who checks it without the deployment', async () => {
    expect(await board('log')).toContain('BIRCH paused "Again": Wait.')
    const out = join(keys, 'ledger')
    expect(await board('export', '--out', out)).toMatch(/^0 /)
    const verify = (...more: string[]) => said(['verify', `${out}.jsonl`, ...more])
    expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringContaining('The ledger of "Made-up people" holds') })
    expect((await verify()).stdout).toContain('This is the ledger of a DEMONSTRATION')
    expect(await verify('--board', 'ab'.repeat(32))).toMatchObject({ code: 1, stderr: expect.stringContaining('another board') })

    const lines = readFileSync(`${out}.jsonl`, 'utf8')
    writeFileSync(`${out}.jsonl`, lines.split('\n').slice(0, -2).join('\n').concat('\n'))
    expect(await verify()).toMatchObject({ code: 1, stderr: expect.stringContaining('the last ones are gone') })
    writeFileSync(`${out}.jsonl`, lines.replace('Wait.', 'Wail.'))
    expect(await verify()).toMatchObject({ code: 1, stderr: expect.stringContaining('the signature is not that of birch') })
  })

  it('goes on when a charter brings in another key for the log, and a witness signs nothing that contradicts what it signed', async () => {
    const charterFile = join(keys, 'charter.json')
    await board('charter', '--out', charterFile)
    const charter = JSON.parse(readFileSync(charterFile, 'utf8'))
    const [log, neighbours] = [
      await said(['board', 'key', 'log', '--key', keyOf('log')]),
      await said(['board', 'key', 'n', '--key', keyOf('n')]),
    ]
    const next = {
      ...charter,
      log: { name: 'chorus-log', publicKey: log.stdout.trim() },
      witnesses: [{ name: 'neighbours', publicKey: neighbours.stdout.trim() }],
    }
    writeFileSync(charterFile, JSON.stringify(next))
    const proposed = await board('propose', 'charter', charterFile, '--key', keyOf('op'), '--why', 'A new key.')
    const id = /proposal {2}([0-9a-f]{64})/.exec(proposed)?.[1] ?? proposed
    for (const member of MEMBERS) expect(await board('vote', id, '--key', keyOf(member), '--choice', 'consent')).toMatch(/^0 /)
    await board('decide', id, '--key', keyOf('river'))
    expect(await board('enact', id, '--key', keyOf('op'))).toMatch(/^0 No checkpoint was signed: the charter names another key/)
    expect(await board('list')).toMatch(/^0 /)

    writeFileSync(join(dataDir, 'board', 'log.key'), readFileSync(keyOf('log')))
    const older = await board('checkpoint')
    const seen = join(keys, 'seen.txt')
    const cosign = () => board('cosign', '--key', keyOf('n'), '--seen', seen)
    expect(await cosign()).toMatch(/^0 neighbours has signed for \d+ entries/)
    expect(await board('clarify', id, '--key', keyOf('river'), '--text', 'Late.')).toMatch(/^1 /)
    expect(await board('pause', (await firstProposal()).slice(0, 12), '--key', keyOf('stone'), '--reason', 'Again.')).toMatch(/^0 /)
    expect(await cosign()).toMatch(/^0 neighbours/)
    const kept = readFileSync(seen, 'utf8')
    await latestCheckpoint(`${older.slice(2).trimEnd()}\n`)
    expect(await cosign()).toMatch(/^1 Not signed: .*You signed (\d+) entries, and the last checkpoint is of/)
    expect(readFileSync(seen, 'utf8')).toBe(kept)
    expect(await board('cosign', '--key', keyOf('n'), '--seen', keys)).toMatch(/^1 .*cannot be read/)
  })

  /** Puts an older checkpoint in the place of the last, as somebody can do who writes to the table. */
  async function latestCheckpoint(note: string): Promise<void> {
    const client = new DynamoDBClient({ endpoint: database.endpoint, region, credentials })
    const table = new Table(client, 'community')
    const size = note.split('\n')[1] ?? ''
    await table.put({ pk: { S: 'checkpoint' }, sk: { S: 'latest' }, covers: { N: size }, note: { S: note } })
    for (const witness of ['neighbours']) await table.remove({ pk: { S: 'checkpoint' }, sk: { S: `witness#${witness}` } })
    client.destroy()
  }

  async function firstProposal(): Promise<string> {
    const text = await board('list')
    return /^([0-9a-f]{12}) {2}/m.exec(text)?.[1] ?? text
  }

  it('GO-12: keeps no answer, code, legal name or time of day in its table', async () => {
    const text = (await connectLedger(where()).lines(0)).map((line) => new TextDecoder().decode(line)).join('\n')
    expect(text).not.toMatch(/\d\d:\d\d/)
    expect(readdirSync(join(dataDir, 'board')).toSorted()).toEqual(['draft.json', 'founding-charter.sha256', 'log.key'])
  })
})
