import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { surveyFiles } from '#cli/import/survey-files.ts'
import { readSurvey } from '#cli/read-survey.ts'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { stops } from '#shared/survey/formats/form/finding.ts'
import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import { toSurvey } from '#shared/survey/formats/form/to-survey.ts'
import { formOfSurvey } from '#shared/survey/formats/xlsform/export/form-of-survey.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'
import type { Workbook } from '#shared/survey/formats/xlsform/sheet.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { answerIds, isMany, type Question, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { filesOf, STRUCTURE, sampleSurvey, swap, WORDING } from '../survey/sample.ts'
import { anyAuthored } from './any-authored.ts'

const FOLDERS = readdirSync('surveys', { withFileTypes: true }).flatMap((each) =>
  each.isDirectory() && each.name !== 'common' ? [each.name] : [],
)

/** The survey that the importer makes of a form, without a folder of shared words beside it. */
async function importedAgain(form: Workbook, id: string): Promise<Survey> {
  const read = readForm(form)
  const languages = formLanguages(read, 'en', () => true)
  const imported = toSurvey(read, languages)
  expect([...read.findings, ...languages.findings, ...imported.findings].filter(stops)).toEqual([])
  return loadSurvey(await surveyFiles(imported, { id, title: read.title, minutes: 1, support: [] }))
}

describe('a survey as an XLSForm and back', () => {
  it.each(FOLDERS)('%s is the same survey', async (id) => {
    const survey = await readSurvey(`surveys/${id}`)

    const again = await importedAgain(formOfSurvey(survey), id)

    expect(again).toEqual(survey)
    expect(versionOf(again).hash).toBe(versionOf(survey).hash)
  })

  it('is the same survey, whatever its questions, words, conditions and plan', async () => {
    await fc.assert(
      fc.asyncProperty(anyAuthored, async (survey) => {
        const again = await importedAgain(formOfSurvey(survey), survey.id)
        expect(again).toEqual(survey)
        expect(versionOf(again).hash).toBe(versionOf(survey).hash)
      }),
      { numRuns: 30 },
    )
  })

  it('shows the same questions by the column "relevant" alone, as after a change in a spreadsheet', async () => {
    await fc.assert(
      fc.asyncProperty(anyAuthored, fc.infiniteStream(fc.nat(7)), async (survey, dice) => {
        const again = await importedAgain(withoutShownIf(formOfSurvey(survey)), survey.id)

        for (let i = 0; i < 5; i++) {
          const answers = answersBy(survey, dice)
          expect(applySkipLogic(again, answers, new Set())).toEqual(applySkipLogic(survey, answers, new Set()))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('takes what a spreadsheet changed: a label, a condition, which question makes groups, how long answers are kept', async () => {
    const form = formOfSurvey(sampleSurvey())
    const changed = change(form, [
      ['survey', 'visits', 'label::English (en)', 'How often did you go?'],
      ['survey', 'heard', 'relevant', "selected(${most}, 'peers')"],
      ['survey', 'most', 'disclosure', 'group'],
      ['release', 'retention.raw_days', 'value', '20'],
    ])

    const survey = await importedAgain(changed, 'sample')

    expect(survey.texts.en?.questions.visits?.text).toBe('How often did you go?')
    expect(questionsOf(survey).find(({ id }) => id === 'heard')?.if).toEqual({ q: 'most', in: ['peers'] })
    expect(survey.plan.by).toEqual(['most', 'age'])
    expect(survey.retention.rawDays).toBe(20)
  })

  it('keeps which groups lie in which', async () => {
    const structure = swap(
      swap(
        STRUCTURE,
        'about_you:\n',
        'about_you:\n  - {id: land, type: single, options: [north, south], auto: [pns]}\n  - {id: town, type: single, options: [{id: a, in: north}, {id: b, in: north}, {id: c, in: south}, {id: d, in: south}], auto: [pns]}\n',
      ),
      'by: [age]',
      'nests: {town: land}, by: [age, land, town]',
    )
    const words = swap(
      WORDING,
      '  age:',
      '  land: {text: Which part?, options: {north: North, south: South}}\n  town: {text: Which town?, options: {a: A, b: B, c: C, d: D}}\n  age:',
    )
    const survey = loadSurvey(filesOf(structure, words))

    expect(survey.plan.nests).toEqual({ town: 'land' })
    expect(await importedAgain(formOfSurvey(survey), 'sample')).toEqual(survey)
  })

  it.each([
    [['survey', 'heard', 'disclosure', 'secret'], '"secret" is not a word for this column'],
    [['survey', 'consent_quote', 'consent_purpose', 'sell'], '"sell" is no purpose'],
    [['release', 'retention.raw_days', 'name', 'salary'], '"salary" is no fact about a survey'],
    [['release', 'retention.raw_days', 'name', 'retention.story_days'], '"retention.story_days" is given twice'],
    [['release', 'retention.story_days', 'name', 'retention.raw_days.x'], '"retention.raw_days.x" and "retention.raw_days" are both given'],
  ] as const)('says sheet, row and column of what it cannot take: %s', (cell, message) => {
    const { findings } = readForm(change(formOfSurvey(sampleSurvey()), [cell]))

    expect(findings.filter(stops)).toEqual([
      expect.objectContaining({ sheet: cell[0], row: expect.any(Number), column: cell[2], message: expect.stringContaining(message) }),
    ])
  })
})

/** A form in which nothing but the column of every tool says when a question is shown. */
function withoutShownIf(form: Workbook): Workbook {
  return new Map([...form].map(([sheet, rows]) => [sheet, rows.map((row) => row.map((cell) => cell.replace(/shown_if=\S+/, '')))]))
}

/** A form with other text in some cells, each of a sheet, a row by its name and a column. */
function change(form: Workbook, cells: readonly (readonly [string, string, string, string])[]): Workbook {
  const sheets = new Map([...form].map(([sheet, rows]) => [sheet, rows.map((row) => [...row])]))
  for (const [sheet, name, column, text] of cells) {
    const rows = sheets.get(sheet) ?? []
    const row = rows.find((each) => each[rows[0]?.indexOf('name') ?? -1] === name)
    const at = rows[0]?.indexOf(column) ?? -1
    if (!row || at < 0) throw new Error(`no cell ${sheet} ${name} ${column}`)
    row[at] = text
  }
  return sheets
}

/** Answers as people can give them: an option that clears the others stands alone. */
function answersBy(survey: Survey, dice: Iterator<number>): Answers {
  const next = () => Number(dice.next().value)
  return Object.fromEntries(
    questionsOf(survey).flatMap((question): [string, Answer][] => {
      if (question.type === 'info') return []
      if (question.type === 'text')
        return [[question.id, next() > 3 ? { state: 'answered', text: 'Words', share: 'none' } : { state: 'skipped' }]]
      const ids = answerIds(question)
      const ticked = isMany(question) ? ids.filter(() => next() > 3) : [ids[next() % ids.length] ?? '']
      const alone = ticked.find((id) => aloneIn(question, id))
      const chosen = alone === undefined ? ticked : [alone]
      if (next() === 0 || chosen.length === 0) return [[question.id, { state: question.auto[0] ?? 'skipped' }]]
      return [[question.id, { state: 'answered', options: chosen }]]
    }),
  )
}

function aloneIn(question: Question, id: string): boolean {
  return 'options' in question && question.options.some((option) => option.id === id && option.alone)
}
