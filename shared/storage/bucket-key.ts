import { StorageError } from './error.ts'

/** Segments of letters, digits, `.`, `_` and `-`, and none starts with a dot: a key can never leave its folder. */
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/
const LONGEST = 512

export function isBucketKey(key: string): boolean {
  return KEY.test(key) && key.length <= LONGEST
}

/** The same key, if every kind of bucket can have it. */
export function checkedKey(key: string): string {
  if (!isBucketKey(key)) throw new StorageError('Unexpected', 'not a key of this bucket')
  return key
}
