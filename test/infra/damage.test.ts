import { hash, randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { ClassicLevel } from 'classic-level'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { damageOf } from '#infra/local/leveldb/check-files.ts'
import { repack } from '#infra/local/repack.ts'
import { SyncedLevel } from '#infra/local/synced-level.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { aFolder } from './local.ts'

describe('a database whose files are not as they were written', () => {
  const folder = aFolder()
  const sound = join(folder, 'sound')

  // Tables with several blocks, and a log over more than one of its blocks.
  beforeAll(async () => {
    const level = new SyncedLevel(sound, { valueEncoding: 'json' })
    await level.open()
    for (let i = 0; i < 40; i++) await level.put(`a${i}`, { coded: `${i}`.repeat(500) })
    await level.compactRange('a', 'b')
    for (let i = 0; i < 40; i++) await level.put(`b${i}`, { coded: `${i}-`.repeat(700) })
    await level.close()
  })

  let copies = 0
  function aCopy(): string {
    const path = join(folder, `copy-${copies++}`)
    cpSync(sound, path, { recursive: true })
    return path
  }

  const filesOf = (path: string, kind: RegExp) => readdirSync(path).filter((name) => kind.test(name))

  async function itemsOf(path: string): Promise<unknown> {
    const level = new ClassicLevel(path)
    try {
      return await level.iterator().all()
    } catch {
      return 'unreadable'
    } finally {
      await level.close()
    }
  }

  it('has files of every kind, and nothing is wrong with them while they are sound', async () => {
    for (const kind of [/^CURRENT$/, /^MANIFEST/, /\.log$/, /\.ldb$/]) expect(filesOf(sound, kind).length).toBeGreaterThan(0)
    expect(await damageOf(sound)).toBeUndefined()
  })

  it('is refused for any one bit, and left as it is; a bit that is not noticed changes no item', async () => {
    const items = await itemsOf(aCopy())
    const files = filesOf(sound, /^CURRENT$|^MANIFEST|\.log$|\.ldb$/)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(7),
        async (file, place, bit) => {
          const path = aCopy()
          const bytes = readFileSync(join(path, file))
          const at = Math.floor(place * bytes.length)
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
          writeFileSync(join(path, file), bytes)
          const refused = await repack(path).then(
            () => false,
            () => true,
          )
          if (refused) expect(readFileSync(join(path, file))).toStrictEqual(bytes)
          else expect(await itemsOf(path)).toStrictEqual(items)
          rmSync(path, { recursive: true })
        },
      ),
      { numRuns: 120 },
    )
  })

  it.each([0, 10, 0.5, 0.9])('is refused with a manifest cut to %s of its length (or so many bytes)', async (kept) => {
    const path = aCopy()
    const [manifest = ''] = filesOf(path, /^MANIFEST/)
    const length = readFileSync(join(path, manifest)).length
    truncateSync(join(path, manifest), kept < 1 ? Math.floor(length * kept) : kept)

    await expect(repack(path)).rejects.toThrow(/is damaged: .*Nothing was changed.*put back the copy/)
  })

  it.each([/\.ldb$/, /\.log$/, /^CURRENT$/])('is refused without a file like %s', async (kind) => {
    const path = aCopy()
    for (const name of filesOf(path, kind)) rmSync(join(path, name))

    await expect(repack(path)).rejects.toThrow('Nothing was changed')
  })

  it('is not refused when the power ended a write in the middle: nobody had been told that it was stored', async () => {
    const path = aCopy()
    const [log = ''] = filesOf(path, /\.log$/)
    truncateSync(join(path, log), readFileSync(join(path, log)).length - 100)

    await repack(path)

    expect(await itemsOf(path)).toHaveLength(79)
  })
})

describe('a response that is not as it was written', () => {
  it('is never counted: not with one bit changed, not in the place of another, not from somebody without the key', async () => {
    const database = await startDatabase({})
    const where = { endpoint: database.endpoint, region: 'local', credentials: { accessKeyId: 'damage', secretAccessKey: 'damage' } }
    const client = new DynamoDBClient(where)
    await createTables(client, (table) => table)
    const of = (responseKey?: Uint8Array) => connect({ ...where, ...(responseKey && { responseKey }), tables: { responses: 'responses' } })
    const { responses } = of(randomBytes(32))
    const version = { id: 'study', hash: '0'.repeat(64) }
    const id = new Uint8Array(16)
    const stored = { id, answers: new Uint8Array(randomBytes(20)), consent: new Uint8Array(randomBytes(36)) }
    await responses.store(version, stored)
    const all = async (stored = responses) => {
      const found = []
      for await (const page of stored.entries(version, 0)) found.push(...page)
      return found
    }
    expect(await all()).toStrictEqual([stored])

    const key = { pk: { S: 'study#0000000000000000#0' }, sk: { B: id } }
    const coded = await codedOf(client)
    for (let bit = 0; bit < coded.length * 8; bit += 5) {
      const damaged = Uint8Array.from(coded, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      await client.send(new PutItemCommand({ TableName: 'responses', Item: { ...key, coded: { B: damaged } } }))
      await expect(all()).rejects.toThrow('a stored response is damaged')
    }
    await client.send(new PutItemCommand({ TableName: 'responses', Item: { ...key, coded: { B: coded } } }))
    expect(await all()).toStrictEqual([stored])
    const other = { ...key, sk: { B: Uint8Array.from(id, (_, at) => (at === 3 ? 1 : 0)) } }
    await client.send(new PutItemCommand({ TableName: 'responses', Item: { ...other, coded: { B: coded } } }))
    await expect(all()).rejects.toThrow('a stored response is damaged')
    await client.send(new DeleteItemCommand({ TableName: 'responses', Key: other }))

    // Who may write to the table, and knows how a response is laid out.
    const made = Buffer.concat([coded.subarray(0, -5), Uint8Array.of(1)])
    const unkeyed = hash('sha256', Buffer.concat([Buffer.from(key.pk.S), id, made]), 'buffer').subarray(0, 4)
    for (const end of [unkeyed, coded.subarray(-4), new Uint8Array(4), new Uint8Array()]) {
      await client.send(new PutItemCommand({ TableName: 'responses', Item: { ...key, coded: { B: Buffer.concat([made, end]) } } }))
      await expect(all()).rejects.toThrow('a stored response is damaged, or was changed')
    }
    const another = of(randomBytes(32)).responses
    await client.send(new DeleteItemCommand({ TableName: 'responses', Key: key }))
    await another.store(version, stored)
    expect(await all(another)).toStrictEqual([stored])
    await expect(all()).rejects.toThrow('a stored response is damaged, or was changed')
    await expect(all(of().responses)).rejects.toThrow('no key was given')
    client.destroy()
    await database.stop()
  })
})

async function codedOf(client: DynamoDBClient): Promise<Uint8Array> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'responses' }))
  const coded = Items[0]?.coded?.B
  if (!coded) throw new Error('no response is stored')
  return coded
}
