import { describe, expect, it } from 'vitest'
import { anId, aStore } from './store.ts'

describe('invitations', () => {
  const store = aStore()
  const invitations = () => store.repositories().invitations
  const aSurvey = () => `survey-${Buffer.from(anId()).toString('hex')}`

  it('are known after they were made, in their own survey and no other', async () => {
    const survey = aSurvey()
    const mark = anId()

    await invitations().add(survey, mark)

    expect(await invitations().isKnown(survey, mark)).toBe(true)
    expect(await invitations().isKnown(aSurvey(), mark)).toBe(false)
    expect(await invitations().isKnown(survey, anId())).toBe(false)
  })

  it('are used by one holder alone, for whom using again is the same use', async () => {
    const survey = aSurvey()
    const [mark, holder] = [anId(), anId()]

    expect(await invitations().isUsed(survey, mark)).toBe(false)
    expect(await invitations().use(survey, mark, holder)).toBe(true)
    expect(await invitations().isUsed(survey, mark)).toBe(true)
    expect(await invitations().use(survey, mark, anId())).toBe(false)
    expect(await invitations().use(survey, mark, holder)).toBe(true)
  })

  it('let one of many who come at once use a mark', async () => {
    const survey = aSurvey()
    const mark = anId()

    const used = await Promise.all(Array.from({ length: 8 }, () => invitations().use(survey, mark, anId())))

    expect(used.filter(Boolean)).toHaveLength(1)
  })

  it('are gone, made and used, when the survey is over, and those of another stay', async () => {
    const [survey, other] = [aSurvey(), aSurvey()]
    for (const each of [survey, other]) {
      await invitations().add(each, anId())
      await invitations().use(each, anId(), anId())
    }

    await invitations().removeAll(survey)

    expect(await invitations().count(survey)).toStrictEqual({ made: 0, used: 0 })
    expect(await invitations().count(other)).toStrictEqual({ made: 1, used: 1 })
  })

  it('look the same before and after they were used', async () => {
    const survey = aSurvey()
    const mark = anId()
    await invitations().add(survey, mark)

    await invitations().use(survey, anId(), anId())

    expect(await invitations().isKnown(survey, mark)).toBe(true)
  })

  it('are counted, made and used', async () => {
    const survey = aSurvey()
    for (let i = 0; i < 5; i++) await invitations().add(survey, anId())
    for (let i = 0; i < 2; i++) await invitations().use(survey, anId(), anId())

    expect(await invitations().count(survey)).toStrictEqual({ made: 5, used: 2 })
    expect(await invitations().count(aSurvey())).toStrictEqual({ made: 0, used: 0 })
  })
})
