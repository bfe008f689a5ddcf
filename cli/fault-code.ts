const IN_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'you are not allowed to use it',
  EPERM: 'you are not allowed to use it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}

/** Says what went wrong with a file or a folder, as the end of a sentence; with the system's own name for it where there are no words here. */
export function faultInWords(thrown: unknown): string {
  const code = faultCode(thrown)
  return (code && IN_WORDS[code]) ?? (code === undefined ? 'the system gives no reason' : `the system says ${code}`)
}

/** The system's own name for what went wrong with a file or a connection, such as ENOENT. */
export function faultCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined
}
