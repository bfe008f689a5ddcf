import { createHash } from 'node:crypto'
import { LANGUAGES, type PageLanguage, pageLanguageOf } from '../languages.ts'
import { scriptFor } from './script.ts'
import { STYLE } from './style.ts'
import type { Words } from './words/en.ts'
import { loadWords } from './words/load-words.ts'
import { WORK_SCRIPT } from './work-script.ts'

/**
 * The files that pages may load: the styles, the script in the language of the page, and the one that works where a
 * survey asks for that. Their addresses hold the hash of their bytes, so a browser may keep them for good; and nothing in
 * them tells one survey from another.
 */
export type PageFile = { readonly type: 'text/css' | 'text/javascript'; readonly text: string }

const FOLDER = '/file/'

/** The address of the styles. */
export const STYLE_AT = `${FOLDER}${hashOf(STYLE)}`

/** The address of the script that does the work a survey may ask of a browser. */
export const WORK_AT = `${FOLDER}${hashOf(WORK_SCRIPT)}`

/** The address of the script in the language of these words. */
export function scriptAt(words: Words): string {
  const known = addresses.get(words) ?? `${FOLDER}${words.language}-${hashOf(scriptFor(words))}`
  addresses.set(words, known)
  return known
}
const addresses = new WeakMap<Words, string>()

/** The file at an address, if there is one. */
export async function fileAt(path: string): Promise<PageFile | undefined> {
  if (path === STYLE_AT) return { type: 'text/css', text: STYLE }
  if (path === WORK_AT) return { type: 'text/javascript', text: WORK_SCRIPT }
  const language = languageIn(path)
  const words = language && (await loadWords(language))
  return words && scriptAt(words) === path ? { type: 'text/javascript', text: scriptFor(words) } : undefined
}

function languageIn(path: string): PageLanguage | undefined {
  const language = path.slice(FOLDER.length).split('-', 1)[0] ?? ''
  return Object.hasOwn(LANGUAGES, language) ? pageLanguageOf(language) : undefined
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
