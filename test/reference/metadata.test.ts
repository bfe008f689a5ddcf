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
import { readRelease, withStanding } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'
import { hardRelease } from '../unit/release/hard-words.ts'
import { crateProblems } from './support/crate-shapes.ts'
import { validateMetadata } from './support/csvw/validate.ts'
import { dataPackageProblems } from './support/data-package.ts'

const SCHEMAS = join(import.meta.dirname, '../../../shared/schemas')

const survey = {
  ...surveyOf([section('a', [single('q', ['yes', 'no'], { auto: ['pns'] }), single('age', ['young', 'old'])])]),
  plan: { by: ['age'], cross: ['q'], also: [], except: [] },
}
const outcome = protect(
  {
    study: studyPlan(survey),
    release: 1,
    tables: [
      table('q', { '': { yes: 200, no: 87, '~skipped': 3, '~pns': 3 } }),
      table('q:age', { young: { yes: 60, no: 40, '~skipped': 1, '~pns': 1 }, old: { yes: 130, no: 40, '~skipped': 1, '~pns': 1 } }),
      table('age', { '': { young: 102, old: 172, '~skipped': 19 } }),
    ],
  },
  keyOf(1),
)
if (outcome.kind !== 'protected') throw new Error('refused')
const { id: candidate, files } = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04' })
const approval = { by: 'Heron and Fox', on: '2026-06-01', candidate, entry: 'e'.repeat(64) }
const published = withStanding(readRelease('there', files), { state: 'published', approval }).files
const hard = hardRelease().files
const RELEASES = [
  ['a candidate', files],
  ['a published release', published],
  ['a release with words that are hard to write', hard],
] as const
const text = (name: string, of: Files = files) => new TextDecoder().decode(of.get(name))
const json = (name: string, of: Files = files) => JSON.parse(text(name, of))
const schema = (path: string) => JSON.parse(readFileSync(join(SCHEMAS, path), 'utf8'))

const missing = !existsSync(SCHEMAS)

describe.skipIf(missing)(`the metadata of a release and the published schemas${missing ? ` (${SCHEMAS} is missing)` : ''}`, () => {
  describe.each(RELEASES)('%s', (_name, of) => {
    it('CI-06: datapackage.json is a Data Package 2.0', () => {
      const ajv = new Ajv({ strict: false })
      addFormats.default(ajv)
      const valid = ajv.compile(schema('frictionless-datapackage-2.0/datapackage.json'))

      expect([valid(json('datapackage.json', of)), valid.errors]).toEqual([true, null])
    })

    it('CI-06: CITATION.cff is a Citation File 1.2.0', () => {
      const ajv = new Ajv()
      addFormats.default(ajv)
      const valid = ajv.compile(schema('cff-1.2.0/schema.json'))

      expect([valid(parse(text('CITATION.cff', of))), valid.errors]).toEqual([true, null])
    })

    it('CI-06: citation.json is CSL-JSON', () => {
      const valid = new Ajv({ strict: false }).compile(schema('csl-json-1.0.2/csl-data.json'))

      expect([valid(json('citation.json', of)), valid.errors]).toEqual([true, null])
    })

    it('CI-06: datacite.json fits the schema of DataCite 4.5, but for the DOI that a repository gives it', () => {
      const ajv = new Ajv2019.default({ strict: false })
      ajv.removeKeyword('id')
      addFormats.default(ajv)
      const valid = ajv.compile(schema('datacite-4/json/datacite-v4.5.json'))

      expect([valid({ doi: '10.1234/example', url: 'https://example.org', ...json('datacite.json', of) }), valid.errors]).toEqual([
        true,
        null,
      ])
    })

    it('CI-06: ro-crate-metadata.json fits the shapes of RO-Crate 1.2', async () => {
      expect(await crateProblems(json('ro-crate-metadata.json', of), join(SCHEMAS, 'ro-crate'))).toEqual([])
    })
  })

  it('CI-06: the shapes of RO-Crate find what is not there', async () => {
    const crate = json('ro-crate-metadata.json')
    const root = crate['@graph'].find((each: { '@id': string }) => each['@id'] === './')
    delete root.datePublished
    root.hasPart.pop()

    expect(await crateProblems(crate, join(SCHEMAS, 'ro-crate'))).toEqual([
      expect.stringContaining('MUST have a `datePublished` property'),
      expect.stringContaining('MUST reference all Data Entities via hasPart'),
      expect.stringContaining('age.csv: A Data Entity MUST be directly or indirectly linked to the `Root Data Entity`'),
    ])
  })
})

describe.each(RELEASES)('the metadata of %s', (_name, of) => {
  it('CI-06: describe every CSV file as CSV on the Web: no error and no warning', () => {
    const { errors, warnings } = validateMetadata(text('report.csv-metadata.json', of), (url) => text(url, of))

    expect([errors, warnings]).toEqual([[], []])
  })

  it('CI-06: describe every CSV file as a Data Package: its columns, types, missing values, keys, size and hash', () => {
    expect(dataPackageProblems(json('datapackage.json', of), (path) => of.get(path))).toEqual([])
  })

  it.each(['citation.bib', 'citation.ris'])('CI-06: give citation.js the same from %s as from citation.json', (name) => {
    const fields = (file: string) => {
      const [read] = new Cite(text(file, of)).data
      const [author] = read?.author ?? []
      const whole = author?.literal ?? [author?.family, author?.given].filter((each) => each !== undefined).join(', ')
      return {
        title: read?.title,
        author: whole,
        year: read?.issued?.['date-parts'][0]?.[0],
        note: read?.note,
        version: read?.version,
        abstract: read?.abstract,
      }
    }

    expect(fields(name)).toEqual(fields('citation.json'))
    expect(fields(name).author.length).toBeGreaterThan(5)
    expect(fields(name).year).toBe(of === published ? 2026 : undefined)
  })
})

describe('a changed number in a CSV file', () => {
  const changed = (name: string, from: string | RegExp, to: string) =>
    new TextEncoder().encode(`\uFEFF${text(name).replace('\uFEFF', '').replace(from, to)}`)
  const csvw = (name: string, bytes: Uint8Array) =>
    validateMetadata(text('report.csv-metadata.json'), (url) => (url === name ? new TextDecoder().decode(bytes) : text(url))).errors
  const asPackage = (name: string, bytes: Uint8Array) =>
    dataPackageProblems(json('datapackage.json'), (path) => (path === name ? bytes : files.get(path)))

  it.each([
    ['report.csv', /,published,/, ',,', 'is empty'],
    ['report.csv', /(,q,yes,,,)\d+,/, '$1many,', 'is no integer'],
    ['report.csv', /2026-05-04/, '2026-02-30', 'is no date'],
    ['report.csv', ',count_low,', ',least,', 'least'],
    ['tables/q.csv', '[c]', '[d]', 'is no integer'],
  ])('is found in %s by both descriptions: %s', (name, from, to, message) => {
    const bytes = changed(name, from, to)

    expect(csvw(name, bytes)[0]).toContain(message)
    expect(asPackage(name, bytes).slice(1).join('\n')).toContain(message)
  })
})

describe('the metadata of a release', () => {
  it.each(['citation.json', 'citation.bib', 'citation.ris'])(
    'CI-06: %s is read back by citation.js with the same title, author and year',
    (name) => {
      const [read] = new Cite(text(name, published)).data

      expect(read).toMatchObject({ title: 'Survey results: A survey', version: '1' })
      expect(JSON.stringify(read?.author)).toContain('A group')
      expect(read?.issued?.['date-parts'][0]?.[0]).toBe(2026)
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
