import { Layout } from '#shared/pages/page-layout.tsx'
import { textsFor } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import { ClosingLine } from './closing-line.tsx'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'

/** The first page: what the survey is, how to answer in one of two ways, and how to leave. `resumeAt`: where a visit that has begun goes on. */
export function StartPage({ frame, edition, language, resumeAt }: SurveyPageProps & { readonly resumeAt?: string | undefined }) {
  const { words } = frame
  const { survey } = edition
  const texts = textsFor(survey, language)
  const paths = pathsOf(edition.link)
  const { funder } = texts.consent.controller
  return (
    <Layout frame={frame} title={words.start.title} isFirst>
      <h1>{texts.title}</h1>
      <p>{texts.intro}</p>
      <p>
        {words.start.asks}: <bdi>{texts.consent.controller.name}</bdi>
        {funder && (
          <>
            <br />
            {words.start.pays}: <bdi>{funder}</bdi>
          </>
        )}
      </p>
      <p>{words.start.minutes(survey.minutes)}</p>
      <ClosingLine survey={survey} language={language} words={words} />
      {resumeAt && (
        <div class="note">
          <h2>{words.start.resumeHeading}</h2>
          <p>
            <a class="button" href={resumeAt}>
              {words.start.resume}
            </a>
          </p>
        </div>
      )}
      <h2>{words.start.howHeading}</h2>
      <ol>
        {words.start.how.map((line) => (
          <li>{line}</li>
        ))}
      </ol>
      <h2>{words.start.safeHeading}</h2>
      {words.start.safe.map((line) => (
        <p>{line}</p>
      ))}
      <div class="note">
        <h2>{words.start.leaveHeading}</h2>
        <p>{words.start.leaveWhat}</p>
        <p>{words.start.leaveKey}</p>
        <p>{words.start.leaveNot}</p>
      </div>
      <div class="go">
        <a class={resumeAt ? 'button second' : 'button'} href={inLanguage(paths.consent, survey, language)}>
          {words.start.begin}
        </a>
      </div>
      <p>
        <a class="link" href={inLanguage(paths.all, survey, language)}>
          {words.start.all}
        </a>
        <br />
        <span class="soft">{words.start.allHint}</span>
      </p>
    </Layout>
  )
}
