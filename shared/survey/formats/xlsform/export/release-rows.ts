import type { Survey, Texts } from '../../../survey.ts'
import { languageName } from '../../form/label-texts.ts'
import { valueCell } from '../release-sheet.ts'
import type { Cells } from './label-columns.ts'

/**
 * The sheet `release`: everything that a survey promises and XLSForm has no place for, one fact a row. A fact has a name
 * such as `retention.raw_days`; what is said in words has a column for each language.
 */
export function releaseRows(survey: Survey): Cells[] {
  return [...factRows(survey), ...wordRows(survey)]
}

function factRows(survey: Survey): Cells[] {
  const { version, license, minutes, consent, disclosure, plan, retention, release, closes, access, abuse, followUp, keptIds } = survey
  return [
    ...facts('', { version, license, minutes }),
    ...facts('consent.', { version: consent.version }),
    ...facts('disclosure.', disclosure),
    ...facts('plan.', { cross: typeof plan.cross === 'string' ? plan.cross : 'marked' }),
    ...plan.also.flatMap((table, i) => facts(`plan.also.${i + 1}.`, table)),
    ...facts('plan.lead.', { most: plan.lead?.most, order: plan.lead?.order }),
    ...(plan.lead?.questions ?? []).map((id, i) => fact(`plan.lead.questions.${i + 1}`, id)),
    ...facts('retention.', { raw_days: retention.rawDays, story_days: retention.storyDays, code_days: retention.codeDays }),
    ...survey.support.flatMap((entry, i) => supportRows(`support.${i + 1}.`, entry)),
    localized('release.cadence', release.cadence),
    localized('release.return_to_community', release.returnToCommunity),
    ...facts('', { closes, access, follow_up: followUp }),
    ...facts('kept_ids.', keptIds ?? {}),
    ...facts('abuse.', { proof_of_work: abuse?.proofOfWork }),
  ]
}

function supportRows(at: string, entry: Survey['support'][number]): Cells[] {
  return [
    ...facts(at, { id: entry.id, region: entry.region, peer_run: entry.peerRun }),
    localized(`${at}name`, entry.name),
    localized(`${at}hours`, entry.hours),
    ...entry.channels.flatMap(({ kind, value, cost }, i) => [
      ...facts(`${at}channels.${i + 1}.`, { kind, cost }),
      ...(typeof value === 'string' ? facts(`${at}channels.${i + 1}.`, { value }) : [localized(`${at}channels.${i + 1}.value`, value)]),
    ]),
    ...entry.languages.map((language, i) => fact(`${at}languages.${i + 1}`, language)),
    ...facts(at, {
      emergency_services: entry.contactsEmergencyServices,
      policy_url: entry.policyUrl,
      last_verified: entry.lastVerified,
      verified_by: entry.verifiedBy,
    }),
  ]
}

type Value = string | number | boolean

function fact(name: string, value: Value): Cells {
  return { name, value: valueCell(value) }
}

function facts(at: string, values: Readonly<Record<string, Value | undefined>>): Cells[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [fact(`${at}${name}`, value)]))
}

function localized(name: string, words: Readonly<Record<string, string>>): Cells {
  return { name, ...Object.fromEntries(Object.entries(words).map(([language, text]) => [`value::${languageName(language)}`, text])) }
}

/** Writes the texts of each language file beside those of questions and parts. */
function wordRows(survey: Survey): Cells[] {
  const rows = new Map<string, Record<string, string>>()
  for (const language of survey.languages) {
    const texts = survey.texts[language]
    if (!texts) continue
    for (const [name, text] of leaves('', wordsBeside(texts))) {
      const row = rows.get(name) ?? {}
      row[language] = text
      rows.set(name, row)
    }
  }
  return [...rows].map(([name, words]) => localized(name, words))
}

function wordsBeside({ title, intro, reviewed, questions, auto, share, consent }: Texts): Readonly<Record<string, unknown>> {
  // The words of a purpose stand in the row that asks for it.
  const { purposes: _, ...told } = consent
  const units = Object.fromEntries(Object.entries(questions).flatMap(([id, { unit }]) => (unit === undefined ? [] : [[id, unit]])))
  const rollups = Object.fromEntries(
    Object.entries(questions).flatMap(([id, each]) =>
      Object.entries(each.rollups ?? {}).map(([rollup, name]) => [`${id}/${rollup}`, name]),
    ),
  )
  return { title, intro, reviewed, units, rollups, auto, share, consent: told }
}

function leaves(at: string, value: unknown): [string, string][] {
  if (typeof value === 'string' || typeof value === 'number') return [[at, String(value)]]
  const named = Array.isArray(value) ? value.map((each, i) => [String(i + 1), each] as const) : Object.entries(Object(value))
  return named.flatMap(([key, each]) => (each === undefined ? [] : leaves(at === '' ? key : `${at}.${key}`, each)))
}
