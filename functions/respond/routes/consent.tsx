import { type Arrival, arrive, type House } from '../arrive.ts'
import { readConsent } from '../consent-form.ts'
import { clearCookie, setCookie } from '../cookie.ts'
import { FIELD, GO } from '../fields.ts'
import { noValues, valuesIn } from '../pages/answer-values.ts'
import { ConsentPage } from '../pages/consent.tsx'
import { ClosedPage, DeclinedPage, MinorPage } from '../pages/endings.tsx'
import { houseFrame, surveyFrame } from '../pages/frame.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../reply.ts'
import { carryOver } from '../visit/carry-over.ts'
import { wayThrough } from '../visit/way.ts'

type ConsentContext = RouteContext<'/s/:link/consent'>

export const consentPage = (house: House) => async (c: ConsentContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={houseFrame} />, { status: 404 })
  const { open, language, begun } = arrival
  const frame = surveyFrame(open, language, begun !== undefined)
  // One who comes back sees what they ticked themselves; nobody else sees anything ticked.
  const values = (name: string) => {
    if (!begun?.draft.consent) return []
    return name === FIELD.adult ? ['yes'] : name === FIELD.purpose ? begun.draft.consent.given : []
  }
  const changed = begun !== undefined && begun.draft.consent === undefined
  return show(c, <ConsentPage {...{ frame, language, values, changed }} edition={open} errors={{}} />)
}

export const agree = (house: House) => async (c: ConsentContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return show(c, <ClosedPage frame={houseFrame} />, { status: 404 })
  const { open, language, begun } = arrival
  if (begun?.draft.sending) return goTo(c, pathsOf(open.link).send)

  const form = formOf(c)
  const ending = surveyFrame(open, language, false)
  if (form.get(FIELD.go) === GO.decline) {
    await endVisit(house, arrival)
    return show(c, <DeclinedPage frame={ending} />, gone(arrival))
  }
  const frame = surveyFrame(open, language, begun !== undefined)
  const read = readConsent(form, open, language, frame.words)
  if (read.outcome === 'minor') {
    await endVisit(house, arrival)
    return show(c, <MinorPage frame={ending} edition={open} language={language} />, gone(arrival))
  }
  const page = { frame, language, edition: open }
  if (read.outcome === 'changed') return show(c, <ConsentPage {...page} values={noValues} errors={{}} changed />, { status: 409 })
  if (read.outcome === 'incomplete') {
    return show(c, <ConsentPage {...page} values={valuesIn(form)} errors={read.errors} changed={false} />, { status: 422 })
  }

  const draft =
    begun &&
    (await house.visits.update(begun.secret, (stored) =>
      stored.sending
        ? stored
        : { ...(stored.survey === open.version.hash ? stored : carryOver(stored, open)), language, consent: read.consent },
    ))
  if (draft) return goTo(c, pathTo(wayThrough(open, draft).resume(), pathsOf(open.link)))

  await endVisit(house, arrival)
  const fresh = { survey: open.version.hash, language, adult: true, consent: read.consent, answers: {}, skippedSections: [] }
  const secret = await house.visits.begin(fresh)
  return goTo(c, pathTo(wayThrough(open, fresh).first(), pathsOf(open.link)), setCookie(secret))
}

/** One visit a browser: what the cookie led to so far, of this survey or another, is deleted. */
async function endVisit({ visits }: House, { secret }: Arrival): Promise<void> {
  if (secret) await visits.end(secret)
}

function gone({ secret }: Arrival) {
  return secret ? { cookie: clearCookie } : {}
}
