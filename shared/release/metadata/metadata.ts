import { csvOnTheWeb } from './csvw.ts'
import { dataPackage } from './data-package.ts'
import { dataCite } from './datacite.ts'
import type { Described } from './described.ts'
import { loadScripts } from './load-scripts.ts'
import { roCrate } from './ro-crate.ts'

/** A release as catalogues, archives and statistics programs know it, by file name. */
export function metadataFiles(described: Described): readonly (readonly [name: string, bytes: Uint8Array])[] {
  return [
    ['datapackage.json', dataPackage(described)],
    ['report.csv-metadata.json', csvOnTheWeb(described)],
    ['ro-crate-metadata.json', roCrate(described)],
    ['datacite.json', dataCite(described)],
    ...loadScripts(described),
  ]
}
