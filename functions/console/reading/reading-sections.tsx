import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { View } from '../route.ts'

/** A report that quotes can be put into, by its hash. */
export type OpenReport = { readonly id: string; readonly label: string }

type Props = {
  readonly view: View
  readonly survey: Survey
  readonly reports: readonly OpenReport[]
  /** Where the quotes of a report are posted to be signed. */
  readonly signAt: string
}

const CHOICES = ['keep', 'edit', 'summarise', 'drop'] as const

/** The parts of the page for readers, empty: the script fills them in, and no word of a story comes from the server in the clear. */
export function ReadingSections({ view, survey, reports, signAt }: Props) {
  const { stories: say } = view.words
  return (
    <>
      <section id="story" hidden tabindex={-1} aria-labelledby="story-heading">
        <h2 id="story-heading">{say.oneStory}</h2>
        <p class="soft" id="question" dir="auto"></p>
        <p id="allows"></p>
        <p class="words" id="text" dir="auto"></p>
        <ul id="places" dir="auto"></ul>
        <p class="soft">{say.nobodyFinds}</p>
        <form id="decision" autocomplete="off" novalidate>
          <fieldset>
            <legend>{say.decide}</legend>
            {CHOICES.map((value) => (
              <label class="option">
                <input type="radio" name="choice" value={value} />
                <span>{say.choices[value]}</span>
              </label>
            ))}
          </fieldset>
          <label for="in-text">{say.text}</label>
          <textarea id="in-text" rows={5} dir="auto" aria-describedby="text-hint" />
          <p class="soft" id="text-hint">
            {say.textHint}
          </p>
          <label for="in-reason">{say.reason}</label>
          <textarea id="in-reason" rows={3} dir="auto" />
          <Select id="in-of" label={say.group} options={[{ value: '', label: say.noGroup }, ...groupsOf(survey, view.language)]} />
          <p id="wrong" class="error" role="alert"></p>
          <div class="go">
            <button type="submit">{say.handIn}</button>
            <button type="button" id="pass" class="second">
              {say.pass}
            </button>
          </div>
        </form>
      </section>
      <section id="pause" hidden tabindex={-1}>
        <p class="note">{say.pauseText}</p>
        <Button id="rested" words={say.rested} />
      </section>
      <section id="nothing" hidden tabindex={-1}>
        <p id="why-nothing"></p>
        <Button id="compare" words={say.compare} />
      </section>
      <section id="both" hidden tabindex={-1} aria-labelledby="both-heading">
        <h2 id="both-heading">{say.both}</h2>
        <ul id="outcomes" class="timeline"></ul>
        {reports.length === 0 && <p>{say.noReport}</p>}
        <form id="into-report" hidden={reports.length === 0} autocomplete="off" novalidate>
          <p>{say.intoReportLead}</p>
          <Select id="in-report" label={say.whichReport} options={reports.map(({ id, label }) => ({ value: id, label }))} />
          <div class="go">
            <button type="submit">{say.intoReport}</button>
          </div>
        </form>
      </section>
      <section id="quoted" hidden tabindex={-1} aria-labelledby="quoted-heading">
        <h2 id="quoted-heading">{say.quoted}</h2>
        <ul id="quotes" class="timeline"></ul>
        <p class="soft" id="left-out"></p>
        <p>
          {view.words.sign.exactly}: <br />
          <span class="hash" id="quoted-hash"></span>
        </p>
        <p>{say.quotedLead}</p>
        <form id="quote" method="post" action={signAt}>
          <input type="hidden" name="release" id="release" value="" />
          <input type="hidden" name="sources" id="sources" value="" />
          <div class="go">
            <button type="submit">{view.words.forms.go}</button>
          </div>
        </form>
      </section>
    </>
  )
}

type Labelled = { readonly value: string; readonly label: string }

function Select({ id, label, options }: { readonly id: string; readonly label: string; readonly options: readonly Labelled[] }) {
  return (
    <>
      <label for={id}>{label}</label>
      <select id={id}>
        {options.map((each) => (
          <option value={each.value}>{each.label}</option>
        ))}
      </select>
    </>
  )
}

function Button({ id, words }: { readonly id: string; readonly words: string }) {
  return (
    <div class="go">
      <button type="button" id={id}>
        {words}
      </button>
    </div>
  )
}

/** Groups by which the report shows people: one of them may stand beside a quote. */
function groupsOf(survey: Survey, language: string): readonly Labelled[] {
  const { questions } = textsFor(survey, survey.languages.find((each) => each === language) ?? survey.languages[0] ?? 'en')
  const by = new Set(reportPlan(survey).tables.flatMap(({ by }) => by ?? []))
  return questionsOf(survey).flatMap((question) =>
    by.has(question.id) && 'options' in question
      ? question.options.map(({ id }) => ({ value: `${question.id} ${id}`, label: questions[question.id]?.options?.[id] ?? id }))
      : [],
  )
}
