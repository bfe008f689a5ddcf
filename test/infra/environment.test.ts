import { describe, expect, it } from 'vitest'
import { limitsText } from '#functions/respond/abuse/limits.ts'
import { environmentOf } from '#infra/environment.ts'
import { functions, operators } from '#infra/topology.ts'

const addresses = {
  table: (name: string) => `table ${name}`,
  bucket: (name: string) => `bucket ${name}`,
  secret: (name: string, half: string) => `${half} of ${name}`,
}

describe('an environment', () => {
  it('gives tabulation the rounding key, the answers, the state of each series and the candidates, and no way to a code, a draft or a story', () => {
    expect(environmentOf(functions.tabulate, addresses)).toStrictEqual({
      CHORUS_TABLE_RESPONSES: 'table responses',
      CHORUS_TABLE_COMMUNITY: 'table community',
      CHORUS_TABLE_SERIES: 'table series',
      CHORUS_BUCKET_CANDIDATES: 'bucket candidates',
      CHORUS_BUCKET_PARTIALS: 'bucket partials',
      CHORUS_SECRET_STUDY_KEY: 'secret of studyKey',
      CHORUS_SECRET_RESPONSE_KEY: 'secret of responseKey',
    })
  })

  it('gives the respondents side only the public half of the key that opens stories', () => {
    const environment = environmentOf(functions.respond, addresses)

    expect(environment).toMatchObject({ CHORUS_PUBLIC_STORY_KEY: 'public of storyKey', CHORUS_SECRET_PEPPER: 'secret of pepper' })
    expect(Object.values(environment)).not.toContain('secret of storyKey')
  })

  it('gives the steward the surveys, the marks of invitations and the links of the board, and nothing else', () => {
    expect(environmentOf(operators.steward, addresses)).toStrictEqual({
      CHORUS_TABLE_COMMUNITY: 'table community',
      CHORUS_TABLE_INVITATIONS: 'table invitations',
      CHORUS_TABLE_BOARDROOM: 'table boardroom',
    })
  })

  it('sets the limits of the respondents side, which it can read', () => {
    const { CHORUS_LIMITS } = environmentOf(functions.respond, addresses)

    expect(limitsText.parse(CHORUS_LIMITS)).toMatchObject({ sends: 240_000, surveySends: 120_000, withdrawals: 30_000 })
  })
})

describe('the state of a series', () => {
  it('can be touched by tabulation and by nobody else', () => {
    const everyone = Object.entries({ ...functions, ...operators })

    expect(everyone.filter(([, access]) => 'series' in access.tables).map(([name]) => name)).toStrictEqual(['tabulate'])
  })
})
