import { describe, expect, it } from 'vitest'
import { decodeAnswers } from '#shared/response/coding.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { runTogether } from '#test/unit/respond/helpers/schedule.ts'
import { section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, type Town, townWith } from '#test/unit/respond/helpers/town.ts'

const survey = surveyOf([section('a', [single('one', ['heron', 'gull']), single('two', ['heron', 'gull']), text('words')])])
const link = linkOf(survey.id)

function storedAnswers({ memory }: Town) {
  return [...memory.kept.responses.values()].map(({ answers }) => decodeAnswers(codebookOf(survey), answers))
}

describe('anybody who can write the table of drafts, and holds no key', () => {
  async function twoVisits() {
    const town = await townWith(survey)
    const [mine, theirs] = [town.browser(), town.browser()]
    await goOn(mine, await begin(mine, survey), '/3', { one: ['heron'] })
    await goOn(theirs, await begin(theirs, survey), '/3', { one: ['gull'] })
    const drafts = town.memory.kept.drafts
    const [[myId, myDraft] = [], [theirId, theirDraft] = []] = [...drafts]
    if (!myId || !myDraft || !theirId || !theirDraft) throw new Error('there are no two drafts')
    return { town, mine, theirs, drafts, myId, myDraft, theirId, theirDraft }
  }

  it('gives nobody the answers of another by swapping drafts, whole or in part', async () => {
    const { town, mine, theirs, drafts, myId, myDraft, theirId, theirDraft } = await twoVisits()
    const swaps = [
      [
        { ...theirDraft, id: myDraft.id },
        { ...myDraft, id: theirDraft.id },
      ],
      [
        { ...myDraft, ciphertext: theirDraft.ciphertext },
        { ...theirDraft, ciphertext: myDraft.ciphertext },
      ],
      [theirDraft, myDraft],
    ] as const
    for (const [first, second] of swaps) {
      drafts.set(myId, first)
      drafts.set(theirId, second)
      for (const browser of [mine, theirs]) {
        const check = await browser.open(`/s/${link}/check`)
        expect([check.url.pathname, check.page.text.includes('Option heron')]).toEqual([`/s/${link}`, false])
      }
    }
    expect(town.counts().responses).toBe(0)
  })

  it('brings no old answer back under the number of a newer one', async () => {
    const { mine, drafts, myId, myDraft } = await twoVisits()
    await press(mine, await mine.open(`/s/${link}/1`), { one: ['gull'] })
    const newer = drafts.get(myId)
    if (!newer) throw new Error('the draft is gone')
    expect(newer.revision).toBeGreaterThan(myDraft.revision)
    drafts.set(myId, { ...newer, ciphertext: myDraft.ciphertext })
    expect((await mine.open(`/s/${link}/check`)).url.pathname).toBe(`/s/${link}`)
    drafts.set(myId, newer)
    expect((await mine.open(`/s/${link}/check`)).page.text).toContain('Option gull')
  })
})

describe('two tabs of one person', () => {
  it('keep both of two answers, whichever call of whichever comes first', async () => {
    for (let pattern = 0; pattern < 64; pattern++) {
      const town = await townWith(survey)
      const browser = town.browser()
      await begin(browser, survey)
      const [first, second] = [await browser.open(`/s/${link}/1`), await browser.open(`/s/${link}/2`)]
      let turn = 0
      await runTogether(
        town.memory,
        [() => press(browser, first, { one: ['gull'] }), () => press(browser, second, { two: ['heron'] })],
        (waiting) => ((pattern >> (turn++ % 6)) & 1) % waiting.length,
      )
      receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/check`), '/send')))
      expect(storedAnswers(town)).toMatchObject([{ one: { options: ['gull'] }, two: { options: ['heron'] } }])
    }
  })

  it('change nothing that was sent: a page left open in one says so after Send in the other', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    const open = [await browser.open(`/s/${link}/1`), await browser.open(`/s/${link}/3`)]
    receiptOn(await press(browser, await goOn(browser, await browser.open(`/s/${link}/1`), '/send', { one: ['heron'] })))
    for (const stale of open) {
      const late = await press(browser, stale, { one: ['gull'], words: ['Too late'] })
      expect(late.page.text).toContain('This visit has ended')
    }
    expect(storedAnswers(town)).toMatchObject([{ one: { options: ['heron'] } }])
    expect(town.counts()).toMatchObject({ responses: 1, stories: 0, drafts: 0 })
  })

  it('are two people to nobody: the form of a visit that another has replaced changes neither', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const stale = await begin(browser, survey)
    await browser.open('/leave')
    const fresh = await begin(browser, survey)
    // Posted with the cookie of the new visit, as a browser does: it is that visit's answer now, and the old one is gone.
    await press(browser, stale, { one: ['gull'] })
    expect(town.counts().drafts).toBe(1)
    receiptOn(await press(browser, await goOn(browser, fresh, '/send', { one: ['heron'] })))
    expect(town.counts()).toMatchObject({ responses: 1, drafts: 0 })
  })

  it('send a one-page form twice as one response, and one of each mode as two people would', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const all = await browser.open(`/s/${link}/all`)
    const ready = await goOn(browser, await begin(browser, survey), '/send', { one: ['heron'] })
    const codes = [
      await press(browser, all, { ...AGREES, one: ['gull'] }),
      await press(browser, all, { ...AGREES, one: ['gull'] }),
      await press(browser, ready),
    ].map(receiptOn)
    expect(new Set(codes).size).toBe(2)
    expect(town.counts()).toMatchObject({ responses: 2, drafts: 0 })
    // Each receipt was seen once; the browser carries the last.
    expect(receiptOn(await browser.open(`/s/${link}/receipt`))).toBe(codes[2])
  })
})
