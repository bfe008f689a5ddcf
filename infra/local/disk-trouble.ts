import { CodedError } from '#shared/problem.ts'

/** The troubles that keep a deployment from its data, by the system's words somewhere in the error or in one of its causes. */
const TROUBLES: readonly { readonly sign: RegExp; readonly says: (place: string) => string; readonly code?: 'data-folder-busy' }[] = [
  {
    code: 'data-folder-busy',
    sign: /LEVEL_LOCKED|already held by process|LOCK: Resource temporarily unavailable/,
    says: (place) => `another Chorus is running on ${place}: stop it first, or use another folder with --data`,
  },
  {
    sign: /ENOSPC|EDQUOT|No space left|quota exceeded/i,
    says: (place) =>
      `the disk that holds ${place} is full. Everything that got a receipt is stored. Make room (some hundred megabytes), then start again; nothing in the folder needs to be changed`,
  },
  {
    sign: /EROFS|Read-only file system/i,
    says: (place) =>
      `the disk that holds ${place} can only be read. Mount it for writing (after an error, check the disk first), or use another folder with --data`,
  },
  {
    sign: /EACCES|EPERM|Permission denied|Operation not permitted/i,
    says: (place) =>
      `${place} may not be written by the user that runs Chorus. Give the whole folder to that user (chown -R), or use another folder with --data`,
  },
  {
    sign: /EIO|Input\/output error/,
    says: (place) =>
      `the disk that holds ${place} fails to read or write. Stop using it: copy the folder to another disk, and start there with --data`,
  },
]

/** The error in a sentence with its remedy, when it is about the disk; else as it is. */
export function diskTrouble(thrown: unknown, place: string): unknown {
  const signs = signsOf(thrown)
  const trouble = TROUBLES.find(({ sign }) => sign.test(signs))
  return trouble ? new CodedError(trouble.code ?? 'disk', trouble.says(place), { cause: thrown }) : thrown
}

function signsOf(thrown: unknown): string {
  // A port that may not be used is no trouble of the disk.
  if (!(thrown instanceof Error) || ('syscall' in thrown && thrown.syscall === 'listen')) return ''
  const code = 'code' in thrown ? String(thrown.code) : ''
  return `${code} ${thrown.message}\n${signsOf(thrown.cause)}`
}
