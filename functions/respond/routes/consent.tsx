import { consentTextHash } from '#shared/consent/record.ts'
import type { Draft } from '#shared/response/draft.ts'
import type { VisitSecret } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { admit, invitationIn, isSpent } from '../abuse/admission.ts'
import { type Arrival, arrive, type House } from '../arrive.ts'
import { readConsent } from '../consent-form.ts'
import { clearCookie, setCookie } from '../cookie.ts'
import { FIELD, GO } from '../fields.ts'
import { noValues, valuesIn } from '../pages/answer-values.ts'
import { type AskedAgain, ConsentPage } from '../pages/consent.tsx'
import type { ConsentErrors } from '../pages/consent-parts.tsx'
import { DeclinedPage, MinorPage } from '../pages/endings.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../reply.ts'
import { carryOver } from '../visit/carry-over.ts'
import { stopVisit } from '../visit/stop.ts'
import { wayThrough } from '../visit/way.ts'
import { shut } from './shut.tsx'

type ConsentContext = RouteContext<'/s/:link/consent'>

export const consentPage = (house: House) => async (c: ConsentContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const { open, language, begun } = arrival
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).consent })
  const again = begun && askedAgain(open.survey, begun.draft, language)
  // One who comes back to the same text sees what they ticked themselves; nobody else sees anything ticked.
  const values = (name: string) => {
    if (!begun?.draft.consent || again) return []
    return name === FIELD.adult ? ['yes'] : name === FIELD.purpose ? begun.draft.consent.given : []
  }
  const isAdmitted = begun?.draft.admission !== undefined
  return show(c, <ConsentPage {...{ frame, language, values, again, isAdmitted }} edition={open} errors={{}} />)
}

export const agree = (house: House) => async (c: ConsentContext) => {
  const arrival = await arrive(house, c.req.param('link'), c.env.request)
  if (!arrival) return shut(house, c)
  const { open, language, begun } = arrival
  if (begun?.draft.sending) return goTo(c, pathsOf(open.link).send)

  const form = formOf(c)
  const ending = surveyFrame(open, language, false)
  if (form.get(FIELD.go) === GO.decline) {
    await stopArrival(house, arrival)
    return show(c, <DeclinedPage frame={ending} />, gone(arrival))
  }
  const frame = surveyFrame(open, language, begun !== undefined, { path: pathsOf(open.link).consent })
  const read = readConsent(form, open, language, frame.words)
  if (read.outcome === 'minor') {
    await stopArrival(house, arrival)
    return show(c, <MinorPage frame={ending} edition={open} language={language} />, gone(arrival))
  }
  const admission = begun?.draft.admission
  const isAdmitted = admission !== undefined
  const page = { frame, language, edition: open, isAdmitted }
  if (read.outcome === 'changed') return show(c, <ConsentPage {...page} values={noValues} errors={{}} again="changed" />, { status: 409 })
  const words = frame.words.door
  const again = (errors: ConsentErrors) => show(c, <ConsentPage {...page} values={valuesIn(form)} errors={errors} />, { status: 422 })
  const invited = isAdmitted ? {} : invitationIn(open.survey, form)
  if (read.outcome === 'incomplete' || 'error' in invited) {
    return again({
      ...(read.outcome === 'incomplete' ? read.errors : {}),
      ...('error' in invited ? { invitation: words.invitation[invited.error] } : {}),
    })
  }

  const admitted = isAdmitted ? { admission } : await admit(house.services, open.survey, invited)
  if ('error' in admitted) return again({ invitation: words.invitation[admitted.error] })
  if (!isAdmitted && (await isSpent(house.services, open.survey, admitted.admission))) return again({ invitation: words.invitation.used })
  // After the invitation: who has none takes nothing from those who have one.
  const taken = begun ? undefined : await house.door.begin()
  if (taken?.outcome === 'spent') {
    const notice = words.busy.begin
    const busy = <ConsentPage {...page} values={valuesIn(form)} errors={{}} notice={notice} />
    return show(c, busy, { status: 429, retryAfter: taken.retryAfter })
  }

  const draft =
    begun &&
    (await house.visits.update(begun.secret, (stored) =>
      stored.sending
        ? stored
        : {
            ...(stored.survey === open.version.hash ? stored : carryOver(stored, open)),
            ...admitted,
            language,
            consent: read.consent,
            at: undefined,
          },
    ))
  if (draft)
    return goTo(
      c,
      pathTo(wayThrough(open, draft).resume(begun.draft.survey === open.version.hash ? begun.draft.at : undefined), pathsOf(open.link)),
    )

  if (arrival.secret) await endBefore(house, arrival.secret)
  const fresh = { survey: open.version.hash, language, adult: true, consent: read.consent, answers: {}, skippedSections: [], ...admitted }
  const secret = await house.visits.begin(fresh)
  return goTo(c, pathTo(wayThrough(open, fresh).first(), pathsOf(open.link)), setCookie(secret))
}

/** Why somebody whose visit has begun has to agree to the text in `language`; undefined when they have. */
export function askedAgain(survey: Survey, { consent }: Draft, language: string): AskedAgain | undefined {
  if (!consent) return 'changed'
  if (consent.textHash === consentTextHash(survey, language)) return undefined
  return survey.languages.some((each) => consent.textHash === consentTextHash(survey, each)) ? 'otherLanguage' : 'changed'
}

/**
 * One visit a browser: what the cookie led to so far, of this survey or another, is deleted. Where Send was pressed and did
 * not finish, words may be stored that no receipt reaches: they go too.
 */
async function endBefore(house: House, secret: VisitSecret): Promise<void> {
  const end = await house.visits.end(secret, ({ sending, sentBefore }) => !sending && !sentBefore)
  if (end === 'changed') await stopVisit(house, secret)
}

async function stopArrival(house: House, { secret }: Arrival): Promise<void> {
  if (secret) await stopVisit(house, secret)
}

function gone({ secret }: Arrival) {
  return secret ? { cookie: clearCookie } : {}
}
