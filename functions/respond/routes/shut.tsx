import type { House } from '../arrive.ts'
import { secretOf } from '../cookie.ts'
import { freshNonce, nonceIn } from '../one-page-nonce.ts'
import { AllPage } from '../pages/all.tsx'
import { noValues, valuesIn } from '../pages/answer-values.ts'
import { ClosedPage, MissingPage, PausedPage } from '../pages/endings.tsx'
import { surveyFrame } from '../pages/frame.ts'
import { pathsOf } from '../paths.ts'
import { formOf, type RouteContext, show } from '../reply.ts'
import { languageOf } from '../visit/editions.ts'

type LinkContext = RouteContext<'/s/:link' | '/s/:link/all'>

const STATUS = { paused: 503, closed: 410 } as const

/** Where a link leads that no survey is open under: to what became of it, in words that fit, or to no survey at all. */
export async function shut(house: House, c: LinkContext): Promise<Response> {
  const found = await house.editions.shut(c.req.param('link'))
  if (!found) return show(c, <MissingPage frame={c.env.house} />, { status: 404 })
  const { edition, because } = found
  const { visit, language: asked } = c.env.request
  const draft = visit === undefined ? undefined : await house.visits.read(secretOf(visit))
  const language = languageOf(edition, asked ?? draft?.language)
  const frame = surveyFrame(edition, language, draft !== undefined, { path: pathsOf(edition.link).start })
  const page = { frame, edition, language }
  return show(c, because === 'paused' ? <PausedPage {...page} /> : <ClosedPage {...page} />, { status: STATUS[because] })
}

/** A one-page form that came too late: nothing of it is stored, and all that was written is still on it. */
export async function shutForm(house: House, c: LinkContext): Promise<Response> {
  const found = await house.editions.shut(c.req.param('link'))
  if (!found) return shut(house, c)
  const { edition, because } = found
  const language = languageOf(edition, c.env.request.language)
  const frame = surveyFrame(edition, language, false)
  const form = formOf(c)
  const page = { frame, edition, language, nonce: nonceIn(form) ?? freshNonce(house.services), errors: { consent: {}, answers: {} } }
  const values = form.size > 0 ? valuesIn(form) : noValues
  return show(c, <AllPage {...page} values={values} notice={frame.words.all[because]} />, { status: STATUS[because] })
}
