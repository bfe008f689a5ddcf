import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { Ajv } from 'ajv'
import Ajv2019 from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'

const SCHEMAS = join(import.meta.dirname, '../../../shared/schemas')

const survey = surveyOf([section('a', [single('q', ['yes', 'no'], { auto: ['pns'] }), single('age', ['young', 'old'])])])
const outcome = protect(
  {
    study: studyPlan(survey),
    release: 1,
    tables: [
      table('q', { '': { yes: 200, no: 87, '~skipped': 3, '~pns': 3 } }),
      table('q:age', { young: { yes: 60, no: 40, '~skipped': 1, '~pns': 1 }, old: { yes: 130, no: 40, '~skipped': 1, '~pns': 1 } }),
    ],
  },
  keyOf(1),
)
if (outcome.kind !== 'protected') throw new Error('refused')
const { files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
const text = (name: string) => new TextDecoder().decode(files.get(name))
const schema = (path: string) => JSON.parse(readFileSync(join(SCHEMAS, path), 'utf8'))

function withSchemas(body: () => void): void {
  if (existsSync(SCHEMAS)) body()
  else it.skip(`the folder of published schemas is missing: ${SCHEMAS}`, () => {})
}

describe('the metadata of a release', () => {
  withSchemas(() => {
    it('CI-06: datapackage.json is a Data Package 2.0', () => {
      const ajv = new Ajv({ strict: false })
      addFormats.default(ajv)
      const valid = ajv.compile(schema('frictionless-datapackage-2.0/datapackage.json'))

      expect([valid(JSON.parse(text('datapackage.json'))), valid.errors]).toEqual([true, null])
    })

    it('CI-06: CITATION.cff is a Citation File 1.2.0', () => {
      const ajv = new Ajv()
      addFormats.default(ajv)
      const valid = ajv.compile(schema('cff-1.2.0/schema.json'))

      expect([valid(parse(text('CITATION.cff'))), valid.errors]).toEqual([true, null])
    })

    it('CI-06: citation.json is CSL-JSON', () => {
      const valid = new Ajv({ strict: false }).compile(schema('csl-json-1.0.2/csl-data.json'))

      expect([valid(JSON.parse(text('citation.json'))), valid.errors]).toEqual([true, null])
    })

    it('CI-06: datacite.json fits the schema of DataCite 4.5, but for the DOI that a repository gives it', () => {
      const ajv = new Ajv2019.default({ strict: false })
      ajv.removeKeyword('id')
      addFormats.default(ajv)
      const valid = ajv.compile(schema('datacite-4/json/datacite-v4.5.json'))

      expect([valid({ doi: '10.1234/example', url: 'https://example.org', ...JSON.parse(text('datacite.json')) }), valid.errors]).toEqual([
        true,
        null,
      ])
    })
  })

  it.each(['citation.json', 'citation.bib', 'citation.ris'])(
    'CI-06: %s is read back by citation.js with the same title, author and year',
    (name) => {
      const [read] = new Cite(text(name)).data

      expect(read).toMatchObject({ title: 'Survey results: A survey (candidate, not approved)', version: '1' })
      expect(JSON.stringify(read?.author)).toContain('A group')
      expect(read?.issued['date-parts'][0]?.[0]).toBe(2026)
    },
  )

  it('names in each description that nobody approved it, and the limits', () => {
    for (const name of [
      'datapackage.json',
      'report.csv-metadata.json',
      'ro-crate-metadata.json',
      'datacite.json',
      'load-report.R',
      'load-report.sps',
    ]) {
      expect(text(name)).toContain('No board has approved')
      expect(text(name)).toContain('not a random sample')
    }
  })

  it('gives each CSV of the folder with its bytes, and its columns in their order', () => {
    const { resources } = JSON.parse(text('datapackage.json'))
    const csv = [...files.keys()].filter((name) => name.endsWith('.csv'))

    expect(resources.map((each: { path: string }) => each.path)).toEqual(csv)
    for (const { path, bytes, schema: columns } of resources) {
      expect(bytes).toBe(files.get(path)?.length)
      if (path === 'report.csv')
        expect(columns.fields.map((field: { name: string }) => field.name).join(',')).toBe(
          text(path)
            .split('\n')[0]
            ?.replace(/^\uFEFF/, ''),
        )
    }
  })
})

describe('the table of a question', () => {
  it('has the labels of the survey, the numbers of report.csv, and a symbol for each that is hidden', () => {
    const [heading, yes, no, ...others] = text('tables/q.csv')
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n')
    const row = text('report.csv')
      .split('\n')
      .map((line) => line.split(','))
      .find((line) => line[3] === 'q' && line[5] === 'yes')

    expect(heading).toContain('"Of those asked, %"')
    expect(yes?.split(',').slice(1, 4)).toEqual(row?.slice(8, 11))
    expect(no).toMatch(/^The answer no,/)
    expect(others.every((line) => line.includes('[c]'))).toBe(true)
  })
})
