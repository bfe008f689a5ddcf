import { describe, expect, it } from 'vitest'
import { anId, aStore } from './store.ts'

describe('ways to be reached', () => {
  const store = aStore()
  const followups = () => store.repositories().followups
  const aSurvey = () => `survey-${Buffer.from(anId()).toString('hex')}`
  const anEntry = () => ({ sealed: anId(), expires: 1_800_000_000 })

  it('lie in their place of the pool, byte for byte', async () => {
    const survey = aSurvey()
    const entry = anEntry()

    expect(await followups().replacePlace(survey, 3, entry, undefined)).toBe(true)

    expect(await followups().readPlace(survey, 3)).toStrictEqual(entry)
    expect(await followups().readPlace(survey, 4)).toBeUndefined()
    expect(await followups().readPlace(aSurvey(), 3)).toBeUndefined()
  })

  it('take a place from exactly what was seen there, or not at all', async () => {
    const survey = aSurvey()
    const [first, second, third] = [anEntry(), anEntry(), anEntry()]
    await followups().replacePlace(survey, 0, first, undefined)

    expect(await followups().replacePlace(survey, 0, second, undefined)).toBe(false)
    expect(await followups().replacePlace(survey, 0, second, first)).toBe(true)
    expect(await followups().replacePlace(survey, 0, third, first)).toBe(false)

    expect(await followups().readPlace(survey, 0)).toStrictEqual(second)
  })

  it('let one of two who come at once have a place', async () => {
    const survey = aSurvey()

    const placed = await Promise.all([anEntry(), anEntry()].map((entry) => followups().replacePlace(survey, 1, entry, undefined)))

    expect(placed.toSorted()).toStrictEqual([false, true])
  })

  it('can be kept twice and are kept once', async () => {
    const entry = anEntry()

    await followups().keep(aSurvey(), entry)
    await expect(followups().keep(aSurvey(), entry)).resolves.toBeUndefined()
  })
})
