import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { said } from '#test/said.ts'

describe('the chorus command', () => {
  it('prints its version', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))

    expect(await said(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('ends each message about an error with its code, and says where codes are explained', async () => {
    const usage = await said(['survey', 'chek'])
    const folder = await said(['tabulate', '--survey', 'no-such-folder', '--responses', 'a.csv', '--out', 'no-such-folder/1'])
    const deployment = await said(['confirm-day', '2001-01-01'])

    expect([usage.code, usage.stderr]).toEqual([2, expect.stringMatching(/unknown command 'chek'\n.* \[command-usage\]\n/)])
    expect([folder.code, folder.stderr]).toEqual([1, expect.stringMatching(/ \[survey-folder\]\n.*docs\/errors\.md/)])
    expect([deployment.code, deployment.stderr]).toEqual([1, expect.stringMatching(/ \[clock-wrong\]\n.*docs\/errors\.md/)])
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
