import { describe, expect, it } from 'vitest'
import { type Look, NoAnswer } from '#infra/aws/preflight/look.ts'
import { missingInWords, whatIsMissing } from '#infra/aws/preflight/preflight.ts'
import { configOf } from '#infra/aws/stage-config.ts'

const ACCOUNT = '123456789012'
const ARN = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`
const SETTINGS = {
  region: 'eu-central-1',
  alarmEmail: 'steward@example.org',
  monthlyBudgetUsd: 30,
  storyPublicKey: Buffer.alloc(32, 7).toString('base64'),
  domain: { name: 'survey.example.org', certificateArn: ARN },
}
const RESERVED = 508

/** An account that lacks nothing, but for what a test says. */
const account = (but: Partial<Look> = {}): Look => ({
  account: async () => ACCOUNT,
  bootstrapVersion: async () => 28,
  concurrency: async () => ({ total: 1000, unreserved: 1000, ours: 0 }),
  certificate: async () => ({ status: 'ISSUED', names: ['survey.example.org'] }),
  ...but,
})

const missing = (look: Partial<Look>, settings: object = {}) =>
  whatIsMissing(configOf('prod', { ...SETTINGS, ...settings }, 'the test'), account(look), RESERVED)

const denied = async () => Promise.reject(new NoAnswer('AccessDeniedException'))

describe('before anything is made in an account', () => {
  it('nothing is missing from one that has it all, with or without a domain', async () => {
    expect(await missing({})).toEqual([])
    expect(await missing({ certificate: denied }, { domain: undefined })).toEqual([])
  })

  it('all that is missing is said at once', async () => {
    const found = await missing(
      {
        bootstrapVersion: async () => undefined,
        concurrency: async () => ({ total: 10, unreserved: 10, ours: 0 }),
        certificate: async () => undefined,
      },
      { account: '210987654321' },
    )

    expect(found.map(({ code }) => code)).toEqual(['aws-account', 'aws-bootstrap', 'aws-bootstrap', 'aws-concurrency', 'aws-certificate'])
    expect(missingInWords(found).split('\n')).toEqual([
      '5 things are missing. Nothing was made or changed.',
      ...Array.from({ length: 5 }, () => expect.stringMatching(/^ {2}\S.*\. .* \[aws-[a-z]+\]$/)),
    ])
  })

  it('without credentials that is all there is to say', async () => {
    expect(await missing({ account: async () => undefined, bootstrapVersion: denied })).toEqual([
      { code: 'aws-credentials', message: expect.stringContaining('Sign in') },
    ])
  })

  it('credentials are tried in us-east-1: in a region that is not turned on, good ones look wrong', async () => {
    const onlyThere = async (region: string) => (region === 'us-east-1' ? ACCOUNT : undefined)

    expect(await missing({ account: onlyThere })).toEqual([])
  })

  it('a region that does not exist, or that the account has not turned on, is named', async () => {
    expect(await missing({}, { region: 'eu-middle-9' })).toEqual([{ code: 'aws-region', message: expect.stringContaining('eu-middle-9') }])
    const off = (region: string) =>
      region === 'eu-central-1' ? Promise.reject(new NoAnswer('UnrecognizedClientException')) : Promise.resolve(28)
    expect(await missing({ bootstrapVersion: off })).toEqual([
      { code: 'aws-region', message: expect.stringContaining('not turned on the region eu-central-1') },
    ])
  })

  it.each([
    ['eu-central-1', undefined, 'Run: npx cdk bootstrap aws://123456789012/eu-central-1'],
    ['us-east-1', undefined, 'Run: npx cdk bootstrap aws://123456789012/us-east-1'],
    ['us-east-1', 5, 'version 5, and 6 is needed'],
    ['us-east-1', Number.NaN, 'version NaN, and 6 is needed'],
  ])('%s, prepared by version %s, is told how to be prepared', async (where, version, told) => {
    const found = await missing({ bootstrapVersion: async (region) => (region === where ? version : 28) })

    expect(found).toEqual([{ code: 'aws-bootstrap', message: expect.stringContaining(told) }])
  })

  it('the name of the bootstrap is asked for and told: an account may have one of its own', async () => {
    const asked: string[] = []
    const bootstrapVersion = async (region: string, qualifier: string) => {
      asked.push(`${region} ${qualifier}`)
      return qualifier === 'hnb659fds' ? 28 : undefined
    }
    const found = await missing({ bootstrapVersion }, { bootstrapQualifier: 'ours' })

    expect(asked).toEqual(['eu-central-1 ours', 'us-east-1 ours'])
    expect(found[0]?.message).toContain('npx cdk bootstrap --qualifier ours aws://123456789012/eu-central-1')
  })

  it.each([
    [{ total: 608, unreserved: 608, ours: 0 }, []],
    [{ total: 607, unreserved: 607, ours: 0 }, ['aws-concurrency']],
    // Deployed before: what its own functions hold is theirs again.
    [{ total: 1000, unreserved: 492, ours: 508 }, []],
    [{ total: 1000, unreserved: 492, ours: 0 }, ['aws-concurrency']],
  ])('of calls at once %j, 508 may be reserved while 100 are left: %j', async (concurrency, codes) => {
    expect((await missing({ concurrency: async () => concurrency })).map(({ code }) => code)).toEqual(codes)
  })

  it.each([
    [{ status: 'PENDING_VALIDATION', names: ['survey.example.org'] }, 'aws acm describe-certificate'],
    [{ status: 'EXPIRED', names: ['survey.example.org'] }, 'Make a new one'],
    [{ status: 'ISSUED', names: ['example.org', '*.other.org'] }, 'not for survey.example.org'],
    [undefined, 'There is no certificate'],
  ])('a certificate that is %j is told how to come right', async (certificate, told) => {
    expect(await missing({ certificate: async () => certificate })).toEqual([
      { code: 'aws-certificate', message: expect.stringContaining(told) },
    ])
  })

  it('a certificate for every name of the domain will do; one of another account will not', async () => {
    expect(await missing({ certificate: async () => ({ status: 'ISSUED', names: ['*.example.org'] }) })).toEqual([])
    expect(await missing({ certificate: async () => ({ status: 'ISSUED', names: ['*.org'] }) })).toHaveLength(1)
    const elsewhere = { domain: { name: 'survey.example.org', certificateArn: ARN.replace(ACCOUNT, '210987654321') } }
    expect(await missing({}, elsewhere)).toEqual([{ code: 'aws-certificate', message: expect.stringContaining('of another account') }])
  })

  it('what AWS does not answer counts as missing, with the right that would be needed', async () => {
    const found = await missing({ bootstrapVersion: denied, concurrency: denied, certificate: denied })

    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'aws-unanswered'))
    for (const right of ['ssm:GetParameter', 'lambda:GetAccountSettings', 'acm:DescribeCertificate', '--no-preflight'])
      expect(missingInWords(found)).toContain(right)
  })

  it('a fault of our own is not taken for an answer', async () => {
    await expect(missing({ concurrency: async () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours')
  })
})
