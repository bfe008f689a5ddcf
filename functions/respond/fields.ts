import { PRESSED_FIELD, SHOWN_FIELD } from '#shared/pages/controls/link-or-submit.tsx'

/** Names of our own form fields. They start with an underscore, which no question's name does. */
export const FIELD = {
  adult: '_adult',
  purpose: '_purpose',
  /** Hash of the consent text that was on the page. */
  consentText: '_text',
  /** Which button was pressed; absent for the main one. */
  go: PRESSED_FIELD,
  shown: SHOWN_FIELD,
  /** Parts skipped, in the one-page form. */
  skipPart: '_skip',
  /** Hash of the survey version that a one-page form was made from. */
  edition: '_edition',
  /** Random number of a one-page form. */
  nonce: '_nonce',
  code: '_code',
  /** The code of an invitation. */
  invitation: '_invitation',
  /** The way somebody can be reached. */
  contact: '_contact',
  /** The result of the work that a survey asked of the browser. */
  work: '_work',
} as const

export const GO = { skip: 'skip', decline: 'decline', everything: 'everything', words: 'words' } as const
