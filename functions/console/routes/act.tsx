import { objectionCategory, reviewOutcome } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { CORRECTION_FIELDS, IN_WORDS, readCorrection, replacementsFor } from '../acts/correction-form.ts'
import type { FormRead } from '../acts/form-read.ts'
import { REVIEW_FIELDS, readReviewForm } from '../acts/review-form.ts'
import { readWorded, TEXT, WORDED, WORDLESS, type Worded, wordlessAct } from '../acts/simple-forms.ts'
import { CHOICES, readVote, VOTE_FIELDS } from '../acts/vote-form.ts'
import { keepForm, keepWaiting, readKeptForm, readReview } from '../desk.ts'
import { ACTIONS, type Action, actionsFor } from '../duties.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { ActForm, ChoiceField, EMPTY, type FilledForm, WordsField } from '../pages/form-parts.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { formOf, goTo, nowIn, type Seated, show, type View } from '../route.ts'

type Path = '/board/p/:id/:action/:draft?'

/** The form of one act, as it was filled in if it came back. */
export async function actPage(seated: Seated<Path>): Promise<Response> {
  const { c, view, room, seat } = seated
  const found = actionIn(seated)
  if (!found) return show(c, <MissingPage view={view} />, 404)
  const { proposal, action } = found
  const draft = c.req.param('draft')
  const form = draft === undefined ? undefined : await readKeptForm(c.env.services, draft, seat.person.id, nowIn(c.env.services))
  const read = form && readForm(seated, proposal, action, form)
  const filled: FilledForm = form ? { form, errors: read && 'errors' in read ? read.errors : [] } : EMPTY
  const { forms } = view.words
  const heading = headingOf(action, view)
  return show(
    c,
    <BoardLayout view={view} title={heading} back={`/board/p/${proposal.id}`} hasError={filled.errors.length > 0}>
      <ErrorSummary errors={filled.errors} words={view.siteWords} />
      <p class="soft" dir="auto">
        {proposal.body.title}
      </p>
      <h1>{heading}</h1>
      {action === 'pause' && <p class="note">{forms.pauseLead}</p>}
      {action === 'review' && <p>{forms.reviewLead}</p>}
      {action === 'returned' && <p>{forms.returnedLead}</p>}
      {action === 'correct' && <p>{forms.correctLead}</p>}
      {action === 'decide' && <Outcome view={view} act={wordlessAct('decide', proposal, room.state, room.today)} />}
      <ActForm view={view} action={`/board/p/${proposal.id}/${action}`}>
        <Fields view={view} filled={filled} action={action} others={action === 'correct' ? replacementsFor(room.state, proposal) : []} />
      </ActForm>
    </BoardLayout>,
  )
}

/** Leads to the page on which it is signed; back to the form, with all that was entered, where something is missing. */
export async function act(seated: Seated<Path>): Promise<Response> {
  const { c, view, seat } = seated
  const { services } = c.env
  const found = actionIn(seated)
  if (!found) return show(c, <MissingPage view={view} />, 404)
  const { proposal, action } = found
  const now = nowIn(services)
  const back = `/board/p/${proposal.id}`
  const read = action === 'openReview' ? await openingOf(seated, proposal) : readForm(seated, proposal, action, formOf(c))
  if (!read) return goTo(c, back)
  if ('errors' in read) return goTo(c, `${back}/${action}/${await keepForm(services, seat.person.id, formOf(c), now)}`)
  return goTo(c, `/board/sign/${await keepWaiting(services, { by: seat.person.id, back, ...read }, now)}`)
}

function actionIn({ c, room, seat }: Seated<Path>): { readonly proposal: Proposal; readonly action: Action } | undefined {
  const proposal = room.state.proposals.get(c.req.param('id'))
  const action = ACTIONS.find((each) => each === c.req.param('action'))
  return proposal && action && actionsFor(room, proposal, seat).includes(action) ? { proposal, action } : undefined
}

/** Undefined where there is nothing to sign. */
function readForm({ c, view, room, seat }: Seated<Path>, proposal: Proposal, action: Action, form: URLSearchParams): FormRead | undefined {
  const { words } = view
  if (action === 'vote') return readVote(form, proposal, room.state, room.today, words)
  if (action === 'review') return readReviewForm(form, proposal, seat.person.id, c.env.services.random(32), words)
  if (action === 'correct') return readCorrection(form, proposal, room.state, words)
  const worded = WORDED.find((each) => each === action)
  if (worded) return readWorded(worded, form, proposal, room.state, words)
  const wordless = WORDLESS.find((each) => each === action)
  return wordless && wordlessAct(wordless, proposal, room.state, room.today)
}

/** Somebody's own review, as they handed it in. */
async function openingOf({ c, seat }: Seated<Path>, { commitments }: Proposal): Promise<FormRead | undefined> {
  const commitment = commitments.get(seat.person.id)
  const kept = commitment === undefined ? undefined : await readReview(c.env.services, commitment, nowIn(c.env.services))
  return kept && { act: { kind: 'review', body: kept } }
}

function headingOf(action: Action, { words: { forms, proposal } }: View): string {
  if (action === 'vote') return forms.voteHeading
  if (action === 'review') return forms.reviewHeading
  if (action === 'pause') return forms.pauseHeading
  return action === 'returned' ? forms.returnedHeading : proposal.actions[action]
}

function Outcome({ view, act: read }: { readonly view: View; readonly act: ReturnType<typeof wordlessAct> }) {
  const outcome = read?.act.kind === 'decide' ? read.act.body.outcome : undefined
  return outcome === undefined ? null : <p class="note">{view.words.proposal.today(view.words.outcomes[outcome])}</p>
}

type FieldsProps = {
  readonly view: View
  readonly filled: FilledForm
  readonly action: Action
  /** Reports that may take the place of one that is corrected. */
  readonly others: readonly Proposal[]
}

function Fields({ view, filled, action, others }: FieldsProps) {
  const { forms } = view.words
  const common = { view, filled }
  if (action === 'vote') {
    return (
      <>
        <ChoiceField
          {...common}
          field={VOTE_FIELDS.choice}
          text={forms.voteHeading}
          choices={CHOICES.map((value) => ({ value, label: forms.choices[value] }))}
        />
        <ChoiceField
          {...common}
          field={VOTE_FIELDS.category}
          text={forms.category}
          choices={objectionCategory.options.map((value) => ({ value, label: forms.categories[value] }))}
        />
        <WordsField {...common} field={VOTE_FIELDS.reason} text={forms.reason} />
      </>
    )
  }
  if (action === 'review') {
    return (
      <>
        <ChoiceField
          {...common}
          field={REVIEW_FIELDS.outcome}
          text={forms.reviewHeading}
          choices={reviewOutcome.options.map((value) => ({ value, label: forms.outcomes[value] }))}
        />
        <WordsField {...common} field={REVIEW_FIELDS.reasons} text={forms.reasons} />
      </>
    )
  }
  if (action === 'correct') {
    return (
      <>
        <WordsField {...common} field={CORRECTION_FIELDS.notice} text={forms.correctWhat} />
        {others.length > 0 && (
          <ChoiceField
            {...common}
            field={CORRECTION_FIELDS.replacement}
            text={forms.correctHow}
            choices={[
              { value: IN_WORDS, label: forms.correctInWords },
              ...others.map(({ body }) => ({ value: body.sha256, label: forms.correctBy(`\u2068${body.title}\u2069`) })),
            ]}
          />
        )}
      </>
    )
  }
  const worded = WORDED.find((each) => each === action)
  return worded ? <WordsField {...common} field={TEXT} text={labelOf(worded, view)} /> : null
}

function labelOf(action: Worded, { words: { forms, proposal } }: View): string {
  return { clarify: forms.clarify, pause: forms.pauseWhy, returned: forms.returnedHeading, resume: proposal.why, retract: proposal.why }[
    action
  ]
}
