import { createHash } from 'node:crypto'
import { BOARD_STYLE } from './board-style.ts'
import { CEREMONY_SCRIPT } from './ceremony-script.ts'

export type BoardFile = { readonly at: string; readonly type: 'text/css' | 'text/javascript'; readonly text: string }

function fileOf(type: BoardFile['type'], text: string): BoardFile {
  return { at: `/board/file/${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, type, text }
}

/** Files that pages load. Their addresses hold the hash of their bytes, so a browser may keep them for good. */
export const STYLE_FILE = fileOf('text/css', BOARD_STYLE)
export const SCRIPT_FILE = fileOf('text/javascript', CEREMONY_SCRIPT)

/** The script of the pages about stories, as it was built beside the function. */
export function storyScriptFile(text: string): BoardFile {
  return fileOf('text/javascript', text)
}

export function boardFileAt(path: string, storyScript: BoardFile): BoardFile | undefined {
  return [STYLE_FILE, SCRIPT_FILE, storyScript].find(({ at }) => at === path)
}
