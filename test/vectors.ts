import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Papa from 'papaparse'
import { describe, test } from 'vitest'
import type * as z from 'zod'

/** Published examples lie beside the checkout, not in it. */
const FOLDER = resolve(import.meta.dirname, '../../shared/vectors')

/** A group of tests that needs the published examples; without them it says which folder is missing. */
export function describeWithVectors(name: string, body: () => void): void {
  if (existsSync(FOLDER)) describe(name, body)
  else describe(name, () => test.skip(`the folder of published examples is missing: ${FOLDER}`, () => {}))
}

export function jsonVectors<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8')))
}

/** One record a row, every value as its text. */
export function csvVectors(file: string): readonly Readonly<Record<string, string>>[] {
  return Papa.parse<Record<string, string>>(readFileSync(resolve(FOLDER, file), 'utf8'), { header: true, skipEmptyLines: true }).data
}
