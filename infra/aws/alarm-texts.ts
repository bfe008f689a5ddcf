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
    harms:
      'answers, words and codes are kept for longer than their consent text promises, or answers that people had deleted came back with a restore.',
    remedy:
      'read the class of the error in the log of retain, correct the cause, and start the workflow again: it goes on with what is still there. If the class is ClockJumped, after a pause of more than 40 days, run chorus confirm-day.',
  },
  tabulate: {
    harms: 'the community waits for its report; no respondent notices and no answer is lost.',
    remedy:
      'read the class of the error in the log of tabulate, correct the cause, and start the workflow again: it counts the answers from the beginning.',
  },
  publish: {
    harms: 'what the board approved is not public yet. Nothing else became public.',
    remedy:
      'read the class of the error in the log of publish, correct the cause, and start the workflow publication: it reads the ledger from the beginning.',
  },
  findings: {
    harms: 'readers see an error page in place of what the board published. Nothing else is shown to anybody.',
    remedy:
      'read the class of the error in the log of findings. If it says that the ledger was changed, show it to the board before you do anything else.',
  },
}

type Throttled = { readonly harms: string; readonly metrics: readonly ('ReadThrottleEvents' | 'WriteThrottleEvents')[] }

/**
 * For a table that refuses requests because they come too fast. Each metric costs ten cents a month, so only the tables are listed that many
 * people at once use up. For any other table the alarm on failing pages, or on the workflow, goes off.
 */
export const THROTTLED = {
  drafts: { harms: 'people cannot go on to the next question.', metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'] },
  responses: { harms: 'people cannot send their answers, or take them back.', metrics: ['WriteThrottleEvents'] },
  stories: { harms: 'people cannot send what they wrote, or take it back.', metrics: ['WriteThrottleEvents'] },
  community: { harms: 'people cannot open a survey, and stewards cannot open or close one.', metrics: ['ReadThrottleEvents'] },
} as const satisfies Partial<Record<TableName, Throttled>>

/** For a function that gets more calls than may run at once. A workflow is not listed: it tries again by itself, and its own alarm goes off when it gives up. */
export const FULL: Readonly<Partial<Record<FunctionName, Told>>> = {
  respond: {
    harms: 'more people come than respond may answer at once; some see an error and are told to try again.',
    remedy:
      'if many people follow a shared link, raise `capacity` in the file of the stage and deploy. If machines flood the site with requests, change nothing: the limit keeps the cost down.',
  },
  console: {
    harms: "more people read the board's pages than console may answer at once; some see an error and try again.",
    remedy:
      'if many people read the pages, raise console in infra/aws/at-once.ts and deploy. If machines flood the site with requests, change nothing.',
  },
  findings: {
    harms: 'more readers come than may be answered at once; some see an error and are told to try again.',
    remedy:
      'if many people read, raise READERS_AT_ONCE in infra/aws/at-once.ts and deploy. If machines flood the site with requests, change nothing: it ends by itself.',
  },
}

/** An hour with more requests than the stage is meant for. */
export const CROWD: Told = {
  harms: 'nobody yet. More people come than the stage is meant for, and each visit costs money.',
  remedy:
    'if many people follow a shared link, raise `capacity` in the file of the stage and deploy. If machines flood the site with requests, run chorus survey pause, or lower `capacity` and deploy.',
}

/** Requests that were refused: too many at once, or addresses that do not exist. */
export const REFUSED: Told = {
  harms: 'if people are among them, they are told to try again; what they sent before is safe.',
  remedy:
    'look at the number of requests to the API in the AWS console. If it is as high as the throttle allows, too many come at once: raise `capacity` if they are people, and change nothing if machines flood the site with requests. If it is lower, they ask for addresses that do not exist: nothing has to be done.',
}
