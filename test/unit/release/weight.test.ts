import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Files } from '#shared/release/release.ts'
import { instrumentRelease } from './instrument-release.ts'

const MOST_BYTES = 14 * 1024
const MOST_IN_A_CHART = 6 * 1024
/** Every number has more digits. Arabic takes two bytes a letter. */
const MOST_OF_THOUSANDS = { 'report.html': MOST_BYTES, 'report.es.html': MOST_BYTES, 'report.ar.html': 15 * 1024 }

/** Every instrument that comes with Chorus. */
const INSTRUMENTS = readdirSync('surveys', { recursive: true, encoding: 'utf8' })
  .flatMap((file) => /^([^/]+)\/survey\.yaml$/.exec(file)?.[1] ?? [])
  .sort()

describe('the weight of a finding page', () => {
  it('is asked of every instrument', () => {
    expect(INSTRUMENTS).toHaveLength(8)
  })

  it.each(INSTRUMENTS)(
    'is 14 KB without its charts, compressed, and no chart is over 6 KB as it is saved, in each language of %s',
    async (id) => {
      const { survey, files } = await instrumentRelease(id, 400)
      const weighed = weigh(files)

      expect(weighed.map(({ name }) => name)).toHaveLength(survey.languages.length)
      for (const { charts } of weighed) expect(charts).toBeGreaterThan(2)
      expect(weighed.filter(({ without, heaviest }) => without > MOST_BYTES || heaviest > MOST_IN_A_CHART)).toEqual([])
    },
  )

  it('is 14 KB for a report of 4,000 people in English and Spanish, and 15 KB in Arabic', async () => {
    const { files } = await instrumentRelease('root-causes', 4000)
    const weights = new Map(weigh(files).map(({ name, without }) => [name, without]))

    for (const [name, most] of Object.entries(MOST_OF_THOUSANDS)) expect(weights.get(name)).toBeLessThanOrEqual(most)
  })
})

function weigh(files: Files) {
  const pages = [...files].flatMap(([name, bytes]) => (name.endsWith('.html') ? [{ name, page: new TextDecoder().decode(bytes) }] : []))
  return pages.map(({ name, page }) => {
    const charts = page.match(/<svg.*?<\/svg>/gs) ?? []
    const heaviest = Math.max(...charts.map((chart) => Buffer.byteLength(chart)))
    return { name, charts: charts.length, without: gzipSync(page.replaceAll(/<svg.*?<\/svg>/gs, '')).length, heaviest }
  })
}
