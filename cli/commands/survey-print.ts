import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { chromiumHere, chromiumNamed, printToPdf } from '#cli/print/local-chromium.ts'
import { paperForm } from '#cli/print/paper-form.tsx'
import { readSurvey } from '#cli/read-survey.ts'
import { purposeColumns } from '#cli/responses/purpose-columns.ts'
import { assertNew, writeAll } from '#cli/start/new-folder.ts'
import { CodedError } from '#shared/problem.ts'
import { isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { helpExample } from './command-parts.ts'

type Options = { out: string; pdf: boolean }

export function registerSurveyPrint(program: Command): void {
  surveyGroup(program)
    .command('print')
    .description('Make paper forms: a page and a PDF in each language, and an empty spreadsheet to type the answers into.')
    .argument('<dir>', 'the folder of the survey')
    .requiredOption('--out <dir>', 'a new folder for the forms')
    .option('--no-pdf', 'write pages only, which any browser can print; PDFs need Chromium')
    .addHelpText(
      'after',
      `${helpExample('survey print surveys/ours --out paper')}\n\nsurveys/README.md, "On paper", explains what to type in, and how it becomes a report.`,
    )
    .action(async (dir: string, options: Options) => printSurvey(dir, options))
}

async function printSurvey(dir: string, { out, pdf }: Options): Promise<void> {
  const survey = await readSurvey(dir)
  await assertNew(out)
  const chromium = pdf ? findChromium() : undefined
  const pages = await Promise.all(
    survey.languages.map(async (language) => ({ language, name: `${survey.id}.${language}.html`, ...(await paperForm(survey, language)) })),
  )
  const sheet = `${survey.id}.typed-in.csv`
  const names = pages.map(({ name }) => name)
  // Elsewhere first: where a page cannot be printed, nothing is left behind.
  const made = await mkdtemp(join(tmpdir(), 'chorus-paper-'))
  try {
    await writeAll(made, new Map([...pages.map(({ name, html }) => [name, html] as const), [sheet, emptySheet(survey)]]))
    const printed = chromium === undefined ? [] : await pdfsOf(chromium, made, names)
    await cp(made, out, { recursive: true })
    console.log(`${out}: ${[...names, ...printed, sheet].join(', ')}`)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
  for (const { language, leftOut } of pages) {
    if (leftOut.length === 0) continue
    console.log(`Not on the form in ${language}, as it is true of the pages alone:`)
    for (const sentence of leftOut) console.log(`  ${sentence}`)
  }
  console.log(`Next: chorus tabulate --survey ${dir} --responses ${join(out, sheet)} --out reports/1, once the sheet is filled in.`)
}

/** A heading for each purpose that people may agree to, and for each question that is counted. Words stay on the paper. */
function emptySheet(survey: Survey): string {
  const counted = questionsOf(survey)
    .filter(isClosed)
    .map(({ id }) => id)
  return `\uFEFF${[...purposeColumns(survey), ...counted].join(',')}\r\n`
}

function findChromium(): string {
  try {
    const [path] = process.env.CHROMIUM ? chromiumNamed(process.env) : chromiumHere(process.env)
    if (path !== undefined) return path
  } catch (thrown) {
    throw noPdf(thrown instanceof Error ? thrown.message : String(thrown))
  }
  throw noPdf('there is none')
}

async function pdfsOf(chromium: string, folder: string, pages: readonly string[]): Promise<string[]> {
  const names: string[] = []
  for (const page of pages) {
    const name = page.replace(/\.html$/, '.pdf')
    const pdf = resolve(folder, name)
    await printToPdf(chromium, resolve(folder, page), pdf).catch((failed: unknown) => {
      throw noPdf(`${chromium} did not print: ${String(failed instanceof Error ? failed.message : failed).split('\n')[0]}`)
    })
    if (!existsSync(pdf)) throw noPdf(`${chromium} wrote no PDF`)
    names.push(name)
  }
  return names
}

function noPdf(why: string): CodedError {
  return new CodedError(
    'print-pdf',
    `A PDF needs Chromium or Chrome: ${why}. Install one, set CHROMIUM to its path, or add --no-pdf and print the page from any browser.`,
  )
}
