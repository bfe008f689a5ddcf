import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksPage } from './checks-page.ts'
import { errorsPage } from './errors-page.ts'
import { referencePages } from './reference-pages.ts'
import { sourceTexts } from './source-texts.ts'

/** npm run reference: writes the pages of docs/ that are made from the code. */
const docs = join(import.meta.dirname, '..')
writeFileSync(join(docs, 'errors.md'), errorsPage())
const folder = join(docs, 'reference')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [name, text] of referencePages(sourceTexts())) writeFileSync(join(folder, name), text)
writeFileSync(join(docs, 'survey-checks.md'), checksPage())
