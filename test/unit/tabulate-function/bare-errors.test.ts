import middy from '@middy/core'
import { describe, expect, it } from 'vitest'
import { bareErrorsOf } from '#functions/bare-errors.ts'
import { input } from '#functions/tabulate/workflow-steps.ts'
import type { LogLine } from '#shared/log.ts'
import { StorageError } from '#shared/storage/error.ts'
import { IntegrityError } from '#shared/survey/canonical.ts'

const failing = async (thrown: () => unknown) => {
  const lines: LogLine[] = []
  const handler = middy<unknown, unknown>()
    .use(bareErrorsOf((line) => lines.push(line), 'tabulate', 'the tabulation failed'))
    .handler(async () => thrown())
  const failure: unknown = await Promise.resolve(handler({}, Object.create(null))).catch((error: unknown) => error)
  return { lines, failure: failure instanceof Error ? `${failure.message}\n${failure.stack}` : 'no error' }
}

describe('an error of the tabulation', () => {
  it.each<[string, () => unknown, LogLine['error']]>([
    ['an input that is none of its steps', () => input.parse({ step: 'SECRET', SECRET: 1 }), 'InputRefused'],
    [
      'a survey that was changed',
      () => {
        throw new IntegrityError({ id: 'SECRET', hash: 'SECRET' })
      },
      'IntegrityError',
    ],
    [
      'a database that is busy',
      () => {
        throw new StorageError('Throttled', 'SECRET')
      },
      'Throttled',
    ],
    [
      'anything else',
      () => {
        throw new Error('SECRET')
      },
      'Unexpected',
    ],
  ])('leaves its class in the log and nothing of its message anywhere: %s', async (_, thrown, error) => {
    const { lines, failure } = await failing(thrown)

    expect(lines).toEqual([{ event: 'failed', source: 'tabulate', step: 'function', error }])
    expect(failure).toContain('the tabulation failed')
    expect(failure).not.toContain('SECRET')
  })
})
