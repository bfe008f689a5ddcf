import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import type { SupportEntry, Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from './helpers/surveys.ts'
import { townWith } from './helpers/town.ts'

const entry = (id: string, region: string, more: Partial<SupportEntry> = {}): SupportEntry => ({
  id,
  region,
  name: { en: `Place ${id}`, ar: `Place ${id}` },
  peerRun: false,
  channels: [{ kind: 'call', value: '100', cost: 'free' }],
  hours: { en: 'Always', ar: 'دائمًا' },
  languages: ['en'],
  contactsEmergencyServices: 'never',
  ...more,
})

async function supportOf(support: SupportEntry[], language: 'en' | 'ar') {
  const survey: Survey = { ...surveyOf([section('a', [single('q1')])], { languages: ['en', 'ar'] }), support }
  const town = await townWith(survey)
  await town.browser().open(`/s/${linkOf(survey.id)}/support?lang=${language}`)
  return town.lastPage()
}

const orderIn = (html: string) => [...html.matchAll(/Place (\w+)/g)].map(([, id]) => id)

describe('the support page', () => {
  it('says which country each entry is for, in the language of the page', async () => {
    const places = [entry('a', 'US'), entry('b', 'US-IL'), entry('c', '*')]
    const english = await supportOf(places, 'en')
    for (const place of ['For people in: United States<', 'For people in: United States (IL)<', 'For people in: everywhere<'])
      expect(english).toContain(place)
    expect(await supportOf(places, 'ar')).toContain('لمن هم في: الولايات المتحدة')
  })

  it('shows first who speaks the language of the page, and of these who is run by peers', async () => {
    const places = [
      entry('a', 'US'),
      entry('b', 'US', { languages: ['ar'] }),
      entry('c', 'US', { peerRun: true }),
      entry('d', 'US', { languages: ['en', 'ar'], peerRun: true }),
    ]
    expect(orderIn(await supportOf(places, 'ar'))).toEqual(['d', 'b', 'c', 'a'])
    expect(orderIn(await supportOf(places, 'en'))).toEqual(['c', 'd', 'a', 'b'])
  })

  it('lets people in several countries choose theirs, without a script', async () => {
    const html = await supportOf([entry('a', 'US'), entry('b', 'MX'), entry('c', '*'), entry('d', 'US-IL')], 'en')
    expect([...html.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, name]) => name)).toEqual(['United States', 'Mexico'])
    expect(orderIn(html.slice(0, html.indexOf('<details>')))).toEqual(['c'])
    expect(orderIn(html.slice(html.indexOf('<details>'), html.indexOf('</details>')))).toEqual(['a', 'd'])
    expect(await supportOf([entry('a', 'US'), entry('b', 'US-IL')], 'en')).not.toContain('<details>')
  })
})
