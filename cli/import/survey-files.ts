import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import type { Imported, ImportedWords } from '#shared/survey/formats/form/imported.ts'

/** The parts of a survey beside its questions, until its community writes its own. */
const frame = {
  version: '0.1.0',
  license: 'CC-BY-4.0',
  consent: { version: '1' },
  purposes: { aggregate: 'required', future_reuse: 'optional' },
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

/** The files of a new survey, by name: the imported questions; and consent, plan and the rest as the form gives them, or else example texts. */
export async function surveyFiles(imported: Imported, facts: Facts): Promise<ReadonlyMap<string, string>> {
  const languages = [...imported.words.keys()]
  const start = z.record(z.string(), said).parse(parse(await readFile(join(import.meta.dirname, 'start.yaml'), 'utf8')))
  const saidIn = (language: string): Said => said.parse(start[language] ?? start[language.split('-', 1)[0] ?? ''] ?? start.en)
  const inEach = (key: keyof Said) => Object.fromEntries(languages.map((language) => [language, saidIn(language)[key]]))
  const given = imported.release?.facts ?? {}
  const { consent, plan, ...further } = given
  const structure = {
    id: facts.id,
    version: frame.version,
    license: frame.license,
    minutes: facts.minutes,
    languages,
    sections: imported.sections,
    ...(imported.aboutYou.length > 0 && { about_you: imported.aboutYou }),
    ...(imported.checkIn && { checkin: imported.checkIn }),
    ...(Object.keys(imported.scales).length > 0 && { scales: imported.scales }),
    consent: { ...frame.consent, ...Object(consent), purposes: purposesOf(imported) },
    disclosure: frame.disclosure,
    plan: planOf(imported, plan),
    retention: frame.retention,
    support: facts.support,
    release: { cadence: inEach('cadence'), return_to_community: inEach('return_to_community') },
    ...further,
  }
  const files = new Map([['survey.yaml', `${imported.release ? '' : HEAD}${yaml(structure)}`]])
  for (const [language, words] of imported.words) {
    const { intro, topic, reason, change } = saidIn(language)
    const title = imported.titles.get(language) || facts.title
    const head = { language, reviewed: 'unreviewed', title, intro: intro.replaceAll('{title}', () => title) }
    const filled = { consent: { from: 'consent-1', fill: { topic, reason, change } } }
    files.set(`${language}.yaml`, yaml({ ...head, ...wordsOf(words, imported, language), ...consentOf(imported, language, filled) }))
  }
  return files
}

function purposesOf({ purposes }: Imported): Record<string, string> {
  if (purposes.length === 0) return frame.purposes
  return Object.fromEntries(purposes.map(({ id }) => [id, id === 'aggregate' ? 'required' : 'optional']))
}

/** The report plan that a form gives. `cross` lists the marked questions where the form says "marked", or where it marks some and says nothing. */
function planOf({ marked, nests }: Imported, given: unknown): Record<string, unknown> {
  const { cross, ...written }: Record<string, unknown> = Object(given)
  const isListed = cross === 'marked' || (cross === undefined && marked.crossed.length > 0)
  return {
    by: marked.group,
    cross: isListed ? marked.crossed : (cross ?? 'all'),
    ...(marked.left_out.length > 0 && { except: marked.left_out }),
    ...(Object.keys(nests).length > 0 && { nests }),
    ...written,
  }
}

function wordsOf(words: ImportedWords, { release }: Imported, language: string) {
  const { consent: _, ...own }: Record<string, unknown> = { ...release?.words.get(language) }
  const units = release?.units.get(language) ?? {}
  const rollups = release?.rollups.get(language) ?? {}
  const questions = Object.entries(words.questions).map(([id, said]) => {
    const more = { ...(units[id] !== undefined && { unit: units[id] }), ...(rollups[id] && { rollups: rollups[id] }) }
    return [id, Object.keys(more).length === 0 ? said : { ...Object(said), ...more }]
  })
  const { scales, ...rest } = words
  return { ...own, ...rest, questions: Object.fromEntries(questions), ...(scales && Object.keys(scales).length > 0 && { scales }) }
}

/** The consent text of the form where it has one; else the shared consent text. */
function consentOf({ release, purposes: asked }: Imported, language: string, filled: { readonly consent: Record<string, unknown> }) {
  const purposes = Object.fromEntries(asked.map(({ id, words }) => [id, words.get(language) ?? '']))
  const own = release?.words.get(language)?.consent
  if (own !== undefined) return { consent: { ...Object(own), purposes } }
  return Object.keys(purposes).length > 0 ? { consent: { ...filled.consent, purposes } } : filled
}

const HEAD = `# Made from a form of another tool. Before this survey opens: replace each example text (who asks, where answers are kept, whom to ask),
# choose in "plan" which questions split results into groups, and check the bands of each question that asks for a number.
`

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 120, defaultStringType: 'PLAIN', aliasDuplicateObjects: false })
}
