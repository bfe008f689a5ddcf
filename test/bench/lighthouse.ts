import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { readSurvey } from '#cli/read-survey.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { launchChromium } from '#test/browser/chromium.ts'
import { agree } from '#test/browser/tour.ts'
import { freePort } from '#test/free-port.ts'
import { runDeployment } from '#test/running.ts'
import { budgeted, type Row } from './row.ts'

const BUDGET = { accessibility: 100, performance: 95, paintSeconds: 1.8 }
const TIMES = 3

type Score = { readonly accessibility: number; readonly performance: number; readonly paintSeconds: number }

/**
 * Runs Lighthouse on three pages on its simulated slow 4G and mid phone, nothing cached. Other work on the machine only ever
 * makes it worse, so the best of a few runs counts.
 */
export async function benchLighthouse(): Promise<readonly Row[]> {
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const port = await freePort()
  const running = await runDeployment([survey])
  const chromium = await launchChromium([`--remote-debugging-port=${port}`])
  try {
    const context = await chromium.newContext()
    const page = await context.newPage()
    await agree({ page, running, survey, language: 'en' })
    const Cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const start = `${running.origin.origin}/s/${linkOf(survey.id)}`
    const rows: Row[] = []
    for (const [what, url] of [
      ['first page', start],
      ['a question page', page.url()],
      ['all on one page', `${start}/all`],
    ] as const) {
      rows.push(...rowsOf(what, await bestScore(url, port, url === page.url() ? { Cookie } : {})))
    }
    return rows
  } finally {
    await chromium.close()
    await running.remove()
  }
}

function rowsOf(what: string, { accessibility, performance, paintSeconds }: Score): Row[] {
  return [
    budgeted(`${what}: Lighthouse accessibility`, accessibility, '', { atLeast: BUDGET.accessibility }),
    budgeted(`${what}: Lighthouse performance, slow 4G`, performance, '', { atLeast: BUDGET.performance }),
    budgeted(`${what}: first contentful paint, slow 4G (RX-06)`, paintSeconds, 's', { atMost: BUDGET.paintSeconds }),
  ]
}

async function bestScore(url: string, port: number, extraHeaders: Record<string, string>): Promise<Score> {
  const scores: Score[] = []
  for (let tries = 1; scores.length < TIMES; tries++) {
    const result = await lighthouse(url, { port, logLevel: 'error', onlyCategories: ['accessibility', 'performance'], extraHeaders })
    const { categories, audits, finalDisplayedUrl, runtimeError } = result?.lhr ?? {}
    if (runtimeError || finalDisplayedUrl !== url) {
      // On a busy machine a trace may come without its beginning.
      if (tries < 2 * TIMES) continue
      throw new Error(`Lighthouse did not see ${url}: ${runtimeError?.message ?? finalDisplayedUrl}`)
    }
    scores.push({
      accessibility: 100 * (categories?.accessibility?.score ?? 0),
      performance: 100 * (categories?.performance?.score ?? 0),
      paintSeconds: (audits?.['first-contentful-paint']?.numericValue ?? Number.POSITIVE_INFINITY) / 1000,
    })
  }
  const each = <Name extends keyof Score>(name: Name) => scores.map((score) => score[name])
  return {
    accessibility: Math.min(...each('accessibility')),
    performance: Math.max(...each('performance')),
    paintSeconds: Math.min(...each('paintSeconds')),
  }
}
