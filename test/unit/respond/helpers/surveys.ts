import type { Question, Section, Survey, Texts } from '#shared/survey/survey.ts'
import { consentOf } from '#test/unit/consent/sample.ts'

type Common = Pick<Question, 'id'> & { readonly if?: Question['if'] }

const ids = (names: readonly string[]) => names.map((id) => ({ id }))

/** Questions in one line each. */
export const single = (id: string, options = ['one', 'two'], more: Partial<Common> = {}): Question => ({
  id,
  ...more,
  type: 'single',
  options: ids(options),
  auto: ['dk', 'pns'],
})
export const multi = (id: string, options = ['one', 'two', 'three']): Question => ({
  id,
  type: 'multi',
  options: [...ids(options), { id: 'none', alone: true }],
  auto: ['pns'],
})
export const pick = (id: string, max = 2): Question => ({ id, type: 'pick', max, options: ids(['one', 'two', 'three']), auto: ['pns'] })
export const number = (id: string): Question => ({
  id,
  type: 'number',
  bands: [
    { id: 'young', from: 18, to: 34 },
    { id: 'older', from: 35, to: 120 },
  ],
  auto: ['pns'],
})
export const text = (id: string, max = 200): Question => ({ id, type: 'text', max, share: 'ask' })
export const info = (id: string): Question => ({ id, type: 'info' })

type SectionMore = Partial<Omit<Section, 'id' | 'questions'>>
export const section = (id: string, questions: Question[], more: SectionMore = {}): Section => ({
  id,
  part: 'main',
  note: false,
  sensitive: false,
  ...more,
  questions,
})

/** A whole survey around some sections: English, with every block a survey must have. */
export function surveyOf(
  sections: Section[],
  more: Partial<Pick<Survey, 'id' | 'version' | 'languages' | 'retention'>> & { readonly summary?: string } = {},
): Survey {
  const { summary = 'You can skip any question.', languages = ['en'], ...rest } = more
  return {
    format: 'chorus-survey/1',
    id: 'fixture',
    version: '1.0.0',
    license: 'CC-BY-4.0',
    minutes: 5,
    languages,
    adultsOnly: true,
    sections,
    consent: {
      version: '1',
      purposes: [
        { id: 'aggregate', required: true },
        { id: 'quote', required: false },
        { id: 'future_reuse', required: false },
      ],
    },
    disclosure: { profile: 'rounded' },
    plan: { by: [], cross: 'none', also: [], except: [] },
    retention: { rawDays: 365, storyDays: 200, codeDays: 100 },
    support: [
      {
        id: 'warmline',
        region: '*',
        name: { en: 'A warmline' },
        peerRun: true,
        channels: [{ kind: 'call', value: '555 0100', cost: 'free' }],
        hours: { en: 'Day and night' },
        languages: ['en'],
        contactsEmergencyServices: 'never',
        lastVerified: '2026-01-02',
        verifiedBy: 'robin',
      },
    ],
    release: { cadence: { en: 'Once a month' }, returnToCommunity: { en: 'At an open meeting' } },
    ...rest,
    texts: Object.fromEntries(languages.map((language) => [language, textsOf(sections, language, summary)])),
  }
}

function textsOf(sections: Section[], language: string, summary: string): Texts {
  const say = (words: string) => `${words} (${language})`
  return {
    title: say('Xylophones'),
    intro: say('About xylophones in daily life.'),
    reviewed: 'unreviewed',
    sections: Object.fromEntries(
      sections.map(({ id, note, part }) => [
        id,
        {
          title: say(`Title of ${id}`),
          ...(note ? { note: say(`Note of ${id}`) } : {}),
          ...(part === 'about_you' ? { info: say('Why we ask') } : {}),
        },
      ]),
    ),
    questions: Object.fromEntries(sections.flatMap((each) => each.questions).map((question) => [question.id, wordsFor(question, say)])),
    auto: { dk: say('Not sure'), na: say('Does not apply'), pns: say('Prefer not to say') },
    share: {
      text: say('May we share it?'),
      hint: say('People check it first'),
      words: say('Yes, my words'),
      summary: say('A summary'),
      none: say('No'),
      wait: { text: say('How long to wait?'), weeks_2: say('Two weeks'), weeks_13: say('Three months'), weeks_52: say('A year') },
    },
    consent: consentOf(say, { summary: [say(summary)] }),
  }
}

function wordsFor(question: Question, say: (words: string) => string) {
  const options = 'options' in question ? question.options : 'bands' in question ? question.bands : []
  return {
    text: say(`Question ${question.id}?`),
    ...(options.length > 0 ? { options: Object.fromEntries(options.map(({ id }) => [id, say(`Option ${id}`)])) } : {}),
  }
}

/** One of everything: a condition, a content note, a text to share, a part about the person, a check-in. */
export function fullSurvey(more: Parameters<typeof surveyOf>[1] = {}): Survey {
  return surveyOf(
    [
      section('a', [single('went', ['yes', 'no']), single('where', ['here', 'there'], { if: { q: 'went', in: ['yes'] } }), multi('who')]),
      section('b', [info('read'), pick('want'), number('age'), single('hard')], { note: true, sensitive: true }),
      section('c', [text('words')]),
      section('you', [single('area'), multi('gender')], { part: 'about_you' }),
      section('last', [single('checkin', ['fine', 'upset'])], { part: 'check_in' }),
    ],
    more,
  )
}
