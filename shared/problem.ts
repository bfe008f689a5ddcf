import type { ErrorCode } from './errors/error-catalogue.ts'

/**
 * Something wrong in what a person gave us: where it is, what is wrong, and what to do about it.
 * Input is checked to its end, so a person sees every problem at once and loses nothing.
 */
export type Problem = {
  /** The kind of problem, as docs/errors.md explains it. */
  readonly code: ErrorCode
  /** Which file, as the person named it. */
  readonly file: string
  /** 1-based. */
  readonly line?: number
  /** 1-based character position for text, or a column's name for a table. */
  readonly column?: number | string
  readonly message: string
  readonly remedy: string
}

/** One plain sentence a problem: `survey.yaml:12:5 - unknown type "singel". Use one of single, scale, ... [survey-value]` */
export function describeProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
  return visible(`${place} - ${problem.message}. ${problem.remedy} [${problem.code}]`)
}

/** Characters that would steer a terminal or turn words round are named instead: what is quoted may hold any. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

/** Thrown when input is refused; carries every problem found, never the input itself. */
export class InputRefused extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'InputRefused'
    this.problems = problems
  }
}

/** Thrown where something a person asked for cannot be done. `message` says why and what to do, in plain sentences. */
export class CodedError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CodedError'
    this.code = code
  }
}

/** The message with its code: `port 80 is taken: choose another with --port [port-taken]`. Any other error is `unexpected`. */
export function describeError(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return `${message} [${thrown instanceof CodedError ? thrown.code : 'unexpected'}]`
}

/** Said once, under the last message. */
export const ABOUT_CODES = 'The name in brackets at the end of a message is its code: docs/errors.md says for each what to do.'

/** The same problems under another code. */
export function withCode(code: ErrorCode, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, code }))
}
