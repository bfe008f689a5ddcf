/** Errors of a board's commands, and of what only a board can start. */
export const BOARD_ERRORS = {
  'not-approved': {
    cause:
      'The board has not approved exactly this, or something stands in its way: a pause, the review date, or a ledger that fails its check.',
    remedy:
      'Read the reasons that are given with it. chorus board log shows what was decided, chorus board propose brings it to the board.',
  },
  'board-act': {
    cause: 'The rules of the charter do not let this person do this, or not yet.',
    remedy: 'Read the sentence: it says which rule. docs/governance.md has the table of acts.',
  },
  'board-ledger': {
    cause:
      "The board's ledger is missing or fails its check: an entry was changed, is gone, or is in a place where the rules do not allow it.",
    remedy: 'Put back the copy you kept, or a copy of a witness. Nothing is open until it passes.',
  },
  'board-limit': {
    cause: 'One person may have so many surveys, candidates and draft charters made on one day, and no more.',
    remedy: 'Go on tomorrow. Nothing of what was made is lost.',
  },
  'story-quotes': {
    cause: 'The candidate that was made for two readers does not hold the quotes that both agreed on.',
    remedy: 'Sign nothing, and tell the board: the program of this deployment may have been changed.',
  },
  'board-file': {
    cause: 'A file of the board, such as a key or the draft of a charter, is missing or is not what it has to be.',
    remedy: 'Name the right file, or put back the copy you kept.',
  },
} as const
