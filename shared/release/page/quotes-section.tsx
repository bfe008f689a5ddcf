import { type Survey, textsFor } from '#shared/survey/survey.ts'
import type { Quote, Quotes } from '../quotes.ts'
import type { PageWords } from './words/page-words.ts'

type QuotesProps = { readonly quotes: Quotes; readonly survey: Survey; readonly language: string; readonly words: PageWords }

/** Words of single people, with what their tellers allowed and how they were selected; where there are none, why (ST-12). */
export function QuotesSection({ quotes: { quotes, selection, someWereRemoved }, survey, language, words }: QuotesProps) {
  const said = words.quotes
  const { questions } = textsFor(survey, language)
  const asked = [...new Set(quotes.map(({ question }) => question))]
  return (
    <section id="quotes">
      <h2>{said.heading}</h2>
      {selection && quotes.length > 0 ? (
        <p class="limits">
          {said.chosen(selection.by, selection.from)} {said.how[selection.how]}
        </p>
      ) : (
        <p>{said.none}</p>
      )}
      {asked.map((id) => (
        <>
          <h3>{questions[id]?.text ?? id}</h3>
          {quotes
            .filter(({ question }) => question === id)
            .map((quote) => (
              <QuoteFigure quote={quote} words={words} />
            ))}
        </>
      ))}
      {quotes.some(({ text }) => text.includes('[')) && <p class="soft small">{said.cut}</p>}
      {someWereRemoved && <p class="soft">{said.removed}</p>}
    </section>
  )
}

function QuoteFigure({ quote: { as, text, language, of }, words }: { readonly quote: Quote; readonly words: PageWords }) {
  return (
    <figure class="quote">
      <blockquote lang={language} dir="auto">
        {text}
      </blockquote>
      <figcaption class="soft small">
        {as === 'words' ? words.quotes.theirs : words.quotes.inOurWords}
        {of && ` · ${of}`}
      </figcaption>
    </figure>
  )
}
