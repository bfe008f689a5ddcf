import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadOptions, readResponses } from '#cli/responses-file.ts'
import { InputRefused } from '#shared/problem.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Question, Survey } from '#shared/survey/survey.ts'
import { anyAnswers, anySurvey, sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'
import { claiming, xlsx } from '#test/unit/xlsx-file.ts'

const pick: Question = { id: 'top', type: 'pick', max: 2, auto: [], options: ['a', 'b', 'c'].map((id) => ({ id })) }
const number: Question = {
  id: 'age',
  type: 'number',
  auto: [],
  bands: [
    { id: '18_29', from: 18, to: 29.9 },
    { id: '30_plus', from: 30, to: 120 },
  ],
}
const alone: Question = { id: 'used', type: 'multi', auto: [], options: [{ id: 'x' }, { id: 'y' }, { id: 'none', alone: true }] }
const survey = surveyOf([
  sectionOf([
    single('mood', ['good', 'bad'], ['pns', 'dk']),
    alone,
    pick,
    number,
    { id: 'story', type: 'text', max: 500 },
    { id: 'note', type: 'info' },
  ]),
  sectionOf([{ ...single('later', ['yes', 'no']), if: { q: 'mood', answered: true } }], { id: 't', note: true }),
])
const HEADER = 'mood,used,top,age,story,later'

type Given = string | Uint8Array | ReadOptions

async function read(of: Survey, ...given: Given[]): Promise<Answers[]> {
  const chunks = given.filter((each) => typeof each === 'string' || each instanceof Uint8Array)
  const options = given.find((each): each is ReadOptions => typeof each !== 'string' && !(each instanceof Uint8Array))
  async function* file() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
  }
  const codebook = codebookOf(of)
  const found: Answers[] = []
  for await (const packed of readResponses(of, 'answers.csv', file(), options)) {
    for (let at = 0; at < packed.length; at += codebook.size) found.push(decodeAnswers(codebook, packed.subarray(at, at + codebook.size)))
  }
  return found
}

async function problemsOf(...given: Given[]) {
  const thrown = await read(survey, ...given).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof InputRefused)) throw new Error('the file was accepted', { cause: thrown })
  return thrown.problems
}

const chose = (...options: string[]) => ({ state: 'answered', options })

const nested: Survey = {
  ...surveyOf([sectionOf([single('county', ['kent', 'york']), single('region', ['south', 'north'])])]),
  plan: { by: ['region', 'county'], cross: 'none', also: [], except: [], nests: { county: 'region' } },
}
const counties: Question = {
  id: 'county',
  type: 'single',
  auto: [],
  options: [
    { id: 'kent', in: 'south' },
    { id: 'york', in: 'north' },
  ],
}
const NESTED: Survey = {
  ...nested,
  sections: nested.sections.map((each) => ({ ...each, questions: [counties, ...each.questions.slice(1)] })),
}

describe('groups that nest, in a responses file', () => {
  it('put somebody who says a county and no region into its region', async () => {
    expect(await read(NESTED, 'county,region\nkent,\n,north\nyork,north\n')).toEqual([
      { county: chose('kent'), region: chose('south') },
      { county: { state: 'skipped' }, region: chose('north') },
      { county: chose('york'), region: chose('north') },
    ])
  })

  it('are refused by row where the two contradict each other', async () => {
    const thrown = await read(NESTED, 'county,region\nkent,south\nkent,north\n').catch((error: unknown) => error)

    if (!(thrown instanceof InputRefused)) throw new Error('the file was accepted')
    expect(thrown.problems).toMatchObject([
      { file: 'answers.csv', line: 3, column: 'region', message: 'county is "kent", which lies in "south", and region is "north"' },
    ])
  })
})

describe('the responses file', () => {
  it('reads every kind of question and every state', async () => {
    const rows = [
      HEADER,
      'good,x|y,a|c,29.5,"any words, here",yes',
      '~pns,none,,30,,~not_shown',
      '~dk,,b,18,,~section_skipped',
      '~skipped,,,,,',
    ]

    expect(await read(survey, `${rows.join('\n')}\n`)).toEqual([
      { mood: chose('good'), used: chose('x', 'y'), top: chose('a', 'c'), age: chose('18_29'), later: chose('yes') },
      { mood: { state: 'pns' }, used: chose('none'), top: { state: 'skipped' }, age: chose('30_plus'), later: { state: 'not_shown' } },
      { mood: { state: 'dk' }, used: { state: 'skipped' }, top: chose('b'), age: chose('18_29'), later: { state: 'section_skipped' } },
      {
        mood: { state: 'skipped' },
        used: { state: 'skipped' },
        top: { state: 'skipped' },
        age: { state: 'skipped' },
        later: { state: 'skipped' },
      },
    ])
  })

  it('takes states as the file gives them, even where a condition says otherwise', async () => {
    const [one] = await read(survey, `${HEADER}\n,,,,,yes\n`)

    expect(one).toMatchObject({ mood: { state: 'skipped' }, later: chose('yes') })
  })

  it.each([
    ['CR LF', '\r\n', ''],
    ['bare CR', '\r', ''],
    ['LF', '\n', ''],
    ['CR LF after a byte order mark', '\r\n', '\uFEFF'],
  ])('accepts lines ended by %s, with line ends inside words', async (_, end, mark) => {
    const text = `${mark}${[HEADER, `good,,,,"one${end}two",`, `bad,,,,"say ""no""",`].join(end)}${end}`

    expect((await read(survey, text)).map((each) => each.mood)).toEqual([chose('good'), chose('bad')])
  })

  it('reads columns in any order, does without those of written answers, and ignores empty lines', async () => {
    const rows = await read(survey, 'age,later,mood,top,used\n\n20,no,good,a,x\n\n')

    expect(rows).toEqual([{ mood: chose('good'), used: chose('x'), top: chose('a'), age: chose('18_29'), later: chose('no') }])
  })

  it('gives the same answers wherever the file is cut into chunks', async () => {
    const text = new TextEncoder().encode(`\uFEFF${HEADER}\r\ngood,x,,,"Straße, 日本\r\n",yes\r\nbad,,b,40,é,\r\n`)
    const whole = await read(survey, text)

    for (let cut = 1; cut < text.length; cut++) expect(await read(survey, text.subarray(0, cut), text.subarray(cut))).toEqual(whole)
    expect(whole).toHaveLength(2)
  })

  it('reads back what anybody could have answered to any survey', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySurvey
          .filter((of) => codebookOf(of).fields.length > 0)
          .chain((of) => fc.tuple(fc.constant(of), fc.array(anyAnswers(codebookOf(of)), { minLength: 1, maxLength: 5 }))),
        async ([of, people]) => {
          const questions = codebookOf(of).fields.map((field) => field.question)
          const numbers = new Set(
            of.sections.flatMap((section) => section.questions.flatMap((each) => (each.type === 'number' ? [each.id] : []))),
          )
          const cell = (answers: Answers, id: string) => {
            const answer = answers[id]
            if (!answer || answer.state === 'skipped') return '~skipped'
            // The n-th band of a generated number question is the number n.
            return 'options' in answer
              ? answer.options.map((each) => (numbers.has(id) ? each.slice(1) : each)).join('|')
              : `~${answer.state}`
          }
          const text = [questions, ...people.map((answers) => questions.map((id) => cell(answers, id)))]
            .map((row) => row.join(','))
            .join('\n')
          expect(await read(of, text)).toEqual(people.map((each) => ({ ...each })))
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    ['a value that is no option', 'goode,,,,,', 'mood', '"goode" is not an option of this question', 'Did you mean "good"?'],
    ['several answers to a single choice', 'good|bad,,,,,', 'mood', 'several answers', 'Keep one'],
    ['a state the question does not offer', '~na,,,,,', 'mood', '"~na" is no state', '~pns, ~dk, or ~skipped'],
    ['a section that nobody could skip', ',,,,,~na', 'later', '"~na" is no state', '~not_shown, ~section_skipped'],
    ['an option that stands alone, beside others', ',none|x,,,,', 'used', 'none beside other answers', 'Keep none alone'],
    ['an option named twice', ',x|x,,,,', 'used', 'names x twice', 'once'],
    ['nothing between two signs', ',x||y,,,,', 'used', 'nothing between', 'Join'],
    ['too many picks', ',,a|b|c,,,', 'top', '3 options are chosen where at most 2', 'at most 2'],
    ['a number with letters', ',,,thirty,,', 'age', '"thirty" is not a number', 'digits'],
    ['a thousand that may be a one', ',,,"1,000",,', 'age', 'a thousand to some', 'nothing before thousands'],
    ['a number in no band', ',,,17,,', 'age', '"17" is in none of the bands', '18 to 120'],
  ])('refuses %s, naming row and column', async (_, row, column, message, remedy) => {
    const [problem, ...others] = await problemsOf(`${HEADER}\n${row}\n`)

    expect(others).toEqual([])
    expect(problem).toEqual({
      file: 'answers.csv',
      line: 2,
      column,
      message: expect.stringContaining(message),
      code: 'responses-cell',
      remedy: expect.stringContaining(remedy),
    })
  })

  it('tells every problem, not only the first', async () => {
    const problems = await problemsOf(`mood,used,top,gender,mood,\nwrong,,,,,\ngood,,,\nbad,z,,,,x\n`)

    expect(problems.map((each) => [each.line, each.column, each.message])).toEqual([
      [1, 4, 'the survey has no question "gender"'],
      [1, 5, 'the column "mood" is there twice'],
      [1, undefined, 'there is no column for question age'],
      [1, undefined, 'there is no column for question later'],
      [2, 'mood', '"wrong" is not an option of this question'],
      [3, undefined, 'the row has 4 values where the header has 6 columns'],
      [4, 6, 'column F has something in it, and no name'],
      [4, 'used', '"z" is not an option of this question'],
    ])
  })

  it('passes over columns that have no name and nothing in them, and does not say of a wrong header that there are no responses', async () => {
    const problems = await problemsOf(`General,,Experience\nmood,used,\ngood,x,\n`)

    expect(problems.map(({ message }) => message).filter((message) => /no name|no responses/.test(message))).toEqual([])
    expect(await read(survey, {}, new TextEncoder().encode(`${HEADER},,\ngood,,,,,,,\n`))).toHaveLength(1)
  })

  it('tells what is wrong in the same way once, with its rows, so that nothing is left untold', async () => {
    const rows = Array.from({ length: 20_000 }, () => 'wrong,,,,,')

    const problems = await problemsOf([HEADER, ...rows, ',z,,,,', ',,,17,,', ',z,,,,'].join('\n'))

    expect(problems.map((each) => [each.column, each.message])).toEqual([
      ['mood', '"wrong" is not an option of this question, in rows 2, 3, 4, 5, 6, ... (20,000 in all)'],
      ['used', '"z" is not an option of this question, in rows 20002, 20004 (2 in all)'],
      ['age', '"17" is in none of the bands of this question'],
    ])
  })

  it('stays short when every cell is wrong in its own way, and still names every column', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `w${i},z${i},,,,`)

    const problems = await problemsOf([HEADER, ...rows, ',,,,,~na'].join('\n'))

    expect(problems).toHaveLength(503)
    expect(problems.slice(-3).map((each) => [each.column, each.message])).toEqual([
      ['mood', 'more is wrong here, in rows 252, 253, 254, 255, 256, ... (4,750 in all)'],
      ['used', 'more is wrong here, in rows 252, 253, 254, 255, 256, ... (4,750 in all)'],
      ['later', 'more is wrong here'],
    ])
  })

  it('never repeats words, when cells or the header have moved', async () => {
    const words = 'they held me down and nobody listened'
    const moved = await problemsOf(`${HEADER},${words}\n${words},${words}|x,${words},${words},,~${words},\n`)
    const alone = await problemsOf(`${HEADER}\nSchatz‮,é,,,,\n`)

    expect(JSON.stringify(moved)).not.toContain('listened')
    expect(moved.find((each) => each.column === 'mood')?.message).toBe('a value of 37 characters is not an option of this question')
    expect(alone.map((each) => each.message)).toEqual([
      'a value of 7 characters is not an option of this question',
      'a value of 1 character is not an option of this question',
    ])
  })

  it('never repeats what people wrote, and cuts long values', async () => {
    const secret = 'my sister'
    const problems = await problemsOf(
      `${HEADER}\ngood,,,,${secret},wrong\nw${'r'.repeat(10_000_000)}ong,,,,"${secret} ${'x'.repeat(10_000_000)}",\n`,
    )

    const told = JSON.stringify(problems)
    expect(told).not.toContain(secret)
    expect(told.length).toBeLessThan(1000)
    expect(problems.map((each) => each.column)).toEqual(['later', 'mood'])
  })

  it('reads a field of ten megabytes with line ends and quotation marks in it', async () => {
    const long = 'a long "story",\r\n'.repeat(600_000).replaceAll('"', '""')

    expect(await read(survey, `${HEADER}\ngood,,,,"${long}",yes\nbad,,,,,\n`)).toHaveLength(2)
  })

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['nothing but line ends', '\r\n\r\n', 'the file is empty'],
    ['a header alone', `${HEADER}\n`, 'a header and no responses'],
    ['a quotation mark that never closes', `${HEADER}\ngood,,,,"open,yes\nbad,,,,,\n`, 'opens in this row and never closes'],
    ['a quotation mark in the wrong place', `${HEADER}\ngood,,,,"a"b,yes\n`, 'stands in the wrong place'],
    ['a NUL byte', `${HEADER}\ngo\0od,,,,,\n`, 'NUL byte'],
    ['rows that hold only separators and blanks', `${HEADER}\n,,,,,\n , ,,\u00A0,,\n`, 'a header and no responses'],
  ])('refuses %s', async (_, text, message) => {
    expect((await problemsOf(text)).map((each) => each.message)).toContainEqual(expect.stringContaining(message))
  })

  it.each<[string, () => Uint8Array, string]>([
    ['an archive', () => new Uint8Array(Buffer.from('PK\x03\x04 and more', 'latin1')), 'an archive or a damaged workbook'],
    ['an old workbook, or a locked one', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'the old kind (.xls)'],
    ['a workbook of more than 20 MB', () => Buffer.concat([xlsx({}), Buffer.alloc(20_000_000)]), 'more than 20 MB'],
    ['a zip bomb', () => claiming(xlsx({}, { 'xl/media/big.bin': 'x' }), 'xl/media/big.bin', 121_000_000), 'far too large'],
    [
      'a cell in the last corner',
      () =>
        xlsx(
          { a: [] },
          {
            'xl/worksheets/sheet1.xml':
              '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
          },
        ),
      'far too large',
    ],
  ])('refuses %s, and says how to save it', async (_, bytes, message) => {
    const problems = await problemsOf(bytes())

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ message: expect.stringContaining(message), remedy: expect.stringContaining('CSV UTF-8') })
  })

  it.each([['\n'], ['\r\n'], ['\r']])('reads lines of another encoding, which can only hold words, and names them (%j)', async (end) => {
    const bytes = Buffer.from([HEADER, 'good,,,,caf\xe9,', 'bad,,,,fine,', 'good,,,,na\xefve,', ''].join(end), 'latin1')
    const notes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map() }

    const people = await read(survey, { notes }, new Uint8Array(bytes))

    expect(people.map((each) => each.mood)).toEqual([chose('good'), chose('bad'), chose('good')])
    expect(notes.otherEncoding).toEqual([2, 4])
  })
})

describe('files as spreadsheets and other tools write them', () => {
  const people = [chose('good'), chose('bad')]
  const moods = async (options: ReadOptions, ...chunks: (string | Uint8Array)[]) =>
    (await read(survey, options, ...chunks)).map((each) => each.mood)
  const lines = `${HEADER}\ngood,x,,"29,5",words,\nbad,,,,,yes\n`
  const semicolons = `${HEADER.replaceAll(',', ';')}\r\ngood;x|y;;1,5e0;;\r\n`

  it.each([
    ['semicolons', lines.replaceAll(',', ';').replace('"29;5"', '29,5')],
    ['tabs', lines.replaceAll(',', '\t').replace('"29\t5"', '29,5')],
    ['a first line that names semicolons', `sep=;\r\n${lines.replaceAll(',', ';').replace('"29;5"', '29,5')}`],
    ['a first line in quotation marks', `\uFEFF"sep=,"\n${lines}`],
    ['a first line that names something else', `sep=|\n${lines.replaceAll(',', '|').replace('"29|5"', '29,5')}`],
    ['blanks around everything', lines.replaceAll('good', ' good\u00A0').replaceAll('mood', ' mood\u200B')],
  ])('are read with %s', async (_, text) => {
    expect(await moods({}, text)).toEqual(people)
  })

  it('are read from the first sheet of a workbook that has something in it, with numbers, formulas and cells that only have a colour', async () => {
    const notes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map() }
    const bytes = xlsx({
      Empty: [],
      Answers: [
        [...HEADER.split(','), '', ''],
        ['good', 'x|y', { formula: 'A1', gave: 'a' }, 29.5, 'words', ''],
        ['', '', '', '', '', ''],
        ['bad', '', '', 30, '', 'yes', '', ''],
      ],
      Notes: [['see page 2']],
    })

    const people = await read(survey, { notes }, bytes.subarray(0, 2), bytes.subarray(2))

    expect(people).toMatchObject([
      { mood: chose('good'), used: chose('x', 'y'), top: chose('a'), age: chose('18_29') },
      { mood: chose('bad'), age: chose('30_plus'), later: chose('yes') },
    ])
    expect(notes).toMatchObject({ blankRows: [3], otherSheets: ['Notes'] })
  })

  it('name the row and column of a workbook in which a cell is wrong', async () => {
    const problems = await problemsOf(xlsx({ Answers: [HEADER.split(','), ['good', '', '', true, '', ''], ['#N/A', '', '', 20, '', '']] }))

    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'age'],
      [3, 'mood'],
    ])
  })

  it.each([
    ['UTF-16, little end first, with a mark', Buffer.from(`\uFEFF${lines}`, 'utf16le')],
    ['UTF-16, little end first', Buffer.from(lines, 'utf16le')],
    ['UTF-16, big end first, with a mark', Buffer.from(`\uFEFF${lines}`, 'utf16le').swap16()],
    ['UTF-16, big end first', Buffer.from(lines, 'utf16le').swap16()],
  ])('are read in %s, wherever they are cut', async (_, bytes) => {
    for (const cut of [1, 2, 3, 5, 40, 41]) {
      expect(await moods({}, new Uint8Array(bytes.subarray(0, cut)), new Uint8Array(bytes.subarray(cut)))).toEqual(people)
    }
  })

  it('take a decimal comma as the page does', async () => {
    const [one] = await read(survey, {}, `${HEADER}\n,,,"29,5",,\n`)

    expect(one?.age).toEqual(chose('18_29'))
  })

  it('name the row and column of what does not fit between semicolons', async () => {
    const problems = await problemsOf(semicolons)

    expect(problems.map(({ line, column }) => [line, column])).toEqual([[2, 'age']])
  })

  it('drop rows in which no question has anything, and keep a person who skipped everything', async () => {
    const notes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map() }
    const blank = Array.from({ length: 30 }, () => ',,,,,')

    const found = await moods(
      { notes },
      [HEADER, 'good,,,,,', ...blank, '', ' , ,\t,,,', '~skipped,,,,,', ',,,,only words,', ',,,,,'].join('\n'),
    )

    expect(found).toEqual([chose('good'), { state: 'skipped' }, { state: 'skipped' }])
    expect(notes.blankRows).toHaveLength(33)
  })

  it('have numbers in no band read as skipped where that is asked for, and counted', async () => {
    const notes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map<string, number[]>() }
    const rows = [HEADER, 'good,,,17,,', 'bad,,,18,,', 'good,,,999,,', ''].join('\n')

    const people = await read(survey, { notes, outsideIsSkipped: true }, new TextEncoder().encode(rows))

    expect(people.map(({ age }) => age?.state)).toEqual(['skipped', 'answered', 'skipped'])
    expect([...notes.outside]).toEqual([['age', [2, 4]]])
  })

  it('drop a row that has nothing but an id in a column to be passed over', async () => {
    const notes = { blankRows: [], otherEncoding: [], otherSheets: [], notKept: [], outside: new Map() }

    expect(await moods({ notes, ignore: ['Response ID'] }, `Response ID,${HEADER}\nR_1,good,,,,,\nR_2,,,,,,\n`)).toEqual([chose('good')])
    expect(notes.blankRows).toEqual([3])
  })

  it('pass over a column by its name, and say when there is none', async () => {
    const problems = await problemsOf({ ignore: ['respondent'] }, `Respondent,${HEADER}\n1,good,,,,,\n`)

    expect(await moods({ ignore: ['Respondent'] }, `Respondent,${HEADER}\n1,good,,,,,\n2,bad,,,,,\n`)).toEqual(people)
    expect(problems.map(({ message, remedy }) => `${message}. ${remedy}`)).toEqual([
      expect.stringMatching(/^the survey has no question "Respondent"\. .*--ignore/),
      'there is no column "respondent" to ignore. Correct --ignore. Did you mean "Respondent"?',
    ])
  })

  it('may lack the column of a question, if it is said so', async () => {
    const text = 'mood,used,top\ngood,,\n'
    const [one] = await read(survey, { absent: ['age', 'later'] }, text)
    const problems = await problemsOf({ absent: ['age', 'mood', 'story', 'latter'] }, text)

    expect(one).toMatchObject({ mood: chose('good'), age: { state: 'skipped' }, later: { state: 'skipped' } })
    expect(problems.map(({ message }) => message)).toEqual([
      'there is no column for question later',
      'the file has this column',
      'the survey has no closed question "story"',
      'the survey has no closed question "latter"',
    ])
    expect(problems[0]?.remedy).toContain('--absent later')
  })

  it('name the place of a heading that is too long to repeat', async () => {
    const [problem] = await problemsOf(`${HEADER},What did they say to you?\ngood,,,,,,\n`)

    expect(problem).toMatchObject({
      line: 1,
      column: 7,
      message: 'the survey has no question that column G names (a value of 25 characters)',
      remedy: expect.stringContaining('--ignore'),
    })
  })
})
