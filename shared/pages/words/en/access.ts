/** At the access of a survey: when too many come at once, with an invitation, and when somebody wants to be reached. */
export const access = {
  busy: {
    heading: 'Please wait a little',
    send: 'More answers are coming in right now than we can take. Yours are not sent yet, and nothing you entered is lost. Please press the button again in about ten minutes.',
    begin:
      'More people are starting right now than we can take. What you chose is still here. Please press the button again in about ten minutes.',
    withdraw:
      'More people are taking answers back right now than we can serve. Nothing of yours is deleted yet. Please press the button again in about ten minutes.',
  },

  trap: {
    label: 'Leave this box empty',
    filled:
      'A box that people cannot see came back filled in. Some browsers do that by themselves, and so do machines that send junk. So nothing was sent. What you entered is still here. Please press the button again.',
  },

  work: {
    busy: 'Your browser is working for a few seconds, so that no machine can flood this survey. You can read on.',
    done: 'Your browser is ready.',
  },

  invitation: {
    code: 'Your invitation code',
    hint: 'It has 17 letters and numbers. Capitals, spaces and dashes do not matter. Your answers cannot be linked to it.',
    missing: 'Write your invitation code in the box',
    wrong: 'Part of the code is missing or mistyped. Please compare it with your invitation',
    unknown: 'We do not know this invitation code. Please compare it with your invitation',
    used: 'This invitation code was used before. Each one can send answers once',
    usedHeading: 'Your answers are not sent',
    usedText:
      'Answers were sent with your invitation code before, and each code can send answers once. What you entered here is deleted within 24 hours.',
  },

  contact: {
    title: 'Stay in touch',
    heading: 'May we contact you?',
    link: 'Let us contact you later',
    lead: 'You do not have to. If you want to hear from us, write how we can reach you, such as an email address or a phone number.',
    apart:
      'It is locked so that only the board can open it, and kept apart from your answers. Nothing in it says which answers are yours. Your receipt code does not delete it.',
    remove: (contact: string): string => `To have it deleted, write to ${contact}.`,
    label: 'How can we reach you?',
    hint: (max: string): string => `Up to ${max} characters. Think about who else can read messages there.`,
    missing: 'Write how we can reach you. If you would rather not, you can close this page',
    button: 'Keep this for the board',
    doneHeading: 'Thank you',
    done: 'We keep it apart from your answers.',
    failed: 'Something on our side did not work, and nothing was kept. What you wrote is still here. Please press the button again.',
    busy: 'More people are writing right now than we can take. What you wrote is still here. Please press the button again in about ten minutes.',
  },
}
