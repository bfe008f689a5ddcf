import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DATATYPES, PROPERTIES } from './support/csvw/metadata.ts'
import { validateMetadata, validateTable } from './support/csvw/validate.ts'

const SUITE = join(import.meta.dirname, '../../../shared/schemas/csvw/tests')
const missing = !existsSync(SUITE)

const manifest = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      action: z.string(),
      implicit: z.array(z.string()).default([]),
      option: z.looseObject({ metadata: z.string().optional() }),
      httpLink: z.string().optional(),
    }),
  ),
})
type Case = z.infer<typeof manifest>['entries'][number]

const EXPECTED: Readonly<Record<string, string>> = {
  'csvt:PositiveValidationTest': 'valid',
  'csvt:WarningValidationTest': 'valid, with warnings',
  'csvt:NegativeValidationTest': 'invalid',
}

const text = (path: string) => readFileSync(join(SUITE, path.replace(/\?.*$/, '')), 'utf8')
/** The metadata themselves, or what is found beside a file: under its own name, or for its whole folder. */
const metadataOf = ({ action, implicit }: Case) =>
  [action, ...implicit].find((path) => path === (action.endsWith('.json') ? action : `${action}-metadata.json`)) ??
  implicit.find((path) => path === join(dirname(action), 'csv-metadata.json'))

/** Names of properties, but for common ones and what stands in them, and of datatypes that are in the standard. */
function usedIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(usedIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => {
    if (key.includes(':') || key === '@language') return []
    if (key === 'titles') return [key]
    if (key === 'datatype' && typeof each === 'string') return [key, ...(OTHER_DATATYPES.has(each) ? [each] : [])]
    return [key, ...usedIn(each)]
  })
}
const OTHER_DATATYPES = new Set(['duration', 'dayTimeDuration', 'yearMonthDuration', 'boolean', 'dateTime', 'decimal', 'double'])
const OURS = new Set<string>([...Object.values(PROPERTIES).flat(), ...DATATYPES])

/** Whether a case is about nothing but what our metadata use: no user metadata, no HTTP header, no other property. */
function applies(each: Case): boolean {
  const path = metadataOf(each)
  if (each.option.metadata !== undefined || each.httpLink !== undefined || path === undefined) return false
  try {
    return usedIn(JSON.parse(text(path))).every((name) => OURS.has(name))
  } catch {
    return true
  }
}

function verdictOn(each: Case): string {
  const path = metadataOf(each) ?? ''
  const read = (url: string) => text(join(dirname(path), url))
  const name = each.action.slice(dirname(path) === '.' ? 0 : dirname(path).length + 1)
  const { errors, warnings } = path === each.action ? validateMetadata(text(path), read) : validateTable(name, text(path), read)
  return errors.length > 0 ? 'invalid' : warnings.length > 0 ? 'valid, with warnings' : 'valid'
}

describe.skipIf(missing)(`the cases of W3C for CSV on the Web${missing ? ` (${SUITE} is missing)` : ''}`, () => {
  const cases = missing ? [] : manifest.parse(JSON.parse(text('manifest-validation.jsonld'))).entries.filter(applies)

  it('are 49 that use nothing but what our metadata use', () => {
    expect(cases.length).toBe(49)
  })

  it.each(cases.map((each) => [each.id.split('#')[1], each.name, each] as const))('CI-06: %s: %s', (_id, _name, each) => {
    expect(verdictOn(each)).toBe(EXPECTED[each.type])
  })
})
