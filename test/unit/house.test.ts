import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

const house = mkdtempSync(join(tmpdir(), 'chorus-house-'))
afterAll(() => rmSync(house, { recursive: true }))
for (const file of ['biome.json', 'oxlint.config.ts', 'tsconfig.json', 'package.json']) cpSync(file, join(house, file))
symlinkSync(join(process.cwd(), 'node_modules'), join(house, 'node_modules'), 'dir')

const REFUSED: readonly (readonly [path: string, content: string, reason: string])[] = [
  ['shared/survey/a.ts', "import { a } from '#functions/respond/a.ts'\nexport default a", 'Imports point down only'],
  ['shared/survey/b.ts', "import { a } from '#shared/disclosure/a.ts'\nexport default a", 'never imports from a later one'],
  ['shared/tabulate/c.ts', "import { a } from '#shared/release/a.ts'\nexport default a", 'never imports from a later one'],
  ['shared/release/d.ts', "import { a } from 'node:fs'\nexport default a", 'shared is pure'],
  ['shared/disclosure/e.ts', "import { a } from '@aws-sdk/client-dynamodb'\nexport default a", 'Only shared/storage'],
  ['functions/respond/f.ts', "import { a } from '@aws-sdk/client-dynamodb'\nexport default a", 'Only shared/storage'],
  ['functions/respond/g.ts', "import { a } from '../../infra/topology.ts'\nexport default a", 'Imports point down only'],
  ['cli/h.ts', "import { a } from '#infra/topology.ts'\nexport default a", 'Imports point down only'],
  ['infra/local/i.ts', "import { a } from '#cli/main.ts'\nexport default a", 'Imports point down only'],
  ['shared/survey/j.ts', "import { z } from 'zod'\nexport default z", "import * as z from 'zod'"],
  ['functions/respond/k.ts', 'console.log(1)', 'noConsole'],
  ['shared/survey/l.ts', 'export const a: any = 1', 'noExplicitAny'],
  ['functions/respond/m.ts', 'async function save() {}\nexport function send() {\n  save()\n}', 'no-floating-promises'],
  ['functions/respond/n.ts', 'const save = async () => {}\nexport const send = () => [1].forEach(save)', 'no-misused-promises'],
]
const ALLOWED = [
  ['functions/respond/o.ts', "import { holds } from '#shared/survey/conditions.ts'\n\nexport default holds\n"],
  ['shared/pages/p.ts', "import { holds } from '#shared/survey/conditions.ts'\n\nexport default holds\n"],
] as const

/** Runs both linters, with this project's own rules, on these files, and gives the lines that name each path. */
function lint(): (path: string) => string {
  for (const [path, content] of [...REFUSED, ...ALLOWED]) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), content)
  }
  const biome = spawnSync('biome', ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: house,
    encoding: 'utf8',
  })
  const oxlint = spawnSync('oxlint', ['--format=json', 'shared', 'functions', 'cli', 'infra'], { cwd: house, encoding: 'utf8' })
  const found = (biome.stdout + biome.stderr).split('\n').concat(oxlintFindings.parse(JSON.parse(oxlint.stdout)).diagnostics)
  return (path) => found.filter((line) => line.includes(path)).join('\n')
}

const oxlintFindings = z.object({ diagnostics: z.array(z.unknown().transform((finding) => JSON.stringify(finding))) })

describe('the house', () => {
  const said = lint()

  it.each(REFUSED)('refuses in %s: %s', (path, _content, reason) => {
    expect(said(path)).toContain(reason)
  })

  it.each(ALLOWED)('lets imports point down, as in %s', (path) => {
    expect(said(path)).toBe('')
  })

  it('takes time, chance and settings as arguments in shared; but a folder draws a name for a file that is not whole yet', () => {
    const ungiven = /new Date\(\)|Date\.now|performance\.|Math\.random|random(?:Bytes|UUID|Int)\b|getRandomValues|process\.(?:env|hrtime)/
    const files = readdirSync('shared', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))

    expect(files.filter((path) => ungiven.test(readFileSync(join('shared', path), 'utf8')))).toStrictEqual([
      join('storage', 'folder-bucket.ts'),
    ])
  })

  it('has no file of the program over 300 lines, but for words of pages in one language', () => {
    const files = ['shared', 'functions', 'cli', 'infra'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)),
    )
    const program = files.filter((path) => /\.tsx?$/.test(path) && !/\bwords\b.\w+\.ts$/.test(path))

    expect(program.length).toBeGreaterThan(700)
    expect(program.filter((path) => readFileSync(path, 'utf8').split('\n').length > 301)).toEqual([])
  })
})
