import { labelOf, wholeTextOf } from '#functions/respond/pages/page-texts.ts'
import type { Expectation } from '#shared/expectation/expectation.ts'
import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { type Seated, show, type View } from '../route.ts'
import { surveyBytes } from './proposal.tsx'

/** Shows how much a first report on a survey would show, before anybody decides whether it opens: `chorus survey expect` on a page. */
export async function expectedPage({ c, view, room }: Seated<'/board/p/:id/expected'>): Promise<Response> {
  const proposal = room.state.proposals.get(c.req.param('id'))
  const bytes = proposal && (await surveyBytes(c.env.services, proposal))
  if (!bytes) return show(c, <MissingPage view={view} />, 404)
  const { id, sha256 } = proposal.body
  const { survey, of } = await c.env.services.expects({ id, hash: sha256 }, bytes)
  const { expect: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.heading} back={`/board/p/${proposal.id}`}>
      <h1>{say.heading}</h1>
      <p>{say.lead}</p>
      {of === 'too large' ? (
        <p class="note">{say.tooLarge}</p>
      ) : (
        of.map((each) => (
          <div class="card">
            <h2>{say.people(each.people)}</h2>
            <Shown view={view} survey={survey} expectation={each} />
          </div>
        ))
      )}
    </BoardLayout>,
  )
}

type Props = { readonly view: View; readonly survey: Survey; readonly expectation: Expectation }

function Shown({ view, survey, expectation }: Props) {
  const { expect: say, language } = view.words
  const { reports, shown, readable, readableByGroup, silent, hiddenGroups } = expectation
  if (reports === 0) return <p>{say.noReport}</p>
  const share = new Intl.NumberFormat(language, { style: 'percent', numberingSystem: 'latn' })
  const named = namesIn(survey, language)
  return (
    <>
      <p>{say.everyone(share.format(shown), share.format(readable))}</p>
      {survey.plan.by.length > 0 && <p>{say.groups(share.format(readableByGroup))}</p>}
      <Named heading={say.silent} names={silent.map(named.question)} />
      <Named heading={say.tooSmall} names={hiddenGroups.map(named.group)} />
    </>
  )
}

function Named({ heading, names }: { readonly heading: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <details>
      <summary>{`${heading} (${names.length})`}</summary>
      <ul>
        {names.map((name) => (
          <li dir="auto">{name}</li>
        ))}
      </ul>
    </details>
  )
}

/** Questions and groups as people read them, in a language the survey has. */
function namesIn(survey: Survey, language: string) {
  const texts = textsFor(survey, language)
  const asked = new Map(questionsOf(survey).map((question) => [question.id, question]))
  return {
    question(id: string): string {
      const question = asked.get(id)
      return question ? wholeTextOf(texts, question) : id
    },
    group(name: string): string {
      const [id = '', answer = ''] = name.split('=')
      const question = asked.get(id)
      return question ? `${wholeTextOf(texts, question)} ${labelOf(texts, question, answer)}` : name
    },
  }
}
