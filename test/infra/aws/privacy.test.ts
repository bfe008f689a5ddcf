import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DOMAIN, synthesise, valuesOf } from './synthesised.ts'

const stage = synthesise()

describe('nothing on AWS can record who came', () => {
  it('keeps no access log at the API, and counts no route on its own', () => {
    for (const { Properties } of stage.each('AWS::ApiGatewayV2::Stage')) {
      expect(Properties).not.toHaveProperty('AccessLogSettings')
      expect(Properties).toMatchObject({ DefaultRouteSettings: { DetailedMetricsEnabled: false } })
      expect(JSON.stringify(Properties)).not.toMatch(/identity|sourceIp|userAgent|authorizer|DataTrace/i)
    }
  })

  it('keeps no access log at CloudFront, of the old kind, the new kind or in real time', () => {
    for (const { Properties } of stage.each('AWS::CloudFront::Distribution')) {
      expect(valuesOf('Logging', Properties)).toStrictEqual([])
      expect(valuesOf('RealtimeLogConfigArn', Properties)).toStrictEqual([])
    }
    expect(stage.ofType('AWS::CloudFront::RealtimeLogConfig')).toStrictEqual([])
    expect(stage.ofType('AWS::Logs::DeliverySource')).toStrictEqual([])
  })

  it('passes on to the function no agent, referrer, language or address, and only our own cookie', () => {
    for (const { Properties } of stage.each('AWS::CloudFront::OriginRequestPolicy')) {
      expect(Properties).toMatchObject({
        OriginRequestPolicyConfig: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Encoding', 'Content-Type'] },
          CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['__Host-visit'] },
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['lang'] },
        },
      })
    }
  })

  it('keeps no page of a respondent in a cache', () => {
    // The id of AWS's own policy CachingDisabled.
    const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
    for (const { Properties } of stage.each('AWS::CloudFront::Distribution')) {
      expect(Properties).toMatchObject({ DistributionConfig: { DefaultCacheBehavior: { CachePolicyId: cachingDisabled } } })
      for (const ttl of valuesOf('ErrorCachingMinTTL', Properties)) expect(ttl).toBe(0)
    }
  })

  it('keeps no access log at a bucket, and tells nobody about objects', () => {
    for (const { Properties } of stage.each('AWS::S3::Bucket')) {
      for (const name of ['LoggingConfiguration', 'NotificationConfiguration', 'InventoryConfigurations', 'ReplicationConfiguration']) {
        expect(Properties).not.toHaveProperty(name)
      }
    }
  })

  it('traces nothing, and lets the platform write no line about a call that went well', () => {
    for (const { Properties } of stage.each('AWS::Lambda::Function')) {
      expect(Properties).not.toHaveProperty('TracingConfig')
      expect(Properties).toMatchObject({ LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' } })
      expect(Properties).not.toHaveProperty('Layers')
      expect(Properties).not.toHaveProperty('DeadLetterConfig')
    }
    for (const { Properties } of stage.each('AWS::StepFunctions::StateMachine')) {
      expect(Properties).toMatchObject({ TracingConfiguration: { Enabled: false }, LoggingConfiguration: { Level: 'OFF' } })
    }
  })

  it.each([
    'AWS::CloudTrail::Trail',
    'AWS::CloudTrail::EventDataStore',
    'AWS::WAFv2::WebACL',
    'AWS::WAFv2::LoggingConfiguration',
    'AWS::EC2::FlowLog',
    'AWS::XRay::Group',
    'AWS::XRay::SamplingRule',
    'AWS::RUM::AppMonitor',
    'AWS::Synthetics::Canary',
    'AWS::Kinesis::Stream',
    'AWS::KinesisFirehose::DeliveryStream',
    'AWS::Logs::SubscriptionFilter',
    'AWS::Logs::MetricFilter',
    'AWS::Route53::HostedZone',
    'AWS::Lambda::EventInvokeConfig',
  ])('has no %s', (type) => {
    const allowed = type === 'AWS::Lambda::EventInvokeConfig' ? ['OnFailure', 'OnSuccess'] : undefined
    const found = stage
      .ofType(type)
      .filter(([, { Properties }]) => !allowed || allowed.some((name) => valuesOf(name, Properties).length > 0))

    expect(found).toStrictEqual([])
  })

  it('encrypts every log with a key of its own and forgets it within 30 days', () => {
    for (const { Properties } of stage.each('AWS::Logs::LogGroup')) {
      expect(Properties).toHaveProperty('KmsKeyId')
      expect(z.number().max(30).safeParse(Properties.RetentionInDays).success).toBe(true)
    }
    // One log for each function, so that none is made by the platform with retention forever.
    expect(stage.ofType('AWS::Logs::LogGroup')).toHaveLength(stage.ofType('AWS::Lambda::Function').length)
    for (const { Properties } of stage.each('AWS::Lambda::Function')) expect(valuesOf('LogGroup', Properties)).toHaveLength(1)
  })

  it('shows no count of visits on the dashboard', () => {
    for (const { Properties } of stage.each('AWS::CloudWatch::Dashboard')) {
      expect(JSON.stringify(Properties)).not.toMatch(/"Count\\?"|Invocations|Requests|ConsumedWrite|ItemCount|logs/)
    }
  })

  it('has no secret in any environment or template', () => {
    for (const { Properties } of stage.each('AWS::Lambda::Function')) {
      const { Variables } = z.looseObject({ Variables: z.record(z.string(), z.unknown()) }).parse(Properties.Environment)
      const held = Object.entries(Variables).filter(([name]) => name.startsWith('CHORUS_SECRET_'))
      // A reference to where it is kept, and no text.
      for (const [, value] of held) expect(typeof value).toBe('object')
    }
    expect(stage.ofType('AWS::SecretsManager::Secret').every(([, { Properties }]) => !('SecretString' in Properties))).toBe(true)
    expect(JSON.stringify([...stage.all.values()])).not.toContain('{{resolve:')
  })
})

describe('a stage with a domain', () => {
  it('speaks TLS 1.2 or later only', () => {
    const [distribution] = synthesise('test', { domain: DOMAIN }).ofType('AWS::CloudFront::Distribution')

    expect(distribution?.[1].Properties).toMatchObject({
      DistributionConfig: { Aliases: ['survey.example.org'], ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' } },
    })
  })
})
