import { createHash } from 'node:crypto'
import Papa from 'papaparse'
import * as z from 'zod'
import { isOfType } from './cell-types.ts'

const field = z.object({ name: z.string(), type: z.string(), constraints: z.object({ required: z.boolean() }).optional() })
const resource = z.object({
  path: z.string(),
  encoding: z.literal('utf-8'),
  bytes: z.int(),
  hash: z.string(),
  schema: z.object({
    fields: z.array(field).nonempty(),
    uniqueKeys: z.array(z.array(z.string())).default([]),
    missingValues: z.array(z.string()).default(['']),
  }),
})
const descriptor = z.object({ resources: z.array(resource).nonempty() })
type Resource = z.infer<typeof resource>

/** Checks the CSV files that a datapackage.json names by Table Schema: fields, types, missing values, keys, bytes and hash. */
export function dataPackageProblems(json: unknown, read: (path: string) => Uint8Array | undefined): readonly string[] {
  return descriptor.parse(json).resources.flatMap((each) => {
    const bytes = read(each.path)
    return bytes ? [...fileProblems(each, bytes), ...rowProblems(each, bytes)] : [`${each.path} is not there`]
  })
}

function fileProblems({ path, bytes, hash }: Resource, content: Uint8Array): string[] {
  const found = `sha256:${createHash('sha256').update(content).digest('hex')}`
  return [
    ...(bytes === content.length ? [] : [`${path} has ${content.length} bytes`]),
    ...(hash === found ? [] : [`${path} has the hash ${found}`]),
  ]
}

function rowProblems({ path, schema }: Resource, content: Uint8Array): string[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  const [heading = [], ...rows] = Papa.parse<string[]>(text, { newline: '\n', skipEmptyLines: true }).data
  const names = schema.fields.map(({ name }) => name)
  if (JSON.stringify(heading) !== JSON.stringify(names)) return [`${path} has the columns ${heading.join(' | ')}`]
  const isMissing = (cell: string) => schema.missingValues.includes(cell)
  const cells = rows.flatMap((row, at) =>
    schema.fields.flatMap(({ name, type, constraints }, i) => {
      const cell = row[i]
      const place = `${path}, row ${at + 1}, ${name}`
      if (cell === undefined || row.length !== names.length) return [`${place}: the row has ${row.length} cells`]
      if (isMissing(cell)) return constraints?.required ? [`${place} is empty`] : []
      return isOfType(cell, type) ? [] : [`${place}: ${cell} is no ${type}`]
    }),
  )
  const twins = schema.uniqueKeys.flatMap((key) => {
    const keys = rows.map((row) => JSON.stringify(key.map((name) => row[names.indexOf(name)])))
    return keys.length === new Set(keys).size ? [] : [`${path}: two rows have the same ${key.join(', ')}`]
  })
  return [...cells, ...twins]
}
