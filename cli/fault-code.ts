/** The system's own name for what went wrong with a file or a connection, such as ENOENT. */
export function faultCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined
}
