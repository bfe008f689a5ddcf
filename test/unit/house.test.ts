import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const house = mkdtempSync(join(tmpdir(), 'chorus-house-'))
cpSync('biome.json', join(house, 'biome.json'))
afterAll(() => rmSync(house, { recursive: true }))

/** What the linter, with this project's own rules, says of a file with this content at this path. */
function lint(path: string, content: string): string {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), content)
  const run = spawnSync('biome', ['lint', '--vcs-enabled=false', path], { cwd: house, encoding: 'utf8' })
  return run.stdout + run.stderr
}

describe('the house', () => {
  it.each([
    ['shared/survey/x.ts', "import { a } from '#functions/respond/a.ts'\nexport default a", 'Imports point down only'],
    ['shared/survey/x.ts', "import { a } from '#shared/disclosure/a.ts'\nexport default a", 'never reaches back'],
    ['shared/tabulate/x.ts', "import { a } from '#shared/release/a.ts'\nexport default a", 'never reaches back'],
    ['shared/release/x.ts', "import { a } from 'node:fs'\nexport default a", 'shared is pure'],
    ['shared/disclosure/x.ts', "import { a } from '@aws-sdk/client-dynamodb'\nexport default a", 'Only shared/storage'],
    ['functions/respond/x.ts', "import { a } from '@aws-sdk/client-dynamodb'\nexport default a", 'Only shared/storage'],
    ['functions/respond/x.ts', "import { a } from '../../infra/topology.ts'\nexport default a", 'Imports point down only'],
    ['cli/x.ts', "import { a } from '#infra/topology.ts'\nexport default a", 'Imports point down only'],
    ['infra/local/x.ts', "import { a } from '#cli/main.ts'\nexport default a", 'Imports point down only'],
    ['shared/survey/x.ts', "import { z } from 'zod'\nexport default z", "import * as z from 'zod'"],
    ['functions/respond/x.ts', 'console.log(1)', 'noConsole'],
    ['shared/survey/x.ts', 'export const a: any = 1', 'noExplicitAny'],
  ])('refuses in %s: %s', (path, content, reason) => {
    expect(lint(path, content)).toContain(reason)
  })

  it('lets imports point down', () => {
    const said = lint('functions/respond/x.ts', "import { holds } from '#shared/survey/conditions.ts'\n\nexport default holds\n")

    expect(said).toContain('No fixes applied')
    expect(said).not.toContain('lint/')
  })

  it('takes time, chance and settings as arguments in shared; but a folder draws a name for a file that is not whole yet', () => {
    const ungiven = /new Date\(\)|Date\.now|performance\.|Math\.random|random(?:Bytes|UUID|Int)\b|getRandomValues|process\.(?:env|hrtime)/
    const files = readdirSync('shared', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))

    expect(files.filter((path) => ungiven.test(readFileSync(join('shared', path), 'utf8')))).toStrictEqual([
      join('storage', 'folder-bucket.ts'),
    ])
  })
})
