import { describe, expect, it } from 'vitest'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { begin, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const SAYS = 'This is a trial of the survey.'

describe('a survey that is tried out', () => {
  it('says so on every page of it, and no other survey does', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const paths = ['', '/consent', '/all', '/1', '/5', '/check', '/send', '/support', '/stop']
    await begin(browser, survey)
    for (const path of paths) {
      await browser.open(`/s/${link}${path}`)
      expect(town.lastPage(), path).not.toContain(SAYS)
    }
    await town.memory.community.open({ link, version: versionOf(survey), trial: true })
    town.board.says = async () => ({ ok: false, missing: [{ code: 'not approved', text: 'Nobody asked the board.' }] })
    for (const path of paths) {
      await browser.open(`/s/${link}${path}`)
      expect(town.lastPage(), path).toContain(SAYS)
    }
  })

  it('tells on the first page who asks and who pays, in a line each', async () => {
    const town = await townWith(survey)
    const shown = await town.browser().open(`/s/${link}`)
    expect(shown.page.text).toContain('Who asks: A group Who pays: Its members')
  })
})
