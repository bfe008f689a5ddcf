import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

/** What the linter says of a file with this content at this path. */
function lint(path: string, content: string): string {
  const run = spawnSync('biome', ['lint', `--stdin-file-path=${path}`], { input: content, encoding: 'utf8' })
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
    ['shared/survey/x.ts', "import { z } from 'zod'\nexport default z", 'noRestrictedImports'],
    ['functions/respond/x.ts', 'console.log(1)', 'noConsole'],
    ['shared/survey/x.ts', 'export const a: any = 1', 'noExplicitAny'],
  ])('refuses in %s: %s', (path, content, reason) => {
    expect(lint(path, content)).toContain(reason)
  })

  it('lets imports point down', () => {
    const said = lint('functions/respond/x.ts', "import { holds } from '#shared/survey/conditions.ts'\n\nexport default holds\n")

    expect(said).not.toContain('noRestrictedImports')
  })
})
