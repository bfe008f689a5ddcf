import { relative } from 'node:path'

/** A path as a person would type it here: from the current folder where it lies in it, else as it was given. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
