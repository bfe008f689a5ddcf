import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksPage } from './checks-page.ts'
import { errorsPage } from './errors-page.ts'

/** npm run reference: writes the pages of docs/ that are made from the code. */
writeFileSync(join(import.meta.dirname, '..', 'errors.md'), errorsPage())
writeFileSync(join(import.meta.dirname, '..', 'survey-checks.md'), checksPage())
