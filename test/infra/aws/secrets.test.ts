import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withSecrets } from '#shared/storage/secrets-manager.ts'
import { secretArn } from '#test/lambda/assembly.ts'
import { startSecrets } from '#test/lambda/local-secrets.ts'

describe('the secrets of a function', () => {
  let stop = async () => {}
  beforeAll(async () => {
    const values = new Map([
      [secretArn('Pepper'), 'a'.repeat(64)],
      [secretArn('Typed'), 'hunter2'],
    ])
    const secrets = await startSecrets(values)
    stop = secrets.stop
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secrets.endpoint)
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await stop()
  })

  it('come from where the environment says, as 32 bytes in base64', async () => {
    const found = await withSecrets({ CHORUS_SECRET_PEPPER: secretArn('Pepper'), CHORUS_TABLE_DRAFTS: 'drafts' })

    // SHA-256 of 64 letters a, computed with another tool (sha256sum).
    const digest = Buffer.from('ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb', 'hex').toString('base64')
    expect(found).toStrictEqual({ CHORUS_SECRET_PEPPER: digest, CHORUS_TABLE_DRAFTS: 'drafts' })
  })

  it('stay as they are where they are given themselves, and nothing else is looked up', async () => {
    const given = { CHORUS_SECRET_PEPPER: 'AAAA', OTHER: secretArn('Pepper') }

    expect(await withSecrets(given)).toBe(given)
  })

  it.each([
    ['Missing', 'a secret could not be read'],
    ['Typed', 'is not the secret that was deployed'],
  ])('are never made up: %s fails and quotes nothing', async (name, message) => {
    const failing = withSecrets({ CHORUS_SECRET_PEPPER: secretArn(name) })

    await expect(failing).rejects.toThrow(message)
    await expect(failing).rejects.not.toThrow('hunter2')
  })
})
