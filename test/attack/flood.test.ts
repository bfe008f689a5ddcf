import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { Browser, type Shown } from '#cli/simulate/browser.ts'
import { connectTo, type PageConnection } from '#cli/simulate/connection.ts'
import { fillForm } from '#cli/simulate/fill-form.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import { formatCode } from '#shared/response/receipt.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { readDatabase, type StoredItem } from './tables.ts'

const FLOOD = 80
/** As the fixture sets them; an instance lets a hundredth more through by itself, which is one of each. */
const SENDS = 20 + 1
const WITHDRAWALS = 10 + 1

describe('a machine that sends as fast as it can, over real connections', () => {
  let running: Running
  let connection: PageConnection
  let statuses: number[] = []
  let receipts: string[] = []
  let items: StoredItem[] = []
  const link = linkOf('being-heard')

  beforeAll(async () => {
    const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
    running = await runDeployment([survey, { ...survey, id: 'another' }], { entries: { respond: 'test/attack/fixtures/low-limits.ts' } })
    connection = connectTo(running.origin, 16)
    const sent = await Promise.all(Array.from({ length: FLOOD }, () => send(link)))
    statuses = sent.map(({ status }) => status)
    receipts = sent.flatMap(({ page }) => codeOn(page.text) ?? [])
  })
  afterAll(async () => {
    connection.close()
    await running.remove()
  })

  it('gets as many answers in as the budget says, and a kind page for the rest, with no error in between', () => {
    expect(receipts).toHaveLength(SENDS)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([...Array(SENDS).fill(200), ...Array(FLOOD - SENDS).fill(429)])
    expect(running.failures).toEqual([])
  })

  it('keeps nobody from another survey, nobody from taking back, and its own flood of codes keeps nobody from sending', async () => {
    expect((await send(linkOf('another'))).status).toBe(200)
    expect((await takeBack(receipts[0] ?? '')).status).toBe(200)
    const guesses = await Promise.all(Array.from({ length: FLOOD }, (_, i) => takeBack(formatCode(new Uint8Array(10).fill(i)))))
    expect(guesses.filter(({ status }) => status === 200)).toHaveLength(WITHDRAWALS - 1)
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(FLOOD - WITHDRAWALS + 1)
    expect((await send(linkOf('another'))).status).toBe(200)
  })

  it('leaves one number a budget, and nothing of who sent', async () => {
    connection.close()
    await running.stop()
    items = await readDatabase(join(running.dataDir, 'database'))
    const budgets = items.filter(({ table }) => table === 'budgets').map(({ item }) => item)
    expect(budgets.map((item) => item.budget?.S).toSorted()).toEqual(['sends#another', 'sends#being-heard', 'withdrawals'])
    for (const item of budgets) expect(Object.keys(item).toSorted()).toEqual(['budget', 'expires', 'slot', 'taken'])
    expect(budgets.find((item) => item.budget?.S === 'sends#being-heard')?.taken).toEqual({ N: '20' })
  })

  function aBrowser(): Browser {
    return new Browser({ origin: running.origin, send: connection.send, now: () => new Date() })
  }

  async function send(to: string): Promise<Shown> {
    const browser = aBrowser()
    return submit(browser, await browser.open(`/s/${to}/all`), 'Send my answers', { _adult: ['yes'], _purpose: ['aggregate'] })
  }

  async function takeBack(code: string): Promise<Shown> {
    const browser = aBrowser()
    return submit(browser, await browser.open('/withdraw'), 'Delete everything I sent', { _code: [code] })
  }
})

function submit(browser: Browser, shown: Shown, label: string, wishes: Readonly<Record<string, readonly string[]>>): Promise<Shown> {
  const form = shown.page.forms.find(({ submits }) => submits.some((each) => each.label === label))
  if (!form) throw new Error(`${shown.url.pathname} (${shown.status}) has no button ${label}`)
  return browser.submit(
    shown,
    fillForm(form, wishes),
    form.submits.find((each) => each.label === label),
  )
}
