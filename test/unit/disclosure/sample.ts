import type { Option, Question, Section, Survey } from '#shared/survey/survey.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { consentOf } from '#test/unit/consent/sample.ts'

/** A key for tests: 32 bytes that follow from a number. */
export function keyOf(seed: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => (seed * 31 + i * 7) % 256)
}

export function single(
  id: string,
  options: readonly (string | Option)[],
  more: Partial<Extract<Question, { type: 'single' }>> = {},
): Question {
  return { id, type: 'single', options: options.map((each) => (typeof each === 'string' ? { id: each } : each)), auto: [], ...more }
}

export function multi(id: string, options: readonly string[]): Question {
  return { id, type: 'multi', options: options.map((each) => ({ id: each })), auto: ['pns'] }
}

export function section(id: string, questions: readonly Question[], more: Partial<Section> = {}): Section {
  return { id, part: 'main', note: false, sensitive: false, questions: [...questions], ...more }
}

const consent = consentOf((words) => words, { purposes: { aggregate: 'Count my answers', quote: undefined, future_reuse: undefined } })

/** A whole survey, with wording for every question and option. */
export function surveyOf(sections: readonly Section[]): Survey {
  const questions = sections.flatMap((each) => each.questions)
  return {
    format: 'chorus-survey/1',
    id: 'sample',
    version: '1.0.0',
    license: 'CC-BY-4.0',
    minutes: 5,
    languages: ['en'],
    adultsOnly: true,
    sections: [...sections],
    consent: { version: '1', purposes: [{ id: 'aggregate', required: true }] },
    disclosure: { profile: 'rounded' },
    plan: { by: questions.some((each) => each.id === 'age') ? ['age'] : [], cross: 'all', also: [], except: [] },
    retention: { rawDays: 365, storyDays: 365, codeDays: 365 },
    support: [
      {
        id: 'a-line',
        region: '*',
        name: { en: 'A line' },
        peerRun: true,
        channels: [{ kind: 'call', value: '000', cost: 'free' }],
        hours: { en: 'always' },
        languages: ['en'],
        contactsEmergencyServices: 'never',
        lastVerified: '2026-01-01',
        verifiedBy: 'the board',
      },
    ],
    release: { cadence: { en: 'twice a year' }, returnToCommunity: { en: 'a meeting' } },
    access: 'invitation',
    texts: {
      en: {
        title: 'A survey',
        intro: 'Hello.',
        reviewed: { on: '2026-01-01', by: 'board', people: 5 },
        sections: Object.fromEntries(sections.map((each) => [each.id, { title: `Part ${each.id}` }])),
        questions: Object.fromEntries(
          questions.map((each) => [
            each.id,
            {
              text: `Question ${each.id}?`,
              ...('options' in each ? { options: Object.fromEntries(each.options.map(({ id }) => [id, `The answer ${id}`])) } : {}),
            },
          ]),
        ),
        auto: { dk: 'Not sure', na: 'Does not apply', pns: 'Prefer not to say' },
        share: {
          text: 'Share?',
          hint: 'Your choice.',
          words: 'Words',
          summary: 'Summary',
          none: 'No',
          wait: { text: 'When?', weeks_2: 'Soon', weeks_13: 'Later', weeks_52: 'Much later' },
        },
        consent,
      },
    },
  }
}

/** A counted table; each slice is its group and a count an answer, and its base is the sum unless given. */
export function table(
  id: string,
  slices: Readonly<Record<string, Readonly<Record<string, number>>>>,
  bases: Readonly<Record<string, number>> = {},
): CountedTable {
  const [question = '', by] = id.split(':')
  return {
    id,
    question,
    ...(by === undefined ? {} : { by }),
    slices: Object.entries(slices).map(
      ([group, counts]): CountedSlice => ({
        ...(by === undefined ? {} : { group }),
        base: bases[group] ?? Object.entries(counts).reduce((sum, [answer, count]) => (answer.startsWith('^') ? sum : sum + count), 0),
        cells: Object.entries(counts).map(([answer, count]) => ({ answer, count })),
      }),
    ),
  }
}
