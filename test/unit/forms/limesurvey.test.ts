import { describe, expect, it } from 'vitest'
import { limeToForm } from '#shared/survey/formats/limesurvey/lime-to-form.ts'
import { isLimeTxt, readLimeTxt } from '#shared/survey/formats/limesurvey/read-lime-txt.ts'
import { readLss } from '#shared/survey/formats/limesurvey/read-lss.ts'
import { made } from './made.ts'

const HEADINGS =
  'class type/scale name relevance text help language validation mandatory other default same_default exclude_all_others array_filter'

/** Rows of a .txt structure, their cells between bars; `bar` is the type whose letter is one. */
function structure(text: string) {
  const lines = text.trim().split('\n')
  const read = readLimeTxt([HEADINGS.split(' '), ...lines.map((line) => line.split('|').map((cell) => cell.trim().replace(/^bar$/, '|')))])
  if ('findings' in read) throw new Error('no structure')
  return made(limeToForm(read))
}

const row = (table: Readonly<Record<string, string>>) =>
  `<row>${Object.entries(table)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</row>`
const table = (name: string, ...rows: Readonly<Record<string, string>>[]) => `<${name}><rows>${rows.map(row).join('\n')}</rows></${name}>\n`
const document = (...tables: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language><language>de-informal</language></languages>\n${tables.join('')}</document>`

function lss(text: string) {
  const read = readLss(text)
  if ('findings' in read) throw new Error(read.findings[0]?.message)
  return made(limeToForm(read))
}

describe('a structure of LimeSurvey as text', () => {
  it('is told by its headings', () => {
    expect(isLimeTxt(HEADINGS.split(' '))).toBe(true)
    expect(isLimeTxt(['type', 'name', 'label'])).toBe(false)
  })

  it('becomes questions in each language: lists, several answers, arrays, numbers, yes or no', () => {
    const { questions, words, sections } = structure(`
S||language||en||en
S||additional_languages||es||en
G|1|First|1|||en
Q|L|Q1|1|<p>Did you go?</p>|Think back|en|||Y
A|0|A1||Yes||en
A|0|A2||No||en
Q|M|Q2|1|Where?||en||||||SQ9
SQ||SQ1||Clinic||en
SQ||SQ9||None||en
Q|F|Q3|1|How often?||en
SQ||SQ1|1|heard|| en
SQ||SQ2|1|rushed|| en
A|0|1||Never||en
A|0|2||Always||en
Q|Y|Q4|1|Again?||en
G|1|Primero|1|||es
Q|L|Q1|1|¿Fuiste?|Piensa|es|||Y
A|0|A1||Sí||es
A|0|A2||No||es`)

    expect(questions).toMatchObject([
      { id: 'Q1', type: 'single', options: ['A1', 'A2', 'other'] },
      { id: 'Q1_other', type: 'text' },
      { id: 'Q2', type: 'multi', options: ['SQ1', { id: 'SQ9', alone: true }] },
      { id: 'Q3_SQ1', type: 'single', options: ['1', '2'] },
      { id: 'Q3_SQ2', type: 'single' },
      { id: 'Q4', options: ['Y', 'N'] },
    ])
    expect(sections.map(({ id }) => id)).toEqual(['part', 'Q3', 'part_2'])
    expect(words.get('en')?.sections).toMatchObject({ part: 'First', Q3: { title: 'First', stem: 'How often?' } })
    expect(words.get('es')?.questions).toMatchObject({
      Q1: { text: '¿Fuiste?', hint: 'Piensa', options: { A1: 'Sí' } },
      Q4: { options: { Y: 'Sí', N: 'No' } },
    })
  })

  it.each([
    ['Q1.NAOK == "A1"', { q: 'Q1', in: ['A1'] }],
    ['((Q2_SQ1.NAOK == "Y"))', { q: 'Q2', in: ['SQ1'] }],
    [
      '!is_empty(Q1) && Q3 ge 4',
      {
        all: [
          { q: 'Q1', answered: true },
          { q: 'Q3', in: ['4', '5'] },
        ],
      },
    ],
    [
      'Q1 == "-oth-" or Q2_other != ""',
      {
        any: [
          { q: 'Q1', in: ['other'] },
          { q: 'Q2', in: ['other'] },
        ],
      },
    ],
    ['Q2_SQ9 != "Y"', { q: 'Q2', in: ['SQ1', 'other'] }],
    ['double == 1', { q: 'Q1', in: ['A1'] }],
  ])('keeps the relevance %s', (relevance, condition) => {
    const { questions, said } = structure(`
G|1|First|1|||en
Q|L|Q1|1|Went?||en|||Y
A|0|A1||Yes||en
A|0|A2||No||en
Q|M|Q2|1|Where?||en|||Y|||SQ9
SQ||SQ1||Clinic||en
SQ||SQ9||None||en
Q|5|Q3|1|How good?||en
Q|*|double|1|{if(Q1 == "A1", 1, 0)}||en
Q|S|Q4|${relevance.replaceAll('|', '')}|Why?||en`)

    expect(said.filter(({ kind }) => kind === 'dropped')).toEqual([])
    expect(questions.at(-1)).toEqual({ id: 'Q4', type: 'text', max: 2000, if: condition })
  })

  it('says that the fewest answers and the random order of rows are left out', () => {
    const read = readLimeTxt([
      ['class', 'type/scale', 'name', 'relevance', 'text', 'language', 'min_answers', 'random_order'],
      ['G', '1', 'First', '1', '', 'en'],
      ['Q', 'M', 'Q1', '1', 'Where?', 'en', '2', '1'],
      ['SQ', '', 'SQ1', '', 'Clinic', 'en'],
      ['Q', 'A', 'Q2', '1', 'How good?', 'en', '', '1'],
      ['SQ', '', 'SQ1', '', 'Clinic', 'en'],
    ])
    if ('findings' in read) throw new Error('no structure')
    const { said } = made(limeToForm(read))

    expect(said.filter(({ kind }) => kind === 'dropped').map(({ row, column }) => [row, column])).toEqual([
      [3, 'min_answers'],
      [5, 'random_order'],
    ])
  })

  it('leaves out days, files and tables of words, and what looks at them, each with its line', () => {
    const { questions, rows } = structure(`
G|1|First|1|||en
Q|D|Q1|1|When?||en
Q|I|Q2|1|Language||en
Q|D|Q3|1|Until?||en
Q|;|Q4|1|Table||en
Q|bar|Q7|1|Picture||en
Q|S|Q5|Q1 != ""|Why, {Q1}?||en
Q|T|Q6|1|Story?||en`)

    expect(questions.map(({ id }) => id)).toEqual(['Q6'])
    expect(rows('dropped').toSorted()).toEqual([3, 4, 5, 6, 7, 8])
  })
})

describe('what LimeSurvey has beside its questions', () => {
  const question = (qid: string, type: string, title: string, more: Readonly<Record<string, string>> = {}) => ({
    qid,
    gid: '5',
    type,
    title,
    question: title,
    question_order: qid,
    language: 'en',
    relevance: '1',
    ...more,
  })
  const attribute = (qid: string, name: string, value: string, language = '') => ({ qid, attribute: name, value, language })
  const everything = () =>
    lss(
      document(
        table('groups', { gid: '5', group_name: 'First', description: 'Think of last year.', randomization_group: 'r', language: 'en' }),
        table(
          'questions',
          question('1', 'L', 'went', { other: 'Y' }),
          question('2', 'N', 'visits'),
          question('3', 'S', 'place'),
          question('4', 'S', 'word', { preg: '/^a/' }),
          question('5', '1', 'both'),
          question('6', ':', 'boxes'),
          question('7', 'Y', 'ticked', { relevance: 'boxes_r1_c2 == "1" and in_array(went, array("A1", "-oth-"))' }),
          question('8', 'R', 'order'),
          question('9', 'Y', 'first', { relevance: 'order_1 == "O2"' }),
        ),
        table(
          'subquestions',
          { qid: '51', parent_qid: '5', title: 'r1', question: 'Staff', scale_id: '0', language: 'en' },
          { qid: '61', parent_qid: '6', title: 'r1', question: 'Row', scale_id: '0', language: 'en' },
          { qid: '62', parent_qid: '6', title: 'c1', question: 'One', scale_id: '1', language: 'en' },
          { qid: '63', parent_qid: '6', title: 'c2', question: 'Two', scale_id: '1', language: 'en' },
        ),
        table(
          'answers',
          { qid: '1', code: 'A1', answer: 'Yes', scale_id: '0', language: 'en' },
          { qid: '5', code: 'B1', answer: 'Good', scale_id: '0', language: 'en' },
          { qid: '5', code: 'B2', answer: 'Bad', scale_id: '0', language: 'en' },
          { qid: '5', code: 'F1', answer: 'Often', scale_id: '1', language: 'en' },
          { qid: '5', code: 'F2', answer: 'Never', scale_id: '1', language: 'en' },
          ...['O1', 'O2', 'O3'].map((code) => ({ qid: '8', code, answer: code, scale_id: '0', language: 'en' })),
        ),
        table(
          'question_attributes',
          attribute('1', 'other_replace_text', 'Elsewhere', 'en'),
          attribute('1', 'array_filter_exclude', 'boxes'),
          attribute('1', 'cssclass', 'wide'),
          attribute('2', 'suffix', 'a week', 'en'),
          attribute('2', 'max_num_value_n', '{went}'),
          attribute('3', 'location_mapservice', '1'),
          attribute('5', 'dualscale_headerA', 'Quality', 'en'),
          attribute('5', 'dualscale_headerB', 'Frequency', 'en'),
          attribute('6', 'multiflexible_checkbox', '1'),
          attribute('8', 'max_answers', '1'),
        ),
        table('defaultvalues', { qid: '1', defaultvalue: 'A1' }),
        table('quota', { id: '1' }),
        table('surveys', { language: 'en' }),
        table('surveys_languagesettings', { surveyls_language: 'en', surveyls_title: 'Care', surveyls_welcometext: 'Welcome' }),
      ),
    )

  it('comes along where a survey can say it: words of a part, of "other", beside a number, over two scales, boxes in a table', () => {
    const { questions, words } = everything()

    expect(words.get('en')).toMatchObject({
      sections: { part: { title: 'First', info: 'Think of last year.' } },
      questions: {
        went: { options: { other: 'Elsewhere' } },
        visits: { unit: 'a week' },
        both_r1_scale1: { text: 'Staff – Quality' },
        both_r1_scale2: { text: 'Staff – Frequency' },
      },
    })
    expect(questions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'boxes_r1', type: 'multi', options: ['c1', 'c2'] }),
        expect.objectContaining({
          id: 'ticked',
          if: {
            all: [
              { q: 'boxes_r1', in: ['c2'] },
              {
                any: [
                  { q: 'went', in: ['A1'] },
                  { q: 'went', in: ['other'] },
                ],
              },
            ],
          },
        }),
        expect.objectContaining({ id: 'order', type: 'rank', places: 1 }),
        expect.objectContaining({ id: 'first', if: { q: 'order_1', in: ['O2'] } }),
      ]),
    )
  })

  it('is said where it is left out, and a place on a map always is', () => {
    const { questions, said } = everything()

    expect(questions.map(({ id }) => id)).not.toContain('place')
    expect(said.filter(({ kind }) => kind === 'dropped').map(({ column, message }) => [column, message])).toEqual([
      ['welcome text', expect.stringContaining('welcome text')],
      ['quota', expect.stringContaining('quota')],
      ['randomization_group', expect.stringContaining('random')],
      ['default', expect.stringContaining('"went"')],
      ['validation', expect.stringContaining('"visits"')],
      ['type', expect.stringContaining('where somebody is')],
      ['validation', expect.stringContaining('"word"')],
      ['array_filter_exclude', expect.stringContaining('went')],
    ])
  })
})

describe('a double array and a ranking of LimeSurvey', () => {
  it('are a question for each row and scale, which conditions count from 0, and one that ranks', () => {
    const { questions } = structure(`
G|1|First|1|||en
Q|1|Q1|1|How good, and how often?||en
SQ|0|SQ1|1|Clinic||en
A|0|a||Good||en
A|1|b||Often||en
Q|R|Q2|1|Order||en
A|0|x||X||en
A|0|y||Y||en
A|0|z||Z||en
Q|S|Q3|Q1_SQ1_1 == "b"|Why?||en`)

    expect(questions).toMatchObject([
      { id: 'Q1_SQ1_scale1', options: ['a'] },
      { id: 'Q1_SQ1_scale2', options: ['b'] },
      { id: 'Q2', type: 'rank', options: ['x', 'y', 'z'] },
      { id: 'Q3', if: { q: 'Q1_SQ1_scale2' } },
    ])
  })
})

describe('a structure of LimeSurvey in XML', () => {
  it('is read as version 4 and later write it, with words in tables of their own', () => {
    const { questions, words } = lss(
      document(
        table(
          'answers',
          { aid: '9', qid: '1', code: 'A1', sortorder: '1', scale_id: '0' },
          { aid: '8', qid: '1', code: 'A2', sortorder: '0', scale_id: '0' },
        ),
        table(
          'answer_l10ns',
          { aid: '9', answer: 'Yes', language: 'en' },
          { aid: '9', answer: 'Ja', language: 'de-informal' },
          { aid: '8', answer: 'No', language: 'en' },
        ),
        table('groups', { gid: '5', group_order: '0', grelevance: '' }),
        table('group_l10ns', { gid: '5', group_name: 'First', language: 'en' }),
        table(
          'questions',
          { qid: '2', parent_qid: '0', gid: '5', type: 'M', title: 'Q2', other: 'N', question_order: '2', relevance: 'Q1 == "A1"' },
          { qid: '1', parent_qid: '0', gid: '5', type: 'L', title: 'Q1', other: 'N', question_order: '1', relevance: '1' },
        ),
        table('subquestions', { qid: '3', parent_qid: '2', title: 'SQ1', question_order: '1', scale_id: '0', relevance: '1' }),
        table(
          'question_l10ns',
          { qid: '1', question: 'Went?', language: 'en' },
          { qid: '1', question: 'Warst du da?', language: 'de-informal' },
          { qid: '2', question: 'Where & why?', language: 'en' },
          { qid: '3', question: 'Clinic', language: 'en' },
        ),
        table('question_attributes', { qid: '2', attribute: 'exclude_all_others', value: 'SQ1' }),
        table('surveys', { language: 'en' }),
        table('surveys_languagesettings', { surveyls_language: 'en', surveyls_title: 'Heard' }),
      ),
    )

    expect(questions).toMatchObject([
      { id: 'Q1', options: ['A2', 'A1'] },
      { id: 'Q2', options: [{ id: 'SQ1', alone: true }], if: { q: 'Q1', in: ['A1'] } },
    ])
    expect(words.get('de')?.questions).toMatchObject({ Q1: { text: 'Warst du da?', options: { A1: 'Ja' } } })
  })

  it.each([
    ['((7X5X1.NAOK == "A1"))', { q: 'Q1', in: ['A1'] }],
    ['((7X5X21.NAOK == "Y"))', { q: 'Q2', in: ['1'] }],
    ['((7X5X2other.NAOK != ""))', { q: 'Q2', in: ['other'] }],
    ['!is_empty(7X5X12.NAOK)', { q: 'Q12', answered: true }],
  ])('reads the condition %s, in which an answer is named by its place', (relevance, condition) => {
    const { questions } = lss(
      document(
        table('groups', { gid: '5', group_name: 'First', language: 'en' }),
        table(
          'questions',
          { qid: '1', gid: '5', type: 'L', title: 'Q1', question: 'Went?', question_order: '1', language: 'en' },
          { qid: '2', gid: '5', type: 'M', title: 'Q2', question: 'Where?', other: 'Y', question_order: '2', language: 'en' },
          { qid: '12', gid: '5', type: 'L', title: 'Q12', question: 'How?', question_order: '3', language: 'en' },
          { qid: '3', gid: '5', type: 'T', title: 'Q3', question: 'Why?', question_order: '4', language: 'en', relevance },
        ),
        table('subquestions', { qid: '30', parent_qid: '2', title: '1', question: 'Clinic', language: 'en' }),
        table(
          'answers',
          ...['1', '12'].flatMap((qid) => ['A1', 'A2'].map((code) => ({ qid, code, answer: code, language: 'en', scale_id: '0' }))),
        ),
        table('surveys', { language: 'en' }),
      ),
    )

    expect(questions.at(-1)).toMatchObject({ id: 'Q3', if: condition })
  })

  it('takes the ends of a slider as the limits of a number', () => {
    const { questions } = lss(
      document(
        table('groups', { gid: '5', group_name: 'First', language: 'en' }),
        table('questions', { qid: '1', gid: '5', type: 'K', title: 'Q1', question: 'How much?', language: 'en' }),
        table('subquestions', { qid: '2', parent_qid: '1', title: 'SQ1', question: 'Pain', language: 'en' }),
        table(
          'question_attributes',
          ...Object.entries({ slider_layout: '1', slider_min: '0', slider_max: '3', num_value_int_only: '1' }).map(
            ([attribute, value]) => ({
              qid: '1',
              attribute,
              value,
            }),
          ),
        ),
        table('surveys', { language: 'en' }),
      ),
    )

    const { bands } = questions[0] as { bands?: readonly { readonly from: number; readonly to: number }[] }
    expect([bands?.[0]?.from, bands?.at(-1)?.to]).toEqual([0, 3])
  })

  it('leaves a question out whose condition names a place of no question', () => {
    const { questions, said } = lss(
      document(
        table('groups', { gid: '5', group_name: 'First', language: 'en' }),
        table(
          'questions',
          { qid: '1', gid: '5', type: 'Y', title: 'Q1', question: 'Went?', question_order: '1', language: 'en' },
          {
            qid: '3',
            gid: '5',
            type: 'T',
            title: 'Q3',
            question: 'Why?',
            question_order: '2',
            language: 'en',
            relevance: '7X5X9.NAOK == "Y"',
          },
        ),
        table('surveys', { language: 'en' }),
      ),
    )

    expect(questions.map(({ id }) => id)).toEqual(['Q1'])
    expect(said.map(({ message }) => message)).toContainEqual(expect.stringContaining('the question "7X5X9" is left out'))
  })

  it('is read as version 2 writes it, a row a language, and its conditions become one expression', () => {
    const { questions, words } = lss(
      document(
        table(
          'answers',
          { qid: '1', code: 'A1', answer: 'Yes', sortorder: '1', language: 'en', scale_id: '0' },
          { qid: '1', code: 'A2', answer: 'No', sortorder: '2', language: 'en', scale_id: '0' },
          { qid: '1', code: 'A3', answer: 'Maybe', sortorder: '3', language: 'en', scale_id: '0' },
        ),
        table(
          'conditions',
          { qid: '2', cqid: '1', cfieldname: '7X5X1', method: '==', value: 'A1', scenario: '1' },
          { qid: '2', cqid: '1', cfieldname: '7X5X1', method: '==', value: 'A3', scenario: '1' },
          { qid: '3', cqid: '4', cfieldname: '7X5X4', method: '==', value: '1', scenario: '1' },
          { qid: '5', cqid: '4', cfieldname: '+7X5X42', method: '==', value: 'Y', scenario: '1' },
          { qid: '6', cqid: '7', cfieldname: '{TOKEN:EMAIL}', method: '==', value: 'Y', scenario: '1' },
        ),
        table('groups', { gid: '5', group_name: 'First', language: 'en', group_order: '0' }),
        table(
          'questions',
          {
            qid: '1',
            gid: '5',
            type: 'L',
            title: 'Q1',
            question: 'Went?',
            help: 'Think',
            other: 'N',
            question_order: '1',
            language: 'en',
            relevance: '1',
          },
          { qid: '2', gid: '5', type: 'S', title: 'Q2', question: 'Why?', other: 'N', question_order: '2', language: 'en', relevance: '1' },
          {
            qid: '4',
            gid: '5',
            type: 'P',
            title: 'Q4',
            question: 'Where?',
            other: 'N',
            question_order: '3',
            language: 'en',
            relevance: '1',
          },
          { qid: '3', gid: '5', type: 'S', title: 'Q3', question: 'How?', other: 'N', question_order: '4', language: 'en', relevance: '1' },
          {
            qid: '5',
            gid: '5',
            type: 'S',
            title: 'Q5',
            question: 'When?',
            other: 'N',
            question_order: '5',
            language: 'en',
            relevance: '1',
          },
          { qid: '6', gid: '5', type: 'S', title: 'Q6', question: 'Who?', other: 'N', question_order: '6', language: 'en', relevance: '1' },
        ),
        table(
          'subquestions',
          { qid: '8', parent_qid: '4', title: '1', question: 'Clinic', question_order: '1', language: 'en', scale_id: '0' },
          { qid: '9', parent_qid: '4', title: '2', question: 'Peers', question_order: '2', language: 'en', scale_id: '0' },
        ),
        table('surveys', { language: 'en' }),
      ),
    )

    // A box is named with all of them and its code, or by itself. What is no question of the survey decides nothing.
    expect(questions.slice(2)).toMatchObject([
      { id: 'Q4', options: ['1', '2'] },
      { id: 'Q3', if: { q: 'Q4', in: ['1'] } },
      { id: 'Q5', if: { q: 'Q4', in: ['2'] } },
    ])
    expect(questions[1]).toMatchObject({
      id: 'Q2',
      if: {
        any: [
          { q: 'Q1', in: ['A1'] },
          { q: 'Q1', in: ['A3'] },
        ],
      },
    })
    expect(words.get('en')?.questions).toMatchObject({ Q1: { text: 'Went?', hint: 'Think' } })
  })

  it.each([
    ['another export', '<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>'],
    ['a page', '<html><body>no</body></html>'],
    ['elements without end in each other', `<document>${'<a>'.repeat(100_000)}`],
    ['entities that multiply', `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(100)}">]><document>${'&a;'.repeat(1000)}</document>`],
  ])('is refused when it is %s', (_, text) => {
    expect(readLss(text)).toEqual({ findings: [expect.objectContaining({ kind: 'invalid' })] })
  })

  it('shows marks of a page as words, never as a page', () => {
    const { words } = lss(
      document(
        table('groups', { gid: '5', group_name: 'First', language: 'en' }),
        table('questions', {
          qid: '1',
          gid: '5',
          type: 'S',
          title: 'Q1',
          question: 'Why?<script>alert(1)</script>',
          question_order: '1',
          language: 'en',
          relevance: '1',
        }),
        table('surveys', { language: 'en' }),
      ),
    )

    expect(words.get('en')?.questions).toEqual({ Q1: { text: 'Why?' } })
  })
})
