import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { failure } from '#shared/storage/dynamodb/failure.ts'
import { StorageError } from '#shared/storage/error.ts'

function thrown(name: string, $fault: 'client' | 'server') {
  return new DynamoDBServiceException({ name, $fault, $metadata: {}, message: 'item 203.0.113.7 is not valid' })
}

describe('a failure of the store', () => {
  it.each([
    ['ProvisionedThroughputExceededException', 'client', 'Throttled', 'table responses is too busy'],
    ['ThrottlingException', 'client', 'Throttled', 'table responses is too busy'],
    ['InternalServerError', 'server', 'Unavailable', 'the database failed for table responses'],
    ['AccessDeniedException', 'client', 'Unexpected', 'the database refused a request on table responses: AccessDeniedException'],
  ] as const)('%s (%s) is %s, in words that quote nothing that was sent', (name, fault, code, message) => {
    expect(failure(thrown(name, fault), 'responses')).toMatchObject({ name: 'StorageError', code, message })
  })

  it('that never reached the database is Unavailable', () => {
    const refused = new Error('connect ECONNREFUSED 203.0.113.7:443')

    expect(failure(refused, 'drafts')).toMatchObject({ code: 'Unavailable', message: 'the database did not answer for table drafts' })
  })

  it('that is a StorageError already stays as it is', () => {
    const own = new StorageError('TooLarge', 'the survey is too large to keep')

    expect(failure(own, 'community')).toBe(own)
  })
})
