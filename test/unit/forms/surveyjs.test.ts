import { describe, expect, it } from 'vitest'
import { readSurveyjs } from '#shared/survey/formats/surveyjs/read-surveyjs.ts'
import { made } from './made.ts'

function survey(json: unknown) {
  const read = readSurveyjs(JSON.stringify(json, undefined, 2))
  if (!('questions' in read)) throw new Error(read.findings[0]?.message)
  return made(read)
}

const WENT = { type: 'radiogroup', name: 'went', choices: ['Yes', 'no'] }
const WHERE = { type: 'checkbox', name: 'where', choices: [1, { value: 'peer', text: 'Peers' }], showNoneItem: true }
const GOOD = { type: 'rating', name: 'good', rateMax: 3 }
const AGAIN = { type: 'boolean', name: 'again' }

describe('a survey of SurveyJS', () => {
  it('asks what a condition shows though it is hidden otherwise, and reads a value and its text in one', () => {
    const { questions, words, said } = survey({
      elements: [
        { type: 'radiogroup', name: 'went', choices: ['1|Yes, I did', 'no'] },
        { type: 'comment', name: 'why', visible: false, visibleIf: '{went} = 1' },
        { type: 'comment', name: 'never', visible: false },
      ],
    })

    expect(questions).toMatchObject([
      { id: 'went', options: ['1', 'no'] },
      { id: 'why', if: { q: 'went', in: ['1'] } },
    ])
    expect(words.get('en')?.questions).toMatchObject({ went: { options: { 1: 'Yes, I did', no: 'no' } } })
    expect(said.map(({ kind, message }) => [kind, message])).toEqual([['dropped', expect.stringContaining('"never" is left out')]])
  })

  it('says where words show a picture, and leaves a page of nothing else out', () => {
    const { questions, words, said } = survey({
      elements: [
        { type: 'html', name: 'chart', html: '<img src="https://example.org/a.png">' },
        { type: 'comment', name: 'why', title: 'Why? ![A face](face.png)' },
        { type: 'radiogroup', name: 'went', choices: [{ value: 'yes', text: '<video src="a.mp4"></video> Yes' }] },
      ],
    })

    expect(questions.map(({ id }) => id)).toEqual(['why', 'went'])
    expect(words.get('en')?.questions).toMatchObject({ why: { text: 'Why? A face' }, went: { options: { yes: 'Yes' } } })
    expect(said.map(({ message }) => message)).toEqual([
      ...['chart', 'why', 'went'].map((name) => `the picture or sound in the words of "${name}" is left out`),
      'the question "chart" is left out: it has no words',
    ])
  })

  it('asks each cell of a table with a question in each, and keeps the words of pages and panels', () => {
    const { questions, titles, words, said } = survey({
      title: { default: 'Two titles', es: 'Dos títulos' },
      pages: [
        {
          name: 'first',
          title: 'Care',
          description: 'Think of last year.',
          elements: [
            {
              type: 'matrixdropdown',
              name: 'table',
              title: 'Two things',
              description: 'One answer a cell',
              choices: ['yes', 'no'],
              columns: [
                { name: 'c1', title: { default: 'Used', es: 'Usado' } },
                { name: 'c2', cellType: 'comment', title: 'Why', visibleIf: "{row.c1} = 'no'" },
                { name: 'c3', cellType: 'file', title: 'A file', totalType: 'sum' },
              ],
              rows: ['a', { value: 'b', text: 'Clinic' }],
            },
            { type: 'comment', name: 'more', visibleIf: "{table.b.c1} = 'YES'" },
            { type: 'matrix', name: 'how', description: 'One answer a row', columns: ['x', 'y'], rows: ['r'] },
          ],
        },
      ],
    })

    expect(questions).toMatchObject([
      { id: 'table.a.c1', type: 'single', options: ['yes', 'no'] },
      { id: 'table.a.c2', type: 'text', if: { q: 'table.a.c1', in: ['no'] } },
      { id: 'table.b.c1', type: 'single' },
      { id: 'table.b.c2', type: 'text', if: { q: 'table.b.c1', in: ['no'] } },
      { id: 'more', if: { q: 'table.b.c1', in: ['yes'] } },
      { id: 'how.r' },
    ])
    expect([...titles]).toEqual([
      ['en', 'Two titles'],
      ['es', 'Dos títulos'],
    ])
    expect(words.get('en')?.questions).toMatchObject({ 'table.b.c1': { text: 'Clinic: Used' } })
    expect(words.get('es')?.questions).toMatchObject({ 'table.b.c1': { text: 'Clinic: Usado' } })
    expect(said.filter(({ kind }) => kind === 'dropped').map(({ message }) => message)).toEqual([
      expect.stringContaining('the cell "table.a.c3" is left out: a picture'),
      expect.stringContaining('the cell "table.b.c3" is left out: a picture'),
      expect.stringContaining('"totalType" is not read here: table.c3'),
    ])
    expect(Object.values(words.get('en')?.sections ?? {})).toMatchObject([
      { info: 'Think of last year.\n\nOne answer a cell', stem: 'Two things' },
      'Care',
      { info: 'One answer a row', stem: 'how' },
    ])
  })

  it.each([
    [{ type: 'checkbox', name: 'a', choices: [{ text: 'no value' }] }, 'choices', 'neither a value nor an object'],
    [{ type: 'text', name: 'a', title: { en: ['x'] } }, 'title', 'neither a text nor a text for each language'],
  ])('says what it expected in the place of %o', (element, column, message) => {
    const read = readSurveyjs(JSON.stringify({ elements: [element] }))

    expect(read.findings).toEqual([expect.objectContaining({ kind: 'invalid', column, message: expect.stringContaining(message) })])
  })

  it('becomes questions, with their choices, words and languages', () => {
    const { questions, words } = survey({
      locale: 'es',
      elements: [
        { ...WENT, title: { default: '¿Fuiste?', en: 'Did you go?' }, hasOther: true },
        { ...WHERE, maxSelectedChoices: 2 },
        { ...GOOD, minRateDescription: 'malo' },
        AGAIN,
        { type: 'text', name: 'n', inputType: 'number', min: 0, max: 2 },
        { type: 'comment', name: 'why', maxLength: 100 },
        { type: 'html', name: 'bye', html: '<p>Gracias</p>' },
      ],
    })

    expect(questions).toMatchObject([
      { id: 'went', type: 'single', options: ['Yes', 'no', 'other'] },
      { id: 'went_other' },
      { id: 'where', type: 'pick', max: 2, options: ['1', 'peer', { id: 'none', alone: true }] },
      { id: 'good', options: ['1', '2', '3'] },
      { id: 'again', options: ['true', 'false'] },
      { id: 'n', type: 'number', bands: [{ from: 0 }, { from: 1 }, { from: 2 }] },
      { id: 'why', type: 'text', max: 100 },
      { id: 'bye', type: 'info' },
    ])
    expect([...words.keys()]).toEqual(['es', 'en'])
    expect(words.get('es')?.questions).toMatchObject({
      went: { text: '¿Fuiste?' },
      where: { options: { none: 'Ninguno' } },
      good: { options: { 1: '1: malo' } },
    })
  })

  it.each([
    ["{went} = 'yes'", { q: 'went', in: ['Yes'] }],
    [
      '{went} == yes and {good} >= 2',
      {
        all: [
          { q: 'went', in: ['Yes'] },
          { q: 'good', in: ['2', '3'] },
        ],
      },
    ],
    [
      "{where} contains 'PEER' || {where} anyof [1, 'peer']",
      {
        any: [
          { q: 'where', in: ['peer'] },
          { q: 'where', in: ['1'] },
          { q: 'where', in: ['peer'] },
        ],
      },
    ],
    [
      "{where} notcontains 'none' and {again} = true",
      {
        all: [
          { q: 'where', in: ['1', 'peer'] },
          { q: 'again', in: ['true'] },
        ],
      },
    ],
    ["{where} notcontains 'peer'", { q: 'where', none_of: ['peer'] }],
    ['{went} notempty', { q: 'went', answered: true }],
    ["{went} <> 'no'", { q: 'went', in: ['Yes'] }],
    [
      "!({went} = 'no') and {m.r1} = 'a'",
      {
        all: [
          { q: 'went', in: ['Yes'] },
          { q: 'm.r1', in: ['a'] },
        ],
      },
    ],
    ['{high} = 1', { q: 'good', in: ['3'] }],
  ])('keeps the condition %s', (visibleIf, condition) => {
    const { questions, said } = survey({
      elements: [
        WENT,
        WHERE,
        GOOD,
        AGAIN,
        { type: 'matrix', name: 'm', rows: ['r1'], columns: ['a', 'b'] },
        { type: 'comment', name: 'why', visibleIf },
      ],
      calculatedValues: [{ name: 'high', expression: 'iif({good} > 2, 1, 0)' }],
    })

    expect(said.filter(({ kind }) => kind === 'dropped')).toEqual([])
    expect(questions.at(-1)).toMatchObject({ id: 'why', if: condition })
  })

  it.each([
    ["{went} contains 'e'", 'contains()'],
    ['{good} > {where}', 'compares two answers'],
    ['{n} > 3', 'comes later'],
    ['today() > 3', 'calculates'],
    ["{went} = 'yes", 'cannot be read'],
  ])('leaves out a question with the condition %s, and says why and where', (visibleIf, why) => {
    const { questions, said } = survey({ elements: [WENT, WHERE, GOOD, { type: 'comment', name: 'why', visibleIf }] })

    expect(questions.map(({ id }) => id)).toEqual(['went', 'where', 'good'])
    expect(said.filter(({ kind }) => kind === 'dropped')).toEqual([
      expect.objectContaining({ row: 28, column: 'visibleIf', message: expect.stringContaining(why) }),
    ])
  })

  it('makes a part of each page and panel, with its condition, and a question of each row of a matrix', () => {
    const { sections, words } = survey({
      pages: [
        { name: 'one', title: 'One', elements: [WENT] },
        {
          name: 'two',
          visibleIf: "{went} = 'yes'",
          elements: [
            {
              type: 'panel',
              name: 'inner',
              title: 'Inner',
              elements: [{ type: 'matrix', name: 'm', title: 'Agree?', columns: ['a'], rows: ['r1', 'r2'] }],
            },
          ],
        },
      ],
    })

    expect(sections).toMatchObject([
      { id: 'one' },
      { id: 'm', if: { q: 'went', in: ['Yes'] }, questions: [{ id: 'm.r1' }, { id: 'm.r2' }] },
    ])
    expect(words.get('en')?.sections).toEqual({ one: 'One', m: { title: 'Inner', stem: 'Agree?' } })
  })

  it('leaves out days, addresses, files and what repeats, each with its line', () => {
    const { questions, rows } = survey({
      elements: [
        { type: 'text', name: 'a', inputType: 'date' },
        { type: 'text', name: 'b', inputType: 'email' },
        { type: 'file', name: 'c' },
        { type: 'paneldynamic', name: 'd' },
        { type: 'sort-of-widget', name: 'e' },
        { type: 'comment', name: 'story' },
      ],
    })

    expect(questions.map(({ id }) => id)).toEqual(['story'])
    expect(rows('dropped').toSorted((a, b) => Number(a) - Number(b))).toEqual([3, 8, 13, 17, 21])
  })

  it('says of each part that it cannot hold that it is left out, where it stands', () => {
    const { questions, said } = survey({
      triggers: [{ type: 'complete', expression: "{went} = 'no'" }],
      elements: [
        { ...WENT, showCommentArea: true, readOnly: true },
        { ...WHERE, minSelectedChoices: 1, validators: [{ type: 'answercount', minCount: 1, maxCount: 2 }] },
        { type: 'matrix', name: 'm', rows: ['r'], columns: ['a'], rowsVisibleIf: "{went} = 'yes'", columnsVisibleIf: "{went} = 'yes'" },
        { type: 'comment', name: 'why', validators: [{ type: 'regex', regex: 'a+' }] },
        { type: 'multipletext', name: 'box', items: [{ name: 'one', validators: [{ type: 'expression', expression: '1 = 1' }] }] },
        { type: 'text', name: 'plain', maxLength: 50, validators: [{ type: 'text', maxLength: 50 }] },
      ],
    })

    expect(questions.map(({ id }) => id)).toEqual(['went', 'where', 'm.r', 'why', 'box.one', 'plain'])
    expect(questions[1]).toMatchObject({ type: 'pick', max: 2 })
    expect(said.filter(({ kind }) => kind === 'dropped').map(({ row, column }) => [row, column])).toEqual([
      [9, 'readOnly'],
      [9, 'showCommentArea'],
      [19, 'minSelectedChoices'],
      [39, 'rowsVisibleIf'],
      [39, 'columnsVisibleIf'],
      [51, 'validators'],
      [61, 'validators'],
      [3, 'triggers'],
    ])
  })

  it('says of answers that come by themselves, and of all that it does not read, that they are left out, each where it first stands', () => {
    const { questions, said } = survey({
      timeLimit: 60,
      completedHtml: 'Thank you',
      showProgressBar: 'top',
      pages: [
        {
          name: 'p',
          title: 'One',
          readOnly: true,
          elements: [
            { ...WENT, defaultValue: 'no', titleLocation: 'left', isRequired: true },
            { ...GOOD, setValueIf: "{went} = 'no'", setValueExpression: '1' },
            { ...AGAIN, requiredIf: "{went} = 'no'", correctAnswer: true },
            {
              type: 'panel',
              name: 'inner',
              elements: [{ type: 'comment', name: 'why', correctAnswer: 'x', maskType: 'pattern', defaultValue: '' }],
            },
          ],
        },
      ],
    })

    expect(questions.map(({ id }) => id)).toEqual(['went', 'good', 'again', 'why'])
    expect(said.filter(({ kind }) => kind === 'dropped').map(({ row, column, message }) => [row, column, message])).toEqual([
      [11, 'defaultValue', expect.stringContaining('the answer that "went" has before anybody gives one')],
      [22, 'setValueIf', expect.stringContaining('"good"')],
      [29, 'requiredIf', expect.stringContaining('every question here can be skipped')],
      [1, 'timeLimit', '"timeLimit" is not read here: the survey'],
      [1, 'completedHtml', '"completedHtml" is not read here: the survey'],
      [6, 'readOnly', '"readOnly" is not read here: p'],
      [29, 'correctAnswer', '"correctAnswer" is not read here: again, why'],
      [39, 'maskType', '"maskType" is not read here: why'],
    ])
  })

  it('asks boxes of several as what their own checks and limits say, and none for an address', () => {
    const items = [
      { name: 'mail', validators: [{ type: 'email' }] },
      { name: 'n', validators: [{ type: 'numeric', minValue: 0, maxValue: 1 }] },
      { name: 'words', maxLength: 40 },
    ]
    const { questions } = survey({ elements: [{ type: 'multipletext', name: 'box', items }] })

    expect(questions).toMatchObject([
      { id: 'box.n', type: 'number', bands: [{ from: 0 }, { from: 1 }] },
      { id: 'box.words', type: 'text', max: 40 },
    ])
  })

  it('has the words of the survey for its other answer', () => {
    const { words } = survey({ elements: [{ ...WENT, showOtherItem: true, otherText: 'In another way' }] })

    expect(words.get('en')?.questions).toMatchObject({ went: { options: { other: 'In another way' } } })
  })

  it('is refused when it is nested without end, and loses a question with too many choices alone', () => {
    const deep = `{"elements":[${'{"type":"panel","elements":['.repeat(5000)}${']}'.repeat(5000)}]}`
    expect(readSurveyjs(deep)).toEqual({ findings: [expect.objectContaining({ kind: 'invalid' })] })

    const choices = Array.from({ length: 250 }, (_, i) => i)
    const { questions, rows } = survey({
      elements: [WENT, { type: 'dropdown', name: 'long', choices }, { type: 'ranking', name: 'order', choices: ['a', 'b', 'c'] }],
    })
    expect(questions.map(({ id }) => id)).toEqual(['went', 'order'])
    expect(rows('dropped')).toHaveLength(1)
  })

  it('names what is wrong in its JSON with the line', () => {
    expect(readSurveyjs('{"title": ')).toEqual({
      findings: [expect.objectContaining({ kind: 'invalid', message: expect.stringContaining('no JSON') })],
    })
    expect(readSurveyjs('{\n"elements": [\n{"type": "text", "name": 5},\n{"type": "text",\n "visibleIf": []}]}')).toEqual({
      findings: [expect.objectContaining({ row: 3, column: 'name' }), expect.objectContaining({ row: 5, column: 'visibleIf' })],
    })
    expect(made(readSurveyjs('{"elements":[{"name":"a"},{"name":"a"}]}') as Parameters<typeof made>[0]).rows('invalid')).toEqual([1])
  })
})
