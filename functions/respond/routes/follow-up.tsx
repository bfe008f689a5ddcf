import { LONGEST_CONTACT } from '#shared/follow-up/contact.ts'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { leavingBy } from '#shared/pages/controls/link-or-submit.tsx'
import { isUnseen } from '#shared/survey/form.ts'
import { secondsToNextWindow } from '../abuse/rate-counter.ts'
import { isTrapped } from '../abuse/trap.tsx'
import type { Deps } from '../deps.ts'
import { FIELD } from '../fields.ts'
import { loadForAll } from '../load-visit.ts'
import { logFailure } from '../log-failure.ts'
import { ContactKeptPage, ContactPage } from '../pages/contact-page.tsx'
import { MissingPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame, withdrawIn } from '../pages/page-frames.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { numberIn } from '../pages/page-texts.ts'
import { pathsOf } from '../paths.ts'
import { flashedFields, flashTo, formOf, goTo, keepAndGoTo, type RouteContext, show } from '../route.ts'
import type { Edition } from '../visit/editions.ts'
import { leaveContact } from '../visit/leave-contact.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { shut } from './shut.tsx'

type ContactContext = RouteContext<'/s/:link/contact'>

/** Shows the page on which somebody may say how to reach them. It reads no visit and no draft: it does not know who has answered what. */
export async function followUpPage(c: ContactContext): Promise<Response> {
  const { deps, flash } = c.env
  const page = await pageFor(deps, c)
  if (page instanceof Response) return page
  const typed = flashedFields(c).get(FIELD.contact) ?? ''
  const { contact, trap } = page.frame.words.access
  switch (flash?.why) {
    case 'trapped':
      return show(c, <ContactPage {...page} typed={typed} notice={{ text: trap.filled, code: 'R13' }} isAgain />, { status: 422 })
    case 'missing':
      return show(c, <ContactPage {...page} typed={typed} error={contact.missing} />, { status: 422 })
    case 'tooLong': {
      const [most, length] = [numberIn(page.language, LONGEST_CONTACT), numberIn(page.language, typed.length)]
      return show(c, <ContactPage {...page} typed={typed} error={page.frame.words.errors.tooLong(most, length)} />, { status: 422 })
    }
    case 'busy': {
      const retryAfter = secondsToNextWindow(deps.services.clock)
      return show(c, <ContactPage {...page} typed={typed} notice={{ text: contact.busy, code: 'R07' }} />, { status: 429, retryAfter })
    }
    case 'failed':
      return show(c, <ContactPage {...page} typed={typed} notice={{ text: contact.failed, code: 'R08' }} />, { status: 503 })
    default:
      return show(c, <ContactPage {...page} typed={typed} />)
  }
}

export async function leaveFollowUp(c: ContactContext): Promise<Response> {
  const { deps } = c.env
  const page = await pageFor(deps, c)
  if (page instanceof Response) return page
  const { edition, language } = page
  const paths = pathsOf(edition.link)
  const form = formOf(c)
  // No control characters: nobody may steer the board's screen.
  const typed = (form.get(FIELD.contact) ?? '').replace(/\p{Cc}+/gu, ' ').trim()
  const again = (why: string, shown = language) =>
    flashTo(c, inLanguage(paths.contact, edition.survey, shown), { why, fields: [[FIELD.contact, typed]] })
  const other = languageAsked(form, edition.survey)
  if (other) return again('switched', other)
  const leaving = leavingBy(form)
  if (leaving) {
    const to = leaving === 'support' ? inLanguage(paths.support('contact'), edition.survey, language) : withdrawIn(language)
    return keepAndGoTo(c, paths.contact, [[FIELD.contact, typed]], to)
  }
  if (isTrapped(form)) return again('trapped')
  if (isUnseen(typed)) return again('missing')
  if (typed.length > LONGEST_CONTACT) return again('tooLong')
  if ((await deps.rateLimits.leaveContact()).outcome === 'spent') return again('busy')
  try {
    await leaveContact(deps.services, edition.survey, language, typed)
  } catch (error) {
    logFailure(deps.services.log, 'contact', error, 503)
    return again('failed')
  }
  return flashTo(c, inLanguage(paths.contactKept, edition.survey, language), { why: 'kept' })
}

/** Tells somebody who has just left a way to be reached that it is kept. */
export async function contactKeptPage(c: ContactContext): Promise<Response> {
  const page = await pageFor(c.env.deps, c)
  if (page instanceof Response) return page
  const { edition, language } = page
  if (c.env.flash?.why !== 'kept') return goTo(c, inLanguage(pathsOf(edition.link).contact, edition.survey, language))
  return show(c, <ContactKeptPage {...page} frame={surveyFrame(edition, language, false)} />)
}

/** Only where the survey offers it; elsewhere there is no such page. */
async function pageFor(deps: Deps, c: ContactContext) {
  const loaded = await loadForAll(deps, c.req.param('link'), { ...c.env.request, cookies: {} })
  if (!loaded) return shut(deps, c)
  const { open, language } = loaded
  if (!open.survey.followUp) return show(c, <MissingPage frame={c.env.frame} />, { status: 404 })
  return propsIn(open, language)
}

function propsIn(edition: Edition, language: string): SurveyPageProps {
  return { frame: surveyFrame(edition, language, false, { form: FORM_ID }, 'contact'), edition, language }
}
