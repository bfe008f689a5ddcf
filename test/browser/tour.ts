import type { Page } from 'playwright-core'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { COOKIES } from '#functions/respond/visit-cookies.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { type Question, type Survey, textsFor } from '#shared/survey/survey.ts'
import type { Running } from '#test/running.ts'

/** Called at every page and every state of one, by its name. */
export type Look = (name: string, page: Page) => Promise<void>

export type Tour = { readonly page: Page; readonly running: Running; readonly survey: Survey; readonly language: string }

const TOUR_WORDS = 'Somebody who listened.\nAnd time.'

const GO_ON = 'main .go button:not(.second)'
const MOST_PAGES = 60

/** A tour that is under way: how to come to a page, and what to do there. */
type Guide = Tour & {
  goTo(path: string, page?: Page): Promise<void>
  open(path: string, name: string): Promise<void>
  here(name: string, page?: Page): Promise<void>
}

/**
 * Leads to every page there is, and every state of one. It goes by what the pages are made of, so it is the same in every
 * language. Leaves the survey open, and nothing stored.
 */
export async function tour(way: Tour, look: Look): Promise<void> {
  const guide = guideOf(way, look)
  await guide.open('/', 'home')
  await guide.open('/support', 'support for everybody')
  await guide.open('/nowhere', 'no such page')
  await guide.open('/s/0000000000', 'no such link')
  await guide.open('/withdraw', 'take back')
  await way.page.locator(GO_ON).click()
  await guide.here('take back, nothing typed')
  await whenItFails(guide)
  await beforeAVisit(guide)
  await agree(way)
  await walk(way, look)
  await duringAVisit(guide)
  await whenShut(guide)
  await afterAVisit(guide)
}

function guideOf(way: Tour, look: Look): Guide {
  const here = (name: string, page = way.page) => look(name, page)
  const goTo = async (path: string, page = way.page) => {
    await page.goto(`${way.running.origin.origin}${path}?lang=${way.language}`)
  }
  const open = async (path: string, name: string) => {
    await goTo(path)
    await here(name)
  }
  return { ...way, goTo, open, here }
}

async function beforeAVisit({ page, survey, goTo, open, here }: Guide): Promise<void> {
  const start = `/s/${linkOf(survey.id)}`
  await open(start, 'start')
  await open(`${start}/support`, 'support')
  await open(`${start}/all`, 'all on one page')
  await page.locator('textarea').first().fill('x'.repeat(2001))
  await page.locator(GO_ON).click()
  await here('all on one page, with errors')
  await page.context().clearCookies({ name: COOKIES.form.name })
  await open(`${start}/consent`, 'consent')
  await page.locator('summary').click()
  await here('consent, all details')
  await page.locator(GO_ON).click()
  await here('consent, nothing chosen')
  await page.locator('main .go .second').click()
  await here('declined')
  await goTo(`${start}/consent`)
  await page.getByRole('radio').nth(1).check()
  await page.locator(GO_ON).click()
  await here('under 18')
  await open(`${start}/contact`, 'a way to be reached')
}

/** Agrees to all there is, on the consent page, and comes to the first page of a visit. */
export async function agree({ page, running, survey, language }: Tour): Promise<void> {
  await page.goto(`${running.origin.origin}/s/${linkOf(survey.id)}/consent?lang=${language}`)
  await page.getByRole('radio').first().check()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.locator(GO_ON).click()
}

/** From the first page of a visit to the last, each looked at and then answered. Returns how many pages there were. */
async function walk({ page, survey }: Pick<Tour, 'page' | 'survey'>, look: Look): Promise<number> {
  const steps = stepsOf(survey)
  const seen = new Map<string, number>()
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const last = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const step = steps[Number(last) - 1]
    const kind = !step ? last : step.kind === 'question' ? `question, ${kindOf(step.question, survey)}` : step.kind.replace('_', ' ')
    const times = (seen.get(kind) ?? 0) + 1
    seen.set(kind, times)
    await look(times === 1 ? kind : `${kind} ${times}`, page)
    if (last === 'send') return pages
    await answer(page)
    await page.locator(GO_ON).click()
  }
  throw new Error(`the walk does not end: ${page.url()}`)
}

/** The parts that the page of a question is made of. */
function kindOf(question: Question, survey: Survey): string {
  if (question.type !== 'single') return question.type
  if (question.search) return 'long list'
  if (question.apart) return 'later place of a ranking'
  return textsFor(survey, '').questions[question.id]?.stem === undefined ? 'single' : 'row of a grid'
}

/** The first radio, and a number, some words or the first two boxes. In one go: asked for one by one, they take longer than the page. */
async function answer(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const shown = (selector) => [...document.querySelectorAll('main ' + selector)].filter((each) => each.checkVisibility())
    const tick = (choices) => { for (const each of choices) if (!each.checked) each.click() }
    const [number] = shown('[inputmode=decimal]')
    const [text] = shown('textarea')
    tick(shown('[type=radio]').slice(0, 1))
    if (number) number.value = '20'
    else if (text) text.value = ${JSON.stringify(TOUR_WORDS)}
    else tick(shown('[type=checkbox]').slice(0, 2))
  })()`)
}

async function duringAVisit({ page, survey, goTo, open, here }: Guide): Promise<void> {
  const start = `/s/${linkOf(survey.id)}`
  const numberOf = (type: string) => stepsOf(survey).findIndex((step) => step.kind === 'question' && step.question.type === type) + 1
  await open(start, 'start, begun')
  await open(`${start}/consent`, 'consent, agreed')
  await open(`${start}/stop/check`, 'before deleting')
  await open(`${start}/support/check`, 'support, on the way')
  await open(`${start}/check/${numberOf('multi')}`, 'a change, with what was chosen')
  await goTo(`${start}/${numberOf('pick')}`)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.locator(GO_ON).click()
  await here('too many chosen')
  await page.locator('main .go .second').click()
  await open(`${start}/${numberOf('number')}`, 'a number, with what was kept')
  await page.locator('[inputmode=decimal]').fill('seven')
  await page.locator(GO_ON).click()
  await here('not a number')
  await page.locator('main .go .second').click()
  const list = stepsOf(survey).findIndex((step) => step.kind === 'question' && step.labels !== undefined) + 1
  await goTo(`${start}/${list}`)
  await page.locator('main [type=text]').fill('fr')
  await page.locator(GO_ON).click()
  await here('letters of a long list')
  await page.locator('main [type=text]').fill('xyz')
  await page.locator(GO_ON).click()
  await here('nothing found in a long list')
  await page.locator('main .go .second').click()
  await goTo(`${start}/${list}`)
  await page.locator('summary').click()
  await here('the whole of a long list')
  await goTo(`${start}/${numberOf('text')}`)
  await page.locator('textarea').fill('x'.repeat(2001))
  await page.locator(GO_ON).click()
  await here('too long')
  await page.locator('main .go .second').click()
}

/** A form that is too large, one that is none, and a link that cannot be read. */
async function whenItFails({ page, running, survey, goTo, open, here }: Guide): Promise<void> {
  await goTo('/withdraw')
  await page.locator('main [type=text]').evaluate((field) => field.setAttribute('value', 'x'.repeat(1_100_000)))
  await page.locator(GO_ON).click()
  await here('too much sent')
  await goTo('/withdraw')
  await page.locator('main form').evaluate((form) => form.setAttribute('enctype', 'text/plain'))
  await page.locator(GO_ON).click()
  await here('sent as no form')
  const community = communityOf(running.deployment)
  const version = versionOf(survey)
  const link = linkOf('damaged')
  await community.open({ link, version: { ...version, hash: 'damaged' } })
  await open(`/s/${link}`, 'a fault of ours')
  await community.open({ link, version })
  await community.shut(link, 'closed')
}

async function whenShut({ page, running, survey, goTo, open, here }: Guide): Promise<void> {
  const link = linkOf(survey.id)
  const community = communityOf(running.deployment)
  const opened = await community.readOpen(link)
  if (!opened) throw new Error('the survey of the tour is not open')
  await goTo(`/s/${link}/all`)
  await community.shut(link, 'paused')
  await page.locator(GO_ON).click()
  await here('all on one page, paused')
  await open(`/s/${link}`, 'paused')
  await community.shut(link, 'closed')
  await open(`/s/${link}`, 'closed')
  await community.open(opened)
}

async function afterAVisit(guide: Guide): Promise<void> {
  const { page, survey, goTo, here } = guide
  const start = `/s/${linkOf(survey.id)}`
  const forgotten = await page.context().newPage()
  await goTo(`${start}/2`, forgotten)
  await goTo(`${start}/send`)
  await page.locator(GO_ON).click()
  await here('receipt')
  const code = (await page.locator('.code').textContent()) ?? ''
  await goTo(`${start}/receipt/paper`)
  await here('receipt, the code alone')
  await forgotten.locator(GO_ON).click()
  await here('ended', forgotten)
  await forgotten.close()
  await agree(guide)
  await page.locator('footer .stop').click()
  await page.locator('main .go button').click()
  await here('stopped')
  for (const [button, name] of [
    ['.second', 'words taken back'],
    [':not(.second)', 'everything taken back'],
  ] as const) {
    await goTo('/withdraw')
    await page.locator('main [type=text]').fill(code.trim().toLowerCase())
    await page.locator(`main .go button${button}`).click()
    await here(name)
  }
}
