import { describe, expect, it } from 'vitest'
import { alarmsTell } from './rules/alarms-tell.ts'
import { bucketsClosed } from './rules/buckets-closed.ts'
import { keysCared } from './rules/keys-cared.ts'
import { logsForget } from './rules/logs-forget.ts'
import { noAccessLog } from './rules/no-access-log.ts'
import { noEdgeLog } from './rules/no-edge-log.ts'
import { noSecretInSight } from './rules/no-secret-in-sight.ts'
import { noTrace } from './rules/no-trace.ts'
import { nobodyWatches } from './rules/nobody-watches.ts'
import { onlyTheseRead } from './rules/only-these-read.ts'
import { passesNothingOn } from './rules/passes-nothing-on.ts'
import { pastTheEdge } from './rules/past-the-edge.ts'
import { rightsNarrow } from './rules/rights-narrow.ts'
import type { Rule } from './rules/rule.ts'
import { somebodyIsTold } from './rules/somebody-is-told.ts'
import { tablesClosed } from './rules/tables-closed.ts'
import { whatThereIs } from './rules/what-there-is.ts'
import { changed, DOMAIN, synthesise } from './synthesised.ts'

const rules: readonly Rule[] = [
  whatThereIs,
  noAccessLog,
  noEdgeLog,
  passesNothingOn,
  noTrace,
  logsForget,
  tablesClosed,
  bucketsClosed,
  noSecretInSight,
  pastTheEdge,
  keysCared,
  rightsNarrow,
  onlyTheseRead,
  nobodyWatches,
  alarmsTell,
  somebodyIsTold,
]

const stage = synthesise()
const stages = { 'as it comes': stage, 'with a domain': synthesise('other', { domain: DOMAIN }) }

describe.each(rules.map((rule) => [rule.promise, rule] as const))('%s', (_, rule) => {
  it.each(Object.entries(stages))('is kept by a stage %s', (_name, each) => {
    expect(rule.broken(each)).toStrictEqual([])
  })

  it.each(Object.entries(rule.attacks))('is seen to be broken when %s', (_name, attack) => {
    const attacked = changed(stage, attack)

    expect(rule.broken(attacked)).not.toStrictEqual([])
  })
})

describe('while a restore is under way', () => {
  it('every promise is kept', () => {
    expect(rules.flatMap((rule) => rule.broken(synthesise('test', { restoring: true })))).toStrictEqual([])
  })
})

describe('a stage with a domain', () => {
  it('speaks TLS 1.2 or later only', () => {
    const [distribution] = stages['with a domain'].ofType('AWS::CloudFront::Distribution')

    expect(distribution?.[1].Properties).toMatchObject({
      DistributionConfig: { Aliases: ['survey.example.org'], ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' } },
    })
  })
})
