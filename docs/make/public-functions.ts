import { dirname, join, normalize } from 'node:path'

/** A source file: its path from the root of the checkout, and its text. */
export type SourceText = { readonly path: string; readonly text: string }

export type PublicFunction = {
  /** The folder of shared it is in. */
  readonly room: string
  readonly path: string
  readonly name: string
  /** As it is written, without `export` and without the body. */
  readonly signature: string
  /** Its docstring as one paragraph a block; empty where there is none. */
  readonly about: string
}

/**
 * Every function of shared that another room, or anything outside shared, imports; by room, file and place in the file. It
 * reads the text as the formatter leaves it: TypeScript 7 has no stable interface to its parser.
 */
export function publicFunctions(sources: readonly SourceText[]): PublicFunction[] {
  const used = new Set(sources.flatMap(importsAcrossRooms))
  return sources
    .filter(({ path }) => roomOf(path) !== undefined)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(functionsIn)
    .filter(({ path, name }) => used.has(`${path} ${name}`))
}

function roomOf(path: string): string | undefined {
  return /^shared\/([^/]+?)(?:\.tsx?$|\/)/.exec(path)?.[1]
}

/** `shared/survey/ids.ts isId`, for each name that a file imports from another room of shared. */
function importsAcrossRooms({ path, text }: SourceText): string[] {
  return [...text.matchAll(/^import (?!type )\{([^}]*)\} from '([^']+)'/gm)].flatMap(([, names = '', from = '']) => {
    const file = from.startsWith('.') ? normalize(join(dirname(path), from)) : from.replace(/^#/, '')
    if (roomOf(file) === undefined || roomOf(file) === roomOf(path)) return []
    return names.split(',').map((name) => `${file} ${name.trim().split(' as ')[0]}`)
  })
}

const FUNCTION = /^(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export (async function\*?|function\*?) (\w+)([\s\S]*?) \{$/gm

function functionsIn({ path, text }: SourceText): PublicFunction[] {
  return [...text.matchAll(FUNCTION)].map(([, about = '', kind = '', name = '', rest = '']) => ({
    room: roomOf(path) ?? '',
    path,
    name,
    signature: `${kind} ${name}${rest}`,
    about: about
      .split('\n')
      .map((line) => line.replace(/^\s*\*? ?/, '').trim())
      .join('\n')
      .trim(),
  }))
}
