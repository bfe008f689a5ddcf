import type { FormFinding } from '../form/finding.ts'
import type { SheetRow } from './sheet.ts'

const COMES_BY_ITSELF = 'conditions see what people answered'

/** What is lost with a cell that a survey here cannot hold, by its column. */
const LOST: Readonly<Record<string, (name: string) => string>> = {
  default: (name) => `the answer that "${name}" has before anybody gives one is left out: ${COMES_BY_ITSELF}`,
  calculation: (name) => `the answer that "${name}" gets by itself is left out: ${COMES_BY_ITSELF}`,
  trigger: (name) => `what changes the answer to "${name}" is left out: ${COMES_BY_ITSELF}`,
  read_only: (name) => `that "${name}" can only be read is left out: people can answer it`,
  readonly: (name) => `that "${name}" can only be read is left out: people can answer it`,
  guidance_hint: (name) => `the words for interviewers beside "${name}" are left out`,
}
const MEDIA = /^(?:media::)?(?:image|big_image|audio|video)(?=::|$)/

/** Cells of a question, or of a choice, that say something and do not come along. */
export function unreadCells(sheet: 'survey' | 'choices', row: SheetRow, name: string): FormFinding[] {
  const lost = [...row.cells].flatMap(([heading, text]): [string, string][] => {
    const isNo = /^(no|false|false\(\))$/i.test(text)
    const said = sheet === 'survey' && !isNo ? LOST[heading.split('::')[0] ?? ''] : undefined
    if (said) return [[heading, said(name)]]
    const [media] = MEDIA.exec(heading) ?? []
    return media ? [[media, `the picture or sound of "${name}" is left out`]] : []
  })
  return lost.map(([column, message]) => ({
    kind: 'dropped',
    sheet,
    row: row.number,
    column,
    message,
    remedy: 'Nothing to do, where the words say enough',
  }))
}
