import { describe, expect, it } from 'vitest'
import type { ResponsesMap } from '#cli/responses/map/map-file.ts'
import { exportHeadings, proposeMap } from '#cli/responses/map/propose-map.ts'
import { scanColumns } from '#cli/responses/map/scan-columns.ts'
import { ProblemList } from '#cli/responses/problem-list.ts'
import { readResponses } from '#cli/responses-file.ts'
import { InputRefused } from '#shared/problem.ts'
import { decodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Question } from '#shared/survey/survey.ts'
import { sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'
import { xlsx } from '#test/unit/xlsx-file.ts'

const used: Question = {
  id: 'used',
  type: 'multi',
  auto: ['pns'],
  options: [{ id: 'clinic' }, { id: 'peer' }, { id: 'other' }, { id: 'none', alone: true }],
}
const age: Question = {
  id: 'age',
  type: 'number',
  auto: [],
  bands: [
    { id: 'young', from: 0, to: 29.9 },
    { id: 'old', from: 30, to: 5000 },
  ],
}
const plain = surveyOf([
  sectionOf([
    single('went', ['yes', 'no'], ['dk']),
    { ...used, if: { q: 'went', in: ['yes'] } },
    age,
    single('q3_a', ['1', '2']),
    { id: 'story', type: 'text', max: 100 },
  ]),
])
const texts = plain.texts.en
if (!texts) throw new Error('the survey speaks English')
const survey = {
  ...plain,
  texts: {
    en: {
      ...texts,
      questions: {
        ...texts.questions,
        went: { text: 'Did you go?', options: { yes: 'Yes, I did', no: 'No' } },
        used: { text: 'Which did you use?', options: { clinic: 'A clinic, or a hospital', peer: 'Peers', other: 'Other', none: 'None' } },
        age: { text: 'How old are you?' },
        q3_a: { text: 'Heard', options: { 1: 'Never', 2: 'Always' } },
        story: { text: 'What happened?' },
      },
    },
  },
}
const codebook = codebookOf(survey)

async function* file(text: string | Uint8Array) {
  yield typeof text === 'string' ? new TextEncoder().encode(text) : text
}

/** The export with the map that is proposed for it, and what was found out about it on the way. */
async function proposed(text: string | Uint8Array, absent: readonly string[] = []) {
  const problems = new ProblemList('export.csv')
  return proposeMap(survey, await scanColumns(file(text), problems, exportHeadings(survey)), absent)
}

async function answersIn(text: string | Uint8Array): Promise<Answers[]> {
  const { map, problems } = await proposed(text)
  expect(problems).toEqual([])
  const found: Answers[] = []
  for await (const packed of readResponses(survey, 'export.csv', file(text), { map }))
    for (let at = 0; at < packed.length; at += codebook.size) found.push(decodeAnswers(codebook, packed.subarray(at, at + codebook.size)))
  return found
}

const chose = (...options: string[]) => ({ state: 'answered', options })
const SKIPPED = { state: 'skipped' }
const NOT_SHOWN = { state: 'not_shown' }

/** The same four people, as each tool writes them. */
const FOUR = [
  { went: chose('yes'), used: chose('clinic', 'peer'), age: chose('young'), q3_a: chose('1') },
  { went: chose('yes'), used: chose('none'), age: chose('old'), q3_a: chose('2') },
  { went: chose('no'), used: NOT_SHOWN, age: SKIPPED, q3_a: SKIPPED },
  { went: { state: 'dk' }, used: NOT_SHOWN, age: chose('old'), q3_a: chose('1') },
]

const KOBO = `"start";"end";"deviceid";"grp/went";"grp/used";"grp/used/clinic";"grp/used/peer";"grp/used/other";"grp/used/none";"age";"q3_a";"grp/story";"grp/_home_latitude";"_id";"_submission_time";"__version__";"_index"
"2024-01-01";"";"d1";"yes";"clinic peer";"1";"1";"0";"0";"18";"1";"my words";"52.1";"1";"2024-01-01T10:00:00";"v1";"1"
"";"";"d2";"yes";"none";"0";"0";"0";"1";"44,5";"2";"";"";"2";"2024-01-01T10:00:00";"v1";"2"
"";"";"d3";"no";"";"";"";"";"";"";"";"";"";"3";"2024-01-01T10:00:00";"v1";"3"
"";"";"d4";"not sure";"";"";"";"";"";"1.200";"1";"";"";"4";"2024-01-01T10:00:00";"v1";"4"
`

const ODK = `SubmissionDate,grp-went,grp-used,age,q3_a,grp-story,grp-home-Latitude,meta-instanceID,KEY,SubmitterName,ReviewState
2024-01-01T10:00:00.000Z,yes,clinic peer,18,1,my words,52.1,uuid:1,uuid:1,Ana,approved
2024-01-01T10:00:00.000Z,yes,none,44.5,2,,,uuid:2,uuid:2,Ana,
2024-01-01T10:00:00.000Z,no,,,,,,uuid:3,uuid:3,Ana,
2024-01-01T10:00:00.000Z,no,,,,,,uuid:5,uuid:5,Ana,rejected
2024-01-01T10:00:00.000Z,not sure,,1200,1,,,uuid:4,uuid:4,Ana,hasIssues
`

const REDCAP = `record_id,redcap_event_name,survey_timestamp,went,used___clinic,used___peer,used___other,used___none,age,q3_a,story,survey_complete
1,baseline_arm_1,2024-01-01 10:00,yes,1,1,0,0,18,1,my words,2
2,baseline_arm_1,2024-01-01 10:00,yes,0,0,0,1,44.5,2,,2
3,baseline_arm_1,2024-01-01 10:00,no,0,0,0,0,,,,2
4,baseline_arm_1,2024-01-01 10:00,not sure,0,0,0,0,1200,1,,2
`

const REDCAP_LABELS = `"Record ID","Survey Timestamp","Did you go?","Which did you use? (choice=A clinic, or a hospital)","Which did you use? (choice=Peers)","Which did you use? (choice=Other)","Which did you use? (choice=None)","How old are you?",Heard,"What happened?"
1,2024-01-01,"Yes, I did",Checked,Checked,Unchecked,Unchecked,18,Never,my words
2,2024-01-01,"Yes, I did",Unchecked,Unchecked,Unchecked,Checked,44.5,Always,
3,2024-01-01,No,Unchecked,Unchecked,Unchecked,Unchecked,,,
4,2024-01-01,Not sure,Unchecked,Unchecked,Unchecked,Unchecked,1200,Never,
`

const LIME = `id;submitdate;lastpage;startlanguage;ipaddr;went;used[clinic];used[peer];used[other];used[none];age;q3[a];story;interviewtime
1;2024-01-01 10:00:00;3;en;1.2.3.4;yes;Y;Y;;;18,0000000000;1;my words;12,5
2;2024-01-01 10:00:00;3;en;1.2.3.4;yes;;;;Y;44,5000000000;2;;12,5
3;2024-01-01 10:00:00;3;en;1.2.3.4;no;N/A;N/A;N/A;N/A;;;;12,5
5;;1;en;1.2.3.4;yes;Y;;;;;;;1
4;2024-01-01 10:00:00;3;en;1.2.3.4;not sure;;;;;1200,0000000000;1;;12,5
`

const LIME_TEXTS = `"Response ID","Date submitted","Did you go?","Which did you use? [A clinic, or a hospital]","Which did you use? [Peers]","Which did you use? [Other]","Which did you use? [None]","How old are you?","Heard","What happened?"
1,2024-01-01,"Yes, I did",Yes,Yes,,No,18,Never,my words
2,2024-01-01,"Yes, I did",No,No,,Yes,44.5,Always,
3,2024-01-01,No,N/A,N/A,,N/A,,N/A,
4,2024-01-01,Not sure,,,,,1200,Never,
`

/** Headings with the code before the words, as LimeSurvey writes them too; the last person never sent. */
const LIME_BOTH = `"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language","seed. Seed","attribute_7. group","went. Did you go?","used[clinic]. Which did you use? [A clinic, or a hospital]","used[peer]. Which did you use? [Peers]","used[other]. Which did you use? [Other]","used[none]. Which did you use? [None]","age. How old are you?","q3[a]. [Heard]","story. What happened?","Question time: went"
1,2024-01-01,3,en,5,x,"Yes, I did",Yes,Yes,,No,18,Never,my words,4
2,2024-01-01,3,en,5,x,"Yes, I did",No,No,,Yes,44.5,Always,,4
3,2024-01-01,3,en,5,x,No,N/A,N/A,,N/A,,N/A,,4
4,2024-01-01,3,en,5,x,Not sure,,,,,1200,Never,,4
5,,1,en,5,x,"Yes, I did",Yes,,,,,,,1
`

/** With a column for each answer and all that Central adds. */
const ODK_SPLIT = `SubmissionDate,meta-instanceID,grp-went,grp-used,grp-used/clinic,grp-used/peer,grp-used/other,grp-used/none,age,q3_a,grp-story,KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion
2024-01-01T10:00:00.000Z,uuid:1,yes,clinic peer,1,1,0,0,18,1,my words,uuid:1,5,Ana,0,0,,,d1,0,2
2024-01-01T10:00:00.000Z,uuid:2,yes,none,0,0,0,1,44.5,2,,uuid:2,5,Ana,0,0,,approved,d1,0,2
2024-01-01T10:00:00.000Z,uuid:3,no,,,,,,,,,uuid:3,5,Ana,0,0,,,d1,0,2
2024-01-01T10:00:00.000Z,uuid:4,not sure,,,,,,1200,1,,uuid:4,5,Ana,0,0,,,d1,0,
`

/** With labels, every column that Kobo adds, and a row of tags under the headings. */
const KOBO_LABELS = `"start";"end";"Did you go?";"Which did you use?";"Which did you use?/A clinic, or a hospital";"Which did you use?/Peers";"Which did you use?/Other";"Which did you use?/None";"How old are you?";"Heard";"What happened?";"_id";"_uuid";"_submission_time";"_validation_status";"_notes";"_status";"_submitted_by";"__version__";"_tags";"meta/rootUuid";"_index"
"";"";"#went";"#used";"#used";"#used";"#used";"#used";"#age";"";"";"";"";"";"";"";"";"";"";"";"";""
"2024-01-01";"";"Yes, I did";"A clinic, or a hospital Peers";"1";"1";"0";"0";"18";"Never";"my words";"61";"u1";"2024-01-01";"";"";"submitted_via_web";"";"v1";"";"r1";"1"
"2024-01-01";"";"Yes, I did";"None";"0";"0";"0";"1";"44.5";"Always";"";"62";"u2";"2024-01-01";"";"";"submitted_via_web";"";"v1";"";"r2";"2"
"2024-01-01";"";"No";"";"";"";"";"";"";"";"";"63";"u3";"2024-01-01";"";"";"submitted_via_web";"";"v1";"";"r3";"3"
"2024-01-01";"";"Not sure";"";"";"";"";"";"1200";"Never";"";"64";"u4";"2024-01-01";"";"";"submitted_via_web";"";"v1";"";"r4";"4"
`

const SPREADSHEET = `Did you go?\tWhich did you use?\tHow old are you?\tHeard
Yes, I did\tA clinic, or a hospital; Peers\t18\tNever
Yes, I did\tNone\t44.5\tAlways
no\t\t\t
Not sure\t\t1200\tnever
`

describe('an export of another tool', () => {
  it.each([
    ['Kobo, with groups, semicolons and decimal commas', KOBO],
    ['ODK Central', ODK],
    ['REDCap, raw', REDCAP],
    ['REDCap, with labels', REDCAP_LABELS],
    ['LimeSurvey, with codes', LIME],
    ['LimeSurvey, with full texts', LIME_TEXTS],
    ['LimeSurvey, with codes before the texts', LIME_BOTH],
    ['ODK Central, with a column for each answer', ODK_SPLIT],
    ['Kobo, with labels and a row of tags', KOBO_LABELS],
    ['a spreadsheet, with the words of the survey', SPREADSHEET],
  ])('of %s says of the same people the same', async (_, text) => {
    expect(await answersIn(text)).toEqual(FOUR)
  })

  it('is read from a workbook as from text, with numbers as numbers and a sheet of repeated parts left out', async () => {
    const [header = '', ...rows] = KOBO.trimEnd().split('\n')
    const cells = (row: string) => row.split(';').map((cell) => cell.replaceAll('"', ''))
    const typed = (cell: string) => (cell === '1.200' ? 1200 : /^\d+([.,]\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : cell)
    const sheet = [cells(header), ...rows.map((row) => cells(row).map(typed))]
    expect(await answersIn(xlsx({ survey: sheet, group_rep: [['x'], ['1']] }))).toEqual(FOUR)
  })

  it('is read without what says who, when, where, and without words, and each column is told with its reason', async () => {
    const { map } = await proposed(KOBO)

    expect(map.left_out).toMatchObject({
      start: 'it says when',
      deviceid: 'it says who or which device',
      'grp/_home_latitude': 'it says where',
      'grp/story': 'it holds words, which are not read',
      _id: 'it says who or which device',
      _submission_time: 'it says when',
      __version__: 'the tool keeps it for itself',
    })
    expect(JSON.stringify(map.questions)).not.toContain('_id')
  })

  it('counts nobody twice: several events are refused, and repeated parts and answers that were not sent are left out', async () => {
    const events = await proposed(`${REDCAP}5,followup_arm_1,2024-02-01,yes,1,0,0,0,20,1,,2\n`)
    expect(events.problems).toEqual([
      expect.objectContaining({ column: 'redcap_event_name', message: expect.stringContaining('2 events') }),
    ])

    const twice = await proposed(
      'record_id,went,used___clinic,used___peer,used___other,used___none,age,q3_a\n1,yes,1,0,0,0,20,1\n1,no,0,0,0,0,21,1\n',
    )
    expect(twice.problems).toEqual([expect.objectContaining({ column: 'record_id' })])

    const ofTool: [string, string, string][] = [
      ['_uuid', KOBO.replaceAll('"_id"', '"_uuid"'), KOBO.split('\n')[1] ?? ''],
      ['KEY', ODK, ODK.split('\n')[1] ?? ''],
      ['Response ID', LIME_TEXTS, LIME_TEXTS.split('\n')[1] ?? ''],
      ['study_id', REDCAP.replace('record_id', 'study_id'), REDCAP.split('\n')[1] ?? ''],
    ]
    for (const [column, text, again] of ofTool) {
      expect((await proposed(text)).problems).toEqual([])
      expect((await proposed(`${text}${again}\n`)).problems).toContainEqual(
        expect.objectContaining({ column, message: expect.stringContaining('counted more than once') }),
      )
    }
    const many = Array.from({ length: 3000 }, (_, i) => `u${i},yes,clinic,1,1`).join('\n')
    expect((await proposed(`_uuid,went,used,age,q3_a\n${many}\nu2500,no,,1,1\n`)).problems).toEqual([
      expect.objectContaining({ column: '_uuid' }),
    ])

    expect((await proposed(LIME)).map.rows).toEqual([{ column: 'submitdate', filled: true }])
    expect((await proposed(ODK)).map.rows).toEqual([{ column: 'ReviewState', in: ['', 'approved', 'hasIssues'] }])
  })

  it('of a ranking, in one cell or in a column a place, gives each place its question', async () => {
    const places = ['x', 'y', 'z'].map((id) => ({ id }))
    const bare = surveyOf([
      sectionOf([
        { id: 'order_1', type: 'single', auto: [], options: places },
        { id: 'order_2', type: 'single', auto: [], options: places, if: { q: 'order_1', answered: true }, apart: ['order_1'] },
      ]),
    ])
    const stem = 'Put these in order'
    const questions = { order_1: { text: 'What comes first?', stem }, order_2: { text: 'And then?', stem } }
    const ranking = { ...bare, texts: { en: { ...texts, questions } } }
    const read = async (text: string) => {
      const { map, problems } = proposeMap(ranking, await scanColumns(file(text), new ProblemList('e'), exportHeadings(ranking)))
      expect(problems).toEqual([])
      const book = codebookOf(ranking)
      const found: Answers[] = []
      for await (const packed of readResponses(ranking, 'e', file(text), { map }))
        for (let at = 0; at < packed.length; at += book.size) found.push(decodeAnswers(book, packed.subarray(at, at + book.size)))
      return found
    }

    const expected = [{ order_1: chose('z'), order_2: chose('x') }]
    expect(await read('_id,grp/order\n1,z x y\n')).toEqual(expected)
    expect(await read('_id,Put these in order\n1,z x y\n')).toEqual(expected)
    expect(await read('id,order[1],order[2]\n1,z,x\n')).toEqual(expected)
  })

  it.each(['-99', '\u221299', '>2', '2+', '<2'])(
    'is refused where %s stands for an option: signs change what a number means',
    async (value) => {
      const coded = surveyOf([sectionOf([single('q', ['99', '2'])])])
      const scanned = await scanColumns(file(`q\n${value}\n`), new ProblemList('e'), exportHeadings(coded))

      expect(proposeMap(coded, scanned).problems.map(({ message }) => message)).toEqual([expect.stringContaining('no option for')])
    },
  )

  it('of Qualtrics has three rows of headings, and is told by the words in the second', async () => {
    const text = `StartDate,Status,Finished,ResponseId,Q1,Q2_1,Q2_2,Q2_3,Q2_4,Q3,Q4
Start Date,Response Type,Finished,Response ID,"Did you
 go?","Which did you use? - Selected Choice - A clinic, or a hospital",Which did you use? - Selected Choice - Peers,Which did you use? - Selected Choice - Other,Which did you use? - Selected Choice - None,How old are you?,Heard
"{""ImportId"":""startDate""}","{""ImportId"":""status""}","{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}","{""ImportId"":""QID2_2""}","{""ImportId"":""QID2_3""}","{""ImportId"":""QID2_4""}","{""ImportId"":""QID3""}","{""ImportId"":""QID4""}"
2024,IP Address,True,R_1,"Yes, I did","A clinic, or a hospital",Peers,,,18,Never
2024,IP Address,True,R_2,"Yes, I did",,,,None,44.5,Always
2024,Survey Preview,True,R_5,No,,,,,18,Never
2024,IP Address,False,R_6,No,,,,,,
2024,IP Address,True,R_3,No,,,,,,
2024,Imported,True,R_4,not sure,,,,,1200,Never
`
    expect(await answersIn(text)).toMatchObject(FOUR)
  })

  it('of SurveyMonkey has two rows of headings, and a blank one above the further options of a question', async () => {
    const text = `Respondent ID,Start Date,IP Address,Did you go?,Which did you use?,,,,How old are you?,Heard
,,,Response,"A clinic, or a hospital",Peers,None,Other,Open-Ended Response,Response
1,2024,192.0.2.1,"Yes, I did","A clinic, or a hospital",Peers,,,18,Never
2,2024,192.0.2.1,"Yes, I did",,,None,,44.5,Always
3,2024,192.0.2.1,No,,,,,,
4,2024,192.0.2.1,not sure,,,,,1200,Never
`
    expect(await answersIn(text)).toMatchObject(FOUR)
  })

  it.each([
    ['a person without an id', 'Respondent ID,went\n,yes\n2,no\n', 2],
    ['no column of ids', 'went,used/clinic\nyes,1\nno,0\n', 2],
  ])('with %s loses no row to a second row of headings', async (_, text, rows) => {
    expect((await scanColumns(file(text), new ProblemList('e'), () => true)).rows).toBe(rows)
  })

  it('takes 1,0 of a spreadsheet with decimal commas for the option 1', async () => {
    const rated = surveyOf([sectionOf([single('rated', ['1', '2'])])])
    const scanned = await scanColumns(file('rated\n"1,0"\n"2,0"\n'), new ProblemList('e'), exportHeadings(rated))
    const { map, problems } = proposeMap(rated, scanned)

    expect(problems).toEqual([])
    expect(map.questions).toEqual({ rated: { column: 'rated', options: { '1,0': '1', '2,0': '2' } } })
  })

  it('is told by names without their accents, as an import writes them', async () => {
    const accents = surveyOf([sectionOf([single('region', ['Malaga', 'Avila'])])])
    const { map, problems } = proposeMap(
      accents,
      await scanColumns(file('Región\nMálaga\nÁvila\n'), new ProblemList('e'), exportHeadings(accents)),
    )

    expect(problems).toEqual([])
    expect(map.questions).toEqual({ region: { column: 'Región', options: { Málaga: 'Malaga', Ávila: 'Avila' } } })
  })

  it('is refused with every column that is missing and every value that means nothing, and says no words', async () => {
    const { problems } = await proposed('went,used,q3_a\nyes,clinic,1\nperhaps,My own story of last year was long,2\n')

    expect(problems.map(({ column, message }) => [column, message])).toEqual([
      [1, expect.stringContaining('"perhaps"')],
      [2, expect.stringContaining('a value of 34 characters')],
      ['age', expect.stringContaining('no column')],
    ])
  })

  it('says once that no heading is a question, as where the headings stand in a later row', async () => {
    const { problems } = await proposed('General,,Experience\nwent,used,age\nyes,clinic,3\n')

    expect(problems[0]).toMatchObject({ line: 1, message: expect.stringContaining('"General", "Experience"') })
  })

  it('of many different answers in one cell is split in bounded time', async () => {
    const cells = Array.from({ length: 1500 }, (_, i) =>
      ['clinic', 'peer', 'other'].map((each, at) => ((i >> at) % 2 ? each : '')).join(' '.repeat((i % 40) + 1)),
    )
    const { problems } = await proposed(
      `went,used,age,q3_a\n${cells.map((cell) => `yes,${cell},1,1`).join('\n')}\nyes,${'clinic '.repeat(60)}nothing,1,1\n`,
    )

    expect(problems).toEqual([expect.objectContaining({ column: 2, message: expect.stringContaining('a value of 427 characters') })])
  })

  it('is refused when two columns may be one question, or one may be two', async () => {
    expect((await proposed('a/went,b/went,used,age,q3_a\nyes,no,clinic,1,1\n')).problems).toEqual([
      expect.objectContaining({ column: 'went', message: expect.stringContaining('1 and 2') }),
    ])
    expect((await proposed('went,a/used/clinic,b/used/clinic,used/peer,age,q3_a\nyes,0,1,0,1,1\n')).problems).toEqual([
      expect.objectContaining({ column: 'used', message: expect.stringMatching(/columns 2 and 3 .*"clinic"/) }),
    ])
    const rows = surveyOf([sectionOf([single('r1', ['1', '2']), single('r2', ['1', '2'])])])
    const same = { text: 'Heard', options: { 1: 'Never', 2: 'Always' } }
    const words = { ...rows, texts: { en: { ...texts, questions: { r1: same, r2: same } } } }
    const scanned = await scanColumns(file('Heard\nNever\n'), new ProblemList('e'), exportHeadings(words))
    expect(proposeMap(words, scanned, ['r1', 'r2']).problems).toEqual([
      expect.objectContaining({ column: 1, message: 'this column may be r1, r2' }),
    ])
  })

  it.each([
    ['after', 'went,used/clinic,used/peer,used/other,used_other,used/none,age,q3_a\nyes,0,0,1,at home,0,18,1\n'],
    ['before', 'went,used/clinic,used/peer,used_other,used/other,used/none,age,q3_a\nyes,0,0,at home,1,0,18,1\n'],
  ])('counts the box of "other" where its words stand %s it', async (_, text) => {
    expect(await answersIn(text)).toEqual([{ went: chose('yes'), used: chose('other'), age: chose('young'), q3_a: chose('1') }])
    expect((await proposed(text)).map.left_out).toHaveProperty('used_other')
  })

  it('takes a question that the file has no column for as absent, where somebody says so', async () => {
    const { map, problems } = await proposed('went,used,age\nyes,clinic,1\n', ['q3_a'])

    expect(problems).toEqual([])
    expect(map.absent).toEqual(['q3_a'])
  })
})

describe('a map', () => {
  const MAP: ResponsesMap = {
    survey: survey.id,
    decimals: 'comma',
    rows: [],
    questions: {
      went: { column: 'A', options: { J: 'yes', N: 'no', '99': '~dk', '.': '' } },
      used: { columns: { clinic: 'B1', other: 'B2' }, filled: ['other'] },
      age: { column: 'C' },
      q3_a: { column: 'D' },
    },
    absent: [],
    left_out: {},
  }

  async function mapped(text: string, map = MAP) {
    const found: Answers[] = []
    for await (const packed of readResponses(survey, 'export.csv', file(text), { map }))
      for (let at = 0; at < packed.length; at += codebook.size) found.push(decodeAnswers(codebook, packed.subarray(at, at + codebook.size)))
    return found
  }

  it('says what each value means', async () => {
    expect(await mapped('A,B1,B2,C,D\nJ,1,at home,"1.234,5",1\n99,0,,"3,5",2\n')).toEqual([
      { went: chose('yes'), used: chose('clinic', 'other'), age: chose('old'), q3_a: chose('1') },
      { went: { state: 'dk' }, used: NOT_SHOWN, age: chose('young'), q3_a: chose('2') },
    ])
  })

  it.each([
    ['a column that is not there', { ...MAP, questions: { ...MAP.questions, age: { column: 'X' } } }, 'there is no column "X"'],
    ['a question that is not there', { ...MAP, questions: { ...MAP.questions, hat: { column: 'A' } } }, 'no closed question "hat"'],
    [
      'an option that is not there',
      { ...MAP, questions: { ...MAP.questions, used: { columns: { hat: 'B1' }, filled: [] } } },
      'no option "hat"',
    ],
    [
      'nothing for a question',
      { ...MAP, questions: { went: { column: 'A' }, used: { column: 'B1' }, age: { column: 'C' } } },
      'nothing for the question "q3_a"',
    ],
    ['a column that is there twice', { ...MAP, questions: { ...MAP.questions, q3_a: { column: 'E' } } }, 'several columns "E"'],
  ])('with %s is refused', async (_, map, message) => {
    const thrown = await mapped('A,B1,B2,C,D,E,E\nJ,1,,1,1,1,2\n', map).catch((error: unknown) => error)

    expect(thrown).toBeInstanceOf(InputRefused)
    expect(String(thrown)).toContain(message)
  })
})
