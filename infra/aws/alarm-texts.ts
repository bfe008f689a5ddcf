import type { FunctionName, TableName } from '../topology.ts'

/** The text of an alarm: what a person cannot do while it lasts, and the first thing to do. */
type Told = { readonly harms: string; readonly remedy: string }

export const FAILING: Readonly<Record<FunctionName, Told>> = {
  respond: {
    harms: 'people see an error page in the middle of a survey; some will not come back. What they sent before is safe.',
    remedy: 'read the class of the error in the log of respond; if it began with a deployment, deploy the version before it.',
  },
  console: {
    harms: "members cannot read, vote or pause on the board's pages; chorus board pause still works, and what is paused stays paused.",
    remedy: 'read the class of the error in the log of console; if it began with a deployment, deploy the version before it.',
  },
  retain: {
    harms: 'answers, words and codes are kept for longer than their consent text promises, or what was withdrawn came back with a restore.',
    remedy:
      'read the class of the error in the log of retain, repair, and start the workflow again: it begins from what is still there. ClockJumped after a pause of more than 40 days: chorus confirm-day.',
  },
  tabulate: {
    harms: 'the community waits for its report; no respondent notices and no answer is lost.',
    remedy: 'read the class of the error in the log of tabulate, repair, and start the workflow again: it begins from the answers.',
  },
  publish: {
    harms: 'what the board approved is not public yet; nothing that it did not approve is.',
    remedy: 'read the class of the error in the log of publish, repair, and start the workflow publication: it begins from the ledger.',
  },
  findings: {
    harms: 'readers see an error page in place of what the board published; nobody is shown anything else.',
    remedy: 'read the class of the error in the log of findings: if the ledger does not hold, show it to the board before anything else.',
  },
}

type Throttled = { readonly harms: string; readonly metrics: readonly ('ReadThrottleEvents' | 'WriteThrottleEvents')[] }

/**
 * While a table refuses what comes too fast. Each metric costs ten cents a month, so only tables are here that a rush of people
 * uses up; of any other the pages that fail tell, or the workflow that breaks.
 */
export const THROTTLED = {
  drafts: { harms: 'people cannot go on to the next question.', metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'] },
  responses: { harms: 'people cannot send their answers, or take them back.', metrics: ['WriteThrottleEvents'] },
  stories: { harms: 'people cannot send what they wrote, or take it back.', metrics: ['WriteThrottleEvents'] },
  community: { harms: 'people cannot open a survey, and stewards cannot open or close one.', metrics: ['ReadThrottleEvents'] },
} as const satisfies Partial<Record<TableName, Throttled>>

/** When more calls come than may run at once. A workflow tries again by itself, and tells when it gives up. */
export const FULL: Readonly<Partial<Record<FunctionName, Told>>> = {
  respond: {
    harms: 'more people come than respond may answer at once; some see an error and are told to try again.',
    remedy: 'a shared link that spreads is good news: raise `capacity` in the file of the stage and deploy. A flood is not: leave it.',
  },
  console: {
    harms: "more people read the board's pages than console may answer at once; some see an error and try again.",
    remedy: 'raise console in infra/aws/at-once.ts and deploy, unless it is a flood.',
  },
  findings: {
    harms: 'more readers come than may be answered at once; some see an error and are told to try again.',
    remedy: 'raise READERS_AT_ONCE in infra/aws/at-once.ts and deploy, if readers are many; a flood ends by itself.',
  },
}

/** An hour with more requests than the stage is meant for. */
export const CROWD: Told = {
  harms: 'nobody yet: more people come than the stage is meant for, and each costs money.',
  remedy:
    'a shared link that spreads is good news: raise `capacity` in the file of the stage and deploy. A flood is not: chorus survey pause, or lower `capacity`.',
}

/** Requests that were refused: too many at once, or addresses that do not exist. */
export const REFUSED: Told = {
  harms: 'if people are among them, they are told to try again; what they sent before is safe.',
  remedy:
    'look at the requests of the API in the console: as many as the throttle lets through means that too many come at once. Raise `capacity` for people; leave it for a flood.',
}
