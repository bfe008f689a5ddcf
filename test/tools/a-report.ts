import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { readSurvey } from '#cli/read-survey.ts'
import { madeUpAnswers } from '#docs/make/made-up-answers.ts'
import { CHORUS } from '../reference/support/data.ts'

export type Row = Readonly<Record<string, string>>

/** The folder that `chorus tabulate` writes of 400 made-up people who answered a survey that comes with Chorus. */
export async function aReport(survey: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-report-'))
  const responses = join(folder, 'responses.csv')
  writeFileSync(responses, madeUpAnswers(await readSurvey(survey), 400, 'tools'))
  const args = ['--survey', survey, '--responses', responses, '--out', join(folder, 'report'), '--made-up']
  execFileSync(process.execPath, [CHORUS, 'tabulate', ...args], { stdio: 'ignore' })
  return join(folder, 'candidate-made-up-report')
}

export function rowsOf(folder: string, file: string): readonly Row[] {
  const text = readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '')
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data
}

/** The lines that docs/reading-a-report.md gives for a program. */
export function snippetFor(program: 'r' | 'python' | 'spss' | 'excel'): string {
  const page = readFileSync(join(import.meta.dirname, '../../docs/reading-a-report.md'), 'utf8')
  const found = new RegExp(`\`\`\`${program}\n(.*?)\n\`\`\``, 's').exec(page)?.[1]
  if (found === undefined) throw new Error(`the page has no lines for ${program}`)
  return found
}
