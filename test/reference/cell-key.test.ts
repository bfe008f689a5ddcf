import { expect, test } from 'vitest'
import * as z from 'zod'
import { maximumEntropyRows, maximumEntropyTable, type NoiseParameters } from '#shared/disclosure/cell-key/max-entropy.ts'
import { type PRow, type PTable, perturb, tableOfRows } from '#shared/disclosure/cell-key/p-table.ts'
import { csvVectors, describeWithVectors, jsonVectors } from '#test/vectors.ts'
import { cellKey, perturbationCellValue, publishedByOns, TEN_FIVE } from './support/published-methods.ts'

const TABLES: readonly (readonly [string, NoiseParameters])[] = [
  ['D3_V1', { maxChange: 3, variance: 1, neverShown: 0 }],
  ['D5_V3', { maxChange: 5, variance: 3, neverShown: 0 }],
  ['D7_V3', { maxChange: 7, variance: 3, neverShown: 0 }],
  ['D5_V3_js2_monoF', { maxChange: 5, variance: 3, neverShown: 2, monotone: () => false }],
  ['pt_ex_cnts', { maxChange: 2, variance: 1.05, neverShown: 1, monotone: (count) => count !== 3 }],
]

describeWithVectors('maximum-entropy p-tables', () => {
  test.each(TABLES)('%s: every probability is the one R finds, to 1e-6', (name, parameters) => {
    const expected = csvVectors(`ptable_${name}.csv`)

    const rows = maximumEntropyRows(parameters)

    expect(rows.flat()).toHaveLength(expected.length)
    for (const { i, v, p } of expected) {
      const found = rows[Number(i)]?.find(({ change }) => change === Number(v))
      expect(Math.abs((found?.probability ?? Number.NaN) - Number(p)), `count ${i}, change ${v}`).toBeLessThan(1e-6)
    }
  })

  test.each(TABLES)('%s: the bounds in the key space are the ones R gives, to 1e-6', (name, parameters) => {
    const table = maximumEntropyTable(parameters)

    for (const { i, v, p_int_ub } of csvVectors(`ptable_${name}.csv`)) {
      const found = table.rowOf(Number(i)).find(({ change }) => change === Number(v))
      expect(Math.abs((found?.below ?? Number.NaN) - Number(p_int_ub)), `count ${i}, change ${v}`).toBeLessThan(1e-6)
    }
  })
})

describeWithVectors("R's cellKey", () => {
  const DIGITS = 5

  test('gives these 21 cells of sex by age their keys, changes, counts and weighted counts', () => {
    const table = publishedTable('cellkey_ptable_D5_V3_js2.csv')
    const people = csvVectors('cellkey_micro.csv')
    const expected = csvVectors('cellkey_sex_age_expected.csv')
    expect(expected).toHaveLength(21)

    for (const cell of expected) {
      const members = people.filter(({ sex, age }) => [sex, 'Total'].includes(cell.sex) && [age, 'Total'].includes(cell.age))
      const key = cellKey(
        members.map(({ rec_key }) => Math.round(Number(rec_key) * 10 ** DIGITS)),
        10 ** DIGITS,
      )
      const count = perturb(table, members.length, key / 10 ** DIGITS)
      const weight = members.reduce((sum, { sampling_weight }) => sum + Number(sampling_weight), 0)

      expect(key / 10 ** DIGITS).toBeCloseTo(Number(cell.ckey), 9)
      expect([members.length, count, weight]).toEqual([cell.uwc, cell.puwc, cell.wc].map(Number))
      expect(count - members.length).toBe(Number(cell.pert))
      expect((count * weight) / members.length).toBeCloseTo(Number(cell.pwc), 6)
    }
  })
})

describeWithVectors("ONS's cell key perturbation", () => {
  test('gives these 200 cells their keys, rows, changes and counts', () => {
    const people = csvVectors('ons_micro.csv')
    const expected = csvVectors('ons_expected_var1_var5_var8.csv')
    expect(expected).toHaveLength(200)

    for (const cell of expected) {
      const keys = people
        .filter(({ var1, var5, var8 }) => var1 === cell.var1 && var5 === cell.var5 && var8 === cell.var8)
        .map(({ record_key }) => Number(record_key))
      const key = cellKey(keys, 256)

      expect([keys.length, key, perturbationCellValue(keys.length)]).toEqual([cell.pre_sdc_count, cell.ckey, cell.pcv].map(Number))
      expect(perturb(TEN_FIVE, keys.length, key / 256) - keys.length).toBe(Number(cell.pvalue))
      expect(publishedByOns(TEN_FIVE, keys)).toBe(cell.count === '' ? undefined : Number(cell.count))
    }
  })
})

describeWithVectors("the Handbook's cell key", () => {
  test('is looked up as the Handbook does, away from the boundary it puts on the other side', () => {
    const shape = z.object({
      ptable: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
      recordKeys: z.array(z.number()),
    })
    const lookup = shape.parse(
      jsonVectors('published_examples.json', z.array(z.looseObject({ name: z.string() }))).find(
        ({ name }) => name === 'handbook_ckm_lookup',
      ),
    )
    const rows = [0, 1, 2, 3].map((count) => lookup.ptable.filter(([i]) => i === count).map(([, , change, , below]) => ({ change, below })))

    const key = cellKey(
      lookup.recordKeys.map((one) => Math.round(one * 10)),
      10,
    )

    expect(key / 10).toBe(0.8)
    expect(perturb(tableOfRows(rows), lookup.recordKeys.length, key / 10)).toBe(4)
    expect(perturb(tableOfRows(rows), 3, 0.7)).toBe(4) // the Handbook, with lb < key <= ub, would publish 3
  })
})

function publishedTable(file: string): PTable {
  const rows: PRow[] = []
  for (const { i, v, ub } of csvVectors(file)) rows[Number(i)] = [...(rows[Number(i)] ?? []), { change: Number(v), below: Number(ub) }]
  return tableOfRows(rows)
}
