const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

type Frame = { readonly path: string; index: number; key: string | undefined; readonly isArray: boolean }

/** Deeper than any survey: panels in panels in pages. */
const DEEPEST = 100

/**
 * The line on which each value of a JSON text begins, by its path: `/pages/0/elements/2`. The text must be valid JSON. Undefined where it is
 * nested deeper than any survey.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> | undefined {
  const lines = new Map<string, number>()
  const open: Frame[] = []
  let line = 1
  let at = 0
  for (const found of text.matchAll(TOKEN)) {
    for (; at < found.index; at++) if (text.charCodeAt(at) === 10) line++
    const [token] = found
    const frame = open.at(-1)
    if (token === ',' && frame) {
      frame.index++
      frame.key = undefined
    } else if (token === '}' || token === ']') open.pop()
    else if (token !== ':' && frame && !frame.isArray && frame.key === undefined) frame.key = String(JSON.parse(token))
    else if (token !== ':' && token !== ',') {
      const path = frame ? `${frame.path}/${frame.isArray ? frame.index : frame.key}` : ''
      lines.set(path, line)
      if (open.length > DEEPEST) return undefined
      if (token === '{' || token === '[') open.push({ path, index: 0, key: undefined, isArray: token === '[' })
    }
  }
  return lines
}
