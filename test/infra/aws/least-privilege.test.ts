import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFunction } from '#infra/bundle-function.ts'
import { keysOf } from '#infra/keys-of.ts'
import { functions } from '#infra/topology.ts'
import { bundleOnce } from '#test/bundles.ts'
import { TABLE_KEY_USE } from './iam/questions.ts'
import { statementsOfRole, synthesise } from './synthesised.ts'

const stage = synthesise()
const folder = mkdtempSync(join(tmpdir(), 'chorus-privilege-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Which right each command of the SDK needs. A command that is not here has no business in a bundle. */
const RIGHT_OF: Readonly<Record<string, string>> = {
  'client-dynamodb GetItem': 'dynamodb:GetItem',
  'client-dynamodb PutItem': 'dynamodb:PutItem',
  'client-dynamodb DeleteItem': 'dynamodb:DeleteItem',
  'client-dynamodb Query': 'dynamodb:Query',
  'client-s3 GetObject': 's3:GetObject',
  'client-s3 PutObject': 's3:PutObject',
  'client-s3 DeleteObject': 's3:DeleteObject',
  'client-s3 ListObjectsV2': 's3:ListBucket',
  'client-secrets-manager GetSecretValue': 'secretsmanager:GetSecretValue',
}

/** In every client for a feature that is off (endpoint discovery, S3 Express): no right is given for them. */
const OF_THE_SDK = ['client-dynamodb DescribeEndpoints', 'client-s3 CreateSession']

/** Called by AWS in the name of the function: its log, and the keys of what it may reach anyway. */
const BY_THE_PLATFORM = [...TABLE_KEY_USE, 'logs:CreateLogStream', 'logs:PutLogEvents']

/**
 * One Table class is in every bundle with all four commands, and one of a bucket, so a bundle may hold a command that its
 * function never calls: such a right is not given. What is given must be in the bundle.
 */
const NEVER_CALLED: Readonly<Record<keyof typeof functions, readonly string[]>> = {
  respond: [],
  console: ['s3:DeleteObject'],
  retain: [],
  tabulate: [],
  publish: ['dynamodb:DeleteItem', 's3:DeleteObject'],
  findings: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 's3:PutObject', 's3:DeleteObject'],
}

describe.each(keysOf(functions))('%s', (name) => {
  const roleId = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`
  const allowed = new Set(
    statementsOfRole(stage, roleId)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => Action),
  )

  it('may do exactly what the calls in its bundle need', async () => {
    const { made } = await bundleFunction(name, folder)
    const inputs = Object.values(made.outputs).flatMap((output) => Object.entries(output.inputs))
    const commands = inputs.flatMap(([path, { bytesInOutput }]) => {
      const [, client, command] = path.match(/@aws-sdk\/(client-[a-z0-9-]+)\/.*\/commands\/(\w+)Command\.js$/) ?? []
      return client && command && bytesInOutput > 0 ? [`${client} ${command}`] : []
    })

    expect(commands, 'there are calls to look at').not.toHaveLength(0)
    const needed = commands
      .filter((command) => !OF_THE_SDK.includes(command))
      .map((command) => RIGHT_OF[command] ?? `a right for ${command}`)
      .filter((right) => !NEVER_CALLED[name].includes(right))
    expect([...allowed].filter((right) => !BY_THE_PLATFORM.includes(right)).toSorted()).toStrictEqual([...new Set(needed)].toSorted())
  })

  it('has in its bundle no way to ask a write for what was there', async () => {
    const { path } = await bundleOnce(name, folder)
    const calls = readFileSync(path, 'utf8').match(/TableName:this\.#\w+[^}]*\}/g) ?? []

    expect(calls).toHaveLength(4)
    for (const call of calls) expect(call).not.toContain('ReturnValues')
  })
})
