import { describe, expect, it } from 'vitest'
import type { Approvals } from '#functions/approvals.ts'
import type { ReasonCode } from '#shared/governance/verdict.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { begin, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const refusing =
  (code: ReasonCode): Approvals =>
  async () => ({ ok: false, missing: [{ code, text: code }] })

const LINES = {
  en: 'Reference, if you ask somebody for help:',
  es: 'Referencia, por si pides ayuda a alguien:',
  ar: 'المرجع، إذا طلبتم المساعدة من أحد:',
}

describe('the reference of an error on a page', () => {
  it.each(Object.entries(LINES))('is its code, in words of the page: %s', async (language, line) => {
    const town = await townWith(survey)
    const read = async (path: string) => (await town.browser().open(`${path}?lang=${language}`)).page.text
    expect(await read('/nowhere')).toContain(`${line} R01`)
    expect(await read('/trouble/failed')).toContain(`${line} R08`)
    expect(await read('/trouble/large')).toContain(`${line} R09`)
    expect(await read('/trouble/form')).toContain(`${line} R10`)
  })

  it('is on pages that end or stop a visit, and differs by the reason', async () => {
    const town = await townWith(survey)
    const read = async (path: string) => (await town.browser().open(path)).page.text
    expect(await read(`/s/${link}/ended`)).toContain(`${LINES.en} R04`)
    expect(await read(`/s/${link}/receipt`)).toContain(`${LINES.en} R05`)
    expect(await read(`/s/${link}/cookies`)).toContain(`${LINES.en} R06`)
    town.board.says = refusing('paused')
    expect(await read(`/s/${link}`)).toContain(`${LINES.en} R02`)
    town.board.says = refusing('expired')
    expect(await read(`/s/${link}`)).toContain(`${LINES.en} R03`)
  })

  it('is on no page of a visit that goes well, nor where somebody declines, stops or is too young', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    for (const path of ['', '/consent', '/1', '/5', '/check', '/all', '/support', '/stop', '/stopped', '/declined', '/adults']) {
      await browser.open(`/s/${link}${path}`)
      expect(town.lastPage(), path).not.toContain('Reference')
    }
  })
})
