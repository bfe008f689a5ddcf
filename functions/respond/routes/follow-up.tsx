import { LONGEST_CONTACT } from '#shared/follow-up/contact.ts'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { isTrapped } from '../abuse/trap.tsx'
import type { Deps } from '../deps.ts'
import { FIELD } from '../fields.ts'
import { loadVisit } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { ContactKeptPage, ContactPage } from '../pages/contact-page.tsx'
import { MissingPage } from '../pages/ending-pages.tsx'
import { surveyFrame } from '../pages/frame.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { numberIn } from '../pages/page-texts.ts'
import { formOf, type RouteContext, show } from '../route.ts'
import type { Edition } from '../visit/editions.ts'
import { leaveContact } from '../visit/leave-contact.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { shut } from './shut.tsx'

type ContactContext = RouteContext<'/s/:link/contact'>

/** Where somebody may say how to reach them. It reads no cookie and no draft: it does not know who has answered what. */
export async function followUpPage(c: ContactContext): Promise<Response> {
  const { deps } = c.env
  const page = await pageFor(deps, c)
  return page instanceof Response ? page : show(c, <ContactPage {...page} typed="" />)
}

export async function leaveFollowUp(c: ContactContext): Promise<Response> {
  const { deps } = c.env
  const page = await pageFor(deps, c)
  if (page instanceof Response) return page
  const form = formOf(c)
  const other = languageAsked(form, page.edition.survey)
  if (other) return show(c, <ContactPage {...propsIn(page.edition, other)} typed={form.get(FIELD.contact) ?? ''} />)
  const { words } = page.frame
  // No control characters: the board's screen is nobody's to steer.
  const typed = (form.get(FIELD.contact) ?? '').replace(/\p{Cc}+/gu, ' ').trim()
  const again = (status: 422 | 429 | 503, more: { error?: string; notice?: string; isAgain?: boolean; retryAfter?: number }) => {
    const { retryAfter, ...props } = more
    return show(c, <ContactPage {...page} typed={typed} {...props} />, { status, ...(retryAfter === undefined ? {} : { retryAfter }) })
  }
  if (isTrapped(form)) return again(422, { notice: words.access.trap.filled, isAgain: true })
  if (typed === '') return again(422, { error: words.access.contact.missing })
  if (typed.length > LONGEST_CONTACT) {
    const [most, length] = [numberIn(page.language, LONGEST_CONTACT), numberIn(page.language, typed.length)]
    return again(422, { error: words.errors.tooLong(most, length) })
  }
  const taken = await deps.rateLimits.leaveContact()
  if (taken.outcome === 'spent') return again(429, { notice: words.access.contact.busy, retryAfter: taken.retryAfter })
  try {
    await leaveContact(deps.services, page.edition.survey, page.language, typed)
  } catch (error) {
    logFailure(deps.services.log, 'contact', error, 503)
    return again(503, { notice: words.access.contact.failed })
  }
  return show(c, <ContactKeptPage {...page} frame={surveyFrame(page.edition, page.language, false)} />)
}

/** Only where the survey offers it; elsewhere there is no such page. */
async function pageFor(deps: Deps, c: ContactContext) {
  const loaded = await loadVisit(deps, c.req.param('link'), { ...c.env.request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  if (!open.survey.followUp) return show(c, <MissingPage frame={c.env.frame} />, { status: 404 })
  return propsIn(open, language)
}

function propsIn(edition: Edition, language: string): SurveyPageProps {
  return { frame: surveyFrame(edition, language, false, { form: FORM_ID }), edition, language }
}
