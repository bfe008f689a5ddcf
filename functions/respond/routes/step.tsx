import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { leavingBy } from '#shared/pages/controls/link-or-submit.tsx'
import type { Deps } from '../deps.ts'
import { FIELD, GO } from '../fields.ts'
import { type Begun, loadShutVisit, loadVisit } from '../load-visit.ts'
import { MissingPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame, withdrawIn } from '../pages/page-frames.ts'
import { pageOfStep } from '../pages/page-of-step.tsx'
import { pathsOf, pathTo, placeOf } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../route.ts'
import { autosaveStep, fitsInDraft, type Posted, saveStep } from '../visit/answer-step.ts'
import { valuesIn } from '../visit/answer-values.ts'
import { navigationFor } from '../visit/navigation.ts'
import { isCurrent } from '../visit/send-response.ts'
import { readShown } from '../visit/shown-form.ts'
import { errorIn, formOfStep, isUnfinished } from '../visit/step-form.ts'
import type { Step } from '../visit/survey-steps.ts'
import { languageAsked } from '../visit/switch-language.ts'
import { shut } from './shut.tsx'

type StepContext = RouteContext<'/s/:link/:number'>

/** `change`: asked for from "check your answers", to which it leads back. */
type Mode = 'inOrder' | 'change'

export function stepPage(c: StepContext): Promise<Response> {
  return showStep(c, 'inOrder')
}

export function answerStep(c: StepContext): Promise<Response> {
  return keepStep(c, 'inOrder')
}

export function changePage(c: StepContext): Promise<Response> {
  return showStep(c, 'change')
}

export function changeAnswer(c: StepContext): Promise<Response> {
  return keepStep(c, 'change')
}

async function showStep(c: StepContext, mode: Mode): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, begun } = loaded
  const paths = pathsOf(open.link)
  if (!begun) return goTo(c, paths.start)
  const elsewhere = waitingAt(begun)
  if (elsewhere) return goTo(c, paths[elsewhere])
  const number = Number(c.req.param('number'))
  const step = begun.edition.steps[number - 1]
  if (!step) return show(c, <MissingPage frame={c.env.frame} />, { status: 404 })
  const navigation = navigationFor(begun.edition, begun.draft)
  if (!navigation.isShown(number)) return goTo(c, pathTo(navigation.next(number), paths))
  return show(c, pageFor(deps, begun, step, number, mode))
}

/** Keeps what was posted, whichever button was pressed, and goes where that button leads. */
async function keepStep(c: StepContext, mode: Mode): Promise<Response> {
  const { deps } = c.env
  const form = formOf(c)
  const leaving = leavingBy(form)
  const link = c.req.param('link')
  const loaded = await loadVisit(deps, link, c.env.request)
  // Entries on the page of a survey that was shut meanwhile are kept as well.
  const visit = loaded ?? (await loadShutVisit(deps, link, c.env.request))
  if (!visit) return shut(deps, c)
  const { open, begun, language } = visit
  const paths = pathsOf(open.link)
  const ended = () => goTo(c, inLanguage(leaving === 'support' ? paths.support() : paths.ended, open.survey, language))
  if (!begun) return loaded ? ended() : shut(deps, c)
  const number = Number(c.req.param('number'))
  const { edition } = begun
  const step = edition.steps[number - 1]
  if (!step) return goTo(c, c.env.request.path)

  const posted = { skip: form.get(FIELD.go) === GO.skip, values: valuesIn(form), shown: readShown(form.get(FIELD.shown)) }
  if (!fitsInDraft(step, posted)) return show(c, pageFor(deps, begun, step, number, mode, posted), { status: 422 })
  const other = languageAsked(form, edition.survey)
  const draft = await deps.visits.update(begun.secret, (stored) => {
    // Another tab may have pressed Send, or moved to a newer version, since this request began.
    if (stored.sending || stored.survey !== edition.version.hash) return stored
    if (leaving === 'save') return autosaveStep(edition.survey, step, posted, stored)
    const saved = saveStep(edition.survey, step, posted, stored, other !== undefined || leaving !== undefined)
    return other ? { ...saved, language: other, at: number } : leaving === 'consent' ? { ...saved, at: number } : saved
  })
  if (!draft) return ended()
  // The script asked: there is nothing to show.
  if (leaving === 'save') return c.body(null, 204)

  const here = mode === 'inOrder' ? paths.step(number) : paths.change(number)
  const place = placeOf(here, paths)
  if (leaving === 'support') return goTo(c, inLanguage(paths.support(place), edition.survey, draft.language))
  if (leaving === 'stop') return goTo(c, inLanguage(paths.stop(place), edition.survey, draft.language))
  if (leaving === 'withdraw') return goTo(c, withdrawIn(draft.language))
  if (!loaded) return shut(deps, c)
  if (draft.sending) return goTo(c, paths.send)
  if (draft.survey !== edition.version.hash) return goTo(c, paths.check)
  const navigation = navigationFor(edition, draft)
  if (leaving === 'consent') return goTo(c, paths.consent)
  if (leaving === 'back') return goTo(c, mode === 'inOrder' ? pathTo(navigation.previous(number), paths) : paths.check)
  if (other || isUnfinished(step, draft)) return goTo(c, here)
  const elsewhere = waitingAt({ ...begun, draft })
  if (elsewhere) return goTo(c, paths[elsewhere])
  if (step.kind === 'about_you' && posted.skip) return goTo(c, pathTo(navigation.afterPart(number), paths))
  if (mode === 'inOrder') return goTo(c, pathTo(navigation.next(number), paths))
  // The share choice belongs to the words above it: it is asked again when they change.
  if (step.kind === 'question' && edition.steps[number]?.kind === 'share' && navigation.isShown(number + 1))
    return goTo(c, paths.change(number + 1))
  const next = navigation.afterChange(number)
  return goTo(c, next.at === 'step' ? paths.change(next.number) : pathTo(next, paths))
}

/**
 * Gives the page that a visit has to go to first: consent when there is none to the current text in the language of the visit,
 * Send once that was pressed.
 */
export function waitingAt({ draft, edition }: Begun): 'send' | 'consent' | undefined {
  if (draft.sending) return 'send'
  return isCurrent(edition.survey, draft) ? undefined : 'consent'
}

/** `posted`: a form that is too large to be kept, and so shown again at once. */
function pageFor(deps: Deps, begun: Begun, step: Step, number: number, mode: Mode, posted?: Posted) {
  const { edition, draft, secret } = begun
  const paths = pathsOf(edition.link)
  const navigation = navigationFor(edition, draft)
  const here = mode === 'inOrder' ? paths.step(number) : paths.change(number)
  const place = {
    frame: surveyFrame(edition, draft.language, true, { form: FORM_ID }, placeOf(here, paths)),
    edition,
    language: draft.language,
    action: inLanguage(here, edition.survey, draft.language),
    back: mode === 'inOrder' ? pathTo(navigation.previous(number), paths) : paths.check,
  }
  const error = posted && errorIn(step, posted.values, draft)
  const form = posted ? { values: posted.values, ...(error && { error }) } : formOfStep(step, draft)
  return pageOfStep(place, step, {
    draft,
    form,
    number: navigation.questionNumber(number),
    total: navigation.aboutHowMany(number),
    seed: secret,
    page: nameOf(deps.services.random(4)),
  })
}

function nameOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
