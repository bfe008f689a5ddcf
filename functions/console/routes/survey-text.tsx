import { ConsentQuestions, Details, KeyFacts } from '#functions/respond/pages/consent-parts.tsx'
import { OnePageSection } from '#functions/respond/pages/one-page-section.tsx'
import { SupportList } from '#functions/respond/pages/support-page.tsx'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { directionOf, LANGUAGES, pageLanguageOf } from '#shared/languages.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { type Seated, show, type View } from '../route.ts'
import { surveyBytes } from './proposal.tsx'

/** A survey with the very components that a respondent sees, its consent text included; nothing on it can be sent. */
export async function surveyTextPage({ c, view, room }: Seated<'/board/p/:id/survey/:language?'>): Promise<Response> {
  const proposal = room.state.proposals.get(c.req.param('id'))
  const bytes = proposal && (await surveyBytes(c.env.services, proposal))
  if (!bytes) return show(c, <MissingPage view={view} />, 404)
  const survey = parseSurvey(bytes, { id: proposal.body.id, hash: proposal.body.sha256 })
  const asked = c.req.param('language') ?? view.language
  const language = survey.languages.find((each) => each === asked) ?? survey.languages[0] ?? 'en'
  return show(
    c,
    <BoardLayout view={view} title={view.words.proposal.readSurvey} back={`/board/p/${proposal.id}`}>
      <h1>{view.words.proposal.readSurvey}</h1>
      <p class="hash">{proposal.body.sha256}</p>
      {survey.languages.length > 1 && (
        <nav aria-label={view.words.proposal.inLanguage}>
          {survey.languages.map((each) => (
            <a
              class="link"
              href={view.to(`/board/p/${proposal.id}/survey/${each}`)}
              lang={each}
              {...(each === language ? { 'aria-current': 'true' as const } : {})}
            >
              {nameOf(each)}
            </a>
          ))}
        </nav>
      )}
      <SurveyText view={view} survey={survey} language={language} words={await loadWords(pageLanguageOf(language) ?? 'en')} />
    </BoardLayout>,
  )
}

function nameOf(language: string): string {
  const known = pageLanguageOf(language)
  return known ? LANGUAGES[known].name : language
}

type TextProps = { readonly view: View; readonly survey: Survey; readonly language: string; readonly words: View['siteWords'] }

function SurveyText({ view, survey, language, words }: TextProps) {
  const texts = textsFor(survey, language)
  const steps = stepsOf(survey)
  const questions = steps.flatMap((step) => (step.kind === 'question' ? [step.question] : []))
  const numbers = new Map(questions.map((question, index) => [question.id, index + 1]))
  const nothing = () => []
  const parts = { survey, language, words }
  return (
    <div class="paper" lang={language} dir={directionOf(language)}>
      <h2>{texts.title}</h2>
      <p>{texts.intro}</p>
      <h2>{words.consent.heading}</h2>
      <KeyFacts {...parts} />
      <Details {...parts} />
      {/* Named, as nothing in it can be chosen: that is how a reader knows why. */}
      <fieldset disabled aria-label={view.words.proposal.readSurvey}>
        <ConsentQuestions {...parts} values={nothing} errors={{}} level={3} />
        {[...new Set(steps.map((step) => step.section))].map((section, index) => (
          <OnePageSection
            {...{ section, survey, texts, words, language, numbers }}
            values={nothing}
            part={index + 1}
            seed={new Uint8Array(16)}
            errors={{}}
          />
        ))}
      </fieldset>
      <h2>{words.foot.support}</h2>
      <SupportList entries={survey.support} language={language} words={words} />
    </div>
  )
}
