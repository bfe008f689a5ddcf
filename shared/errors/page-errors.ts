/**
 * Errors on the pages of a survey. Their codes say nothing: a person may read one to somebody, or send a picture of it, and
 * tells neither what the survey is about nor what they did there.
 */
export const PAGE_ERRORS = {
  R01: {
    cause: 'There is no such page, or no survey under this link. Most often a part of the link is missing.',
    remedy: 'Compare the link with the one that was shared. chorus survey list names the links of a deployment.',
  },
  R02: {
    cause: 'The survey is paused, or the ledger of its board cannot be read or is not valid.',
    remedy: 'Come back later. The board sees on its pages who paused the survey, and the log of the deployment names a broken ledger.',
  },
  R03: {
    cause: 'The survey has closed, and takes no more answers.',
    remedy: 'Answers that were sent can be deleted with their receipt code.',
  },
  R04: {
    cause: 'The visit is over: its answers were sent or deleted, it began more than 24 hours ago, or the browser lost its cookie.',
    remedy: 'Begin again from the link.',
  },
  R05: {
    cause: 'A page that comes after a form, such as a receipt, was opened again after its time of 30 minutes.',
    remedy: 'Nobody can bring a receipt code back. Answers that were sent from there are stored.',
  },
  R06: {
    cause: 'The browser keeps no cookies, which one question on each page needs.',
    remedy: 'Answer all questions on one page, which works without cookies, or allow cookies for this site.',
  },
  R07: {
    cause: 'More people came at once than the rate limits of the survey let in. Nothing was lost.',
    remedy: 'Press the button again in about ten minutes. docs/abuse.md explains the limits.',
  },
  R08: {
    cause: 'Something failed on our side, such as a store that did not answer. The page says whether anything was kept.',
    remedy: 'Press the button again. If it comes back, look into the log of the deployment: docs/debugging.md says where.',
  },
  R09: {
    cause: 'The form holds more than one page may: more than 1 MiB.',
    remedy: 'Go back and make the text shorter. Nothing was stored.',
  },
  R10: {
    cause: 'The request was no form that a page of ours has.',
    remedy: 'Go back and use the form on the page. Nothing was stored.',
  },
  R11: {
    cause: 'Another website made the browser send a form here. It was not taken.',
    remedy: 'Use the link that was shared. A proxy that changes the Origin or the Host header has the same effect.',
  },
  R12: {
    cause: 'Answers were sent with the same invitation code before.',
    remedy: 'Each code sends answers once. The person who invites can give another code.',
  },
  R13: {
    cause: 'A box that people cannot see came back filled in, as machines and some browsers do. Nothing was sent.',
    remedy: 'Press the button again: the box is then left out.',
  },
} as const

/** The code of an error on a page of a survey. */
export type PageErrorCode = keyof typeof PAGE_ERRORS
