import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { storyScriptFile } from '#functions/console/board-files.ts'
import { createConsole } from '#functions/console/console.tsx'
import { consoleRequest } from '#functions/console/console-request.ts'
import { publishVersion } from '#functions/publish/publish-version.ts'
import { sendResponse } from '#functions/respond/visit/send-response.ts'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { functions } from '#infra/topology.ts'
import { consentTextHash } from '#shared/consent/record.ts'
import { expects } from '#shared/expectation/expected-of.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { storyId } from '#shared/response/secret.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { Share } from '#shared/survey/answer.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { said } from '#test/said.ts'
import { keyOf as logKeyOf } from '#test/unit/governance/helpers/a-board.ts'
import { instrumentRelease } from '#test/unit/release/instrument-release.ts'
import { aFolder } from './local.ts'

const MEMBERS = ['river', 'stone', 'birch', 'heron']
const ABOUT = ['--asked-by', 'The group.', '--benefits', 'Everybody.', '--returns', 'Read aloud.', '--harms', 'Staff may be cross.']
const QUESTION = 'bh15'
const TABLES = {
  ...{ drafts: 'drafts', responses: 'responses', stories: 'stories', withdrawals: 'withdrawals', community: 'community' },
  ...{ invitations: 'invitations', followups: 'followups', budgets: 'budgets' },
}
/** The words of eight people, and the choice of each. */
const WRITTEN: readonly (readonly [string, Share])[] = [
  ['The peer group at Rowan House asked me what I wanted before anybody else did, and then they did it.', 'words'],
  ['Nobody called back. I waited for nine weeks and then I stopped waiting at all.', 'words'],
  ['My canary sentence that nobody may ever read.', 'none'],
  ['I was told what the pills do only after I had asked three times about them.', 'summary'],
  ['A nurse sat with me the whole night and said nothing, which was right.', 'words'],
  ['They wrote down what I said and read it back to me to be sure.', 'words'],
  ['The door was open and somebody remembered my name.', 'words'],
  ['It took one phone call, and that was enough for once.', 'words'],
]

describe('stories, from the box to a quote', () => {
  const dataDir = join(aFolder(), 'data')
  const keys = aFolder()
  const region = 'local'
  const credentials = { accessKeyId: 'steward', secretAccessKey: 'steward' }
  const pepper = new Uint8Array(32).fill(3)
  let database: Awaited<ReturnType<typeof startDatabase>>
  let server: Server
  let at = ''
  let reading = ''

  const keyOf = (id: string) => join(keys, `${id}.key`)
  const where = () => ({ endpoint: database.endpoint, region, credentials })
  const stories = () => connect({ ...where(), tables: { stories: 'stories' } }).stories
  const boardroom = () => connectBoardroom({ ...where(), tables: { boardroom: 'boardroom' } })
  const ledger = () => connectLedger({ ...where(), tables: { community: 'community' } })
  const founding = () => readFileSync(join(dataDir, 'board', 'founding-charter.sha256'), 'utf8').trim()
  const state = async () => (await ledgerReader({ ledger: ledger(), board: founding() }).latest()).state
  const codeOf = (person: number) => new Uint8Array(10).fill(person + 1)

  async function chorus(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await said([...args, '--data', dataDir])
    return `${code} ${stdout}${stderr}`
  }
  const board = (...args: string[]) => chorus('board', ...args)
  const told = (name: string, who: string, ...args: string[]) => chorus('stories', name, ...args, '--key', keyOf(who), '--at', at)
  const on = (name: string, who: string, ...args: string[]) => told(name, who, reading, ...args)

  async function approved(proposed: string, ...voters: string[]): Promise<string> {
    const id = /proposal {2}([0-9a-f]{64})/.exec(proposed)?.[1] ?? proposed
    for (const voter of voters) expect(await board('vote', id, '--key', keyOf(voter), '--choice', 'consent')).toMatch(/^0 /)
    expect(await board('decide', id, '--key', keyOf(voters[0] ?? ''))).toMatch(/^0 /)
    expect(await board('enact', id, '--key', keyOf(voters[1] ?? ''))).toMatch(/^0 /)
    return id
  }

  beforeAll(async () => {
    database = await startDatabase({})
    const client = new DynamoDBClient(where())
    await createTables(client, (name) => name)
    client.destroy()
    mkdirSync(dataDir, { recursive: true })
    const environment = { CHORUS_TABLE_COMMUNITY: 'community', AWS_ENDPOINT_URL: database.endpoint, AWS_REGION: region }
    const secret = { AWS_ACCESS_KEY_ID: 'steward', AWS_SECRET_ACCESS_KEY: 'steward' }
    writeFileSync(
      join(dataDir, 'steward.env'),
      Object.entries({ ...environment, ...secret })
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
    await board('init', '--group', 'Made-up people', '--demonstration', '--lived-experience', '4')
    for (const id of MEMBERS) await board('enrol', id, '--alias', id, '--role', 'member', '--key', keyOf(id))
    for (const [id, role] of [
      ['ada', 'researcher'],
      ['finch', 'reviewer'],
      ['op', 'steward'],
    ] as const)
      await board('enrol', id, '--alias', id, '--role', role, '--key', keyOf(id))
    for (const id of [...MEMBERS, 'ada', 'finch', 'op']) await board('agree', '--key', keyOf(id))
    expect(await board('found')).toMatch(/^0 /)
    await serve()
    await approved(await board('propose', 'survey', 'surveys/being-heard', '--key', keyOf('ada'), ...ABOUT), 'river', 'stone', 'birch')
    for (const id of [...MEMBERS, 'finch']) expect(await told('key', id)).toMatch(/^0 /)
    for (const [person, [text, share]] of WRITTEN.entries()) await send(person, text, share)
  })
  afterAll(async () => {
    await new Promise((closed) => server.close(closed))
    await database.stop()
  })

  async function serve() {
    const name = founding()
    const community = { ...where(), tables: { community: 'community' } }
    const reader = ledgerReader({ ledger: ledger(), board: name })
    const clock = () => new Date()
    const answer = createConsole({
      clock,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      boardKey: new Uint8Array(32).fill(5),
      logKey: logKeyOf('log'),
      publicHost: undefined,
      expects: expects(),
      storyScript: storyScriptFile('/* made up */'),
      board: name,
      reader,
      ledger: ledger(),
      boardroom: boardroom(),
      community: connect(community).community,
      keeping: connectKeepingLog(community),
      stories: stories(),
      candidates: folderBucket(join(dataDir, 'candidates')),
      approvals: approvalsOf({ ledger: ledger(), board: name, clock, reader }),
    })
    const routes = [{ routes: functions.console.routes, invoke: (event: unknown) => answer(consoleRequest(event)) }]
    server = createGateway(routes, { onFailure: () => {} })
    at = `http://localhost:${await listen(server, 0)}`
  }

  /** As a person sends it, five weeks ago. */
  async function send(person: number, text: string, share: Share) {
    const survey = await readSurvey('surveys/being-heard')
    const services = {
      clock: () => new Date(Date.now() - 35 * 86_400_000),
      random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
      pepper,
      storyKey: publicStoryKey(new Uint8Array(32).fill(9)),
      storyCircle: async () => storyCircleOf(await state()),
      repositories: connect({ ...where(), tables: TABLES, responseKey: new Uint8Array(32) }),
    }
    const open = {
      link: linkOf(survey.id),
      version: versionOf(survey),
      survey,
      codebook: codebookOf(survey),
      steps: stepsOf(survey),
      words: new Map(),
    }
    const given = ['aggregate', 'quote'] as const
    const consent = {
      textHash: consentTextHash(survey, 'en'),
      given: survey.consent.purposes.flatMap(({ id, required }) => (required || given.some((each) => each === id) ? [id] : [])),
    }
    const answers = { [QUESTION]: { state: 'answered' as const, text, share, wait: 2 as const } }
    expect(await sendResponse(services, open, codeOf(person), { language: 'en', consent, answers, skippedSections: [] })).toBe('stored')
  }

  it('stay shut before the board has named two readers, for everybody, in every way (ST-09)', async () => {
    const asked = await board(
      'propose',
      'stories',
      'being-heard',
      '--readers',
      'stone,finch',
      '--key',
      keyOf('ada'),
      '--why',
      'Say how it felt.',
    )
    reading = /proposal {2}([0-9a-f]{64})/.exec(asked)?.[1] ?? asked
    for (const who of ['stone', 'finch', 'op', 'river']) expect(await on('next', who, '--ready')).toMatch(/^1 .*These stories are not open/)
    expect(await on('give', 'river')).toMatch(/^1 .*These stories are not open/)
    await approved(asked, 'river', 'birch', 'heron')
  })

  it('do not open with the part of one member, nor for anybody but the two (ST-09)', async () => {
    expect(await on('next', 'stone')).toMatch(/^0 These are people’s own words[\s\S]*--ready/)
    expect(await on('next', 'stone', '--ready')).toMatch(/8 boxes cannot be opened yet/)
    expect(await on('give', 'river')).toMatch(/^0 You gave your part of 8 boxes/)
    expect(await on('give', 'birch')).toMatch(/^0 /)
    // A small board of four opens with three: two parts are too few.
    expect(await on('next', 'stone', '--ready')).toMatch(/8 boxes cannot be opened yet/)
    expect(await on('give', 'heron')).toMatch(/^0 /)
    for (const who of ['river', 'op', 'ada']) expect(await on('next', who, '--ready')).toMatch(/only the two/)
    expect(await on('give', 'finch')).toMatch(/your part of 0 boxes/)
  })

  /** Every story that waits for a reader, each with a decision; gives what they were shown. */
  async function readAll(who: string, decide: (text: string) => readonly string[]): Promise<string> {
    let all = ''
    for (let more = true; more; ) {
      const shown = await on('next', who, '--ready')
      const box = /story {5}([0-9a-f]{12})/.exec(shown)?.[1]
      all += shown
      more = box !== undefined
      if (box === undefined) continue
      const done = await on(decide(shown)[0] === 'pass' ? 'pass' : 'decide', who, box, ...decide(shown).filter((each) => each !== 'pass'))
      expect(done).toMatch(/^0 /)
    }
    return all
  }
  const fileWith = (text: string) => {
    const path = join(keys, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`)
    writeFileSync(path, text)
    return path
  }
  const keep = ['--choice', 'keep', '--reason', 'It says what many said.']
  const cut = WRITTEN[0]?.[0].replace('Rowan House', '[a centre]') ?? ''
  const edit = ['--choice', 'edit', '--reason', 'The house leads to them.', '--text', fileWith(cut)]
  const summary = [
    '--choice',
    'summarise',
    '--reason',
    'They allow that.',
    '--text',
    fileWith('Somebody had to ask several times before they were told.'),
  ]
  const drop = ['--choice', 'drop', '--reason', 'Somebody could know who it is.']

  it('are read by two, each alone, and never those that their tellers keep to themselves (ST-02)', async () => {
    const first = await readAll('stone', (text) => {
      if (text.includes('Rowan')) return edit
      if (text.includes('pills')) return summary
      return text.includes('nurse') ? drop : keep
    })
    expect(first).toContain('look at   ward or clinic: Rowan House')
    expect(first).not.toContain('canary')
    // Blind: stone has decided on all of it, and finch can see nothing of that.
    expect(await on('compare', 'finch')).not.toMatch(/same quote|differ/)
    const second = await readAll('finch', (text) => {
      if (text.includes('Rowan')) return keep
      if (text.includes('pills')) return summary
      return text.includes('door') ? ['pass'] : keep
    })
    expect(second).not.toContain('canary')
    expect(second).not.toContain('leads to them')
  })

  it('are quoted where both agree, and dropped where one would not (ST-02, ST-10)', async () => {
    await on('compare', 'stone')
    await on('compare', 'finch')
    const seen = await on('compare', 'stone')
    expect(seen.match(/both chose the same quote/g)).toHaveLength(4)
    expect(seen.match(/one of the two would not quote it/g)).toHaveLength(1)
    expect(seen.match(/one of the two passed on it/g)).toHaveLength(1)
    const box = /([0-9a-f]{12}) {2}the two decisions differ/.exec(seen)?.[1] ?? ''
    const which = /(\d) {2}their words: .*a centre/.exec(seen)?.[1] ?? ''
    for (const who of ['stone', 'finch']) expect(await on('settle', who, box, '--take', which)).toMatch(/^0 /)
    expect((await on('compare', 'finch')).match(/both chose the same quote/g)).toHaveLength(5)
  })

  it('were looked at by nobody of whom the board does not know it (ST-09)', async () => {
    const views = (await on('views', 'heron')).trim().split('\n')
    // Seven stories, two readers, one day.
    expect(views).toHaveLength(14)
    expect(new Set(views.map((line) => line.replace(/^0 /, '').split(/ {2}/)[1]))).toStrictEqual(new Set(['stone', 'finch']))
  })

  const candidate = join(keys, 'candidate')
  const release = (out: string) => /hash {2}([0-9a-f]{64})/.exec(out)?.[1] ?? out

  it('come into the candidate that the board votes on, the same for both, and into what is published (ST-12)', async () => {
    const made = await instrumentRelease('being-heard', 150)
    for (const [name, bytes] of made.files) {
      mkdirSync(dirname(join(candidate, name)), { recursive: true })
      writeFileSync(join(candidate, name), bytes)
    }
    const asked = ['quotes', 'stone', '--candidate', candidate, '--out', join(keys, 'none')] as const
    expect(await on(...asked)).toMatch(/not among the candidates here/)
    await writeCandidate(folderBucket(join(dataDir, 'candidates')), 'being-heard', made, 'made-up')
    const one = await on('quotes', 'stone', '--candidate', candidate, '--out', join(keys, 'one'))
    expect(one).toMatch(/^0 5 quotes/)
    const hash = release(one)
    const proposed = await board('propose', 'release', join(keys, 'one'), '--key', keyOf('ada'), ...ABOUT)
    const id = /proposal {2}([0-9a-f]{64})/.exec(proposed)?.[1] ?? proposed
    for (const who of ['river', 'birch']) await board('review', id, '--key', keyOf(who), '--outcome', 'approve', '--reasons', 'I read it.')
    for (const who of ['river', 'birch']) expect(await board('review', id, '--key', keyOf(who))).toMatch(/^0 /)
    await approved(id, 'river', 'birch', 'heron')
    // One of the two has not said that these are the quotes.
    expect(await publish()).toMatchObject({ outcome: 'refused', missing: [expect.stringContaining('not both said')] })
    expect(release(await on('quotes', 'finch', '--candidate', candidate, '--out', join(keys, 'two')))).toBe(hash)

    // ST-06: whose story it is takes it back, after all of that.
    const survey = versionOf(await readSurvey('surveys/being-heard'))
    const place = storyId(pepper, codeOf(1), QUESTION)
    const box = await stories().read(survey, place)
    await stories().remove(survey, place)
    expect(await publish()).toMatchObject({ outcome: 'refused', missing: [expect.stringContaining('was taken back')] })
    await stories().store(survey, { id: place, sealed: box ?? new Uint8Array() })

    const done = await publish()
    expect(done).toMatchObject({ outcome: 'published' })
    const folder = join(dataDir, 'findings', `sha256-${done.outcome === 'published' ? done.id : ''}`)
    const page = readFileSync(join(folder, 'report.html'), 'utf8')
    expect(page).toContain('[a centre]')
    expect(page).not.toMatch(/Rowan|canary|nurse|remembered my name|pills/)
    expect(JSON.parse(readFileSync(join(folder, 'quotes.json'), 'utf8'))).toMatchObject({
      selection: { by: 'stone, finch', how: 'chosen', from: { low: 5, high: 9 } },
    })
    expect((await said(['verify', folder])).code).toBe(0)
  })

  async function publish() {
    const name = founding()
    const sources = {
      ledger: ledger(),
      board: name,
      candidates: folderBucket(join(dataDir, 'candidates')),
      findings: folderBucket(join(dataDir, 'findings')),
      clock: () => new Date(),
      quotes: { boardroom: boardroom(), stories: stories() },
      logKey: undefined,
    }
    return publishVersion(sources, { study: 'being-heard', number: 1 })
  }

  it('that were taken back are not quoted again, and the next files say that one was removed (ST-06)', async () => {
    const survey = versionOf(await readSurvey('surveys/being-heard'))
    await stories().remove(survey, storyId(pepper, codeOf(1), QUESTION))
    const out = await on('quotes', 'stone', '--candidate', candidate, '--out', join(keys, 'three'))
    // Six are left: one was dropped by a reader and one passed on.
    expect(out).toMatch(/^0 4 quotes/)
    expect(readFileSync(join(keys, 'three', 'quotes.json'), 'utf8')).not.toContain('nine weeks')
    expect(JSON.parse(readFileSync(join(keys, 'three', 'quotes.json'), 'utf8'))).toMatchObject({ someWereRemoved: true })
  })

  it('are shut again by a pause of one person, at once (ST-09)', async () => {
    expect(await board('pause', reading, '--key', keyOf('op'), '--reason', 'A reader was upset.')).toMatch(/^0 /)
    expect(await on('next', 'stone', '--ready')).toMatch(/^1 .*paused/)
    expect(await on('give', 'river')).toMatch(/^1 .*paused/)
  })
})
