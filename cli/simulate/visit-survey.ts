import { FIELD } from '#functions/respond/fields.ts'
import type { SimulatedPerson } from '#shared/made-up-people/person.ts'
import { LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import { linkOf } from '#shared/survey/canonical.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { Browser, Shown } from './browser.ts'
import { SurveyNotOpen, VisitFailed } from './faults.ts'
import { fillPage, mainForm, pathOf } from './fill.ts'
import { codeOn, withdrawWith } from './receipt-code.ts'
import type { VisitPlan } from './visit-plan.ts'

export type VisitOutcome = 'sent' | 'left' | 'stopped' | 'closed the tab' | 'under age'

export type SimulatedVisit = {
  readonly outcome: VisitOutcome
  readonly code?: string
  readonly withdrew?: 'everything' | 'words'
}

export type VisitInput = {
  readonly survey: Survey
  readonly person: SimulatedPerson
  readonly plan: VisitPlan
  readonly browser: Browser
  /** Called the moment a receipt code is on the screen. */
  readonly onReceipt?: (code: string) => void
}

/**
 * One person's visit, from the link to the end they choose. Only the pages say where to go next: the visit follows their
 * links and fills in their forms. Throws SurveyNotOpen, or VisitFailed when a page does not lead on.
 */
export async function visitSurvey(way: VisitInput): Promise<SimulatedVisit> {
  const { survey, plan, browser } = way
  const opened = await openLink(browser, `/s/${linkOf(survey.id)}`)
  if ([404, 410, 503].includes(opened.status)) throw new SurveyNotOpen(`The survey ${survey.id} is not open there`)
  const start = await inLanguage(plan, browser, opened)
  const first = plan.mode === 'pages' ? '/consent' : '/all'
  const link = start.page.links.find((href) => href.split('?')[0]?.endsWith(first))
  if (!link) throw new VisitFailed(`${start.url.pathname} (${start.status}) has no link to ${first}`)
  const end = await throughPages(way, await browser.open(link))
  if ('outcome' in end) return end
  const { ending } = plan
  if (ending.kind !== 'sends' || !ending.withdraws) return { outcome: 'sent', code: end.code }
  await withdrawWith(browser, plan.typesCarelessly ? end.code.replaceAll('-', '').toLowerCase() : end.code, ending.withdraws)
  return { outcome: 'sent', code: end.code, withdrew: ending.withdraws }
}

/** A paused survey answers 503, and so does a function that died: the visit tries once more, as a person would. */
async function openLink(browser: Browser, path: string): Promise<Shown> {
  const first = await browser.open(path)
  return first.status === 503 ? browser.open(path) : first
}

async function inLanguage({ language }: VisitPlan, browser: Browser, start: Shown): Promise<Shown> {
  if (language === undefined) return start
  const link = start.page.links.find((href) => href === `${start.url.pathname}?lang=${language}`)
  if (!link) throw new VisitFailed(`${start.url.pathname} does not lead to ${language}`)
  return browser.open(link)
}

async function throughPages(way: VisitInput, first: Shown): Promise<SimulatedVisit | { readonly code: string }> {
  const { survey, plan, browser } = way
  // A page or two for each question, a few for each part, and room for looking back.
  const mostPages = 2 * questionsOf(survey).length + 3 * survey.sections.length + 20
  const pagesBeforeGoing = 'after' in plan.ending ? Math.floor(plan.ending.after * questionsOf(survey).length) : Number.POSITIVE_INFINITY
  let shown = first
  let looksBack = plan.looksBack
  let { changesTo } = plan
  let isCorrecting = false
  for (let pages = 0; pages < mostPages; pages++) {
    const lookAgain = looksBack ? shown.page.links.find((href) => /\/check\/\d+$/.test(href)) : undefined
    if (lookAgain) {
      looksBack = false
      shown = await browser.open(lookAgain)
      continue
    }
    const form = mainForm(shown)
    const isConsent = form.controls.some((control) => control.name === FIELD.adult)
    const isLast = plan.mode === 'one-page' || pathOf(form, shown).endsWith('/send')
    if (plan.ending.kind !== 'sends' && plan.ending.kind !== 'under-age' && (isLast || (!isConsent && pages > pagesBeforeGoing))) {
      return goAway(way, shown)
    }
    const submit = fillPage(way, shown, form, isCorrecting)
    const change = form.submits.find(({ name, value }) => name === LANGUAGE_FIELD && value === changesTo)
    if (change && (plan.mode === 'one-page' || pages > 3)) {
      changesTo = undefined
      shown = await browser.submit(shown, submit.form, change)
      continue
    }
    const next = isLast ? await send(way, shown, submit) : await browser.submit(shown, submit.form, submit.pressed)
    if (isConsent && plan.ending.kind === 'under-age') return { outcome: 'under age' }
    const code = isLast ? codeOn(next.page.text) : undefined
    if (code !== undefined) return { code }
    const isBackHere = next.page.forms.some((each) => pathOf(each, next) === pathOf(form, shown))
    if (isBackHere && isCorrecting) throw new VisitFailed(`${pathOf(form, shown)} (${next.status}) does not take a corrected form`)
    isCorrecting = isBackHere
    shown = next
  }
  throw new VisitFailed(`the visitSurvey does not end: it is at ${shown.url.pathname} (${shown.status})`)
}

type Filled = ReturnType<typeof fillPage>

/** Presses Send once, or twice before the page has answered; both must give the same code. */
async function send({ plan, browser, onReceipt }: VisitInput, shown: Shown, { form, pressed }: Filled): Promise<Shown> {
  const press = async () => {
    const next = await browser.submit(shown, form, pressed)
    const code = codeOn(next.page.text)
    if (code !== undefined) onReceipt?.(code)
    return { next, code }
  }
  const isDouble = plan.ending.kind === 'sends' && plan.ending.twice
  const [first, second] = await Promise.all(isDouble ? [press(), press()] : [press()])
  if (first?.code !== undefined && second?.code !== undefined && first.code !== second.code) {
    throw new VisitFailed('sending twice gave two receipt codes')
  }
  const shownLast = [second, first].find((each) => each?.code !== undefined) ?? first
  if (!shownLast) throw new VisitFailed('nothing was sent')
  return shownLast.next
}

/** Leaves by the button at the top, stops and deletes, or just closes the tab. */
async function goAway({ plan, browser }: VisitInput, shown: Shown): Promise<SimulatedVisit> {
  if (plan.ending.kind === 'leaves') {
    const left = await browser.open('/leave')
    if (left.status !== 303) throw new VisitFailed(`/leave answered ${left.status} and did not lead away`)
    return { outcome: 'left' }
  }
  if (plan.ending.kind === 'stops' && (await stopAndDelete(browser, shown))) return { outcome: 'stopped' }
  browser.close()
  return { outcome: 'closed the tab' }
}

/** Presses "Stop and delete my answers" and then says yes. False on a page that does not offer it. */
async function stopAndDelete(browser: Browser, shown: Shown): Promise<boolean> {
  const asked = await askToStop(browser, shown)
  const sure = asked?.page.forms.find((form) => pathOf(form, asked).endsWith('/stop'))
  if (!asked || !sure) return false
  const stopped = await browser.submit(asked, sure, sure.submits[0])
  if (stopped.status !== 200) throw new VisitFailed(`${stopped.url.pathname} answered ${stopped.status} to stopping`)
  return true
}

/** A button where the page has entries, else a link. */
async function askToStop(browser: Browser, shown: Shown): Promise<Shown | undefined> {
  for (const form of shown.page.forms) {
    const button = form.submits.find(({ name, value }) => name === FIELD.go && value === 'stop')
    if (button) return browser.submit(shown, form, button)
  }
  const link = shown.page.links.find((href) => /\/stop(\/|\?|$)/.test(href))
  return link === undefined ? undefined : browser.open(link)
}
