import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, it } from 'vitest'
import { shelf } from '#functions/publish/shelf.ts'
import { ledgerOf } from '#infra/local/board-ledger.ts'
import { startDatabase } from '#infra/local/database.ts'
import { type Deployment, startDeployment } from '#infra/local/local-deployment.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { readRelease, withStanding } from '#shared/release/read.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { approve, BOARD } from '#test/approved.ts'
import { bundleOnce } from '#test/bundles.ts'
import { aCandidate, sha, study } from '#test/unit/findings/a-site.ts'
import { ABoard, aCharter, openedSurvey } from '#test/unit/governance/helpers/a-board.ts'
import { fullSurvey } from '#test/unit/respond/helpers/surveys.ts'
import { readDatabase, type StoredItem } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-by-hand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const dataDir = join(folder, 'data')

const approved = { ...fullSurvey(), id: 'approved-by-votes' }
const never = { ...fullSurvey(), id: 'never-approved' }
const candidate = aCandidate()

const start = () => startDeployment({ dataDir, port: 0, board: BOARD, onFailure: () => {}, bundle: bundleOnce })
const statusOf = async ({ origin }: Deployment, path: string) => (await fetch(new URL(path, origin), { redirect: 'manual' })).status

/** As somebody writes who has the disk: no gate stands before the database. */
async function byHand(
  write: (put: (table: string, item: Record<string, AttributeValue>) => Promise<unknown>, all: StoredItem[]) => Promise<void>,
) {
  const path = join(dataDir, 'database')
  const all = await readDatabase(path)
  const database = await startDatabase({ path })
  const credentials = { accessKeyId: 'thief', secretAccessKey: 'thief' }
  const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials })
  try {
    await write((TableName, Item) => client.send(new PutItemCommand({ TableName, Item })), all)
  } finally {
    client.destroy()
    await database.stop()
  }
}

function place(root: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of files) {
    const path = join(dataDir, root, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

const SAYS: Record<string, AttributeValue> = {
  status: { S: 'approved' },
  state: { S: 'published' },
  approved: { BOOL: true },
  enacted: { S: '2026-03-12' },
  by: { S: 'the board' },
}

describe('GO-10: somebody with the disk edits every table and every object to say "approved"', { timeout: 240_000 }, () => {
  it('opens nothing and publishes nothing; what the board did approve stays open', async () => {
    const first = await start()
    await approve(ledgerOf(first), [approved])
    for (const survey of [approved, never]) await communityOf(first).storeSurvey(versionOf(survey), canonicalBytes(survey))
    await communityOf(first).open({ link: linkOf(approved.id), version: versionOf(approved) })
    expect(await statusOf(first, `/s/${linkOf(approved.id)}`)).toBe(200)
    await first.stop()

    await byHand(async (put, all) => {
      for (const { table, item } of all) await put(table, { ...item, ...SAYS })
      const pointer = { pk: { S: 'open' }, sk: { S: linkOf(never.id) }, survey: { S: never.id }, sha256: { S: versionOf(never).hash } }
      await put('community', { ...SAYS, ...pointer })
      for (const kind of ['approval', 'decision', 'release', 'published', 'proposal'])
        for (const { id, hash } of [versionOf(never), { id: study, hash: sha(candidate) }])
          await put('community', { ...SAYS, pk: { S: kind }, sk: { S: `${id}#${hash}` }, sha256: { S: hash } })
      expect([...new Set(all.map(({ table }) => table))]).toContain('community')
    })
    const approval = { by: 'People of the river', on: '2026-03-11', candidate: sha(candidate), entry: 'ab'.repeat(32) }
    const forged = withStanding(
      readRelease('c', candidate),
      { state: 'published', approval },
      new TextEncoder().encode('{"approved":true}'),
    )
    place(`candidates/${study}/candidate-${sha(candidate)}`, candidate)
    place(`findings/${shelf.folder(forged.id)}`, forged.files)
    const text = (value: string) => new TextEncoder().encode(value)
    place(
      'findings',
      new Map([
        [shelf.sums(sha(candidate)), candidate.get('SHA256SUMS') ?? text('')],
        [shelf.methods(sha(candidate)), candidate.get('methods.json') ?? text('')],
        [shelf.version(study, 1), text(forged.id)],
        ['approved.json', text('{"approved":true}')],
      ]),
    )

    const second = await start()
    try {
      const page = await fetch(new URL(`/s/${linkOf(never.id)}`, second.origin))
      expect(page.status).toBe(404)
      expect(await page.text()).not.toContain(textsFor(never, 'en').title)
      for (const path of ['consent', 'all', '1', 'send'])
        expect(await statusOf(second, `/s/${linkOf(never.id)}/${path}`), path).not.toBe(200)
      for (const path of [`/r/${study}/`, `/r/${study}/v1/`, `/r/${study}/v1/report.csv`, `/r/sha256-${forged.id}/report.csv`])
        expect(await statusOf(second, path), path).toBe(404)
      expect(await (await fetch(new URL('/r', second.origin))).text()).toContain('Nothing has been published yet.')
      expect(await second.runWorkflow('publication', {})).toStrictEqual([])
      expect(await statusOf(second, `/s/${linkOf(approved.id)}`)).toBe(200)
    } finally {
      await second.stop()
    }
  })

  it('closes everything when they put an approval of their own into the ledger, or another ledger in its place', async () => {
    const other = new ABoard(aCharter(5, { approvalDays: 364 }))
    openedSurvey(other, { kind: 'survey', id: never.id, bytes: canonicalBytes(never) })
    const kept = (await readDatabase(join(dataDir, 'database'))).filter(({ item }) => item.pk?.S === 'ledger')
    const line = (at: number, bytes: Uint8Array) => ({ pk: { S: 'ledger' }, sk: { S: String(at).padStart(8, '0') }, line: { B: bytes } })
    await byHand(async (put) => void (await put('community', line(kept.length, other.lines.at(-1) ?? new Uint8Array()))))
    await closed()
    await byHand(async (put) => {
      for (const [at, bytes] of other.lines.entries()) await put('community', line(at, bytes))
    })
    await closed()
  })

  async function closed(): Promise<void> {
    const deployment = await start()
    try {
      for (const { id } of [approved, never]) expect(await statusOf(deployment, `/s/${linkOf(id)}`), id).toBe(503)
      expect(await statusOf(deployment, '/r')).toBe(503)
      await expect(deployment.runWorkflow('publication', {})).rejects.toThrow()
    } finally {
      await deployment.stop()
    }
  }
})
