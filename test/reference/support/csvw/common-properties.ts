import type { Findings } from './findings.ts'

/** Prefixes of the context of CSV on the Web that documents here use. */
const PREFIXED = /^(?:csvw|dc|dcterms|foaf|owl|rdf|rdfs|schema|skos|xsd):\w+$/
/** After BCP 47, whose parts have eight letters or digits at most. */
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})*$/
/** The first part of a tag that is no language of the registry has another meaning: i, x, or none at all. */
export const isLanguage = (value: unknown): value is string => typeof value === 'string' && LANGUAGE.test(value)

/** JSON-LD as far as a value of a common property may use it: strings, values with a type or a language, and references. */
export function checkCommonProperty(name: string, value: unknown, findings: Findings): void {
  if (Array.isArray(value)) {
    for (const each of value) checkCommonProperty(name, each, findings)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const entries = Object.entries(value)
  const keys = entries.map(([key]) => key)
  const { '@value': literal, '@type': type, '@id': id, '@language': language } = Object.fromEntries(entries)
  for (const key of keys)
    if (key.startsWith('@') && !['@value', '@type', '@id', '@language'].includes(key)) findings.error(`${name} has ${key}`)
  if (type !== undefined && (typeof type !== 'string' || !isType(type))) findings.error(`${name} has a @type that is no address`)
  if (typeof id === 'string' && id.startsWith('_:')) findings.error(`${name} has an @id that is no address`)
  if (language !== undefined && literal === undefined) findings.error(`${name} has a @language and no @value`)
  if (language !== undefined && language !== null && !isLanguage(language)) findings.error(`${name} has no language in @language`)
  if (literal !== undefined && keys.length > (type === undefined && language === undefined ? 1 : 2))
    findings.error(`${name} has more beside @value than a @type or a @language`)
  for (const [key, each] of entries) if (!key.startsWith('@')) checkCommonProperty(key, each, findings)
}

function isType(type: string): boolean {
  return PREFIXED.test(type) || /^[a-z]+:\/\/\S+$/.test(type) || /^[A-Z]\w+$/.test(type)
}
