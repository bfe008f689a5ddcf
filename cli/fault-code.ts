const IN_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'you have no right to it',
  EPERM: 'you have no right to it',
  EROFS: 'the disk takes no changes',
  ENOSPC: 'the disk is full',
}

/** Says what went wrong with a file or a folder, for a person; the system's name alone where we have no words for it. */
export function faultInWords(thrown: unknown): string {
  const code = faultCode(thrown)
  return (code && IN_WORDS[code]) ?? `the system said ${code ?? 'nothing more'}`
}

/** The system's own name for what went wrong with a file or a connection, such as ENOENT. */
export function faultCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined
}
