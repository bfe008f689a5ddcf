import type { Command } from 'commander'
import { waveFiles } from '#shared/release/together/together-files.ts'
import { registerTogether } from './together-command.ts'

export function registerWaves(program: Command): void {
  registerTogether(program, {
    name: 'waves',
    folders: 'the folders of two or more published releases',
    write: waveFiles,
    joined: 'side by side',
    page: 'waves.html',
    help: HELP,
  })
}

const HELP = `
Only published numbers are used. The page tells a change where the ranges of the first and the last release do not touch. Elsewhere
it says that a change cannot be told. It never says that people changed: other people may have answered.

Example:
  $ chorus waves releases/2026 releases/2027 --out side-by-side`
