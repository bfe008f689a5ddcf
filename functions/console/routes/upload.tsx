import { describeProblem, InputRefused } from '#shared/problem.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { isWithinLimit } from '../daily-limit.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { LimitPage } from '../pages/trouble-pages.tsx'
import { goTo, type Seated, show } from '../route.ts'
import { FILES_FIELD, uploadedSurvey } from '../uploaded-survey.ts'

/** The page on which somebody brings a survey of their own, to propose it. It opens nothing. */
export async function uploadPage(seated: Seated): Promise<Response> {
  return ask(seated, [])
}

function ask({ c, view }: Seated, problems: readonly string[]): Promise<Response> {
  const { upload, forms } = view.words
  const describedBy = ['hint-files', ...(problems.length > 0 ? ['problems'] : [])].join(' ')
  return show(
    c,
    <BoardLayout view={view} title={upload.heading} back="/board/propose" hasError={problems.length > 0}>
      <h1>{upload.heading}</h1>
      <p>{upload.lead}</p>
      {problems.length > 0 && (
        <div role="alert" id="problems">
          <p class="wrong">{upload.problems}</p>
          <ul lang="en" dir="ltr">
            {problems.map((each) => (
              <li>{each}</li>
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={view.to('/board/upload')} enctype="multipart/form-data" autocomplete="off">
        <h2>
          <label for="in-files">{upload.files}</label>
        </h2>
        <p class="soft" id="hint-files">
          {upload.hint}
        </p>
        <input type="file" id="in-files" name={FILES_FIELD} multiple accept=".yaml,.yml,.zip" aria-describedby={describedBy} />
        <div class="go">
          <button type="submit">{forms.go}</button>
        </div>
      </form>
    </BoardLayout>,
    problems.length > 0 ? 422 : 200,
  )
}

/** Keeps the survey's bytes, so that everybody can look at exactly what is proposed, and leads to its proposal. */
export async function upload(seated: Seated): Promise<Response> {
  const { c, view, seat } = seated
  const { body } = c.env.request
  const read = body.kind === 'files' ? await surveyOrProblems(body) : []
  if (Array.isArray(read)) return ask(seated, read)
  const { survey } = read
  if (!(await isWithinLimit(c.env.services, 'survey', seat.person.id))) return show(c, <LimitPage view={view} />, 429)
  const version = versionOf(survey)
  await c.env.services.community.storeSurvey(version, canonicalBytes(survey))
  return goTo(c, `/board/propose/survey/${version.id}/${version.hash}`)
}

async function surveyOrProblems({
  bytes,
  type,
}: {
  readonly bytes: Uint8Array
  readonly type: string
}): Promise<{ survey: Survey } | string[]> {
  try {
    return { survey: await uploadedSurvey(bytes, type) }
  } catch (thrown) {
    if (thrown instanceof InputRefused) return thrown.problems.map(describeProblem)
    throw thrown
  }
}
