import type * as z from 'zod'
import type { Table } from './dynamodb-table.ts'

/** Every item of a partition that is short enough to be held whole, each parsed. */
export async function collect<T>(table: Table, pk: string, attributes: string, shape: z.ZodType<T>): Promise<T[]> {
  const found: T[] = []
  for await (const page of table.pages({ pk, attributes })) found.push(...page.map((item) => shape.parse(item)))
  return found
}
