import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { SourceText } from './public-functions.ts'

/** Every source file of the program that git knows, without tests. */
export function sourceTexts(): SourceText[] {
  const listed = spawnSync('git', ['ls-files', 'cli', 'functions', 'infra', 'shared'], { encoding: 'utf8' }).stdout.split('\n')
  return listed.filter((path) => /\.tsx?$/.test(path)).map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
