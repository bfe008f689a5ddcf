import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Turns of phrase that make a sentence hard to read. */
const BANNED = /\b(what follows from|whoever|of which|so too|for the sake of)\b/i

/** Rooms where the phrases still stand, until somebody goes through them. Take a room out as soon as it is clean. */
const NOT_YET = [
  'ARCHITECTURE.md',
  'cli/',
  'docs/',
  'functions/',
  'infra/',
  'shared/consent/',
  'shared/disclosure/audit/waves.ts',
  'shared/invitation/',
  'shared/log.ts',
  'shared/pages/',
  'shared/release/',
  'shared/response/',
  'shared/storage/',
  'shared/stories/',
  'shared/survey/',
  'shared/tabulate/',
  'surveys/',
  'test/',
]

/** Clean rooms within those. */
const CLEAN = [
  'cli/commands/tabulate.ts',
  'cli/commands/audit.ts',
  'cli/commands/attack.ts',
  'cli/series/',
  'docs/audit-checks.md',
  'docs/disclosure.md',
  'docs/glossary.md',
  'docs/profiles.md',
  'functions/tabulate/',
  'test/unit/audit/',
  'test/unit/disclosure/',
  'test/unit/profiles/',
  'test/unit/series/',
]

/** Sentences of methods.json: changing one would change every report. */
const PUBLISHED = ["'Whoever takes their answers back"]

/** Names that still exist twice, of files and of types. */
const WAITING = ['problem.ts', 'walk.ts', 'Walk']

const tracked = spawnSync('git', ['ls-files'], { encoding: 'utf8' }).stdout.split('\n')
const within = (path: string, rooms: readonly string[]) => rooms.some((room) => path.startsWith(room))

describe('the words', () => {
  it('of code and documents are plain', () => {
    const files = tracked
      .filter((path) => /\.(?:tsx?|mjs|md|yaml)$/.test(path) && path !== 'test/unit/words.test.ts')
      .filter((path) => !within(path, NOT_YET) || within(path, CLEAN))
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
