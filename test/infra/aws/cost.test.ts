import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { costOf, FIXED } from '#infra/aws/cost/model.ts'
import { costTable } from '#infra/aws/cost/table.ts'
import { synthesise } from './synthesised.ts'

describe('the cost model', () => {
  it('is the table of docs/deploy.md', () => {
    const docs = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'deploy.md'), 'utf8')

    expect(plain(docs)).toContain(plain(costTable()))
  })

  it('counts what a deployment has', () => {
    const stage = synthesise()

    expect(stage.each('AWS::KMS::Key')).toHaveLength(FIXED.keys)
    expect(stage.each('AWS::SecretsManager::Secret')).toHaveLength(FIXED.secrets)
    expect(stage.each('AWS::CloudWatch::Alarm')).toHaveLength(FIXED.alarms)
    expect(stage.each('AWS::CloudWatch::Dashboard')).toHaveLength(FIXED.dashboards)
  })

  it('costs nothing more for nobody, and ten times the use for ten times the people', () => {
    const [none, some, many] = [costOf(0), costOf(1000), costOf(10_000)]

    expect(none.Lambda).toBe(0)
    expect(many['HTTP API']).toBeCloseTo(10 * (some['HTTP API'] ?? 0), 6)
    expect(many.KMS).toBeLessThan(1.1 * (some.KMS ?? 0))
  })
})

/** A table without what a formatter may do to it. */
function plain(text: string): string {
  return text.replaceAll(/[ :-]+/g, '')
}
