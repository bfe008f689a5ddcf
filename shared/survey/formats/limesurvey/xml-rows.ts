import { Parser } from 'htmlparser2'

/** One row of a table of the database that an .lss holds: the text of each column, and the line on which the row begins. */
export type XmlRow = { readonly line: number; readonly cells: ReadonlyMap<string, string> }

export type LssTables = {
  readonly type: string
  readonly languages: readonly string[]
  readonly tables: ReadonlyMap<string, readonly XmlRow[]>
}

/** Reads the tables of an .lss. No entity but those of XML itself is resolved, and none is loaded. */
export function lssTables(text: string): LssTables {
  const tables = new Map<string, XmlRow[]>()
  const languages: string[] = []
  const path: string[] = []
  let cells: Map<string, string> | undefined
  let type = ''
  let content = ''
  let rowLine = 1
  const lineAt = lineCounter(text)
  const push = (table: string, row: XmlRow) => {
    const rows = tables.get(table)
    if (rows) rows.push(row)
    else tables.set(table, [row])
  }
  const parser = new Parser(
    {
      onopentag(name) {
        if (path.length >= DEEPEST) throw new TooDeep()
        path.push(name)
        content = ''
        if (name === 'row' && path.length === 4) {
          cells = new Map()
          rowLine = lineAt(parser.startIndex)
        }
      },
      ontext(piece) {
        content += piece
      },
      onclosetag(name) {
        const [, table = '', inside] = path
        if (name === 'LimeSurveyDocType') type = content.trim()
        else if (name === 'language' && path.length === 3 && table === 'languages') languages.push(content.trim())
        else if (name === 'row' && path.length === 4 && cells) {
          push(table, { line: rowLine, cells })
          cells = undefined
        } else if (cells && path.length === 5 && inside === 'rows') cells.set(name, content)
        path.pop()
        content = ''
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  try {
    parser.end(text)
  } catch (thrown) {
    if (!(thrown instanceof TooDeep)) throw thrown
    return { type: '', languages: [], tables: new Map() }
  }
  return { type, languages, tables }
}

/** The greatest depth of an .lss, which has tables, rows and cells, and nothing deeper. */
const DEEPEST = 20
class TooDeep extends Error {}

/** The line of a place in a text, for places that only go forward. */
function lineCounter(text: string): (index: number) => number {
  let at = 0
  let line = 1
  return (index) => {
    for (; at < index; at++) if (text.charCodeAt(at) === 10) line++
    return line
  }
}
