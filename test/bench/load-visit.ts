import { Browser, type Shown } from '#cli/simulate/browser.ts'
import type { HttpResponse, Send } from '#cli/simulate/connection.ts'
import { fillPage, mainForm } from '#cli/simulate/fill.ts'
import { encodeForm } from '#cli/simulate/fill-form.ts'
import { CookieJar } from '#cli/simulate/jar.ts'
import { codeOn } from '#cli/simulate/receipt-code.ts'
import type { VisitPlan } from '#cli/simulate/visit-plan.ts'
import type { SimulatedPerson } from '#shared/made-up-people/person.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

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
const POSTED = { ...GZIP, 'content-type': 'application/x-www-form-urlencoded' }

const HIDDEN = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g
const CODE = />([0-9A-Z-]{21})</

type Load = { readonly origin: URL; readonly send: Send; readonly survey: Survey }

/**
 * Prepares visits of the one-page form that cost the client little, so that a measurement is of what answers: the form is read
 * once, and of each further page what differs, its hidden fields, is looked up as text. Each visit asks for the page, posts the
 * form as this person fills it in, goes where that leads, and returns whether a receipt code is there.
 */
export async function prepareVisits({ origin, send, survey }: Load): Promise<(person: SimulatedPerson) => Promise<boolean>> {
  const url = new URL(`/s/${linkOf(survey.id)}/all`, origin)
  const shown: Shown = await new Browser({ origin, send, now: () => new Date(), headers: GZIP }).open(url.pathname)
  const form = mainForm(shown)

  return async (person) => {
    const jar = new CookieJar(origin)
    const page = await send({ method: 'GET', url, headers: GZIP })
    const hidden = new Map([...page.body.matchAll(HIDDEN)].map(([, name = '', value = '']) => [name, value]))
    const controls = form.controls.map((each) => (each.kind === 'hidden' ? { ...each, value: hidden.get(each.name) ?? each.value } : each))
    const { form: filled, pressed } = fillPage({ survey, person, plan: PLAN }, shown, { ...form, controls }, true)
    const body = encodeForm(filled, pressed)
    const sent = await send({ method: 'POST', url, headers: { ...POSTED, ...cookies(jar, page) }, body })
    if (sent.location === undefined) return false
    const receipt = await send({ method: 'GET', url: new URL(sent.location, url), headers: { ...GZIP, ...cookies(jar, sent) } })
    return codeOn(CODE.exec(receipt.body)?.[1] ?? '') !== undefined
  }
}

function cookies(jar: CookieJar, response: HttpResponse): Record<string, string> {
  for (const header of response.setCookie) jar.take(header, new Date())
  const cookie = jar.header()
  return cookie === undefined ? {} : { cookie }
}
