import { FIELD, GO } from '#functions/respond/fields.ts'
import type { SimulatedPerson, Wishes } from '#shared/made-up-people/person.ts'
import { questionsOf, type Section, type Survey, textsFor } from '#shared/survey/survey.ts'
import type { Shown } from './browser.ts'
import { VisitFailed } from './faults.ts'
import { fillForm } from './fill-form.ts'
import type { HtmlForm, Submit } from './html-form.ts'
import type { VisitPlan } from './visit-plan.ts'

type Visitor = { readonly survey: Survey; readonly person: SimulatedPerson; readonly plan: VisitPlan }

/** The form of a page that leads on: any but the one that stops. */
export function mainForm(shown: Shown): HtmlForm {
  const form = shown.page.forms.find((each) => each.method === 'POST' && !pathOf(each, shown).endsWith('/stop'))
  if (!form) throw new VisitFailed(`${shown.url.pathname} (${shown.status}) has no form that leads on`)
  return form
}

export function pathOf(form: HtmlForm, shown: Shown): string {
  return new URL(form.action, shown.url).pathname
}

/** The form as this person sends it, and the button they press. After an error they take away what was too much. */
export function fillPage(
  visitor: Visitor,
  shown: Shown,
  form: HtmlForm,
  isCorrecting: boolean,
): { form: HtmlForm; pressed: Submit | undefined } {
  const wishes = wishesOf(visitor)
  const filled = fillForm(form, isCorrecting ? within(visitor.survey, wishes) : wishes)
  const [goOn, ...others] = form.submits
  const skip = others.find((button) => button.value === GO.skip)
  return { form: filled, pressed: skip && wantsToSkip(visitor, shown, form, wishes) ? skip : goOn }
}

function wishesOf({ survey, person, plan }: Visitor): Wishes {
  return {
    ...person.wishes,
    [FIELD.adult]: [plan.ending.kind === 'under-age' ? 'no' : 'yes'],
    [FIELD.purpose]: plan.agrees,
    [FIELD.skipPart]: survey.sections.filter((section) => person.skippedSections.has(section.id)).map((section) => section.id),
  }
}

/** No more options than a question takes. */
function within(survey: Survey, wishes: Wishes): Wishes {
  const picks = questionsOf(survey).flatMap((question) => (question.type === 'pick' ? [question] : []))
  return { ...wishes, ...Object.fromEntries(picks.flatMap(({ id, max }) => (wishes[id] ? [[id, wishes[id].slice(0, max)]] : []))) }
}

function wantsToSkip({ survey, person, plan }: Visitor, shown: Shown, form: HtmlForm, wishes: Wishes): boolean {
  const fields = form.controls.filter((control) => control.kind !== 'hidden')
  if (fields.length > 0) return plan.pressesSkip && fields.every((control) => !wishes[control.name])
  const noted = survey.sections.find((section) => section.note && isAbout(shown, survey, section))
  if (noted) return person.skippedSections.has(noted.id)
  // The page before the questions about oneself: who wants to answer none of them skips them all.
  return survey.sections
    .filter((section) => section.part === 'about_you')
    .every((section) => section.questions.every(({ id }) => !wishes[id]))
}

/** Whether a page shows the content note of this section, in whatever language, as its reader would know. */
function isAbout(shown: Shown, survey: Survey, section: Section): boolean {
  return survey.languages.some((language) => {
    const note = textsFor(survey, language).sections[section.id]?.note
    return note !== undefined && shown.page.text.includes(note.replace(/\s+/g, ' ').trim())
  })
}
