import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { isDictionary } from '#shared/survey/formats/redcap/dictionary-rows.ts'
import { readDictionary } from '#shared/survey/formats/redcap/read-dictionary.ts'
import { made } from './made.ts'

const HEADINGS =
  '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"'

const rows = (text: string) => Papa.parse<string[]>(text).data
const dictionary = (text: string) => made(readDictionary(rows(`${HEADINGS}\n${text}`)))

const USED = 'used,a,,checkbox,Which?,"1, Clinic | 2, Peers, and friends | 3, None",,,,,,,,,,,,@NONEOFTHEABOVE=\'3\'\n'

describe('a data dictionary of REDCap', () => {
  it('is told by its headings, as the page or the API writes them', () => {
    expect(isDictionary(rows(HEADINGS)[0] ?? [])).toBe(true)
    expect(isDictionary(['field_name', 'form_name', 'section_header', 'field_type', 'field_label'])).toBe(true)
    expect(isDictionary(['type', 'name', 'label'])).toBe(false)
  })

  it('becomes questions: radio, checkbox, yesno, slider, numbers and notes', () => {
    const { questions, words, said } = dictionary(
      `record_id,a,,text,Record ID,,,,,,,,,,,,,\n${USED}age,a,,text,Age?,,In years,integer,0,3,,,,,,,,\nnear,a,,yesno,Near?,,,,,,,,,,,,,\nhope,a,,slider,Hope?,Low | | High,,,,,,,,,,,,\nwhy,a,,notes,<b>Why?</b>,,,,,,,,,,,,,\n`,
    )

    expect(questions).toMatchObject([
      { id: 'used', type: 'multi', options: ['1', '2', { id: '3', alone: true }] },
      { id: 'age', type: 'number', bands: [{ id: '0' }, { id: '1' }, { id: '2' }, { id: '3' }] },
      { id: 'near', type: 'single', options: ['1', '0'] },
      { id: 'hope', type: 'number' },
      { id: 'why', type: 'text' },
    ])
    expect(words.get('en')?.questions).toMatchObject({
      used: { options: { 2: 'Peers, and friends' } },
      near: { options: { 1: 'Yes', 0: 'No' } },
      hope: { hint: '0: Low\n100: High' },
      why: { text: 'Why?' },
    })
    expect(said.map(({ row, kind }) => [kind, row])).toContainEqual(['dropped', 2])
  })

  it.each([
    ["[used(1)] = '1'", { q: 'used', in: ['1'] }],
    ["[used(3)] = '0'", { q: 'used', in: ['1', '2'] }],
    ["[used(1)] = '0'", { q: 'used', none_of: ['1'] }],
    [
      '[near] <> "0" and [age]>=2',
      {
        all: [
          { q: 'near', in: ['1'] },
          { q: 'age', in: ['2', '3'] },
        ],
      },
    ],
    [
      "([near]='1' OR [near] = '0') AND [age] <> ''",
      {
        all: [
          {
            any: [
              { q: 'near', in: ['1'] },
              { q: 'near', in: ['0'] },
            ],
          },
          { q: 'age', answered: true },
        ],
      },
    ],
  ])('keeps the branching logic %s', (logic, condition) => {
    const { questions, said } = dictionary(
      `${USED}age,a,,text,Age?,,,integer,0,3,,,,,,,,\nnear,a,,yesno,Near?,,,,,,,,,,,,,\nwhy,a,,notes,Why?,,,,,,,"${logic.replaceAll('"', '""')}",,,,,,\n`,
    )

    expect(said.filter(({ kind }) => kind === 'dropped')).toEqual([])
    expect(questions.at(-1)).toEqual({ id: 'why', type: 'text', max: 2000, if: condition })
  })

  it.each([
    ['[baseline_arm_1][age] > 3', 'another event'],
    ["datediff([age], 'today') > 3", 'calculates'],
    ['[age] > ', 'ends too early'],
  ])('leaves out a question with the logic %s, and says why', (logic, why) => {
    const { questions, said } = dictionary(`${USED}age,a,,text,Age?,,,integer,0,3,,,,,,,,\nwhy,a,,notes,Why?,,,,,,,"${logic}",,,,,,\n`)

    expect(questions.map(({ id }) => id)).toEqual(['used', 'age'])
    expect(said.filter(({ kind }) => kind === 'dropped')).toEqual([
      expect.objectContaining({ row: 4, column: 'Branching Logic', message: expect.stringContaining(why) }),
    ])
  })

  it('leaves out what is flagged as an identifier, days, files and hidden fields, each with its row', () => {
    const { questions, rows: at } = dictionary(
      'town,a,,text,Which town?,,,,,,y,,,,,,,\nborn,a,,text,Born?,,,date_ymd,,,,,,,,,,\nmail,a,,text,Write,,,email,,,,,,,,,,\nscan,a,,file,Scan,,,,,,,,,,,,,\nsecret,a,,text,Secret,,,,,,,,,,,,,@HIDDEN\nstory,a,,notes,Story?,,,,,,,,,,,,,\n',
    )

    expect(questions.map(({ id }) => id)).toEqual(['story'])
    expect(at('dropped').toSorted()).toEqual([2, 3, 4, 5, 6])
  })

  it('puts the rows of a matrix under the words of its header, and begins a part at each header', () => {
    const { sections, words } = dictionary(
      'a1,first,How often?,radio,Heard,"0, Never | 1, Always",,,,,,,,,,often,,\na2,first,,radio,Rushed,"0, Never | 1, Always",,,,,,,,,,often,,\nb1,first,<p>Then</p>,notes,More?,,,,,,,,,,,,,\n',
    )

    expect(sections.map(({ id }) => id)).toEqual(['often', 'first'])
    expect(words.get('en')?.sections).toEqual({ often: { title: 'First', stem: 'How often?' }, first: 'Then' })
  })

  it('says what else a row asks for and a survey does not do: tags, checks, limits that are no numbers, an order among rows', () => {
    const { questions, said } = dictionary(
      [
        "pick,a,,radio,Pick,\"1, A | 2, B | 3, C\",,,,,,,,,,,,@HIDECHOICE='3' @DEFAULT='1'",
        "most,a,,text,How many?,,,integer,[pick],,,,,,,,,@IF([pick] = '1', @HIDDEN, '')",
        'word,a,,text,One word,,,alpha_only,,,,,,,,,,@PLACEHOLDER="a word"',
        'm1,a,Put these in order,radio,First,"1, x | 2, y",,,,,,,,,,order,y,',
        'seen,a,,yesno,Seen?,,,,,,,,,,,,,@HIDDEN-FORM',
      ].join('\n'),
    )

    expect(questions.map(({ id }) => id)).toEqual(['pick', 'most', 'word', 'm1', 'seen'])
    expect(questions[0]).toMatchObject({ options: ['1', '2'] })
    expect(said.filter(({ kind }) => kind === 'dropped').map(({ row, column, message }) => [row, column, message])).toEqual([
      [2, 'Field Annotation', expect.stringContaining('never see are left out: 3')],
      [2, 'Field Annotation', expect.stringContaining('@DEFAULT')],
      [3, 'Field Annotation', expect.stringContaining('@IF')],
      [3, 'Text Validation Min', expect.stringContaining('[pick]')],
      [4, 'Text Validation Type OR Show Slider Number', expect.stringContaining('alpha_only')],
      [5, 'Matrix Ranking?', expect.stringContaining('same answer')],
    ])
  })

  it('keeps a field without a label, leaves out the number of a record by any name, and reads the headings of older versions', () => {
    const { questions, words, said } = made(
      readDictionary(
        rows(
          `"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices OR Calculations"\nrid,f,,text,ID,\nq1,f,,select,,"1, Good \\n 2, Bad"\nq2,f,,notes,"Why {q1}?",\n`,
        ),
      ),
    )

    expect(questions).toMatchObject([{ id: 'q1', options: ['1', '2'] }, { id: 'q2' }])
    expect(words.get('en')?.questions).toMatchObject({ q1: { text: 'q1' }, q2: { text: 'Why (…)?' } })
    expect(said.map(({ kind, row }) => [kind, row])).toEqual([
      ['dropped', 2],
      ['changed', 3],
      ['changed', 4],
    ])
  })

  it('keeps conditions under headings that a program has rewritten, and names columns that it does not read', () => {
    const { questions, said } = made(
      readDictionary(
        rows(
          'Variable...Field.Name,Field.Type,Field.Label,Branching.Logic..Show.field.only.if....,Required.Field.,Skip pattern\nwent,yesno,Went?,,,\nwhy,notes,Why?,[went] = 1,y,end if no\n',
        ),
      ),
    )

    expect(questions).toMatchObject([{ id: 'went' }, { id: 'why', if: { q: 'went', in: ['1'] } }])
    expect(said.map(({ kind, row, column }) => [kind, row, column])).toEqual([['dropped', 1, 'Skip pattern']])
  })

  it.each([
    ['isblankormissingcode([age])', 'gave no answer'],
    ["[event-name] = 'baseline'", 'knows of the record'],
  ])('says why a question with the logic %s is left out', (logic, why) => {
    const { said } = dictionary(`age,a,,text,Age?,,,integer,0,3,,,,,,,,\nwhy,a,,notes,Why?,,,,,,,"${logic}",,,,,,\n`)

    expect(said).toContainEqual(expect.objectContaining({ kind: 'dropped', row: 3, message: expect.stringContaining(why) }))
  })

  it('reads logic with comments', () => {
    const { questions } = dictionary(
      `age,a,,text,Age?,,,integer,0,3,,,,,,,,\nwhy,a,,notes,Why?,,,,,,,"// for older people\n[age] >= 2",,,,,,\n`,
    )

    expect(questions[1]?.if).toEqual({ q: 'age', in: ['2', '3'] })
  })

  it('names every fault at once', () => {
    const { rows: at } = dictionary(
      'a,f,,dance,A,,,,,,,,,,,,,\nb,f,,radio,B,,,,,,,,,,,,,\nb,f,,notes,B,,,,,,,,,,,,,\n1c,f,,notes,C,,,,,,,,,,,,,\nd,f,,radio,D,"1, x | 1, y",,,,,,,,,,,,\n',
    )

    expect(at('invalid')).toEqual([2, 3, 4, 5, 6])
  })
})
