import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { said } from '#test/said.ts'

describe('the chorus command', () => {
  it('prints its version', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))

    expect(await said(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('ends quietly, with its work done, when who reads its output has gone', () => {
    const run = spawnSync(
      'bash',
      ['-c', 'set -o pipefail; "$0" cli/chorus.mjs survey schema --help | true; echo "ended with $?"', process.execPath],
      {
        encoding: 'utf8',
      },
    )

    expect([run.stdout, run.stderr]).toEqual(['ended with 0\n', ''])
  })
})
