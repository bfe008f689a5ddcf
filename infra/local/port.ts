import { CodedError } from '#shared/problem.ts'

/** The port that somebody wrote; 0 is any free one. */
export function portIn(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new CodedError('start-option', `--port ${text} is not a port: use a number from 0 (any free one) to 65535`)
  return Number(text)
}
