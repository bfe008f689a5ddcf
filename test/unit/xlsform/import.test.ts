import { describe, expect, it } from 'vitest'
import { stops } from '#shared/survey/formats/form/finding.ts'
import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import { toSurvey } from '#shared/survey/formats/form/to-survey.ts'
import { workbookFromMarkdown } from '#shared/survey/formats/xlsform/markdown.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'

function imported(markdown: string) {
  const form = readForm(workbookFromMarkdown(markdown))
  const languages = formLanguages(form, 'en', (code) => ['en', 'es', 'ar'].includes(code))
  const made = toSurvey(form, languages)
  const findings = [...form.findings, ...languages.findings, ...made.findings]
  return { ...made, findings, questions: made.sections.flatMap((section) => section.questions as Record<string, unknown>[]) }
}

const YES_NO = `
| choices |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
`

describe('a form as a survey', () => {
  it('takes a box to acknowledge as ticked in every condition, and says so', () => {
    const { questions, findings } = imported(`
| survey |
|        | type          | name | label     | relevant |
|        | acknowledge   | ok   | I read it |          |
|        | begin_group   | rest | The rest  | \${ok} = 'OK' |
|        | select_one yn | a    | A?        | selected(\${ok}, 'OK') |
|        | select_one yn | b    | B?        | coalesce(\${a}, 'no') = 'yes' |
|        | end_group     |      |           | |
${YES_NO}`)

    expect(questions).toMatchObject([
      { id: 'ok', type: 'info' },
      { id: 'a' },
      {
        id: 'b',
        if: {
          all: [
            { q: 'a', answered: true },
            { q: 'a', in: ['yes'] },
          ],
        },
      },
    ])
    expect(questions[1]).not.toHaveProperty('if')
    expect(findings.find(({ row }) => row === 2)).toMatchObject({ kind: 'changed', message: expect.stringContaining('take it as ticked') })
  })

  it("reads Kobo's own tables with the same choices in each row, and its rankings, and each cell of a table with a question in each", () => {
    const { questions, words, findings } = imported(`
| survey |
|        | type              | name | label | kobo--score-choices | kobo--rank-items | kobo--matrix_list |
|        | begin_score       | sc   | How often? | yn | |
|        | score__row        | s1   | Heard      |    | |
|        | end_score         |      |            |    | |
|        | begin_rank        | rk   | In order   |    | things |
|        | rank__level       | r1   | First      |    | |
|        | end_rank          |      |            |    | |
|        | begin_kobomatrix  | km   | Cells      |    | | things |
|        | select_one yn     | k1   | Had it?    |    | | |
|        | text              | k2   | Why?       |    | | |
|        | end_kobomatrix    |      |            |    | | |
| choices |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
|         | things    | x    | X     |
|         | things    | y    | Y     |
|         | things    | z    | Z     |
`)

    expect(questions).toMatchObject([
      { id: 's1', type: 'single', options: ['yes', 'no'] },
      { id: 'rk', type: 'rank', options: ['x', 'y', 'z'] },
      { id: 'km_x_k1', type: 'single' },
      { id: 'km_x_k2', type: 'text' },
      { id: 'km_y_k1' },
      { id: 'km_y_k2' },
      { id: 'km_z_k1' },
      { id: 'km_z_k2' },
    ])
    expect(words.get('en')?.questions).toMatchObject({ km_y_k1: { stem: 'Cells', text: 'Y: Had it?' } })
    expect(words.get('en')?.questions).toMatchObject({ s1: { stem: 'How often?', text: 'Heard' } })
    expect(findings.filter(({ kind }) => kind === 'dropped')).toEqual([])
  })

  it('keeps the words under the name of a language where a column without one has others, and says so', () => {
    const { words, findings } = imported(`
| survey |
|        | type | name | label | label::English (en) |
|        | text | a    | Plain | In English          |
|        | text | b    | Only plain |                |
`)

    expect(words.get('en')?.questions).toEqual({ a: { text: 'In English' }, b: { text: 'Only plain' } })
    expect(findings).toMatchObject([{ kind: 'changed', column: 'label::English (en)' }])
  })

  it.each(['number', 'int'])('reads %s() of an answer, and begins a range where it is compared', (name) => {
    const { questions } = imported(`
| survey |
|        | type    | name | label | relevant |
|        | integer | age  | Age?  |          |
|        | text    | why  | Why?  | ${name}(\${age}) >= 17 |
`)
    const bands = (questions[0]?.bands ?? []) as { id: string; from: number }[]

    expect(questions[1]?.if).toEqual({ q: 'age', in: bands.filter(({ from }) => from >= 17).map(({ id }) => id) })
    expect(bands.map(({ from }) => from)).toContain(17)
  })

  it('says where the name of a choice has to be another one', () => {
    const { questions, findings } = imported(`
| survey |
|        | type         | name | label |
|        | select_one l | a    | A?    |
| choices |
|         | list_name | name      | label |
|         | l         | Yes I did | Yes   |
|         | l         | no/never  | No    |
`)

    expect(questions).toMatchObject([{ options: ['Yes_I_did', 'no_never'] }])
    expect(findings).toMatchObject([
      { kind: 'changed', row: 2, message: expect.stringMatching(/"Yes I did" is called "Yes_I_did".*1 more/) },
    ])
  })

  it.each([
    ["Don't know", ['pns']],
    ['Not sure / can’t say', ['pns']],
    ['I prefer not to say', ['dk']],
    ['Refused to answer', ['dk']],
    ['Keine Angabe', ['dk']],
    ['No sé', ['pns']],
    ['Not applicable', ['dk', 'pns']],
  ])('does not offer twice what a choice "%s" says already', (label, auto) => {
    const { questions } = imported(`
| survey |
|        | type         | name | label |
|        | select_one l | a    | A?    |
| choices |
|         | list_name | name | label |
|         | l         | 1    | Yes, I know |
|         | l         | 99   | ${label} |
`)

    expect(questions).toMatchObject([{ options: ['1', '99'], auto }])
  })

  it('writes out what HTML has names and lists for', () => {
    const { words } = imported(`
| survey |
|        | type | name | label |
|        | text | why  | <div><p>Say &quot;why&quot; &eacute;t&eacute;</p><ul><li>one</li><li>two</li></ul></div><style>p {}</style> R&D &notaname; |
`)

    expect(words.get('en')?.questions).toEqual({ why: { text: 'Say "why" été\n\n- one\n- two\n\nR&D &notaname;' } })
  })

  it('keeps questions, their choices and their words', () => {
    const { questions, words, findings } = imported(`
| survey |
|        | type              | name  | label                | hint      |
|        | select_one yn     | went  | Did you **go**?      | Last year |
|        | select_multiple yn | both | Which?               |           |
|        | text              | why   | Why?                 |           |
|        | note              | bye   | Thank you            |           |
${YES_NO}`)

    expect(findings.filter(stops)).toEqual([])
    expect(questions).toEqual([
      { id: 'went', type: 'single', options: ['yes', 'no'] },
      { id: 'both', type: 'multi', options: ['yes', 'no'] },
      { id: 'why', type: 'text', max: 2000 },
      { id: 'bye', type: 'info' },
    ])
    expect(words.get('en')?.questions).toMatchObject({
      went: { text: 'Did you go?', hint: 'Last year', options: { yes: 'Yes', no: 'No' } },
    })
  })

  it.each([
    ["selected(${went}, 'yes')", { q: 'went', in: ['yes'] }],
    [
      "${went} = 'yes' or ${went} = 'no'",
      {
        any: [
          { q: 'went', in: ['yes'] },
          { q: 'went', in: ['no'] },
        ],
      },
    ],
    ["${went} != 'yes'", { q: 'went', in: ['no'] }],
    ["not(selected(${went}, 'yes'))", { q: 'went', in: ['no'] }],
    ["not(selected(${many}, 'yes'))", { q: 'many', none_of: ['yes'] }],
    ["${many} = 'yes'", { q: 'many', none_of: ['no'] }],
    ["not(${many} = 'yes')", { q: 'many', in: ['no'] }],
    ["${went} != ''", { q: 'went', answered: true }],
    [
      "'yes' = ${went} and count-selected(${many}) > 0",
      {
        all: [
          { q: 'went', in: ['yes'] },
          { q: 'many', answered: true },
        ],
      },
    ],
    [
      '${visits} > 5',
      { q: 'visits', in: ['6_to_9', '10_to_19', '20_to_49', '50_to_99', '100_to_199', '200_to_499', '500_to_999', '1000_plus'] },
    ],
    ['${counted} = 1', { q: 'went', in: ['yes'] }],
    ["selected(${went}, 'yes') = true()", { q: 'went', in: ['yes'] }],
    ["false() = (${went} = 'yes')", { q: 'went', in: ['no'] }],
    ["selected(${went}, 'yes') != false()", { q: 'went', in: ['yes'] }],
  ])('shows a question when %s', (relevant, condition) => {
    const { questions, findings } = imported(`
| survey |
|        | type               | name    | label | relevant    | calculation |
|        | select_one yn      | went    | Q     |             |             |
|        | select_multiple yn | many    | Q     |             |             |
|        | integer            | visits  | Q     |             |             |
|        | calculate          | counted |       |             | if(selected(\${went}, 'yes'), 1, 0) |
|        | text               | why     | Why?  | ${relevant} |             |
${YES_NO}`)

    expect(findings.filter(stops)).toEqual([])
    expect(questions.at(-1)).toEqual({ id: 'why', type: 'text', max: 2000, if: condition })
  })

  it.each([
    ["${went} = ''", 'gave no answer'],
    ['count-selected(${many}) != 3', 'counts how many options'],
    ['count-selected(${many}) = 3', 'counts how many options'],
    ['count-selected(${many}) > 1000', 'counts how many options'],
    ['count(${many}) > 1', 'count() counts questions'],
    ['count-non-empty(${many}) = 2', 'count-non-empty() counts questions'],
    ['string-length(${why}) != 42', 'how long an answer is'],
    ["${many} = 'yes no'", 'compares all of them at once'],
    ["${many} != 'yes no'", 'compares all of them at once'],
    ['${went} = ${many}', 'compares two answers'],
    ['${went} = true()', 'it calculates'],
    ["regex(${why}, 'a+')", 'regex() is not supported'],
    ["selected(${late}, 'yes')", 'comes later'],
    ["${went} = 'yes' and (", 'cannot be read'],
  ])('leaves out a question with the condition %s, with the reason and the row', (relevant, reason) => {
    const { questions, findings } = imported(`
| survey |
|        | type               | name | label | relevant    |
|        | select_one yn      | went | Q     |             |
|        | select_multiple yn | many | Q     |             |
|        | text               | why  | Q     |             |
|        | text               | last | Q     | ${relevant} |
|        | select_one yn      | late | Q     |             |
${YES_NO}`)

    expect(questions.map(({ id }) => id)).toEqual(['went', 'many', 'why', 'late'])
    expect(findings.filter(({ kind }) => kind === 'dropped')).toEqual([
      expect.objectContaining({ sheet: 'survey', row: 5, column: 'relevant', message: expect.stringContaining(reason) }),
    ])
  })

  it('leaves out what could show who somebody is, and says each', () => {
    const { questions, findings } = imported(`
| survey |
|        | type     | name   | label                 |
|        | start    | start  |                       |
|        | deviceid | device |                       |
|        | geopoint | where  | Where do you live?    |
|        | image    | face   | A picture             |
|        | date     | born   | When were you born?   |
|        | text     | mail   | Your e-mail address   |
|        | text     | tel    | Telefonnummer         |
|        | text     | a      | Name                  |
|        | text     | b      | Ihr Name:             |
|        | text     | c      | Verein / Organisation |
|        | text     | story  | What happened?        |
|        | text     | group  | What did the organisation do? |
`)

    expect(questions.map(({ id }) => id)).toEqual(['story', 'group'])
    expect(findings.filter(({ kind }) => kind === 'dropped').map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('says of each cell that it cannot hold that it is left out, and asks the question', () => {
    const { questions, findings } = imported(`
| survey |
|        | type          | name | label | default | read_only | trigger  | guidance_hint::English (en) | media::image::English (en) | calculation | required |
|        | select_one yn | went | Q     | yes     | no        |          | Say it slowly.              | a.png                      |             | yes      |
|        | text          | why  | Q     |         | yes       | \${went} |                             |                            | now()       |          |
| choices |
|         | list_name | name | label | audio |
|         | yn        | yes  | Yes   | b.mp3 |
|         | yn        | no   | No    |       |
`)

    expect(questions.map(({ id }) => id)).toEqual(['went', 'why'])
    const dropped = findings.filter(({ kind }) => kind === 'dropped').map(({ sheet, row, column }) => [sheet, row, column])
    expect(dropped).toEqual([
      ['choices', 2, 'audio'],
      ['survey', 2, 'default'],
      ['survey', 2, 'guidance_hint::English (en)'],
      ['survey', 2, 'media::image'],
      ['survey', 3, 'read_only'],
      ['survey', 3, 'trigger'],
      ['survey', 3, 'calculation'],
    ])
  })

  it('keeps an option that clears the others, a most of options, and the limits of a number', () => {
    const { questions } = imported(`
| survey |
|        | type               | name | label | constraint |
|        | select_multiple l  | a    | Q     | not(selected(., 'none') and count-selected(.) > 1) |
|        | select_multiple l  | b    | Q     | count-selected(.) <= 2 |
|        | integer            | c    | Q     | . >= 0 and . <= 3 |
|        | text               | d    | Q     | string-length(.) < 101 |
| choices |
|         | list_name | name | label |
|         | l         | x    | X     |
|         | l         | y    | Y     |
|         | l         | none | None  |
`)

    expect(questions).toMatchObject([
      { id: 'a', type: 'multi', options: ['x', 'y', { id: 'none', alone: true }] },
      { id: 'b', type: 'pick', max: 2 },
      {
        id: 'c',
        type: 'number',
        bands: [
          { from: 0, to: 0 },
          { from: 1, to: 1 },
          { from: 2, to: 2 },
          { from: 3, to: 3 },
        ],
      },
      { id: 'd', type: 'text', max: 100 },
    ])
  })

  it('asks a filtered list once for each answer, or set of answers, that filters it, and later conditions look at those that have the choice', () => {
    const { questions } = imported(`
| survey |
|        | type           | name  | label  | choice_filter    | relevant            |
|        | select_one st  | state | State? |                  |                     |
|        | select_one ci  | city  | City?  | state = \${state} |                     |
|        | select_one zo  | zone  | Zone?  | In-State = \${state} and city = \${city} | |
|        | text           | more  | More?  |                  | \${city} = 'dallas' |
|        | text           | paris | Paris? |                  | \${city} = 'paris'  |
|        | text           | less  | Less?  |                  | \${city} != 'dallas' |
| choices |
|         | list_name | name   | label  | state | In-State | city |
|         | st        | tx     | Texas  |       | | |
|         | st        | wa     | Wash.  |       | | |
|         | ci        | dallas | Dallas | tx    | | |
|         | ci        | paris  | Paris  | tx    | | |
|         | ci        | tacoma | Tacoma | wa    | | |
|         | ci        | paris  | Paris  | wa    | | |
|         | zo        | north  | North  |       | tx | dallas |
|         | zo        | south  | South  |       | tx | dallas |
|         | zo        | centre | Centre |       | wa | tacoma |
| settings |
|          | allow_choice_duplicates |
|          | yes |
`)

    expect(questions).toEqual([
      { id: 'state', type: 'single', options: ['tx', 'wa'] },
      { id: 'city_tx', type: 'single', options: ['dallas', 'paris'], if: { q: 'state', in: ['tx'] } },
      { id: 'city_wa', type: 'single', options: ['tacoma', 'paris'], if: { q: 'state', in: ['wa'] } },
      {
        id: 'zone_tx_dallas',
        type: 'single',
        options: ['north', 'south'],
        if: {
          all: [
            { q: 'state', in: ['tx'] },
            { q: 'city_tx', in: ['dallas'] },
          ],
        },
      },
      {
        id: 'zone_wa_tacoma',
        type: 'single',
        options: ['centre'],
        if: {
          all: [
            { q: 'state', in: ['wa'] },
            { q: 'city_wa', in: ['tacoma'] },
          ],
        },
      },
      expect.objectContaining({ id: 'more', if: { q: 'city_tx', in: ['dallas'] } }),
      expect.objectContaining({
        id: 'paris',
        if: {
          any: [
            { q: 'city_tx', in: ['paris'] },
            { q: 'city_wa', in: ['paris'] },
          ],
        },
      }),
      expect.objectContaining({
        id: 'less',
        if: {
          any: [
            { q: 'city_tx', in: ['paris'] },
            { q: 'city_wa', answered: true },
          ],
        },
      }),
    ])
  })

  it.each([
    ["(selected(., 'no') and count-selected(.) = 1) or not(selected(., 'no'))", { options: ['yes', { id: 'no', alone: true }] }, []],
    ["if(selected(., 'no'), count-selected(.) = 1, true())", { options: ['yes', { id: 'no', alone: true }] }, []],
    ["(selected(., 'no') and count-selected(.) > 1) or not(selected(., 'no'))", { options: ['yes', 'no'] }, ['the constraint']],
    ['count-selected(.) >= 1 and count-selected(.) <= 1', { type: 'pick', max: 1 }, ['a part of the constraint']],
  ])('keeps of the constraint %s what a survey can say, and says what is lost', (constraint, question, lost) => {
    const { questions, findings } = imported(`
| survey |
|        | type               | name | label | constraint    |
|        | select_multiple yn | q    | Q     | ${constraint} |
${YES_NO}`)

    expect(questions).toMatchObject([question])
    expect(findings.map(({ message }) => message)).toEqual(lost.map((what) => expect.stringMatching(`^${what} of "q"`)))
  })

  it('finds the hints of a language that they name otherwise than the labels', () => {
    const { words, findings } = imported(`
| survey |
|        | type | name | label::English (en) | label::Español (es) | hint::English | hint::Spanish |
|        | text | why  | Why?                | ¿Por qué?           | In brief      | Breve         |
`)

    expect(words.get('en')?.questions).toEqual({ why: { text: 'Why?', hint: 'In brief' } })
    expect(words.get('es')?.questions).toEqual({ why: { text: '¿Por qué?', hint: 'Breve' } })
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('"English (en)" and "English" are one language'),
      expect.stringContaining('"Español (es)" and "Spanish" are one language'),
    ])
  })

  it('leaves a sheet of choices for other lists out, with the question that needs it', () => {
    const { questions, findings } = imported(`
| survey |
|        | type                     | name | label |
|        | select_one_external city | city | City? |
|        | text                     | why  | Why?  |
| external_choices |
|        | list_name | name | label |
|        | city      | a    | A     |
`)

    expect(questions.map(({ id }) => id)).toEqual(['why'])
    expect(findings.map(({ kind, sheet }) => [kind, sheet])).toEqual([
      ['dropped', 'external_choices'],
      ['dropped', 'survey'],
    ])
  })

  it('says of a heading in the column of types that it is no type', () => {
    expect(
      imported(`
| survey |
|        | type              | name | label |
|        | SECTION B: HEALTH |      |       |
|        | text              | why  | Why?  |
`)
        .findings.filter(stops)
        .map(({ row, message }) => [row, message]),
    ).toEqual([[2, '"SECTION B: HEALTH" is no type of question']])
  })

  it('names the questions whose words are missing in a language, as those of another one stand there', () => {
    const { findings } = imported(`
| survey |
|        | type          | name | label::English (en) | label::Español (es) | hint::Español (es) |
|        | begin group   | part | A part              |                     |                    |
|        | select_one yn | went | Went?               | ¿Fue?               |                    |
|        | text          | why  | Why?                |                     | Si fue             |
|        | end group     |      |                     |                     |                    |
| choices |
|         | list_name | name | label::English (en) | label::Español (es) |
|         | yn        | yes  | Yes                 | Sí                  |
|         | yn        | no   | No                  |                     |
|         | yn        | 3    | 3                   |                     |
|         |           | lost | Lost                | Perdido             |
`)

    expect(findings.map(({ row, column, message }) => [row, column, message])).toEqual([
      [5, 'list_name', expect.stringContaining('"lost" belongs to no list')],
      [2, 'label::Español (es)', expect.stringContaining('"part", "went", "why" are missing')],
      [4, 'label::English (en)', expect.stringContaining('"why" are missing')],
    ])
  })

  it('reads steps between whole numbers, types by their old names, and a row that only shows the labels of a table', () => {
    const { questions, findings } = imported(`
| survey |
|        | type                             | name | label    | parameters             | appearance |
|        | range                            | part | How much | start=0 end=1 step=0.1 |            |
|        | add select one prompt using yn   | old  | Old      |                        |            |
|        | q int                            | age  | Age      |                        |            |
|        | select_one yn                    | head | Rate     |                        | label      |
|        | select_one yn                    | row  | A walk   |                        | list-nolabel |
${YES_NO}`)

    expect(findings.filter(stops)).toEqual([])
    expect(questions.map(({ id, type }) => [id, type])).toEqual([
      ['part', 'number'],
      ['old', 'single'],
      ['age', 'number'],
      ['head', 'info'],
      ['row', 'single'],
    ])
    expect(questions[0]).toMatchObject({ bands: [{ from: 0 }, { from: 0.2 }, { from: 0.4 }, { from: 0.6 }, { from: 0.8 }] })
    expect(findings.find(({ row }) => row === 5)).toMatchObject({ kind: 'changed', column: 'appearance' })
  })

  it("passes over a column and a sheet of somebody's own that have the names of ours, and says so", () => {
    const { questions, findings } = imported(`
| survey |
|        | type | name | label | disclosure |
|        | text | why  | Why?  | public     |
| release |
|         | version | who |
|         | 3       | Ana |
`)

    expect(questions.map(({ id }) => id)).toEqual(['why'])
    expect(findings.filter(stops)).toEqual([])
    expect(findings.filter(({ kind }) => kind === 'dropped')).toEqual([
      expect.objectContaining({ sheet: 'survey', row: 2, column: 'disclosure' }),
      expect.objectContaining({ sheet: 'release' }),
    ])
  })

  it('is refused for a word that is no mark beside one that is', () => {
    const { findings } = imported(`
| survey |
|        | type        | name | label | disclosure |
|        | begin group | a    | A     | sensitve   |
|        | text        | why  | Why?  | left_out   |
|        | end group   |      |       |            |
`)

    expect(findings.filter(stops)).toEqual([expect.objectContaining({ row: 2, column: 'disclosure' })])
  })

  it('makes a part of each group, with its condition, and a question of or_other', () => {
    const { sections, words } = imported(`
| survey |
|        | type               | name  | label   | relevant |
|        | begin group        | first | One     |          |
|        | select_one yn or_other | went | Went? |       |
|        | begin group        | inner | Two     | selected(\${went}, 'yes') |
|        | text               | why   | Why?    |          |
|        | end group          |       |         |          |
|        | end group          |       |         |          |
${YES_NO}`)

    expect(sections).toEqual([
      {
        id: 'first',
        questions: [
          { id: 'went', type: 'single', options: ['yes', 'no', 'other'] },
          { id: 'went_other', type: 'text', max: 200, if: { q: 'went', in: ['other'] } },
        ],
      },
      { id: 'inner', if: { q: 'went', in: ['yes'] }, questions: [{ id: 'why', type: 'text', max: 2000 }] },
    ])
    expect(words.get('en')?.sections).toEqual({ first: 'One', inner: 'Two' })
  })

  it('takes over each language that the pages speak, and names the others', () => {
    const { words, findings } = imported(`
| survey |
|        | type          | name | label::English (en) | label::Español (es) | label::Swahili (sw) |
|        | select_one yn | went | Went?               | ¿Fue?               | Je?                 |
| choices |
|         | list_name | name | label::English (en) | label::Español (es) |
|         | yn        | yes  | Yes                 | Sí                  |
|         | yn        | no   | No                  |                     |
`)

    expect([...words.keys()]).toEqual(['en', 'es'])
    expect(words.get('es')?.questions).toEqual({ went: { text: '¿Fue?', options: { yes: 'Sí', no: 'No' } } })
    expect(findings.map(({ column }) => column)).toContain('label::Swahili (sw)')
  })

  it('leaves out what repeats, ranks two things or needs more than one answer filters by, with what looks at it, and keeps the rest', () => {
    const { questions, findings } = imported(`
| survey |
|        | type               | name  | label     | relevant                | choice_filter          |
|        | select_one yn      | went  | Went?     |                         |                        |
|        | begin repeat       | visit | Visits    |                         |                        |
|        | select_one yn      | again | Again?    |                         |                        |
|        | end repeat         |       |           |                         |                        |
|        | text               | more  | More?     | \${again} = 'yes'       |                        |
|        | rank yn            | order | Order     |                         |                        |
|        | select_one yn      | some  | Some      |                         | a=\${went} or b=\${went} |
|        | begin group        | part  | Part      | \${again} = 'yes'       |                        |
|        | text               | deep  | Deep      |                         |                        |
|        | end group          |       |           |                         |                        |
|        | text               | why   | Why?      | \${went} = 'no' or \${went} = '' |              |
${YES_NO}`)

    expect(findings.filter(stops)).toEqual([])
    expect(questions.map(({ id }) => id)).toEqual(['went', 'why'])
    expect(questions.at(-1)).toMatchObject({ if: { q: 'went', in: ['no'] } })
    expect(findings.flatMap(({ kind, row }) => (kind === 'dropped' ? [row] : []))).toEqual([3, 6, 7, 8, 9])
  })

  it('keeps a table of statements, a ranking and a list that is searched', () => {
    const { sections, questions, words, findings } = imported(`
| survey |
|         | type           | name  | label          | appearance   |
|         | begin group    | part  | A part         |              |
|         | begin group    | grid  | Did these help | table-list   |
|         | select_one yn  | walk  | A walk         |              |
|         | select_one yn  | talk  | A talk         |              |
|         | end group      |       |                |              |
|         | rank abc       | order | Put in order   |              |
|         | select_one abc | which | Which?         | autocomplete |
|         | end group      |       |                |              |
| choices |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
|         | abc       | a    | A     |
|         | abc       | b    | B     |
|         | abc       | c    | C     |
`)

    expect(sections).toHaveLength(1)
    expect(questions.map(({ id, type }) => [id, type])).toEqual([
      ['walk', 'single'],
      ['talk', 'single'],
      ['order', 'rank'],
      ['which', 'single'],
    ])
    expect(questions.slice(2)).toMatchObject([{ places: 2, options: ['a', 'b', 'c'] }, { search: true }])
    expect(words.get('en')?.questions).toMatchObject({
      talk: { stem: 'Did these help', text: 'A talk' },
      order: { text: 'Put in order', places: { 1: 'What comes first?', 2: 'What comes second?' } },
    })
    expect(findings.map(({ row, kind }) => [row, kind])).toEqual([[7, 'changed']])
  })

  it('writes a gap where the words quote an answer, and says so', () => {
    const { words, findings } = imported(`
| survey |
|        | type | name  | label                  |
|        | text | place | Which place?           |
|        | text | there | What about \${place}?   |
`)

    expect(words.get('en')?.questions).toMatchObject({ there: { text: 'What about (…)?' } })
    expect(findings).toEqual([expect.objectContaining({ kind: 'changed', row: 3, column: 'label' })])
  })

  it('takes an option that clears the others as chosen alone, so "not chosen" and "nothing else" have a condition', () => {
    const { questions } = imported(`
| survey |
|        | type              | name | label | relevant                     | constraint |
|        | select_multiple l | used | Used? |                              | not(selected(., 'none') and count-selected(.) > 1) |
|        | text              | some | Some? | not(selected(\${used}, 'none')) |  |
|        | text              | no   | No?   | \${used} = 'none'             |  |
| choices |
|         | list_name | name | label |
|         | l         | x    | X     |
|         | l         | y    | Y     |
|         | l         | none | None  |
`)

    expect(questions.slice(1)).toMatchObject([{ if: { q: 'used', in: ['x', 'y'] } }, { if: { q: 'used', in: ['none'] } }])
  })

  it('begins no range at a number that a calculation multiplies with', () => {
    const ranges = (relevant: string) =>
      imported(`
| survey |
|        | type    | name | label | relevant    | constraint           |
|        | integer | n    | N     |             | . >= 0 and . <= 1000 |
|        | text    | a    | A     | ${relevant} |                      |
`).questions[0]

    expect(ranges('${n} * 7 > 14')).toEqual(ranges(''))
  })

  it('begins ranges at whole numbers, whatever numbers conditions and constraints name', () => {
    const { questions, findings } = imported(`
| survey |
|        | type    | name | label | relevant      | constraint            |
|        | integer | n    | N     |               | . >= 0.5 and . <= 4.5 |
|        | text    | a    | A     | \${n} > 2.5   |                       |
|        | text    | b    | B     | \${n} <= 2.25 |                       |
`)

    expect(findings.filter(stops)).toEqual([])
    expect(questions).toMatchObject([
      { bands: [1, 2, 3, 4].map((from) => ({ from, to: from })) },
      { if: { q: 'n', in: ['3', '4'] } },
      { if: { q: 'n', in: ['1', '2'] } },
    ])
  })

  it.each([
    ['text', 'q', 'Name of the respondent'],
    ['text', 'respondent_name', 'Please write it here'],
    ['text', 'q', '¿Cómo se llama?'],
    ['text', 'q', 'Wie heißen Sie?'],
    ['text', 'q', 'ما اسمك؟ اسمكم'],
    ['integer', 'q', 'National ID number'],
    ['text', 'q', 'Mobile no.'],
    ['text', 'contact_no', 'Please write it here'],
    ['text', 'q', 'Nickname or alias'],
    ['text', 'q', 'Your initials'],
    ['text', 'q', 'Home address (street and house number)'],
    ['text', 'q', 'Instagram handle'],
    ['text', 'q', 'GPS coordinates'],
    ['decimal', 'latitude', 'As the device shows it'],
    ['text', 'q', 'ZIP code / Postcode'],
    ['integer', 'q', 'Postleitzahl'],
    ['text', 'q', 'Name of your village'],
    ['text', 'participant_id', 'From your letter'],
    ['text', 'q', 'When were you born?'],
    ['text', 'q', 'A2. **Name**'],
    [
      'text',
      'q',
      '<b>Full name</b> of the person who answers, as it stands in the register, without titles, and in capital letters if you can',
    ],
    ['select_one who', 'q', 'Name of enumerator'],
    ['select_one who', 'q', 'Interviewer:'],
  ])('leaves out the %s question "%s": %s', (type, name, label) => {
    const { findings } = imported(`
| survey |
|        | type    | name    | label    |
|        | ${type} | ${name} | ${label} |
|        | text    | story   | What is the name of the medicine? |
| choices |
|         | list_name | name | label |
|         | who       | ana  | Ana   |
`)

    expect(findings.map(({ row }) => row)).toEqual([2])
  })

  it.each([
    ['text', 'Who coordinates your care?'],
    ['text', 'How should services address stigma?'],
    ['text', 'What would you name this service?'],
    ['integer', 'Household number of members'],
    ['select_one who', 'Do you have a national ID card?'],
    ['select_one who', 'Is your name on a waiting list?'],
  ])('asks the %s question "%s"', (type, label) => {
    const { questions } = imported(`
| survey |
|        | type    | name | label    |
|        | ${type} | q    | ${label} |
| choices |
|         | list_name | name | label |
|         | who       | yes  | Yes   |
`)

    expect(questions.map(({ id }) => id)).toEqual(['q'])
  })

  it('ends in bounded time where calculations use each other', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| | calculate | c${i + 1} | | | if(\${c${i}}, \${c${i}}, \${c${i}}) |`)
    const { findings } = imported(`
| survey |
|        | type          | name | label | relevant | calculation |
|        | select_one yn | c0   | Q     |          |             |
${rows.join('\n')}
|        | calculate     | a    |       |          | \${b}        |
|        | calculate     | b    |       |          | \${a}        |
|        | text          | t    | T     | \${c60}   |             |
|        | text          | u    | U     | \${a}     |             |
${YES_NO}`)

    expect(findings.filter(({ message }) => message.includes('too long, or calculations in it use each other'))).toHaveLength(2)
  })

  it('takes labels from right to left, without the characters that turn other words round', () => {
    const { words } = imported(`
| survey |
|        | type | name | label::Arabic (ar) |
|        | text | why  | \u202Bلماذا؟\u202C |
`)

    expect(words.get('ar')?.questions).toEqual({ why: { text: 'لماذا؟' } })
  })
})
