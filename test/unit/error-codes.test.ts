import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorsPage } from '#docs/make/errors-page.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { ERRORS } from '#shared/errors/error-catalogue.ts'
import { LINTS } from '#shared/survey/lint/survey-lints.ts'

const tracked = spawnSync('git', ['ls-files'], { encoding: 'utf8' }).stdout.split('\n')
const sources = tracked
  .filter((path) => /^(?:cli|functions|infra|shared)\/.*\.tsx?$/.test(path) && !path.startsWith('shared/errors/'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const page = readFileSync('docs/errors.md', 'utf8')
const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, code = '']) => code)
const codes = Object.values(ERRORS).flatMap((group) => Object.keys(group))

/** Faults of the program itself, which no person can cause: a person sees them as `unexpected`. */
const OWN_FAULTS = [
  'cli/audit-threads/audit-jobs.ts',
  'cli/audit-threads/run-in-threads.ts',
  'cli/audit-threads/share-questions.ts',
  'cli/board/read-export.ts',
  'cli/commands/board-demonstrate.ts',
  'cli/responses/problem-list.ts',
  'cli/simulate/browser.ts',
  'infra/aws/encryption-keys.ts',
  'infra/aws/roles.ts',
  'infra/aws/stacks/compute.ts',
  'infra/aws/stacks/data.ts',
  'infra/aws/state-machine-definition.ts',
  'infra/function-credentials.ts',
  'infra/local/callers.ts',
  'infra/local/database.ts',
  'infra/local/listen.ts',
  'infra/local/local-deployment.ts',
  'infra/local/secret-files.ts',
  'infra/local/workflow.ts',
]

describe('the codes of errors', () => {
  it('are on the page docs/errors.md, which holds no other', () => {
    expect(headings.toSorted()).toEqual([...codes, ...LINTS.map(({ id }) => id)].toSorted())
    expect(new Set(headings).size).toBe(headings.length)
    for (const { id } of CHECKS) expect(page).toContain(`**${id}**`)
    expect(page, 'run npm run reference').toBe(errorsPage())
  })

  it('are each given by the code', () => {
    const given = codes.filter((code) =>
      sources.some(({ text }) => [`'${code}'`, `"${code}"`, `[${code}]`].some((written) => text.includes(written))),
    )

    expect(given).toEqual(codes)
  })

  it('have a cause and a remedy in whole sentences', () => {
    for (const { cause, remedy } of Object.values(ERRORS).flatMap((group) => Object.values(group)))
      for (const text of [cause, remedy]) expect(text).toMatch(/^(?:[A-Z]|npm).{20,}[.]$/)
  })

  it('come with every error of a command and of a deployment', () => {
    const bare = sources
      .filter(({ path, text }) => /^(?:cli|infra)\//.test(path) && /new (?:Range|Type)?Error\(/.test(text))
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('infra/local/leveldb/'))

    expect(bare).toEqual(OWN_FAULTS)
  })

  it('name documents that exist', () => {
    const named = [...page.matchAll(/(?:docs\/)?([a-z-]+\.md)\b/g)].map(([, name = '']) => `docs/${name}`)

    expect([...new Set(named)].filter((path) => !tracked.includes(path))).toEqual([])
  })
})
