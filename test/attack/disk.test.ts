import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId } from '#shared/response/secret.ts'
import { npmStart } from './npm-start.ts'
import { canWatch, type Watched, watch } from './power-cut.ts'
import { binary, readDatabase } from './tables.ts'

const PEOPLE = 12
const WITHDRAW = 4

/** Something a person saw, and when. */
type Seen = { readonly what: 'receipt' | 'withdrawal'; readonly code: string; readonly at: number }

// On other systems, and without strace, nobody can see what was synced.
describe.skipIf(!canWatch)('when the power goes, and every byte that was not synced is gone', () => {
  const seen: Seen[] = []
  const cuts: string[] = []
  let folder = ''
  let watched: Watched

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-disk-'))
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    const started = npmStart('--data', folder, '--port', '0', '--no-demo')
    const origin = await started.origin()
    // So that the function's own process is there already, and is not watched as well.
    await fetch(new URL('/support', origin))
    watched = await watch(started.pid, join(folder, 'database'))
    const notes = (_person: number, code: string) => seen.push({ what: 'receipt', code, at: Date.now() })
    const habit = { mode: 'mixed', withdraws: 0 } as const
    await simulate({ origin, survey, people: PEOPLE, seed: 'power', habit, clients: 4, now: () => new Date(), onReceipt: notes })
    for (const { code } of seen.slice(0, WITHDRAW)) {
      const body = new URLSearchParams({ _code: code, _go: 'everything' })
      const answered = await fetch(new URL('/withdraw', origin), { method: 'POST', body, redirect: 'manual' })
      seen.push({ what: 'withdrawal', code, at: Date.now() })
      expect(answered.status).toBeLessThan(400)
    }
    started.signal('SIGKILL')
    await started.ended
    await watched.stopped()
  })
  afterAll(async () => {
    for (const path of [folder, ...cuts]) await rm(path, { recursive: true, force: true })
  })

  it('no response is lost whose receipt was shown, and none comes back that was withdrawn, whatever the moment', async () => {
    const pepper = await readFile(join(folder, 'secrets', 'pepper.key'))
    const idOf = (code: string) => Buffer.from(responseId(pepper, parseCode(code) ?? new Uint8Array())).toString('hex')
    const kinds = seen.map(({ what }) => what)
    expect([kinds.filter((what) => what === 'withdrawal').length, kinds.length >= PEOPLE]).toStrictEqual([WITHDRAW, true])
    for (const [index, { what, code, at }] of seen.entries()) {
      const cut = await watched.cutAt(at)
      cuts.push(cut)
      const items = await readDatabase(cut)
      const stored = items.filter(({ table }) => table === 'responses').map(({ item }) => Buffer.from(binary(item, 'sk')).toString('hex'))
      expect([index, stored.includes(idOf(code))]).toStrictEqual([index, what === 'receipt'])
    }
  })
})
