import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo, type PageConnection } from '#cli/simulate/connection.ts'
import type { Ending, Mode } from '#cli/simulate/visit-plan.ts'
import { type SimulatedVisit, visitSurvey } from '#cli/simulate/visit-survey.ts'
import { attack } from '#shared/disclosure/attack/attack-history.ts'
import { WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import { ONLY_THE_FILES } from '#shared/disclosure/attack/prior-knowledge.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { dumpFiltersOf } from './dump-filters.ts'
import { npmStart } from './npm-start.ts'
import { badRequests, PLANTED, planting, WORDS } from './planted.ts'
import { type Found, filesUnder, searchBytes } from './search.ts'
import { binary, bytesOfItems, readDatabase, type StoredItem } from './tables.ts'

const FORBIDDEN = [...Object.values(PLANTED), WORDS]
/** Enough to have a report made. */
const CROWD = 90

/** Where a visit of the first day ends; each writes WORDS into the last question of the survey. */
const VISITS: readonly { readonly mode: Mode; readonly ending: Ending }[] = [
  { mode: 'pages', ending: { kind: 'sends', twice: false } },
  { mode: 'pages', ending: { kind: 'sends', twice: true } },
  { mode: 'pages', ending: { kind: 'closes the tab', after: 1 } },
  { mode: 'pages', ending: { kind: 'leaves', after: 1 } },
  { mode: 'pages', ending: { kind: 'stops', after: 1 } },
  { mode: 'pages', ending: { kind: 'sends', twice: false, withdraws: 'everything' } },
  { mode: 'one-page', ending: { kind: 'sends', twice: false, withdraws: 'words' } },
  { mode: 'one-page', ending: { kind: 'sends', twice: true } },
  { mode: 'one-page', ending: { kind: 'under-age' } },
]
/** Visits above whose words stay. */
const KEPT = 3
/** A draft lies where a tab was closed, and a mark without content where a code was used. */
const CLOSED_TABS = 1
const CODES_USED = 2
/** The bad requests that are a one-page form: they come back as they were, and are kept encrypted for an hour. */
const FORMS_BACK = 4

describe('after people came with everything that could identify them', () => {
  let folder = ''
  let printed = ''
  let items: StoredItem[] = []
  let visits: SimulatedVisit[] = []
  let afterCrash: Found[] | undefined
  let dumpFilters: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-canary-'))
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    const first = npmStart('--data', folder, '--port', '0', '--no-demo')
    visits = await comeWithEverything(await first.origin(), survey)
    dumpFilters = await dumpFiltersOf(first.pid)
    // Before anything tidies up: the journals of the database as a crash leaves them.
    first.signal('SIGKILL')
    await first.ended
    afterCrash = searchBytes(await filesUnder(folder), FORBIDDEN)
    // The second start finds the answers and makes the report.
    const second = npmStart('--data', folder, '--port', '0', '--no-demo', '--once')
    await second.ended
    printed = first.output() + second.output()
    items = await readDatabase(join(folder, 'database'))
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('every visit ended as it should, so there was something to find', () => {
    expect(visits.slice(0, VISITS.length).map((visit) => visit.outcome)).toEqual([
      'sent',
      'sent',
      'closed the tab',
      'left',
      'stopped',
      'sent',
      'sent',
      'sent',
      'under age',
    ])
    const tables = Object.groupBy(items, (item) => item.table)
    expect(tables.responses?.length).toBeGreaterThanOrEqual(CROWD)
    expect(tables.drafts).toHaveLength(CLOSED_TABS + CODES_USED + FORMS_BACK)
    expect(tables.stories).toHaveLength(KEPT)
  })

  it('no table holds any of it (CO-12)', () => {
    expect(searchBytes(bytesOfItems(items), FORBIDDEN)).toEqual([])
  })

  it('no table has a place for it: these attributes, and the week is the finest time (CO-12)', () => {
    const attributes = Object.fromEntries(
      Object.entries(Object.groupBy(items, ({ table }) => table)).map(([table, of = []]) => [
        table,
        [...new Set(of.flatMap(({ item }) => Object.keys(item)))].toSorted(),
      ]),
    )
    expect(attributes).toMatchObject({
      drafts: ['ciphertext', 'expires', 'id', 'revision'],
      responses: ['coded', 'pk', 'sk'],
      stories: ['pk', 'sealed', 'sk'],
      withdrawals: ['expires', 'pk', 'sk'],
    })
    for (const { item } of items.filter(({ table }) => table === 'drafts')) expect(Number(item.expires?.N) % 3600).toBe(0)
    // Monday 5 January 1970 was four days into that count: a mark of a withdrawal says nothing finer than a week.
    const sinceMonday = ({ item }: StoredItem) => (Number(item.expires?.N) - 4 * 86_400) % (7 * 86_400)
    expect(items.filter(({ table }) => table === 'withdrawals').map(sinceMonday)).toStrictEqual(Array(CODES_USED).fill(0))
  })

  it('no file of the data folder holds any of it: database, log, candidates, secrets, bundles', async () => {
    const files = await filesUnder(folder)
    const names = files.map(([name]) => name)
    expect(names).toContain('log.jsonl')
    expect(names.some((name) => name.endsWith('report.csv'))).toBe(true)
    expect(searchBytes(files, FORBIDDEN)).toEqual([])
  })

  it('nor did one right after a crash, when nothing had been tidied up', () => {
    expect(afterCrash).toEqual([])
  })

  it.skipIf(!existsSync('/proc/self/coredump_filter'))(
    'a core dump of the deployment, or of a function that it runs, holds no memory: no key, no answer, no code',
    () => {
      // The process itself, respond, and retain, which ran at the start.
      expect(dumpFilters.length).toBeGreaterThanOrEqual(3)
      expect(new Set(dumpFilters)).toStrictEqual(new Set(['00000000']))
    },
  )

  it('what an attacker works out from the report in it is no hidden count, nor one within fewer than five values', async () => {
    const files = new Map((await filesUnder(join(folder, 'candidates'))).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
    const reports = [...files.keys()].filter((name) => name.endsWith('report.csv'))
    expect(reports).toHaveLength(1)
    for (const name of reports) {
      const [report = '', methods = '', survey = ''] = ['report.csv', 'methods.json', 'survey.json'].map((file) =>
        files.get(name.replace('report.csv', file)),
      )
      const release = readAttacked(report, methods, survey)
      const learned = attack(await loadSolver(), { history: [release], knowledge: ONLY_THE_FILES, wide: WIDE })

      expect(learned.length).toBeGreaterThan(100)
      expect(learned.filter((each) => widthOf(each) < 5)).toEqual([])
    }
  })

  it('no log line and nothing on the terminal holds any of it, nor the address of the machine that sent (CO-12)', async () => {
    const log = await readFile(join(folder, 'log.jsonl'))
    expect(log.length).toBeGreaterThan(0)
    expect(
      searchBytes(
        [
          ['log', log],
          ['terminal', Buffer.from(printed)],
        ],
        FORBIDDEN,
      ),
    ).toEqual([])
    expect(searchBytes([['log', log]], ['127.0.0.1', 'being-heard'])).toEqual([])
  })

  it('the words lie sealed in stories, and open with the story key alone', async () => {
    const key = await readFile(join(folder, 'secrets', 'storyKey.key'))
    const sealed = items.filter(({ table }) => table === 'stories').map(({ item }) => binary(item, 'sealed'))
    expect(sealed.map((bytes) => openStory(bytes, key).text)).toEqual(Array(KEPT).fill(WORDS))
    const other = Buffer.from(key)
    other.writeUInt8(other.readUInt8(7) ^ 1, 7)
    expect(() => openStory(sealed[0] ?? Buffer.alloc(0), other)).toThrow()
  })

  it('the same search finds each of them where it is put in the clear', () => {
    const blank = Buffer.alloc(500, ' ')
    for (const what of FORBIDDEN) {
      const inText = Buffer.concat([blank, Buffer.from(`{"note":"${what.toUpperCase()}"}`)])
      const inBase64 = Buffer.from(Buffer.concat([Buffer.from('xy'), Buffer.from(what), blank]).toString('base64'))
      const inUtf16 = Buffer.from(what, 'utf16le')
      for (const bytes of [inText, inBase64, inUtf16]) expect(whats(searchBytes([['copy', bytes]], FORBIDDEN))).toContain(what)
    }
    const item: StoredItem = { table: 'responses', item: { pk: { S: 'p' }, note: { B: Buffer.from(WORDS) } } }
    expect(whats(searchBytes(bytesOfItems([...items, item]), FORBIDDEN))).toEqual([WORDS])
  })
})

function whats(found: readonly Found[]): string[] {
  return [...new Set(found.map(({ what }) => what))]
}

async function comeWithEverything(origin: URL, survey: Survey): Promise<SimulatedVisit[]> {
  const connection = connectTo(origin, 4)
  try {
    const visits: SimulatedVisit[] = []
    for (const [index, { mode, ending }] of VISITS.entries())
      visits.push(await come(connection, origin, survey, index, mode, ending, WORDS))
    for (const request of badRequests(origin, linkOf(survey.id))) await planting(connection.send)(request).catch(() => 'refused')
    for (let index = VISITS.length; index < VISITS.length + CROWD; index++) {
      visits.push(await come(connection, origin, survey, index, 'one-page', { kind: 'sends', twice: false }))
    }
    return visits
  } finally {
    connection.close()
  }
}

/** One visit of a synthetic person who, with `words`, writes just these, and else writes nothing. */
function come(
  connection: PageConnection,
  origin: URL,
  survey: Survey,
  index: number,
  mode: Mode,
  ending: Ending,
  words?: string,
): Promise<SimulatedVisit> {
  const drawn = drawPerson(survey, populationOf(survey, 'canary'), 'canary', index)
  const wishes = { ...drawn.wishes, bh15: words === undefined ? [] : [words], 'bh15.share': ['words'] }
  const browser = new Browser({ origin, send: planting(connection.send), now: () => new Date() })
  const plan = { mode, ending, agrees: ['aggregate' as const, 'quote' as const], looksBack: true, pressesSkip: true, typesCarelessly: true }
  return visitSurvey({ survey, person: { ...drawn, wishes, skippedSections: new Set() }, plan, browser })
}
