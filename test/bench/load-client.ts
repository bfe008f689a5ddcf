import { Browser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import { fillPage, mainForm } from '#cli/simulate/fill.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import type { VisitPlan } from '#cli/simulate/visit-plan.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { peerSurvey } from './peer-survey.ts'
import { percentile } from './row.ts'

// A process of its own: people answer on one page (two requests: the page, and what they send), and a response counts
// when its receipt code is on the page that comes back. The people are drawn before the clock starts.
const [origin = '', seed = '', count = '0', clients = '1'] = process.argv.slice(2)
const PLAN: VisitPlan = {
  mode: 'one-page',
  agrees: ['aggregate'],
  looksBack: false,
  pressesSkip: false,
  typesCarelessly: false,
  ending: { kind: 'sends', twice: false },
}
// What the other tools' clients asked for, and what browsers offer over plain HTTP.
const GZIP = { 'accept-encoding': 'gzip' }
const survey = await peerSurvey()
const population = populationOf(survey, seed)
const people = Array.from({ length: Number(count) }, (_, index) => drawPerson(survey, population, seed, index))
const url = new URL(origin)
const connection = connectTo(url, Number(clients))
const took: number[] = []

async function client(): Promise<void> {
  for (let person = people.pop(); person; person = people.pop()) {
    const began = performance.now()
    const browser = new Browser({ origin: url, send: connection.send, now: () => new Date(), headers: GZIP })
    const shown = await browser.open(`/s/${linkOf(survey.id)}/all`)
    const { form, pressed } = fillPage({ survey, person, plan: PLAN }, shown, mainForm(shown), true)
    const receipt = await browser.submit(shown, form, pressed)
    if (codeOn(receipt.page.text)) took.push(performance.now() - began)
  }
}

const began = performance.now()
await Promise.all(Array.from({ length: Number(clients) }, client))
const seconds = (performance.now() - began) / 1000
connection.close()
process.send?.({ sent: took.length, seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99) })
process.disconnect?.()
