import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { StorageError } from '../error.ts'

const THROTTLED = ['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException', 'LimitExceededException']

/** Translates an error of the SDK for a caller. The SDK's own message is dropped: it may quote what was sent. */
export function failure(thrown: unknown, table: string): StorageError {
  if (thrown instanceof StorageError) return thrown
  if (!(thrown instanceof DynamoDBServiceException)) {
    return new StorageError('Unavailable', `the database did not answer for table ${table}`)
  }
  if (THROTTLED.includes(thrown.name)) return new StorageError('Throttled', `table ${table} is too busy`)
  if (thrown.$fault === 'server') return new StorageError('Unavailable', `the database failed for table ${table}`)
  // The name of an exception class is the service's own word, for example AccessDeniedException.
  return new StorageError('Unexpected', `the database refused a request on table ${table}: ${thrown.name}`)
}
