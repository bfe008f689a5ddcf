import { CONSENT_ELEMENTS, type ConsentElement, type ConsentText } from '#shared/survey/consent-text.ts'

/** A consent text that says every element in a few words, through `say`; `more` replaces fields of it. */
export function consentOf(say: (words: string) => string = (words) => words, more: Partial<ConsentText> = {}): ConsentText {
  const told = Object.fromEntries(
    CONSENT_ELEMENTS.map((id) => [id, { title: say(`About ${id}`), text: say(`What there is to say of ${id}.`) }]),
  )
  return {
    ...(told as Pick<ConsentText, ConsentElement>),
    controller: { name: 'A group', contact: 'board@group.example', board: 'Its board', funder: 'Its members' },
    summary: [say('You can skip any question.')],
    purposes: { aggregate: say('Count my answers'), quote: say('Quote my words'), future_reuse: say('Use them again') },
    data: [say('Answers')],
    storage: [{ region: 'Here', processor: 'Nobody else' }],
    recipients: [say('The board')],
    jurisdiction: say('Our law'),
    rights: [say('To take it back')],
    complaint: say('To the board'),
    withdrawal: { how: say('With the code'), until: say('Until all is deleted') },
    ...more,
  }
}
