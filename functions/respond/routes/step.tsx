import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import type { FieldError, FieldValues } from '#shared/survey/form.ts'
import { FIELD, GO } from '../fields.ts'
import { type Begun, loadVisit } from '../load-visit.ts'
import { valuesIn } from '../pages/answer-values.ts'
import { EndedPage, MissingPage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { pageOfStep } from '../pages/page-of-step.tsx'
import { pathsOf, pathTo } from '../paths.ts'
import { formOf, goTo, type RouteContext, show } from '../route.ts'
import { applyStep, errorIn, errorInDraft } from '../visit/answer-step.ts'
import { navigationFor } from '../visit/navigation.ts'
import { isCurrent } from '../visit/send-response.ts'
import type { Step } from '../visit/survey-steps.ts'
import { inOtherLanguage, languageAsked } from '../visit/switch-language.ts'
import { shut } from './shut.tsx'

type StepContext = RouteContext<'/s/:link/:number'>

/** `change`: asked for from "check your answers", to which it leads back. */
type Mode = 'inOrder' | 'change'

export function stepPage(c: StepContext): Promise<Response> {
  return showStep(c, 'inOrder')
}

export function answerStep(c: StepContext): Promise<Response> {
  return saveStep(c, 'inOrder')
}

export function changePage(c: StepContext): Promise<Response> {
  return showStep(c, 'change')
}

export function changeAnswer(c: StepContext): Promise<Response> {
  return saveStep(c, 'change')
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
  return show(c, pageFor(begun, step, number, mode))
}

async function saveStep(c: StepContext, mode: Mode): Promise<Response> {
  const { deps } = c.env
  const loaded = await loadVisit(deps, c.req.param('link'), c.env.request)
  if (!loaded) return shut(deps, c)
  const { open, begun, language } = loaded
  const paths = pathsOf(open.link)
  const ended = () =>
    show(c, <EndedPage frame={surveyFrame(open, language, false, { path: paths.start })} edition={open} language={language} />, {
      status: 410,
    })
  if (!begun) return ended()
  const elsewhere = waitingAt(begun)
  if (elsewhere) return goTo(c, paths[elsewhere])
  const number = Number(c.req.param('number'))
  const { edition } = begun
  const step = edition.steps[number - 1]
  if (!step) return show(c, <MissingPage frame={c.env.frame} />, { status: 404 })

  const form = formOf(c)
  const posted = { skip: form.get(FIELD.go) === GO.skip, values: valuesIn(form) }
  const other = languageAsked(form, edition.survey)
  if (other) {
    await deps.visits.update(begun.secret, (stored) =>
      stored.sending || stored.survey !== edition.version.hash
        ? stored
        : inOtherLanguage(edition.survey, { step, number }, posted, stored, other),
    )
    return goTo(c, mode === 'inOrder' ? paths.step(number) : paths.change(number))
  }
  const error = errorIn(step, posted)
  if (error) return show(c, pageFor(begun, step, number, mode, { values: posted.values, error }), { status: 422 })

  const draft = await deps.visits.update(begun.secret, (stored) =>
    // Another tab may have pressed Send, or moved to a newer version, since this request began.
    stored.sending || stored.survey !== edition.version.hash ? stored : applyStep(edition.survey, step, posted, stored),
  )
  if (!draft) return ended()
  if (draft.survey !== edition.version.hash || draft.sending) return goTo(c, paths.check)
  const navigation = navigationFor(edition, draft)
  if (step.kind === 'about_you' && posted.skip) return goTo(c, pathTo(navigation.afterPart(number), paths))
  if (mode === 'inOrder') return goTo(c, pathTo(navigation.next(number), paths))
  // The share choice belongs to the words above it: it is asked again when they change.
  if (step.kind === 'question' && edition.steps[number]?.kind === 'share' && navigation.isShown(number + 1))
    return goTo(c, paths.change(number + 1))
  const place = navigation.afterChange(number)
  return goTo(c, place.at === 'step' ? paths.change(place.number) : pathTo(place, paths))
}

/** Where a visit has to go first: to consent when there is none to the current text in the language of the visit, to Send once that was pressed. */
export function waitingAt({ draft, edition }: Begun): 'send' | 'consent' | undefined {
  if (draft.sending) return 'send'
  return isCurrent(edition.survey, draft) ? undefined : 'consent'
}

function pageFor(begun: Begun, step: Step, number: number, mode: Mode, wrong?: { values: FieldValues; error: FieldError }) {
  const { edition, draft, secret } = begun
  const paths = pathsOf(edition.link)
  const navigation = navigationFor(edition, draft)
  const place = {
    frame: surveyFrame(edition, draft.language, true, { form: FORM_ID }),
    edition,
    language: draft.language,
    action: inLanguage(mode === 'inOrder' ? paths.step(number) : paths.change(number), edition.survey, draft.language),
    back: mode === 'inOrder' ? pathTo(navigation.previous(number), paths) : paths.check,
  }
  const error = errorInDraft(step, draft)
  return pageOfStep(place, step, { draft, number: navigation.questionNumber(number), seed: secret, ...(error && { error }), ...wrong })
}
