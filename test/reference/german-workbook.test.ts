import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { visitSurvey } from '#cli/simulate/visit-survey.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { townWith } from '#test/unit/respond/helpers/town.ts'

const WORKBOOK = join(import.meta.dirname, '../../../shared/xlsform/correlaid_mitwirken_umfrage.xlsx')
const PEOPLE = 60

if (existsSync(WORKBOOK)) describe('a German workbook of an association', imported)
else describe('a German workbook of an association', () => it.skip(`the workbook is missing: ${WORKBOOK}`, () => {}))

function imported(): void {
  let folder = ''
  let said = ''
  let survey: Survey

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-german-'))
    const log = vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
      said += `${String(text)}\n`
    })
    const out = join(folder, 'mitwirken')
    await run(['survey', 'import', WORKBOOK, '--out', out])
    log.mockRestore()
    survey = await readSurvey(out)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('becomes a survey in German that loads', () => {
    expect(survey.languages).toEqual(['de'])
    expect(questionsOf(survey).length).toBeGreaterThan(30)
    expect(survey.texts.de?.questions.landkreise?.text).toBe('In welchem Landkreis sind Sie aktiv?')
  })

  it.each(['verein', 'email', 'telefon'])('is left without "%s", which would say who somebody is, and the import says so', (question) => {
    expect(questionsOf(survey).map(({ id }) => id)).not.toContain(question)
    expect(said).toContain(`the question "${question}" is left out: its answer would identify people`)
  })

  it('has no errors but its length, which a board must shorten', () => {
    const errors = lintSurvey(survey, '2026-03-04').filter(({ lint }) => lint.severity === 'error')
    expect(new Set(errors.map(({ lint }) => lint.id))).toEqual(new Set(['question-length', 'too-long']))
  })

  it('is walked on German pages by made-up people, and their answers become a German report', async () => {
    const town = await townWith(survey)
    const population = populationOf(survey, 'german')
    for (let i = 0; i < PEOPLE; i++) {
      const visit = await visitSurvey({
        survey,
        person: drawPerson(survey, population, 'german', i),
        plan: {
          mode: i === 0 ? 'pages' : 'one-page',
          agrees: ['aggregate'],
          looksBack: false,
          pressesSkip: true,
          typesCarelessly: false,
          ending: { kind: 'sends', twice: false },
        },
        browser: town.browser(),
      })
      expect(visit.outcome).toBe('sent')
    }
    expect(town.counts().responses).toBe(PEOPLE)
    expect(town.lastPage()).toContain('Danke. Deine Antworten sind angekommen.')

    const study = studyPlan(survey)
    const rows = [...town.memory.kept.responses.values()].map(({ answers }) => answers)
    const tables = countedTables(addResponses(emptyTally(study.plan), rows))
    const outcome = protect({ study, tables, release: 1 }, new Uint8Array(32).fill(5))
    if (outcome.kind !== 'protected') throw new Error(`${PEOPLE} answers make no report`)
    const page = new TextDecoder().decode(
      releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' }).files.get('report.html'),
    )
    expect(/<html lang="[^"]*"/.exec(page)?.[0]).toBe('<html lang="de"')
    expect(/<h1>[^<]*/.exec(page)?.[0]).toContain('Ergebnisse der Umfrage')
    const findings = [...page.matchAll(/<blockquote>([^<]*)/g)].map(([, words = '']) => words)
    expect(
      findings.filter((words) => /Personen, denen die Frage „.+“ gestellt wurde, haben „.+“ gewählt/.test(words)).length,
    ).toBeGreaterThan(5)
  })
}
