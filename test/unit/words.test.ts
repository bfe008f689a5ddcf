import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Turns of phrase that make a sentence hard to read. */
const BANNED =
  /\b(what follows from|whoever|of which|so too|for the sake of|for another(?:'s| one's| cell's) sake|that hold up|answer on a link|counted out|this is no approval|neither can we)\b/i

/** Rooms whose exported types, classes and functions have names that no other room gives to anything. */
const ONE_MEANING = ['shared/disclosure/', 'shared/survey/', 'shared/tabulate/', 'functions/tabulate/', 'cli/simulate/']

/** Each function has these files of its own. */
const OF_EACH_FUNCTION = /^functions\/\w+\/(?:handler|config|services|route)\.ts$/

/** Here a file has the name of something outside it: of a command, of the address of a page, of a table, of a language and a page in it. */
const NAMED_AFTER = [/^cli\/commands\//, /^functions\/\w+\/routes\//, /^shared\/storage\/dynamodb\//, /\/words\//]

const EXPORTS_OF_EACH = ['config', 'Config', 'handler', 'Services', 'input', 'Input', 'output', 'Output', 'survey']

/** To seal is to encrypt to a public key; with a key that both sides have it is to encrypt. These may say it, as they seal or store what is sealed. */
const SEALS = [
  'shared/response/sealed-box.ts',
  'shared/response/story.ts',
  'shared/response/circle-box.ts',
  'shared/governance/',
  'shared/stories/',
  'functions/console/stories/',
  'functions/story-desk/',
  'functions/console/reading/',
  'functions/console/words/',
  'cli/commands/stories.ts',
  'shared/stories/review/story-review.ts',
  'shared/governance/acts/stories.ts',
  'shared/governance/entries.ts',
  'shared/governance/signing-keys.ts',
  'shared/governance/ledger-state.ts',
  'shared/governance/story-circle.ts',
  'shared/follow-up/contact.ts',
  'shared/storage/',
  'shared/survey/',
  'shared/release/statements.ts',
  'shared/errors/deployment-errors.ts',
  'functions/respond/visit/leave-contact.ts',
  'functions/respond/visit/send-response.ts',
  'infra/local/server/',
  'infra/local/made-up-stories/',
  'infra/aws/table-maxima.ts',
]

const tracked = spawnSync('git', ['ls-files'], { encoding: 'utf8' }).stdout.split('\n')
const program = tracked.filter((path) => /^(?:shared|functions|cli|infra)\/.*\.tsx?$/.test(path))
const within = (path: string, rooms: readonly string[]) => rooms.some((room) => path.startsWith(room))

describe('the words', () => {
  it('of code and documents are plain', () => {
    const files = tracked.filter((path) => /\.(?:tsx?|mjs|md|yaml)$/.test(path) && path !== 'test/unit/words.test.ts')
    const found = files.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, at) => (BANNED.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    )

    expect(files.length).toBeGreaterThan(150)
    expect(found).toEqual([])
  })

  it('that begin a comment of documentation name its subject or say what it does', () => {
    const files = tracked.filter((path) => /\.(?:tsx?|mjs)$/.test(path) && path !== 'test/unit/words.test.ts')
    const comments = files.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\/\*\*[\s*]*(\w+(?: \w+)?)/g)].map(([, first = '']) => ({ path, first })),
    )

    expect(comments.length).toBeGreaterThan(3000)
    expect(comments.filter(({ first }) => /^(?:What|Who|Whoever|How|Of|All that)\b/.test(first))).toEqual([])
  })

  it('seal and sealed mean encrypted to a public key, and nothing else', () => {
    const say = program.filter((path) => /\b[Ss]eal(?:s|ed|ing)?\b|seal[A-Z]|[a-z]Seal/.test(readFileSync(path, 'utf8')))

    expect(say.length).toBeGreaterThan(10)
    expect(say.filter((path) => !within(path, SEALS))).toEqual([])
    for (const path of SEALS) expect(say.some((each) => each.startsWith(path))).toBe(true)
  })

  it('that name a file name one file of the program, but where a convention names it', () => {
    const chosen = program.filter((path) => !OF_EACH_FUNCTION.test(path) && !NAMED_AFTER.some((named) => named.test(path)))
    const twice = [...Map.groupBy(chosen, (path) => basename(path).replace(/\.tsx?$/, ''))].filter(([, paths]) => paths.length > 1)

    expect(chosen.length).toBeGreaterThan(500)
    expect(twice.map(([, paths]) => paths)).toEqual([])
  })

  it('that name a type, a class or a function there name one in the whole program', () => {
    const exported = program.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^export (?:async )?(?:type|class|function|const) (\w+)\b(?! \})/gm)].map(
        ([, name = '']) => ({
          name,
          path,
        }),
      ),
    )
    const twice = [...Map.groupBy(exported, ({ name }) => name)].filter(
      ([name, own]) =>
        new Set(own.map(({ path }) => path)).size > 1 &&
        !EXPORTS_OF_EACH.includes(name) &&
        own.some(({ path }) => within(path, ONE_MEANING)),
    )

    expect(exported.length).toBeGreaterThan(1000)
    expect(twice.map(([name, own]) => [name, ...own.map(({ path }) => path)])).toEqual([])
  })
})
