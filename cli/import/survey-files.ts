import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import type { Imported } from '#shared/survey/formats/form/to-survey.ts'

/** What a survey holds beside its questions, until its community writes its own. */
const frame = {
  license: 'CC-BY-4.0',
  consent: { version: '1', purposes: { aggregate: 'required', future_reuse: 'optional' } },
  // Anybody with the link may answer, so one report: docs/adr/0024.
  disclosure: { profile: 'rounded', reports: 1 },
  retention: { raw_days: 365, story_days: 365, code_days: 365 },
}

const said = z.object({
  intro: z.string(),
  topic: z.string(),
  reason: z.string(),
  change: z.string(),
  cadence: z.string(),
  return_to_community: z.string(),
})
type Said = z.infer<typeof said>

export type Facts = {
  readonly id: string
  readonly title: string
  readonly minutes: number
  /** As "support" in survey.yaml: ids, regions, or whole entries. */
  readonly support: readonly unknown[]
}

/** The files of a new survey by name: the imported questions, with consent and the rest to begin from. */
export async function surveyFiles(imported: Imported, facts: Facts): Promise<ReadonlyMap<string, string>> {
  const languages = [...imported.words.keys()]
  const start = z.record(z.string(), said).parse(parse(await readFile(join(import.meta.dirname, 'start.yaml'), 'utf8')))
  const saidIn = (language: string): Said => said.parse(start[language] ?? start[language.split('-', 1)[0] ?? ''] ?? start.en)
  const inEach = (key: keyof Said) => Object.fromEntries(languages.map((language) => [language, saidIn(language)[key]]))
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
    release: { cadence: inEach('cadence'), return_to_community: inEach('return_to_community') },
  }
  const files = new Map([['survey.yaml', `${HEAD}${yaml(structure)}`]])
  for (const [language, words] of imported.words) {
    const { intro, topic, reason, change } = saidIn(language)
    const consent = { from: 'consent-1', fill: { topic, reason, change } }
    const head = { language, reviewed: 'unreviewed', title: facts.title, intro: intro.replaceAll('{title}', () => facts.title) }
    files.set(`${language}.yaml`, yaml({ ...head, ...words, consent }))
  }
  return files
}

const HEAD = `# Made from a spreadsheet. Before this survey opens: replace each example (who asks, where answers lie, whom to ask), choose
# in "plan" which questions split results into groups, and look at the ranges of each question that asks for a number.
`

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 120, defaultStringType: 'PLAIN', aliasDuplicateObjects: false })
}
