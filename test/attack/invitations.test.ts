import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import { admissionOf, usedMark } from '#shared/invitation/invitation-marks.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId } from '#shared/response/secret.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { linked, type Thing } from './linker.ts'
import { filesUnder } from './search.ts'
import { binary, readDatabase, type StoredItem } from './tables.ts'

/** One after the other, with the same answers: only what is stored of them could tell them apart. */
const PEOPLE = 24

describe('anybody who takes the disk of a survey for invited people, with every key and the list of codes', () => {
  let running: Running
  let items: StoredItem[] = []
  let files: Buffer = Buffer.alloc(0)
  let journal: Buffer = Buffer.alloc(0)
  let codes: Uint8Array[] = []
  let receipts: Uint8Array[] = []
  let pepper: Uint8Array
  let said = ''

  beforeAll(async () => {
    const survey = { ...(await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))), access: 'invitation' as const }
    running = await runDeployment([survey])
    const out = join(running.dataDir, 'codes.txt')
    const args = ['invitations', 'make', '--survey', survey.id, '--count', String(PEOPLE), '--out', out, '--data', running.dataDir]
    await chorus(args)
    codes = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((code) => parseCode(code) ?? [])
    receipts = await comeOneByOne(running.origin, linkOf(survey.id), (await readFile(out, 'utf8')).trim().split('\n').slice(1))
    said = await chorus(['invitations', 'count', '--survey', survey.id, '--data', running.dataDir])
    journal = await databaseFiles(running)
    await running.stop()
    pepper = await readFile(join(running.dataDir, 'secrets', 'pepper.key'))
    items = await readDatabase(join(running.dataDir, 'database'))
    files = await databaseFiles(running)
  })
  afterAll(() => running.remove())

  const used = () => codes.map((code) => usedMark(pepper, admissionOf(code, 'being-heard')))
  const responses = () => receipts.map((code) => responseId(pepper, code))

  it('finds every use and every response: there is something to link', () => {
    expect(said).toContain(`${PEOPLE} invitations made, 20 to 29 used`)
    for (const mark of used()) expect(thingIn('invitations', 'mark', mark).place).toBeGreaterThanOrEqual(0)
    for (const id of responses()) expect(thingIn('responses', 'sk', id).place).toBeGreaterThanOrEqual(0)
  })

  it('links them no better than chance, by the tables', () => {
    const counts = linked(
      used().map((mark) => thingIn('invitations', 'mark', mark)),
      responses().map((id) => thingIn('responses', 'sk', id)),
    )
    // Of any number, chance gets one right; nine or more once in a million.
    for (const count of Object.values(counts)) expect(count).toBeLessThan(9)
  })

  it('nor by where they lie in the files of the database once it is stopped', () => {
    const [uses, answers] = [used(), responses()].map((ids) => ids.map((id): Thing => ({ values: [id], place: offsetIn(files, id) })))

    for (const things of [uses, answers]) expect(things?.filter(({ place }) => place >= 0).length).toBeGreaterThan(PEOPLE / 2)
    for (const count of Object.values(linked(uses ?? [], answers ?? []))) expect(count).toBeLessThan(9)
  })

  // What is not protected, as docs/abuse.md says: the journal of a database that runs, in the hands of anybody who has all else.
  it('does link them in the journal while the database runs, which shows that this attacker would find what there is', () => {
    const [uses, answers] = [used(), responses()].map((ids) => ids.map((id): Thing => ({ values: [id], place: offsetIn(journal, id) })))

    expect(linked(uses ?? [], answers ?? [])['the same place in order']).toBe(PEOPLE)
  })

  it('finds in the table of invitations two lists of marks of one size, and nothing else', () => {
    const marks = items.filter(({ table }) => table === 'invitations').map(({ item }) => item)
    const lists = Object.groupBy(marks, (item) => item.list?.S ?? '')
    expect(Object.keys(lists).toSorted()).toEqual(['made#being-heard', 'used#being-heard'])
    expect(new Set(lists['made#being-heard']?.map((item) => Object.keys(item).toSorted().join()))).toEqual(new Set(['list,mark']))
    expect(new Set(lists['used#being-heard']?.map((item) => Object.keys(item).toSorted().join()))).toEqual(new Set(['holder,list,mark']))
    expect(new Set(marks.flatMap((item) => [item.mark, item.holder]).flatMap((value) => value?.B?.length ?? []))).toEqual(new Set([16]))
  })

  function thingIn(table: string, key: string, id: Uint8Array): Thing {
    const rows = items.filter((each) => each.table === table)
    const place = rows.findIndex(({ item }) => Buffer.compare(binary(item, key), id) === 0)
    const values = Object.values(rows[place]?.item ?? {}).flatMap((value) => value.B ?? [])
    return { place, values }
  }
})

/** Where in the files an id first lies, however the database writes it; -1 where its packing hides it. */
function offsetIn(bytes: Buffer, id: Uint8Array): number {
  const start = Buffer.from(id).subarray(0, 9)
  return Math.max(
    ...(['latin1', 'hex', 'base64'] as const).map((spelling) => bytes.indexOf(Buffer.from(start.toString(spelling), 'latin1'))),
  )
}

async function databaseFiles({ dataDir }: Running): Promise<Buffer> {
  const files = await filesUnder(join(dataDir, 'database'))
  return Buffer.concat(files.map(([, bytes]) => bytes))
}

async function chorus(args: readonly string[]): Promise<string> {
  const { CHORUS_TABLE_COMMUNITY: _, ...env } = process.env
  return (await promisify(execFile)(process.execPath, ['cli/chorus.mjs', ...args], { env })).stdout
}

async function comeOneByOne(origin: URL, link: string, codes: readonly string[]): Promise<Uint8Array[]> {
  const connection = connectTo(origin, 1)
  const receipts: Uint8Array[] = []
  try {
    for (const code of codes) {
      const browser = new Browser({ origin, send: connection.send, now: () => new Date() })
      const page = await browser.open(`/s/${link}/all`)
      const form = page.page.forms.find(({ submits }) => submits.some(({ label }) => label === 'Send my answers'))
      if (!form) throw new Error('the page has no form to send')
      const wishes = { _adult: ['yes'], _purpose: ['aggregate'], _invitation: [code], bh01: ['peer'] }
      const receipt = await browser.submit(
        page,
        fillForm(form, wishes),
        form.submits.find(({ label }) => label === 'Send my answers'),
      )
      receipts.push(parseCode(codeOn(receipt.page.text) ?? '') ?? new Uint8Array())
    }
  } finally {
    connection.close()
  }
  return receipts
}
