import { closesAt, stageOf, zoneOf } from '#shared/survey/closing.ts'
import type { Deps } from '../deps.ts'
import { nonceIn } from '../one-page-nonce.ts'
import { ClosedPage, MissingPage, PausedPage } from '../pages/ending-pages.tsx'
import { OnePageForm } from '../pages/one-page-form.tsx'
import { surveyFrame } from '../pages/page-frames.ts'
import { momentIn } from '../pages/page-texts.ts'
import { pathsOf } from '../paths.ts'
import { goTo, type RouteContext, show } from '../route.ts'
import { valuesIn } from '../visit/answer-values.ts'
import { type Edition, languageOf } from '../visit/editions.ts'
import { readSecret } from '../visit-cookies.ts'

type LinkContext = RouteContext<'/s/:link' | '/s/:link/all'>

const STATUS = { paused: 503, closed: 410 } as const

/** Answers a link that no survey is open under: with the state of the survey, in words that fit, or as a link to no survey at all. */
export async function shut(deps: Deps, c: LinkContext): Promise<Response> {
  const { method, language: wanted } = c.env.request
  if (method === 'POST') return goTo(c, `${pathsOf(c.req.param('link')).start}${wanted === undefined ? '' : `?lang=${wanted}`}`)
  const found = await deps.editions.shut(c.req.param('link'))
  if (!found) return show(c, <MissingPage frame={c.env.frame} />, { status: 404 })
  const { edition, because } = found
  const { cookies, language: asked } = c.env.request
  const secret = readSecret(cookies.visit, deps.services.pepper)
  const draft = secret && (await deps.visits.read(secret))
  const language = languageOf(edition, asked ?? draft?.language)
  const frame = surveyFrame(edition, language, draft !== undefined, { path: pathsOf(edition.link).start })
  const page = { frame, edition, language }
  return show(
    c,
    because === 'paused' ? (
      <PausedPage {...page} />
    ) : (
      <ClosedPage {...page} since={closedSince(edition, language, deps.services.clock())} />
    ),
    { status: STATUS[because] },
  )
}

/** The hour at which a survey closed by itself, in words; undefined where somebody closed it before that. */
function closedSince({ survey: { closes } }: Edition, language: string, now: Date): string | undefined {
  if (closes === undefined || stageOf(closes, now) === 'open') return undefined
  return momentIn(language, closesAt(closes), zoneOf(closes))
}

/** Shows a one-page form that came too late: nothing of it is stored, and everything that was written is still on it. */
export async function shutForm(c: LinkContext, form: URLSearchParams): Promise<Response> {
  const { deps, request } = c.env
  const found = await deps.editions.shut(c.req.param('link'))
  if (!found) return shut(deps, c)
  // Only a form that we gave out comes back: nobody is shown the questions of a shut survey who had not seen them.
  const nonce = nonceIn(form, deps.services)
  if (!nonce) return shut(deps, c)
  const { edition, because } = found
  const language = languageOf(edition, request.language)
  const frame = surveyFrame(edition, language, false)
  const page = { frame, edition, language, nonce, errors: { consent: {}, answers: {} } }
  return show(
    c,
    <OnePageForm
      {...page}
      values={valuesIn(form)}
      notice={{ text: frame.words.all[because], code: because === 'paused' ? 'R02' : 'R03' }}
    />,
    { status: STATUS[because] },
  )
}
