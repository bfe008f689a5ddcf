import { Browser } from '#cli/simulate/browser.ts'
import { connect } from '#cli/simulate/connection.ts'
import type { Person } from '#cli/simulate/person.ts'
import { walk } from '#cli/simulate/walk.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { runDeployment } from '#test/running.ts'
import { peerSurvey } from './peer-survey.ts'
import { peers } from './peers.ts'
import { budgeted, median, type Row } from './row.ts'

const KB = 1024
const BUDGET = { firstPageKb: 6, requests: 1, questionPageKb: 4, journeyKb: 80 }

type Transfer = { readonly path: string; readonly bytes: number }

/**
 * What a respondent's browser receives, compressed, response headers and redirects included, from the first page to the
 * receipt, when every question is answered. Pages load nothing else, so each page is one request.
 */
export async function benchPages(): Promise<readonly Row[]> {
  const survey = await peerSurvey()
  const translated = await peerSurvey(['en', 'es', 'ar'])
  const running = await runDeployment([survey, translated])
  const connection = connect(running.origin, 1)
  try {
    const record = async (survey: Survey, mode: 'pages' | 'one-page', language?: string) => {
      const transfers: Transfer[] = []
      const browser = new Browser({
        origin: running.origin,
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
      const visit = await walk({ survey, person: answersEverything(survey), plan, browser })
      if (visit.outcome !== 'sent') throw new Error(`the visit ended before the receipt: ${visit.outcome}`)
      return transfers
    }
    return [
      ...rowsOf(survey, await record(survey, 'pages')),
      onePageRow(await record(survey, 'one-page')),
      translatedRow('Spanish', await record(translated, 'pages', 'es')),
      translatedRow('Arabic', await record(translated, 'pages', 'ar')),
    ]
  } finally {
    connection.close()
    await running.remove()
  }
}

function rowsOf(survey: Survey, transfers: readonly Transfer[]): Row[] {
  const start = `/s/${linkOf(survey.id)}`
  const first = transfers.filter((each) => each.path === start).map((each) => each.bytes)
  // Pages and the small redirects of the same address; the pages are what weighs.
  const questions = transfers.filter((each) => /\/\d+$/.test(each.path) && each.bytes > KB).map((each) => each.bytes)
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
    budgeted(
      '22 questions, whole journey, one a page',
      total(transfers) / KB,
      'KB',
      { atMost: BUDGET.journeyKb },
      { detail: `${transfers.length} responses, redirects included`, beside: peers.journey },
    ),
  ]
}

function onePageRow(transfers: readonly Transfer[]): Row {
  return budgeted(
    '22 questions, whole journey, all on one page',
    total(transfers) / KB,
    'KB',
    { atMost: BUDGET.journeyKb },
    { detail: `${transfers.length} responses` },
  )
}

/** With the first page in two languages, and the way to the others on every page. */
function translatedRow(language: string, transfers: readonly Transfer[]): Row {
  return budgeted(`22 questions, whole journey, one a page, ${language} of three languages`, total(transfers) / KB, 'KB', {
    atMost: BUDGET.journeyKb,
  })
}

function total(transfers: readonly Transfer[]): number {
  return transfers.reduce((sum, each) => sum + each.bytes, 0)
}

function answersEverything(survey: Survey): Person {
  const wishes = questionsOf(survey).map((question): [string, string[]] => [
    question.id,
    isClosed(question) && 'options' in question
      ? [question.options[0]?.id ?? '']
      : ['A sentence of about the usual length, written on a phone.'],
  ])
  return { wishes: Object.fromEntries(wishes), skippedSections: new Set(), heard: 0 }
}
