import { raw } from 'hono/html'
import { purposeColumn } from '#cli/responses/purpose-columns.ts'
import { Details, KeyFacts } from '#functions/respond/pages/consent-parts.tsx'
import { SupportList } from '#functions/respond/pages/support-page.tsx'
import { directionOf, pageLanguageOf } from '#shared/languages.ts'
import { renderPage } from '#shared/pages/render.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { consentOnPaper } from './paper-consent.ts'
import { type Paper, PaperSection } from './paper-question.tsx'
import { PAPER_STYLE } from './paper-style.ts'
import { PAPER_WORDS } from './paper-words.ts'

type PaperForm = {
  readonly html: string
  /** The sentences of the consent text that are true of the pages alone. */
  readonly leftOut: readonly string[]
}

/** A survey as a form to fill in by hand, in one of its languages: one HTML page that needs nothing else. */
export async function paperForm(authored: Survey, language: string): Promise<PaperForm> {
  const known = pageLanguageOf(language) ?? 'en'
  const [words, own] = [await loadWords(known), PAPER_WORDS[known]]
  const said = textsFor(authored, language)
  const { consent, leftOut } = consentOnPaper(said.consent, known, own.onPaper.instead)
  const texts = { ...said, consent }
  const survey = { ...authored, texts: { ...authored.texts, [language]: texts } }
  const asked = questionsOf(survey).filter(({ type }) => type !== 'info')
  const paper: Paper = { survey, texts, language, words, own, numbers: new Map(asked.map(({ id }, i) => [id, i + 1])) }
  const page = (
    <html lang={language} {...(directionOf(language) === 'rtl' ? { dir: 'rtl' } : {})}>
      <head>
        <meta charset="utf-8" />
        <title>{texts.title}</title>
        <meta name="viewport" content="width=device-width" />
        <style>{raw(PAPER_STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>{texts.title}</h1>
          {survey.texts[language]?.reviewed === 'unreviewed' && <p class="soft">{words.notReviewed}</p>}
          <p>{texts.intro}</p>
          <p>{own.how}</p>
          <p>{own.noNames}</p>
          <h2>{words.consent.heading}</h2>
          <KeyFacts survey={survey} language={language} words={words} />
          <div class="note">
            <h3>{own.onPaper.title}</h3>
            <ul>
              {[own.noCode, ...own.onPaper.lines, ...(survey.support.length > 0 ? [own.onPaper.places] : [])].map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </div>
          <Details survey={survey} language={language} words={words} isPaper />
          <h3>{words.consent.purposes}</h3>
          <ul class="boxes">
            {survey.consent.purposes.map(({ id, required }) => (
              <li>
                <span class="box" />
                <span>
                  {texts.consent.purposes[id]}
                  {required ? (
                    ` (${words.consent.needed})`
                  ) : (
                    <>
                      {' '}
                      <bdi class="code" dir="ltr">
                        {purposeColumn(id)}
                      </bdi>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {survey.consent.purposes.some(({ required }) => required) && <p>{own.needed}</p>}
          <p class="soft">{own.codes}</p>
          {survey.sections.map((section) => (
            <PaperSection section={section} paper={paper} />
          ))}
          {survey.support.length > 0 && (
            <section>
              <h2>{words.support.heading}</h2>
              <SupportList entries={survey.support} language={language} words={words} isPaper />
            </section>
          )}
        </main>
      </body>
    </html>
  )
  // Nothing unfolds on paper.
  return { html: (await renderPage(page)).replaceAll('<details>', '<details open>'), leftOut }
}
