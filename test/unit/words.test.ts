import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Turns of phrase that make a sentence hard to read. */
const BANNED =
  /\b(what follows from|whoever|of which|so too|for the sake of|that hold up|answer on a link|what stands with its facts|counted out|this is no approval|neither can we|may ever be told)\b/i

/** Sentences of methods.json: changing one would change every report. */
const PUBLISHED = ["'Whoever takes their answers back"]

/** Names that still exist twice, of files and of types. */
const WAITING = ['problem.ts', 'walk.ts', 'Walk']

const tracked = spawnSync('git', ['ls-files'], { encoding: 'utf8' }).stdout.split('\n')

describe('the words', () => {
  it('of code and documents are plain', () => {
    const files = tracked.filter((path) => /\.(?:tsx?|mjs|md|yaml)$/.test(path) && path !== 'test/unit/words.test.ts')
    const found = files.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          BANNED.test(line) && !PUBLISHED.some((text) => line.trim().startsWith(text)) ? [`${path}:${at + 1} ${line.trim()}`] : [],
        ),
    )

    expect(files.length).toBeGreaterThan(150)
    expect(found).toEqual([])
  })

  it('that name a file of disclosure or of tabulation name no other file of the program', () => {
    const names = Map.groupBy(
      tracked.filter((path) => /^(?:shared|functions|cli|infra)\/.*\.tsx?$/.test(path)),
      (path) => basename(path),
    )
    // Each function has a handler, settings and services of its own.
    const may = ['handler.ts', 'config.ts', 'services.ts', ...WAITING]
    const twice = [...names].filter(
      ([name, paths]) =>
        paths.length > 1 && !may.includes(name) && paths.some((path) => /^(?:shared\/disclosure|functions\/tabulate)\//.test(path)),
    )

    expect(twice.map(([, paths]) => paths)).toEqual([])
  })

  it('that name a type of disclosure name one', () => {
    const types = tracked
      .filter((path) => path.startsWith('shared/disclosure/'))
      .flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/^export (?:type|class) (\w+)\b(?! \})/gm)].map(([, name = '']) => ({ name, path })),
      )
    const twice = [...Map.groupBy(types, ({ name }) => name)].filter(([name, own]) => own.length > 1 && !WAITING.includes(name))

    expect(twice.map(([name, own]) => [name, ...own.map(({ path }) => path)])).toEqual([])
  })
})
