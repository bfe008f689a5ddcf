import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import type { Imported } from '#shared/survey/formats/xlsform/to-survey.ts'

/** What a survey holds beside its questions, until its community writes its own. */
const frame = {
  license: 'CC-BY-4.0',
  consent: { version: '1', purposes: { aggregate: 'required', future_reuse: 'optional' } },
  // Anybody with the link may answer, so one report: docs/adr/0024.
  disclosure: { profile: 'rounded', reports: 1 },
  retention: { raw_days: 365, story_days: 365, code_days: 365 },
}

const CADENCE: Readonly<Record<string, string>> = {
  en: 'Once, when at least 50 people have answered and the board decides it',
  es: 'Una sola vez, cuando hayan respondido al menos 50 personas y el consejo lo decida',
  ar: 'مرة واحدة، عندما يجيب 50 شخصًا على الأقل ويقرر المجلس ذلك',
  de: 'Einmal, wenn mindestens 50 Personen geantwortet haben und der Rat es beschließt',
}

const RETURN: Readonly<Record<string, string>> = {
  en: 'The board presents the results at an open meeting before they go to anybody else',
  es: 'El consejo presenta los resultados en una reunión abierta antes de darlos a nadie más',
  ar: 'يعرض المجلس النتائج في اجتماع مفتوح قبل أن تصل إلى أي جهة أخرى',
  de: 'Der Rat stellt die Ergebnisse in einem offenen Treffen vor, bevor sie an andere gehen',
}

const startWords = z.looseObject({ intro: z.string(), consent: z.record(z.string(), z.unknown()) })

export type Facts = {
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly questions: number
  readonly support: readonly unknown[]
}

/** The files of a new survey by name: the imported questions, with consent and the rest to begin from. */
export async function surveyFiles(imported: Imported, facts: Facts): Promise<ReadonlyMap<string, string>> {
  const languages = [...imported.words.keys()]
  const structure = {
    id: facts.id,
    version: '0.1.0',
    license: frame.license,
    minutes: facts.minutes,
    languages,
    sections: imported.sections,
    consent: frame.consent,
    disclosure: frame.disclosure,
    plan: { by: [], cross: 'all' },
    retention: frame.retention,
    support: facts.support,
    release: { cadence: only(CADENCE, languages), return_to_community: only(RETURN, languages) },
  }
  const files = new Map([['survey.yaml', `${HEAD}${yaml(structure)}`]])
  for (const [language, words] of imported.words) {
    const start = startWords.parse(parse(await startText(language, facts)))
    const { intro, ...rest } = start
    files.set(`${language}.yaml`, yaml({ language, reviewed: 'unreviewed', title: facts.title, intro, ...words, ...rest }))
  }
  return files
}

const HEAD = `# Made from a spreadsheet. Before this survey opens: replace each example (who asks, where answers lie, whom to ask), choose
# in "plan" which questions split results into groups, and look at the ranges of each question that asks for a number.
`

async function startText(language: string, facts: Facts): Promise<string> {
  const text = await readFile(join(import.meta.dirname, 'start', `${language}.yaml`), 'utf8')
  // Inside quotes of YAML: a title must not end them.
  const quoted = JSON.stringify(facts.title).slice(1, -1)
  return text
    .replaceAll('{title}', quoted)
    .replaceAll('{minutes}', String(facts.minutes))
    .replaceAll('{questions}', String(facts.questions))
}

function only(words: Readonly<Record<string, string>>, languages: readonly string[]): Record<string, string> {
  return Object.fromEntries(languages.map((language) => [language, words[language] ?? words.en ?? '']))
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 120, defaultStringType: 'PLAIN', aliasDuplicateObjects: false })
}
