import type { FormFinding } from '../finding.ts'

/** Says something about a cell of the sheet "survey". */
export type Say = (kind: FormFinding['kind'], row: number, column: string, message: string, remedy: string) => void
