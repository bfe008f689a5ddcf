/** Around every page, and on the pages that belong to no survey. */
export const site = {
  language: 'en',
  /** Written "reviewed" by the people from the community who went through these words in this language, and by nobody else. */
  reviewed: 'unreviewed' as 'unreviewed' | 'reviewed',
  site: 'Community survey',
  skipToContent: 'Skip to the main part',
  leave: 'Leave this site',
  back: 'Back',
  goOn: 'Continue',
  or: 'or',
  errorPrefix: 'Error: ',
  title: (page: string): string => `${page} - Community survey`,
  switchLanguage: 'Language',
  notReviewed: 'People from the community have not checked this wording yet.',

  foot: {
    support: 'Find support',
    stop: 'Stop and delete my answers',
    withdraw: 'Take back answers I sent',
  },

  /** What the optional script says. Of Shift, pressed to leave: once, twice, and no more in time. */
  script: {
    again: ['To leave, press Shift two more times.', 'To leave, press Shift once more.'],
    over: 'Shift was not pressed again. You are still here.',
    copy: 'Copy the code',
    copied: 'Copied. When it is pasted where you want to keep it, copy something else, so that nobody finds it.',
    notCopied: 'This browser does not copy. Please write the code down.',
    print: 'Print this page',
  },

  home: {
    title: 'Welcome',
    heading: 'Welcome',
    lead: 'To take part, please use the link that was shared with you.',
    withdraw: 'Have you sent answers before? You can take them back with your receipt code.',
  },

  ending: {
    title: 'Thank you',
    minorHeading: 'Thank you for wanting to take part',
    minor: 'This survey is only for people who are 18 or older. We did not keep anything you entered.',
    minorSupport: 'What you have to say matters. If you would like to talk to somebody, these places may help.',
    declinedHeading: 'That is all right',
    declined: 'You chose not to take part. We did not keep anything you entered.',
    stoppedHeading: 'Your answers are deleted',
    stopped: 'Nothing of what you entered here is kept. Thank you for the time you gave.',
    stoppedSent: 'If you sent answers on another day, your receipt code takes those back.',
    nothingHeading: 'There is nothing here to delete',
    nothing: 'No answers are kept here: none were begun in this browser, they were sent, or they are deleted already.',
    history: 'You may want to clear the history of this browser before you close it.',
    endedHeading: 'This visit has ended',
    ended: 'The answers on this device were sent or deleted, or more than 24 hours have passed. Nothing of them is left here.',
    again: 'Go to the start',
    closedHeading: 'This survey has closed',
    closed: 'It takes no more answers. Thank you for coming, and to everybody who took part.',
    closedWithdraw: 'If you sent answers, they are still yours. You can take them back with your receipt code.',
    closedBegun: 'What you began here was not sent. It is deleted within a day, or now, if you press “Stop and delete my answers”.',
    closedSupport: 'If you want to talk to somebody, these places may help.',
    pausedHeading: 'This survey is taking a break',
    paused: 'The people who look after it have stopped it for now. It is nothing you did. You can come back to this link later.',
    pausedBegun:
      'What you have answered so far is kept for a day from when you began. It is deleted now if you press “Stop and delete my answers”.',
    lookAgain: 'Look again',
    goneHeading: 'This page is no longer shown',
    gone: 'A page that comes after a form can be seen for a short time only. Answers that were sent from here are in.',
    goneCode:
      'The receipt code could be seen for 30 minutes and is gone for good. We did not keep it, and nobody can bring it back. If you wrote it down, you can still use it.',
    cookiesHeading: 'This browser keeps no cookies',
    cookies:
      'One question on each page needs one small cookie, which holds the only key to your answers. It is gone when you leave or close the browser.',
    cookiesWhat:
      'You can answer all questions on one page instead. That works without cookies. Or you can allow cookies for this site and start again.',
    cookiesAgain: 'Start again',
    missingHeading: 'There is no such page',
    missing: 'The link may not be complete. If somebody shared it with you, you could ask them to check it.',
  },

  stop: {
    title: 'Stop',
    heading: 'Delete your answers?',
    what: 'All you have entered here is deleted at once, and nobody can bring it back.',
    button: 'Delete my answers now',
    keep: 'No, keep them and go back',
  },

  errors: {
    heading: 'There is something to look at',
    tooMany: (max: number, chosen: number): string => `Choose up to ${max}. You chose ${chosen}, so please untick ${chosen - max}`,
    tooLong: (max: string, length: string): string => `Make this shorter: up to ${max} characters. It has ${length} now`,
    notANumber: 'Write a number, such as 12',
    outOfRange: (from: number, to: number): string => `Write a number from ${from} to ${to}`,
  },

  withdraw: {
    title: 'Take back',
    heading: 'Take back your answers',
    lead: 'You need the receipt code that you saw after you sent your answers.',
    code: 'Your receipt code',
    codeHint: 'It has 17 letters and numbers, such as 7K2M-QX4D-9TBC-0EFG-V. Capitals, spaces and dashes do not matter.',
    everything: 'Delete everything I sent',
    everythingWhat: '“Delete everything” removes your answers, your own words and your consent.',
    words: 'Delete only my own words',
    wordsWhat: '“Delete only my own words” removes what you wrote, so it is never shared. The answers you picked from a list still count.',
    limits: 'Results that are already published stay as they are: nobody can see you in them. Your answers are in none that come later.',
    wrong: 'This is not a whole code. Please compare it with what you wrote down',
    missing: 'Write your receipt code in the box',
    doneHeading: 'Done',
    doneEverything: 'If that code matched, everything that was sent with it is now deleted.',
    doneWords: 'If that code matched, the words that were sent with it are now deleted. The other answers still count.',
    doneWhy:
      'We say the same for every code, so that nobody can find out who took part. Copies made against data loss are gone within 7 days.',
  },

  support: {
    title: 'Support',
    heading: 'Find support',
    lead: 'People to turn to, if you want to talk to somebody. You can come back to the survey afterwards.',
    noContact: 'No one reads survey answers as they come in, and no one can contact you from here.',
    none: 'There is no list of support here at the moment.',
    peerRun: 'Run by peers: people with lived experience',
    hours: 'When',
    languages: 'Languages',
    channel: { call: 'Call', text: 'Text', chat: 'Chat', web: 'Website' },
    cost: { free: 'free', local: 'price of a local call', unknown: 'price not known' },
    emergency: 'Police or ambulance',
    emergencyPolicy: {
      never: 'They never call emergency services.',
      with_consent_only: 'They only call emergency services if you agree.',
      may_without_consent: 'They may call police or an ambulance without asking you.',
      unknown: 'We do not know if they may call police or an ambulance. You can ask them first.',
    },
    policy: 'Their rules about this',
    checked: (day: string): string => `Checked on ${day}.`,
    notChecked: 'Nobody from the community has checked this entry yet.',
    back: 'Back to the survey',
  },

  trouble: {
    title: 'Sorry',
    heading: 'Sorry, something did not work',
    text: 'This is our fault, not yours. Please go back and try again in a little while.',
    tooLargeHeading: 'That is too much for one page',
    tooLarge: 'Please go back and make what you wrote shorter. Nothing was stored.',
    notAFormHeading: 'We could not read that',
    notAForm: 'Please go back and use the form on the page. Nothing was stored.',
    elsewhereHeading: 'This came from another site',
    elsewhere:
      'Another website tried to send something here in your name. It was not taken, and nothing has changed. To take part, use the link that was shared with you.',
  },
}
