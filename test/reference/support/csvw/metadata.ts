import { checkCommonProperty, isLanguage } from './common-properties.ts'
import type { Findings } from './findings.ts'

/** A column as a metadata document describes it, without what was invalid. */
export type Column = {
  readonly name?: string
  readonly titles: readonly string[]
  readonly datatype: string
  readonly nulls: readonly string[]
  readonly required: boolean
}

export type Table = { readonly url: string; readonly columns?: readonly Column[]; readonly primaryKey: readonly string[] }

/** Every property that the validator knows, where it may stand. A common property, such as dc:title, may stand anywhere. */
export const PROPERTIES = {
  group: ['@context', 'tables'],
  table: ['@context', 'url', 'tableSchema'],
  schema: ['columns', 'primaryKey'],
  column: ['name', 'titles', 'datatype', 'null', 'required'],
} as const

export const DATATYPES = ['string', 'integer', 'number', 'date'] as const
const CONTEXT = 'http://www.w3.org/ns/csvw'
/** A variable of a URI template. */
const NAME = /^(?:[A-Za-z0-9]|%[0-9A-Fa-f]{2})(?:[A-Za-z0-9_.]|%[0-9A-Fa-f]{2})*$/

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The tables of a metadata document, of those parts of CSV on the Web that Chorus writes. */
export function readMetadata(text: string, findings: Findings): readonly Table[] {
  const document = parsed(text, findings)
  if (!document) return []
  checkContext(document['@context'], findings)
  if (!('tables' in document)) return [tableOf(document, findings)].flatMap((table) => table ?? [])
  checkProperties(document, 'group', findings)
  const { tables } = document
  if (!Array.isArray(tables) || tables.length === 0) return findings.error('tables must be a list with a table in it') ?? []
  return objectsOf(tables, 'tables', findings).flatMap((table) => tableOf(table, findings) ?? [])
}

function parsed(text: string, findings: Findings): Json | undefined {
  try {
    const document: unknown = JSON.parse(text)
    return isObject(document) ? document : findings.error('the document is no object')
  } catch {
    return findings.error('the document is no JSON')
  }
}

function checkContext(context: unknown, findings: Findings): void {
  const [first, second, ...more] = Array.isArray(context) ? context : [context]
  if (first !== CONTEXT || more.length > 0) findings.error(`@context must be ${CONTEXT}, alone or with an object behind it`)
  if (second === undefined) return
  if (!isObject(second) || Object.keys(second).some((key) => key !== '@language')) findings.error('@context has more than @language')
  else if (!isLanguage(second['@language'])) findings.warn('@language is no language')
}

function checkProperties(object: Json, place: keyof typeof PROPERTIES, findings: Findings): void {
  const known: readonly string[] = PROPERTIES[place]
  for (const [key, value] of Object.entries(object)) {
    if (/^[a-z]+:\w/.test(key)) checkCommonProperty(key, value, findings)
    else if (!known.includes(key)) findings.warn(`${key} is no property of a ${place}`)
  }
}

function objectsOf(values: readonly unknown[], name: string, findings: Findings): readonly Json[] {
  return values.filter((value) => isObject(value) || findings.warn(`an item of ${name} is no object`)).filter(isObject)
}

function tableOf(table: Json, findings: Findings): Table | undefined {
  checkProperties(table, 'table', findings)
  const { url, tableSchema } = table
  if (typeof url !== 'string') return findings.error('url must be a string')
  if (tableSchema === undefined) return { url, primaryKey: [] }
  if (!isObject(tableSchema)) return findings.error('tableSchema must be an object')
  checkProperties(tableSchema, 'schema', findings)
  const columns = columnsOf(tableSchema.columns, findings)
  return { url, ...(columns && { columns }), primaryKey: primaryKeyOf(tableSchema.primaryKey, columns ?? [], findings) }
}

function columnsOf(columns: unknown, findings: Findings): readonly Column[] | undefined {
  if (columns === undefined) return undefined
  if (!Array.isArray(columns)) return findings.error('columns must be a list')
  const read = objectsOf(columns, 'columns', findings).map((column) => columnOf(column, findings))
  const names = read.flatMap(({ name }) => name ?? [])
  if (new Set(names).size < names.length) findings.error('two columns have the same name')
  return read
}

function columnOf(column: Json, findings: Findings): Column {
  checkProperties(column, 'column', findings)
  const { name, titles, datatype = 'string', required = false } = column
  const nulls = stringsOf(column.null ?? '')
  if (!nulls) findings.warn('null is neither a string nor a list of strings')
  if (typeof required !== 'boolean') findings.warn('required is neither true nor false')
  const isNamed = typeof name === 'string' && NAME.test(name)
  if (name !== undefined && !isNamed) findings.warn(`${name} is no name of a column`)
  const isKnown = typeof datatype === 'string' && DATATYPES.some((each) => each === datatype)
  if (!isKnown) findings.warn(`there is no datatype ${datatype}`)
  return {
    ...(isNamed && { name }),
    titles: titlesOf(titles, findings),
    datatype: isKnown ? datatype : 'string',
    nulls: nulls ?? [''],
    required: required === true,
  }
}

function stringsOf(value: unknown): readonly string[] | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const strings = values.filter((each) => typeof each === 'string')
  return strings.length === values.length ? strings : undefined
}

/** A text of all languages: the heading of a CSV file has none. */
function titlesOf(titles: unknown, findings: Findings): readonly string[] {
  if (titles === undefined) return []
  const byLanguage = isObject(titles) ? titles : { und: titles }
  return Object.entries(byLanguage).flatMap(([language, value]) => {
    if (!isLanguage(language)) return findings.warn(`${language} is no language`) ?? []
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.flatMap((each) => (typeof each === 'string' ? each : (findings.warn('a title is no string') ?? [])))
  })
}

function primaryKeyOf(key: unknown, columns: readonly Column[], findings: Findings): readonly string[] {
  const names = key === undefined ? [] : stringsOf(key)
  if (names?.every((each) => columns.some(({ name }) => name === each))) return names
  return findings.warn('primaryKey names no column') ?? []
}
