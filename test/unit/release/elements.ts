/** An element of a page or of an XML file, as far as tests look at it. */
export type Element = {
  readonly name: string
  readonly attribs: Readonly<Record<string, string>>
  readonly children: readonly unknown[]
}

const isElement = (node: unknown): node is Element => typeof node === 'object' && node !== null && 'attribs' in node && 'name' in node
const childrenOf = (node: unknown): readonly unknown[] =>
  typeof node === 'object' && node !== null && 'children' in node && Array.isArray(node.children) ? node.children : []

/** Every element inside a node, in the order of the document. */
export function elementsIn(node: unknown): readonly Element[] {
  return childrenOf(node).flatMap((child) => (isElement(child) ? [child, ...elementsIn(child)] : []))
}

export function wordsIn(node: unknown): string {
  if (typeof node === 'object' && node !== null && 'data' in node && typeof node.data === 'string') return node.data
  return childrenOf(node).map(wordsIn).join('')
}

/** The lines of a table of a page by the answer that each is of: they stand in the order of report.csv, answers taken together last. */
export function linesByAnswer(table: Element | undefined, answers: readonly string[]): ReadonlyMap<string, Element> {
  const isTogether = (answer: string) => answer.startsWith('^')
  const isGrouped = table?.attribs['data-table']?.includes(':') === true
  const listed = isGrouped
    ? answers.filter((answer) => !answer.startsWith('~'))
    : [...answers.filter((answer) => !isTogether(answer)), ...answers.filter(isTogether)]
  const lines = elementsIn(table).filter((each) => each.name === 'tr' && elementsIn(each).some(({ attribs }) => attribs.scope === 'row'))
  if (lines.length !== listed.length) throw new Error(`${lines.length} lines for ${listed.length} answers`)
  return new Map(lines.map((line, i) => [listed[i] ?? '', line]))
}
