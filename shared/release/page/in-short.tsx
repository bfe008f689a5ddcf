import type { PropsWithChildren } from 'hono/jsx'
import type { ReportTable } from '#shared/disclosure/report.ts'
import type { LeadRule } from '#shared/survey/leading-questions.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Perturbation } from '../perturbation.ts'
import { filledSentence } from '../sentences/fill-sentence.ts'
import type { Wording } from '../wording.ts'
import { type LeadingFinding, leadingFindings } from './findings.ts'
import { onlyAskedOf } from './who-was-asked.tsx'
import type { PageWords, RuleParts } from './words/page-words.ts'

type InShortProps = {
  readonly survey: Survey
  readonly language: string
  readonly tables: readonly ReportTable[]
  readonly wordings: readonly Wording[]
  readonly rule: LeadRule
  /** The board's words, by question, in the language of the page; the program's own where there are none. */
  readonly sentences?: ReadonlyMap<string, string>
  readonly words: PageWords
}

/** The head of a page: each finding as its percentage and as a sentence, with who was asked, and the limits of all of them. */
export function InShort({ survey, language, tables, wordings, rule, sentences, words }: InShortProps) {
  const leading = leadingFindings(tables, wordings, rule)
  return (
    <>
      <h2>{words.inShort}</h2>
      {leading.length > 0 ? (
        <ul class="leading">
          {leading.map((finding) => (
            <li>
              <strong aria-hidden="true">
                {finding.isAtLeast && '≥\u00A0'}
                {finding.percent.value}&#160;%
              </strong>
              <LeadingSentence finding={finding} template={sentences?.get(finding.id)} words={words} />
              <OnlyAsked wording={wordings.find(({ id }) => id === finding.id)} survey={survey} language={language} />
            </li>
          ))}
        </ul>
      ) : (
        <p>{words.noFinding}</p>
      )}
      {leading.length > 0 && <p class="soft small">{words.chosenByRule(rulePartsOf(rule))}</p>}
      <p class="limits">{words.limits}</p>
    </>
  )
}

function OnlyAsked({ wording, survey, language }: Pick<InShortProps, 'survey' | 'language'> & { readonly wording: Wording | undefined }) {
  const said = wording ? onlyAskedOf(wording, survey, language) : []
  return said.length > 0 ? <small class="soft">{said.join(' ')}</small> : ''
}

function rulePartsOf({ isList, most, order }: LeadRule): RuleParts {
  return { isList, most, largestFirst: order === 'largest_first' }
}

type LeadingProps = { readonly finding: LeadingFinding; readonly template: string | undefined; readonly words: PageWords }

/** Under words of the board stand the question and the answer, so that a reader can hold the one against the other. */
function LeadingSentence({ finding, template, words }: LeadingProps) {
  if (template === undefined) return <span>{words.finding(finding)}</span>
  return (
    <span>
      {filledSentence(template, finding, words)} <small class="soft">{words.board.source(finding)}</small>
    </span>
  )
}

/** An explanation of the numbers for readers, last on every page. */
export function HowToRead({ words, perturbations }: { readonly words: PageWords; readonly perturbations: ReadonlySet<Perturbation> }) {
  return (
    <>
      <h2>{words.reading}</h2>
      <ul>
        {[...[...perturbations].map((each) => words.perturbation[each]), ...words.readingLines].map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </>
  )
}

/** Every question under a heading, with a list that leads to each of them, and how its tables open. */
export function Questions({
  wordings,
  words,
  children,
}: PropsWithChildren<{ readonly wordings: readonly Wording[]; readonly words: PageWords }>) {
  return (
    <>
      <h2>{words.questions}</h2>
      <Contents wordings={wordings} words={words} />
      <p class="soft small opens">{words.closedTables}</p>
      <div class="questions">{children}</div>
    </>
  )
}

function Contents({ wordings, words }: { readonly wordings: readonly Wording[]; readonly words: PageWords }) {
  return (
    <details class="contents">
      <summary>{words.contents(wordings.length)}</summary>
      <ol>
        {wordings.map(({ id, text }) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </details>
  )
}
