import { isDeepStrictEqual } from 'node:util'
import { isOfAnotherVersion, readCandidateFiles, readVotedSums } from '#functions/candidate-folder.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { ErrorSummary, type PageError } from '#shared/pages/controls/error-summary.tsx'
import { leadingFindings } from '#shared/release/page/findings.ts'
import type { FindingParts } from '#shared/release/page/words/page-words.ts'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import { NO_QUOTES } from '#shared/release/quotes.ts'
import { type ReadRelease, withSentences } from '#shared/release/read.ts'
import { flawsOf, type Sentences } from '#shared/release/sentences/board-sentences.ts'
import { filledSentence } from '#shared/release/sentences/fill-sentence.ts'
import { wordingOf } from '#shared/release/wording.ts'
import { leadRuleOf } from '#shared/survey/leading-questions.ts'
import { isWithinLimit } from '../daily-limit.ts'
import { keepForm, readKeptForm } from '../desk.ts'
import { WordsField } from '../pages/act-form-parts.tsx'
import { BoardLayout } from '../pages/board-layout.tsx'
import { LimitPage, MissingPage, OtherVersionPage } from '../pages/trouble-pages.tsx'
import { download, formOf, goTo, nowIn, type Seated, show, type View } from '../route.ts'

type Path = '/board/words/:study/:hash/:draft?'

/** A finding that leads, in each language of the survey. */
type InLanguages = { readonly question: string; readonly said: readonly { readonly language: string; readonly finding: FindingParts }[] }

/**
 * The board's own words for the findings that lead a candidate. This page checks them and shows how they would stand, with the
 * hash that the candidate then has.
 */
export async function wordsPage(seated: Seated<Path>): Promise<Response> {
  const { c, view } = seated
  const read = await candidateOf(seated)
  if (!read) return notWorded(seated)
  const form = (await keptForm(seated)) ?? fromSentences(read.content.sentences)
  const sentences = sentencesIn(form, read)
  const errors = errorsIn(read, sentences, view)
  const { wording: say } = view.words
  const findings = findingsOf(read)
  return show(
    c,
    <BoardLayout view={view} title={say.heading} back="/board/propose" hasError={errors.length > 0}>
      <ErrorSummary errors={errors} words={view.siteWords} />
      <h1>{say.heading}</h1>
      <p>{say.lead}</p>
      {findings.length > 0 && <p>{say.hint}</p>}
      {c.req.param('draft') !== undefined && errors.length === 0 && sentences.length > 0 && (
        <Outcome
          {...{ view, read, sentences, findings }}
          draft={c.req.param('draft') ?? ''}
          isHere={await isHere(seated, read, sentences)}
        />
      )}
      {findings.length === 0 && <p>{say.nothing}</p>}
      <form method="post" action={view.to(addressOf(read))} novalidate autocomplete="off" hidden={findings.length === 0}>
        {findings.map(({ question, said }, at) => (
          <fieldset>
            <legend>{say.finding(at + 1)}</legend>
            {said.map(({ language, finding }) => (
              <WordsField
                view={view}
                filled={{ form, errors }}
                field={fieldOf(question, language)}
                text={say.inLanguage(nameOf(language, view.language))}
                hint={say.instead(pageWords(language).finding(finding))}
              />
            ))}
          </fieldset>
        ))}
        <Buttons>
          <Button>{say.look}</Button>
        </Buttons>
      </form>
    </BoardLayout>,
  )
}

/** Keeps what was written, so that nothing is lost, and leads to how it would stand or to what is wrong with it. */
export async function writeWords(seated: Seated<Path>): Promise<Response> {
  const { c, seat } = seated
  const read = await candidateOf(seated)
  if (!read) return notWorded(seated)
  return goTo(c, `${addressOf(read)}/${await keepForm(c.env.services, seat.person.id, formOf(c), nowIn(c.env.services))}`)
}

/** Makes the candidate with these words, as `chorus board words` does: the same numbers, and the board decides on it anew. */
export async function makeWorded(seated: Seated<'/board/words/:study/:hash/:draft/make'>): Promise<Response> {
  const { c, view, seat } = seated
  const { services } = c.env
  const read = await candidateOf(seated)
  const form = await keptForm(seated)
  const sentences = read && form ? sentencesIn(form, read) : []
  if (!read || sentences.length === 0 || flawsOf(read, sentences).length > 0) return show(c, <MissingPage view={view} />, 404)
  if (!(await isWithinLimit(services, 'words', seat.person.id))) return show(c, <LimitPage view={view} />, 429)
  const release = withSentences(read, sentences)
  await writeCandidate(services.candidates, read.survey.id, release, read.status.people)
  return goTo(c, `/board/propose/release/${read.survey.id}/${release.id}`)
}

/** The sheet that `chorus board words --sentences` reads. JSON is YAML too. */
export async function wordsFile(seated: Seated<'/board/words/:study/:hash/:draft/words.yaml'>): Promise<Response> {
  const { c, view } = seated
  const read = await candidateOf(seated)
  const form = await keptForm(seated)
  const sentences = read && form ? sentencesIn(form, read) : []
  if (!read || sentences.length === 0 || flawsOf(read, sentences).length > 0) return show(c, <MissingPage view={view} />, 404)
  const sheet = Object.fromEntries(sentences.map(({ question, words }) => [question, words]))
  return download(c, new TextEncoder().encode(`${JSON.stringify(sheet, null, 2)}\n`), 'words.yaml', 'application/yaml')
}

/** Says why no words can be put into a candidate. */
async function notWorded({ c, view }: Pick<Seated<Path>, 'c' | 'view'>): Promise<Response> {
  const { study, hash } = c.req.param()
  const isOther = await isOfAnotherVersion(c.env.services.candidates, study, hash)
  return show(c, isOther ? <OtherVersionPage view={view} /> : <MissingPage view={view} />, 404)
}

type Asking = Pick<Seated<Path>, 'c' | 'seat'>

/** Undefined where it is no candidate, or has quotes: their readers signed for it as it is. */
async function candidateOf({ c }: Asking): Promise<ReadRelease | undefined> {
  const { study, hash } = c.req.param()
  const read = (await readCandidateFiles(c.env.services.candidates, study, hash))?.read
  return read?.status.standing.state === 'candidate' && isDeepStrictEqual(read.content.quotes, NO_QUOTES) ? read : undefined
}

async function keptForm({ c, seat }: Asking): Promise<URLSearchParams | undefined> {
  const draft = c.req.param('draft')
  return draft === undefined ? undefined : readKeptForm(c.env.services, draft, seat.person.id, nowIn(c.env.services))
}

function addressOf({ survey, id }: ReadRelease): string {
  return `/board/words/${survey.id}/${id}`
}

function nameOf(language: string, shownIn: string): string {
  return new Intl.DisplayNames([shownIn], { type: 'language' }).of(language) ?? language
}

function fieldOf(question: string, language: string): string {
  return `say-${question}-${language}`
}

function findingsOf({ survey, tables }: ReadRelease): readonly InLanguages[] {
  const rule = leadRuleOf(survey)
  const all = survey.languages.map((language) => ({ language, found: leadingFindings(tables, wordingOf(survey, language), rule) }))
  return (all[0]?.found ?? []).map(({ id }) => ({
    question: id,
    said: all.flatMap(({ language, found }) => found.filter((each) => each.id === id).map((finding) => ({ language, finding }))),
  }))
}

function fromSentences(sentences: Sentences): URLSearchParams {
  const form = new URLSearchParams()
  for (const { question, words } of sentences)
    for (const [language, said] of Object.entries(words)) form.set(fieldOf(question, language), said)
  return form
}

/** A finding with no sentence in any language stays in the words of the program. */
function sentencesIn(form: URLSearchParams, read: ReadRelease): Sentences {
  return findingsOf(read).flatMap(({ question, said }) => {
    const words = said.map(({ language }) => [language, (form.get(fieldOf(question, language)) ?? '').trim()] as const)
    return words.some(([, text]) => text !== '') ? [{ question, words: Object.fromEntries(words) }] : []
  })
}

function errorsIn(read: ReadRelease, sentences: Sentences, { words: { wording }, language: shownIn }: View): PageError[] {
  return flawsOf(read, sentences).map(({ question, language, flaw }) => ({
    field: fieldOf(question, language),
    message: `${nameOf(language, shownIn)}: ${wording.flaws[flaw.kind]}${'found' in flaw ? ` \u2068${flaw.found}\u2069` : ''}`,
  }))
}

async function isHere({ c }: Asking, read: ReadRelease, sentences: Sentences): Promise<boolean> {
  return (await readVotedSums(c.env.services.candidates, read.survey.id, withSentences(read, sentences).id)) !== undefined
}

type OutcomeProps = {
  readonly view: View
  readonly read: ReadRelease
  readonly sentences: Sentences
  readonly findings: readonly InLanguages[]
  readonly draft: string
  readonly isHere: boolean
}

function Outcome({ view, read, sentences, findings, draft, isHere }: OutcomeProps) {
  const { wording: say } = view.words
  const { id } = withSentences(read, sentences)
  return (
    <>
      <h2>{say.made}</h2>
      {sentences.flatMap(({ question, words }) =>
        (findings.find((each) => each.question === question)?.said ?? []).map(({ language, finding }) => (
          <p class="words" lang={language} dir="auto">
            {filledSentence(words[language] ?? '', finding, pageWords(language))} {pageWords(language).board.source(finding)}
          </p>
        )),
      )}
      <p>
        {say.hash} <br />
        <span class="hash">{id}</span>
      </p>
      <p>{isHere ? say.isHere : say.next}</p>
      {!isHere && (
        <form method="post" action={view.to(`${addressOf(read)}/${draft}/make`)}>
          <Buttons>
            <Button>{say.make}</Button>
          </Buttons>
        </form>
      )}
      <p>
        {isHere ? (
          <a class="button" href={view.to(`/board/propose/release/${read.survey.id}/${id}`)}>
            {say.propose}
          </a>
        ) : (
          <a class="link" href={`${addressOf(read)}/${draft}/words.yaml`} download="">
            {say.file}
          </a>
        )}
      </p>
    </>
  )
}
