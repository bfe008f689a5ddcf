import { type Made, made, start } from '#functions/tabulate/workflow-steps.ts'
import type { Run } from '#shared/storage/runs/run.ts'

type Told = { readonly why: string; readonly remedy: string }

const TOO_LONG: Told = {
  why: 'a step took longer, or needed more memory, than a function may have',
  remedy: 'Starting it again will most likely end the same: see "How large a survey may be" in docs/deploy.md.',
}
const LOST: Told = {
  why: 'the process of a step ended, for want of memory or because it was stopped',
  remedy: 'Start it again once. If it ends the same, see "How large a survey may be" in docs/deploy.md.',
}

/** By the name of the error, which a step or the service gives. */
const FAILURES: Readonly<Record<string, Told>> = {
  Throttled: { why: 'the tables or the buckets were too busy, again and again', remedy: 'Start it again in an hour.' },
  Unavailable: { why: 'the tables or the buckets did not answer, again and again', remedy: 'Start it again in an hour.' },
  'Lambda.TooManyRequestsException': { why: 'another run had all calls that the function may have', remedy: 'Let that one end.' },
  'Sandbox.Timedout': TOO_LONG,
  'Lambda.Unknown': TOO_LONG,
  'States.Timeout': TOO_LONG,
  'Runtime.ExitError': LOST,
  'Runtime.OutOfMemory': LOST,
  Overtaken: { why: 'another tabulation of the same study began later and took over', remedy: 'Look what became of that one.' },
  OutOfTurn: {
    why: "its number is not that of the study's next report",
    remedy: 'Give the number after the last report that was made, or 1.',
  },
  RecordIsOlder: {
    why: 'this report is in the bucket of candidates, and the record of the study does not know it',
    remedy: 'The record was restored from too early a day. Restore it as it was after that report: "Restore" in docs/deploy.md.',
  },
  InputRefused: {
    why: 'it was not started as docs/deploy.md says, or a table holds what Chorus did not write',
    remedy: 'Start it with {"survey": {"id": "...", "hash": "..."}, "release": 1}; chorus survey list prints both.',
  },
  IntegrityError: {
    why: 'a survey or a response is not as it was written',
    remedy: 'Nothing may be counted with it. Follow "Incident" in docs/deploy.md.',
  },
  ConsentMismatch: {
    why: 'a response names another consent text than its survey has',
    remedy: 'Nothing may be counted with it. Follow "Incident" in docs/deploy.md.',
  },
}

const UNKNOWN: Told = {
  why: 'a step failed, and the log of tabulate says where',
  remedy: 'Read it, mend what it names, and start the workflow again: it begins from the answers.',
}

/** Says how a tabulation ended, as lines to print. Names the report and never a number of people. */
export function runInWords({ started, state, input, output, error }: Run): readonly string[] {
  const asked = start.safeParse(input)
  const what = asked.success ? `${asked.data.survey.id}, report ${asked.data.release}` : 'A run that names no report'
  const begun = `${started.slice(0, 10)} ${started.slice(11, 16)} UTC`
  return [`${what}, begun ${begun}`, `  ${endInWords(state, output, error)}`]
}

function endInWords(state: Run['state'], output: unknown, error: string | undefined): string {
  if (state === 'running') return 'under way'
  if (state === 'stopped') return 'failed: somebody stopped it, or the machine did. Start it again. [tabulation-failed]'
  if (state === 'succeeded') {
    const ended = made.safeParse(output)
    if (ended.success) return madeInWords(ended.data)
  }
  const { why, remedy } = state === 'timed out' ? TOO_LONG : (FAILURES[error ?? ''] ?? UNKNOWN)
  return `failed: ${why}. ${remedy} [tabulation-failed]`
}

function madeInWords(ended: Made): string {
  if (ended.outcome === 'refused') return `refused: ${ended.message} [report-refused]`
  return `made: ${ended.prefix} in the bucket of candidates. The board decides what becomes of it.`
}
