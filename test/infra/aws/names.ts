/** By the table whose key they share. */
const SHARED = { budgets: 'drafts', followups: 'drafts', withdrawals: 'stories', boardroom: 'community', invitations: 'community' }

/** The logical id of the key of a table. */
export function tableKeyId(table: string): string {
  return `${pascal(Object.entries(SHARED).find(([name]) => name === table)?.[1] ?? table)}TableKey`
}

/** The logical id of the key of a bucket. */
export function bucketKeyId(bucket: string): string {
  if (bucket === 'partials') return tableKeyId('series')
  return bucket === 'findings' ? tableKeyId('community') : `${pascal(bucket)}BucketKey`
}

/** `studyKey` -> `StudyKey`, as the logical ids of the data stack begin. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
