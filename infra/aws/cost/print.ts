import { costTable } from './table.ts'

process.stdout.write(`${costTable()}\n`)
