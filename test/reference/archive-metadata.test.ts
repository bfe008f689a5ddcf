import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import * as z from 'zod'
import { readSurvey } from '#cli/read-survey.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { statements } from '#shared/release/statements.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'
import { hardRelease } from '../unit/release/hard-words.ts'

const SCHEMAS = join(import.meta.dirname, '../../../shared/schemas/ddi-codebook-2.5/schemas')

const survey = surveyOf([
  section('a', [single('q', ['yes', 'no'], { auto: ['pns'] }), single('later', ['good', 'bad'], { if: { q: 'q', in: ['yes'] } })]),
])
// Wording that XML has to escape.
for (const texts of Object.values(survey.texts)) if (texts.questions.q) texts.questions.q.text = 'Heard & "listened to" <always>?'

function filesOf() {
  const tables = [
    table('q', { '': { yes: 200, no: 87, '~skipped': 3, '~pns': 3 } }),
    table('later', { '': { good: 150, bad: 47, '~skipped': 3, '~not_shown': 93 } }),
  ]
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' }).files
}

const files = filesOf()
const xml = new TextDecoder().decode(files.get('ddi-codebook.xml'))
const missing = !existsSync(SCHEMAS)

/** xmllint with the schema of DDI and all that it includes. */
async function problemsOf(document: string): Promise<string> {
  const names = readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:xsd|ent)$/.test(name))
  const read = (name: string) => ({ fileName: name, contents: readFileSync(join(SCHEMAS, name), 'utf8') })
  const { errors } = await validateXML({
    xml: [{ fileName: 'ddi-codebook.xml', contents: document }],
    schema: [read('codebook.xsd')],
    preload: names.filter((name) => name !== 'codebook.xsd').map(read),
  })
  return errors.map(({ rawMessage }) => rawMessage).join('\n')
}

describe('ddi-codebook.xml', () => {
  it.skipIf(missing)(
    `CI-06: is a DDI-Codebook 2.5, as xmllint and its schema say${missing ? ` (${SCHEMAS} is missing)` : ''}`,
    async () => {
      const hard = new TextDecoder().decode(hardRelease().files.get('ddi-codebook.xml'))

      expect(await problemsOf(xml)).toBe('')
      expect(await problemsOf(hard)).toBe('')
      expect(await problemsOf(xml.replaceAll('labl>', 'label>'))).toContain('label')
    },
  )

  it('has every question with its words and each of its answers, and says that nobody approved it', () => {
    expect(xml).toContain('<qstnLit>Heard &amp; &quot;listened to&quot; &lt;always&gt;?</qstnLit>')
    expect([...xml.matchAll(/<var ID="V_([^"]+)"/g)].map(([, id]) => id)).toEqual(['q', 'later'])
    expect([...xml.matchAll(/<catValu>([a-z]+)<\/catValu>/g)].map(([, value]) => value)).toEqual(['yes', 'no', 'good', 'bad'])
    expect(xml).toContain('No board has approved')
  })
})

const statement = z.array(z.strictObject({ item: z.string(), asks: z.string(), answer: z.string() }))
const written = z.object({ checklists: z.strictObject({ aapor: statement, cherries: statement, cross: statement }) })

describe('the checklists in methods.json', () => {
  const { checklists } = written.parse(JSON.parse(new TextDecoder().decode(files.get('methods.json'))))
  const all = [checklists.aapor, checklists.cherries, checklists.cross].flat()

  it('CI-01: answer each item of AAPOR, CHERRIES and CROSS, or say why not, or that the researchers state it', () => {
    expect(checklists.aapor.map(({ item }) => item)).toEqual(Array.from({ length: 11 }, (_, i) => String(i + 1)))
    // The numbers of the checklist as Sharma and others printed it in 2021.
    const printed =
      '1a 1b 2 3 4 5a 5b 5c 5d 6a 6b 6c 6d 7a 7b 7c 8 9a 9b 10a 10b 10c 10d 10e 10f 10g 11a 11b 11c 11d 12 13a 13b 13c 14 15 16 17 18 19'
    expect(checklists.cross.map(({ item }) => item)).toEqual(printed.split(' '))
    expect(checklists.cherries.length).toBeGreaterThan(20)
    for (const { item, asks, answer } of all)
      expect([item, asks.length > 2, answer]).toEqual([item, true, expect.stringMatching(/^.{5,}$/)])
  })

  it('CI-01: say what no cookie and no address can tell as not collected, and guess nothing about the community', () => {
    const answerTo = (item: string) => all.find((each) => each.item === item)?.answer

    expect(answerTo('rates.visitors')).toMatch(/^Not collected or not applicable: /)
    expect(answerTo('ethics.approval')).toBe('Not known to Chorus: to be stated by the researchers.')
  })

  it('CI-01: answer what CROSS asks of non-response, results and funding, each by itself', () => {
    const answerTo = (item: string) => checklists.cross.find((each) => each.item === item)?.answer

    expect(answerTo('3')).toBe('As the consent text says: What there is to say of purpose.')
    expect(answerTo('9a')).toMatch(/^Approval by an ethics board: to be stated by the researchers\. Consent text /)
    expect(answerTo('10a')).toContain('by the program Chorus')
    expect(answerTo('10c')).toContain('Nothing is filled in.')
    expect(answerTo('10d')).toContain('nobody knows who did not answer')
    expect(answerTo('12')).toContain('tables like any other')
    expect(answerTo('13a')).toContain('no confidence intervals and no p-values')
    expect(answerTo('11a')).toMatch(/^Who sent answers: "base" in report\.csv/)
    for (const item of ['8', '15', '18', '19']) expect(answerTo(item)).toBe('Not known to Chorus: to be stated by the researchers.')
    expect(answerTo('17')).toMatch(/^Funder: .*Which part it had/)
  })

  it.each([
    ['rounded', 'Each number has a range, which comes from rounding alone.'],
    ['ckm', 'Each number has a range, which comes from the small random change alone.'],
    ['exact-closed', 'Numbers that are shown are exact; one that is not shown has a range.'],
    ['dp', 'Each number has a range, which comes from the noise alone and holds the true number 19 times in 20.'],
  ] as const)('CI-01: say of the ranges what the profile %s makes them', (profile, said) => {
    const { aapor, cross } = statements({ survey, date: '2026-05-04', tables: [], policy: { profile } })
    const answers = [aapor.find(({ item }) => item === '8'), ...['10g', '13a'].map((each) => cross.find(({ item }) => item === each))]

    expect(answers.map((each) => each?.answer.includes(said))).toEqual([true, true, true])
  })

  it('CI-01: know the funder and the languages of a survey that names them', async () => {
    const shipped = await readSurvey('surveys/being-heard')
    const { aapor } = statements({ survey: shipped, date: '2026-05-04', tables: [] })

    expect(aapor.find(({ item }) => item === '6')?.answer).toContain('en, es, ar')
  })
})
