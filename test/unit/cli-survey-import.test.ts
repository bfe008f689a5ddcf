import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { commandTalk } from './command-talk.ts'
import { xlsx } from './xlsx-file.ts'

const talk = commandTalk('import')

const SURVEY = [
  ['type', 'name', 'label::English (en)', 'label::Español (es)'],
  ['select_one yn', 'went', 'Did you go?', '¿Fuiste?'],
  ['integer', 'visits', 'How often?', '¿Cuántas veces?'],
]
const CHOICES = [
  ['list_name', 'name', 'label::English (en)', 'label::Español (es)'],
  ['yn', 'yes', 'Yes', 'Sí'],
  ['yn', 'no', 'No', 'No'],
]

const notes = (rows: number) => Array.from({ length: rows }, (_, row) => ['note', `n${row}`, 'N'])

const farCell = (address: string, quote: string) =>
  `<worksheet><sheetData><row><c r=${quote}${address}${quote}><v>1</v></c></row></sheetData></worksheet>`

async function importFile(name: string, bytes: Uint8Array | string): Promise<{ readonly out: string; readonly exit: number }> {
  await writeFile(join(talk.folder, name), bytes)
  const out = join(talk.folder, 'our-survey')
  return { out, exit: await run(['survey', 'import', join(talk.folder, name), '--out', out]) }
}

describe('chorus survey import', () => {
  it('writes a survey that loads, in each language of the workbook, and says what was changed', async () => {
    const { out } = await importFile('form.xlsx', xlsx({ survey: SURVEY, choices: CHOICES, settings: [['form_title'], ['Our visits']] }))

    const survey = await readSurvey(out)
    expect(survey).toMatchObject({
      id: 'our-survey',
      languages: ['en', 'es'],
      texts: { es: { title: 'Our visits', questions: { went: { text: '¿Fuiste?' } } } },
    })
    expect(talk.said).toContain('only a range is kept')
  })

  it.each([
    ['form.json', '{"title":"A","elements":[{"type":"comment","name":"q","title":"Où êtes-vous allée?"}]}'],
    ['form.md', '| survey |\n| | type | name | label |\n| | text | q | Où êtes-vous allée? |\n'],
    ['form.csv', '"Variable / Field Name","Form Name","Field Type","Field Label"\nq,f,notes,Où êtes-vous allée?\n'],
    [
      'form.txt',
      'class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\nG\tG0\tOne\t1\t\t\ten\nQ\tT\tq\t1\tOù êtes-vous allée?\t\ten\n',
    ],
    [
      'form.lss',
      '<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language></languages><groups><rows><row><gid>1</gid></row></rows></groups><questions><rows><row><qid>1</qid><gid>1</gid><type>T</type><title>q</title><question>Où êtes-vous allée?</question><language>en</language></row></rows></questions></document>',
    ],
  ])('reads %s as UTF-16 and as Windows-1252, and says where it guessed', async (name, text) => {
    for (const bytes of [Buffer.from(`\uFEFF${text}`, 'utf16le'), Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1')]) {
      const { out } = await importFile(name, bytes)
      const survey = await readSurvey(out)
      expect(survey.texts.en?.questions.q?.text).toBe('Où êtes-vous allée?')
      await rm(out, { recursive: true })
    }
    expect(talk.said.match(/read as Windows-1252/g)).toHaveLength(1)
  })

  it.each([';', '\t'])('reads a data dictionary whose columns are separated by %j, with commas in its words', async (separator) => {
    const rows = [
      ['Variable / Field Name', 'Form Name', 'Field Type', 'Field Label', 'Choices, Calculations, OR Slider Labels'],
      ['went', 'f', 'radio', 'Here, or there, did you go?', '1, Yes | 2, No'],
    ]
    const { out } = await importFile('form.csv', `${rows.map((row) => row.join(separator)).join('\r\n')}\r\n`)

    expect((await readSurvey(out)).texts.en?.questions.went).toEqual({
      text: 'Here, or there, did you go?',
      options: { 1: 'Yes', 2: 'No' },
    })
  })

  it('reads a CSV in which lines have different encodings', async () => {
    const headings = '"Variable / Field Name","Form Name","Field Type","Field Label"\n'
    const { out } = await importFile(
      'form.csv',
      Buffer.concat([Buffer.from(`${headings}a,f,notes,¿Qué?\n`), Buffer.from('b,f,notes,¿Cuándo?\n', 'latin1')]),
    )
    const survey = await readSurvey(out)

    expect(survey.texts.en?.questions).toMatchObject({ a: { text: '¿Qué?' }, b: { text: '¿Cuándo?' } })
    expect(talk.said).toMatch(/form\.csv:3 .*Windows-1252/)
  })

  it('reads the same from a folder of CSV files', async () => {
    const forms = join(talk.folder, 'forms')
    await mkdir(forms)
    const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(';')).join('\r\n')
    await writeFile(join(forms, 'survey.csv'), `\uFEFF${csv(SURVEY)}`)
    await writeFile(join(forms, 'choices.csv'), csv(CHOICES))
    await run(['survey', 'import', forms, '--out', join(talk.folder, 'our-survey')])

    expect((await readSurvey(join(talk.folder, 'our-survey'))).texts.es?.questions.visits?.text).toBe('¿Cuántas veces?')
  })

  it('reads one CSV file that holds all sheets, and a workbook whose empty cells have a colour', async () => {
    const under = (name: string, rows: readonly (readonly string[])[]) => [name, ...rows.map((row) => `,${row.join(',')}`)].join('\n')
    await importFile('form.csv', `${under('survey', SURVEY)}\n${under('choices', CHOICES)}`)
    expect((await readSurvey(join(talk.folder, 'our-survey'))).texts.es?.questions.went?.text).toBe('¿Fuiste?')

    await rm(join(talk.folder, 'our-survey'), { recursive: true })
    const coloured = [...SURVEY, ...Array.from({ length: 6000 }, () => ['', ''])]
    await importFile('form.xls', xlsx({ survey: coloured, choices: CHOICES }))
    expect((await readSurvey(join(talk.folder, 'our-survey'))).languages).toEqual(['en', 'es'])
  })

  it('reads what formulas gave, numbers and yes or no as names, and labels from right to left', async () => {
    const { out, exit } = await importFile(
      'form.xlsx',
      xlsx({
        survey: [
          ['type', 'name', 'label::English (en)', 'label::العربية (ar)'],
          ['select_one codes', 'went', { formula: 'CONCATENATE("Did you ","go?")', gave: 'Did you go?' }, 'هل ذهبت؟'],
        ],
        choices: [
          ['list_name', 'name', 'label::English (en)', 'label::العربية (ar)'],
          ['codes', 1, 'Yes', 'نعم'],
          ['codes', 0, 'No', 'لا'],
          ['codes', true, 'Perhaps', 'ربما'],
        ],
      }),
    )

    expect([exit, talk.said]).toEqual([0, expect.any(String)])
    const { texts, sections } = await readSurvey(out)
    expect(texts.en?.questions.went).toEqual({ text: 'Did you go?', options: { 1: 'Yes', 0: 'No', TRUE: 'Perhaps' } })
    expect(texts.ar?.questions.went).toEqual({ text: 'هل ذهبت؟', options: { 1: 'نعم', 0: 'لا', TRUE: 'ربما' } })
    expect(sections[0]?.questions[0]).toMatchObject({ options: [{ id: '1' }, { id: '0' }, { id: 'TRUE' }] })
  })

  it('says of a form in which nothing is left what was left out', async () => {
    const { exit } = await importFile(
      'form.xlsx',
      xlsx({
        survey: [
          ['type', 'name', 'label'],
          ['geopoint', 'home', 'Where?'],
        ],
      }),
    )

    expect(exit).toBe(1)
    expect(talk.said).toContain('no question is left to ask')
    expect(talk.said).toContain('[survey]:2:type - the question "home" (geopoint) is left out')
  })

  it('names sheet, row and column of each fault at once, and writes nothing', async () => {
    const faulty = [...SURVEY, ['select_one nowhere', 'a', 'A'], ['dancing', 'b', 'B'], ['text', 'went', 'C']]
    const { exit } = await importFile('form.xlsx', xlsx({ survey: faulty, choices: CHOICES }))

    expect(exit).toBe(1)
    expect(talk.said).toMatch(/\[survey\]:4:type - the sheet "choices" has no list "nowhere"/)
    expect(talk.said).toMatch(/\[survey\]:5:type - "dancing" is no type of question/)
    expect(talk.said).toMatch(/\[survey\]:6:name - "went" is also the name of row 2/)
    expect(await readdir(talk.folder)).toEqual(['form.xlsx'])
  })

  it('writes nothing over a folder that has something in it', async () => {
    await mkdir(join(talk.folder, 'our-survey'))
    await writeFile(join(talk.folder, 'our-survey', 'survey.yaml'), 'id: mine')
    await importFile('form.xlsx', xlsx({ survey: SURVEY, choices: CHOICES }))

    expect(talk.said).toContain('no file is ever replaced')
    expect(await readdir(join(talk.folder, 'our-survey'))).toEqual(['survey.yaml'])
  })

  it.each<[string, string, () => Uint8Array | string, RegExp]>([
    ['an old workbook', 'form.xls', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /save it as \.xlsx/],
    ['a text that is no workbook', 'form.xlsx', () => 'hello', /no \.xlsx workbook/],
    ['a damaged workbook', 'form.xlsx', () => xlsx({ survey: SURVEY }).slice(0, 200), /cannot be read/],
    ['a zip bomb', 'form.xlsx', () => xlsx({ survey: SURVEY }, { 'xl/media/big.bin': '0'.repeat(41_000_000) }), /far too large/],
    ['a workbook of LibreOffice', 'form.ods', () => zipSync({ 'content.xml': strToU8('<x/>') }), /save it as \.xlsx/],
    [
      'a CSV with bytes that are no text',
      'form.csv',
      () => new Uint8Array([...strToU8('survey\n,type'), 0, 0xe9, 0]),
      /not text throughout/,
    ],
    ['one CSV that is a single sheet', 'form.csv', () => 'type,name,label\ntext,a,A', /one table is not a whole form/],
    ['sixty thousand rows', 'form.xlsx', () => xlsx({ survey: [...SURVEY, ...notes(60_000)] }), /far too large/],
    ['six thousand rows', 'form.xlsx', () => xlsx({ survey: [...SURVEY, ...notes(6_000)] }), /has 6003 rows and 4 columns/],
    [
      'a cell in the last corner',
      'form.xlsx',
      () => xlsx({ survey: SURVEY }, { 'xl/worksheets/sheet1.xml': farCell('XFD1048576', '"') }),
      /far too large/,
    ],
    [
      'a cell beyond the last corner',
      'form.xlsx',
      () => xlsx({ survey: SURVEY }, { 'xl/worksheets/sheet1.xml': farCell('A99999999999999', "'") }),
      /far too large/,
    ],
    [
      'a cell far out whose address is written with entities',
      'form.xlsx',
      () => xlsx({ survey: SURVEY }, { 'xl/worksheets/sheet1.xml': farCell('XFD&#49;048576', '"') }),
      /far too large/,
    ],
    [
      'XML entities that multiply',
      'form.xlsx',
      () =>
        xlsx(
          {},
          {
            'xl/workbook.xml': `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]><workbook>&c;</workbook>`,
          },
        ),
      /cannot be read|no sheet/i,
    ],
  ])('refuses %s in plain words', async (_, name, bytes, words) => {
    const { exit } = await importFile(name, bytes())

    expect(exit).toBe(1)
    expect(talk.said).toMatch(words)
    expect(await readdir(talk.folder)).toEqual([name])
  })
})
