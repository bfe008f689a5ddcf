import { Browser } from '#cli/simulate/browser.ts'
import { connectTo, type PageConnection } from '#cli/simulate/connection.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import type { SimulatedPerson } from '#shared/made-up-people/person.ts'
import { STYLE_AT, scriptAt } from '#shared/pages/page-files.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { runDeployment } from '#test/running.ts'
import { peerSurvey } from './peer-survey.ts'
import { peers } from './peers.ts'
import { budgeted, median, type Row } from './row.ts'

const KB = 1024
const BUDGET = { firstPageKb: 6, requests: 1, anyPageKb: 14, questionPageKb: 4, journeyKb: 80 }

type Transfer = { readonly path: string; readonly bytes: number }
type Encoding = 'br' | 'gzip'
type Visit = {
  readonly survey: Survey
  readonly mode?: 'pages' | 'one-page'
  readonly language?: 'en' | 'es' | 'ar'
  readonly encoding?: Encoding
}

/**
 * Measures the bytes that a respondent's browser receives, compressed, response headers and redirects included, from the first
 * page to the receipt, when every question is answered. The pages share two files, which a browser loads once: both are counted.
 */
export async function benchPages(): Promise<readonly Row[]> {
  const survey = await peerSurvey()
  const translated = await peerSurvey(['en', 'es', 'ar'])
  const running = await runDeployment([survey, translated])
  const connection = connectTo(running.origin, 1)
  const record = (visit: Visit) => recordVisit(visit, running.origin, connection)
  try {
    const brotli = await record({ survey })
    return [
      ...pageRows(survey, brotli),
      journeyRow('one a page, brotli', brotli, peers.journey),
      journeyRow('one a page, gzip', await record({ survey, encoding: 'gzip' })),
      journeyRow('all on one page, gzip', await record({ survey, mode: 'one-page', encoding: 'gzip' })),
      // With the first page in two languages, and the way to the others on every page.
      journeyRow('one a page, gzip, in Spanish of three languages', await record({ survey: translated, language: 'es', encoding: 'gzip' })),
      journeyRow('one a page, gzip, in Arabic of three languages', await record({ survey: translated, language: 'ar', encoding: 'gzip' })),
    ]
  } finally {
    connection.close()
    await running.remove()
  }
}

async function recordVisit(visit: Visit, origin: URL, connection: PageConnection): Promise<Transfer[]> {
  const { survey, mode = 'pages', language, encoding = 'br' } = visit
  const transfers: Transfer[] = []
  const headers = { 'accept-encoding': encoding }
  const browser = new Browser({
    origin,
    headers,
    send: connection.send,
    now: () => new Date(),
    watch: (url, { bodyBytes, headBytes }) => transfers.push({ path: url.pathname, bytes: bodyBytes + headBytes }),
  })
  const plan = {
    mode,
    agrees: ['aggregate' as const],
    looksBack: false,
    pressesSkip: false,
    typesCarelessly: false,
    ending: { kind: 'sends' as const, twice: false },
    ...(language === undefined ? {} : { language }),
  }
  const { outcome } = await visitSurvey({ survey, person: answersEverything(survey), plan, browser })
  if (outcome !== 'sent') throw new Error(`the visit ended before the receipt: ${outcome}`)
  for (const path of [STYLE_AT, scriptAt(await loadWords(language ?? 'en'))]) {
    const { status, bodyBytes, headBytes } = await connection.send({ method: 'GET', url: new URL(path, origin), headers })
    if (status !== 200) throw new Error(`${path} answers ${status}`)
    transfers.push({ path, bytes: bodyBytes + headBytes })
  }
  return transfers
}

function pageRows(survey: Survey, transfers: readonly Transfer[]): Row[] {
  const start = `/s/${linkOf(survey.id)}`
  const first = transfers.filter((each) => each.path === start).map((each) => each.bytes)
  // Pages and the small redirects of the same address; the pages are what weighs.
  const questions = transfers.filter((each) => /\/\d+$/.test(each.path) && each.bytes > KB).map((each) => each.bytes)
  const heaviest = Math.max(...transfers.map((each) => each.bytes))
  const detail = `median ${(median(questions) / KB).toFixed(2)}`
  return [
    budgeted('first page, on the wire', Math.max(...first) / KB, 'KB', { atMost: BUDGET.firstPageKb }, { beside: peers.firstPage }),
    budgeted('first page, requests', first.length, '', { atMost: BUDGET.requests }),
    budgeted(
      'heaviest question page',
      Math.max(...questions) / KB,
      'KB',
      { atMost: BUDGET.questionPageKb },
      { detail, beside: peers.questionPage },
    ),
    budgeted('heaviest response of all (RX-02)', heaviest / KB, 'KB', { atMost: BUDGET.anyPageKb }),
  ]
}

function journeyRow(how: string, transfers: readonly Transfer[], beside?: string): Row {
  const kb = transfers.reduce((sum, each) => sum + each.bytes, 0) / KB
  const detail = `${transfers.length} responses, redirects and both files included`
  return budgeted(`22 questions, whole journey, ${how}`, kb, 'KB', { atMost: BUDGET.journeyKb }, { detail, ...(beside ? { beside } : {}) })
}

function answersEverything(survey: Survey): SimulatedPerson {
  const wishes = questionsOf(survey).map((question): [string, string[]] => [
    question.id,
    isClosed(question) && 'options' in question
      ? [question.options[0]?.id ?? '']
      : ['A sentence of about the usual length, written on a phone.'],
  ])
  return { wishes: Object.fromEntries(wishes), skippedSections: new Set(), heard: 0 }
}
