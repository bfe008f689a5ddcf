import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { costTable } from '#infra/aws/cost/cost-table.ts'
import { costOf, FIXED, floodAnHour } from '#infra/aws/cost/model.ts'
import { synthesise, valuesOf } from './synthesised.ts'

describe('the cost model', () => {
  it('is the table of docs/deploy.md', () => {
    const docs = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'deploy.md'), 'utf8')

    expect(plain(docs)).toContain(plain(costTable()))
  })

  it('comes to no more than 12 dollars in a month in which nobody answers', () => {
    // Seven keys at a dollar, five secrets at 40 cents, 27 metrics at 10 cents, 2,344 steps at 25 dollars a million.
    expect(Object.values(costOf(0)).reduce((sum, each) => sum + each, 0)).toBeCloseTo(7 + 2 + 2.7 + 0.0586, 2)
  })

  it('counts what a deployment has', () => {
    const stage = synthesise('costs', { dashboard: false })

    expect(stage.each('AWS::KMS::Key')).toHaveLength(FIXED.keys)
    expect(stage.each('AWS::SecretsManager::Secret')).toHaveLength(FIXED.secrets)
    // CloudWatch asks for each metric that an alarm looks at.
    const metrics = stage.each('AWS::CloudWatch::Alarm').map(({ Properties }) => Math.max(1, valuesOf('MetricStat', Properties).length))
    expect(metrics.reduce((sum, each) => sum + each, 0)).toBe(FIXED.alarmMetrics)
    expect(stage.ofType('AWS::CloudWatch::Dashboard')).toStrictEqual([])
  })

  it('comes to what a person with paper finds for 10,000 people', () => {
    // 54 requests each: 540,000. Starts of processes are a hundredth of them: 5,400.
    expect(costOf(10_000)).toStrictEqual({
      // 540,000 calls at 20 cents a million; 30 ms at half a gigabyte: 8,100 gigabyte-seconds.
      Lambda: near(0.108 + 0.108),
      'HTTP API': near(0.54),
      // A dollar a million over TLS; 80 KB each: 0.8 GB.
      CloudFront: near(0.54 + 0.068),
      // 52 units of drafts and 4 of responses written, each; 520,000 + 1,956 read; 15 MB kept, twice with backups.
      DynamoDB: near(0.35 + 0.0652445 + 0.00675),
      S3: near(0.00024 + 0.00023),
      KMS: near(FIXED.keys + 0.0162),
      // Five secrets; three of them read at each start, at five cents for 10,000.
      'Secrets Manager': near(2 + 0.081),
      // Four reports of 16 steps, thirty days of 4, 720 hours of 3.
      'Step Functions': near(0.0586),
      CloudWatch: near(FIXED.alarmMetrics / 10),
    })
  })

  it('says what a flood of ordinary visits adds in an hour', () => {
    // 10,000 requests a second for an hour are what 666,667 people make, at 188.3 dollars a million.
    expect(floodAnHour({ sustained: 50, burst: 200 })).toBeCloseTo(125.5, 1)
    expect(floodAnHour({ sustained: 5, burst: 20 })).toBeCloseTo(13.6, 1)
  })

  it('costs nothing more for nobody, and ten times the use for ten times the people', () => {
    const [none, some, many] = [costOf(0), costOf(1000), costOf(10_000)]

    expect(none.Lambda).toBe(0)
    expect(many['HTTP API']).toBeCloseTo(10 * (some['HTTP API'] ?? 0), 6)
    expect(many.KMS).toBeLessThan(1.1 * (some.KMS ?? 0))
  })
})

const near = (dollars: number) => expect.closeTo(dollars, 4)

/** A table without what a formatter may do to it. */
function plain(text: string): string {
  return text.replaceAll(/[ :-]+/g, '')
}
