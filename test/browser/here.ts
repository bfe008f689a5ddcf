import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import type { DeploymentOptions } from '#infra/local/local-deployment.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { launchShell } from './chromium.ts'
import { tourSurvey } from './tour-survey.ts'

type Here = { readonly running: Running; readonly chromium: Browser; readonly survey: Survey; readonly surveys: readonly Survey[] }

/** Where the tests of one file run: a deployment with these surveys open, and a browser. Call the result once they run. */
export function inBrowser(
  read: () => Promise<readonly Survey[]>,
  { launch = launchShell, ...options }: Partial<DeploymentOptions> & { readonly launch?: () => Promise<Browser> } = {},
): () => Here {
  let here: Here | undefined
  beforeAll(async () => {
    const surveys = await read()
    const [survey] = surveys
    if (!survey) throw new Error('there is no survey to show')
    const [running, chromium] = await Promise.all([runDeployment(surveys, options), launch()])
    here = { running, chromium, survey, surveys }
  })
  afterAll(async () => {
    await here?.chromium.close()
    await here?.running.remove()
  })
  return () => {
    if (!here) throw new Error('the browser is used before the tests start')
    return here
  }
}

export const theTour = async () => [await tourSurvey()]

export const surveysNamed = (...names: readonly string[]) => Promise.all(names.map((name) => readSurvey(`surveys/${name}`)))
