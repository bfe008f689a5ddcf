import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { costTable } from '#infra/aws/cost/cost-table.ts'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { buckets, functions, workflows } from '#infra/topology.ts'
import { said } from '#test/said.ts'
import { synthesise, valuesOf } from './synthesised.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const DOCS = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8')
const BIN = join(ROOT, 'node_modules', '.bin')
const folder = mkdtempSync(join(tmpdir(), 'chorus-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Ran = { readonly code: number; readonly said: string }

/** Runs `npm run <script> ...` as package.json has it, without the install that precedes it. */
function run(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const [command = '', ...given] = String(scripts[script]).split(' ')
  return new Promise((resolve) => {
    const path = [env.PATH, BIN, process.env.PATH].filter(Boolean).join(delimiter)
    execFile(join(BIN, command), [...given, ...args], { cwd: ROOT, env: { ...process.env, ...env, PATH: path } }, (failed, out, err) => {
      resolve({ code: Number(failed?.code ?? 0), said: out + err })
    })
  })
}

/** In this process; `npx chorus` starts the same with the environment that it has. */
async function chorus(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const { code, stdout, stderr } = await said(args)
    return { code, said: stdout + stderr }
  } finally {
    vi.unstubAllEnvs()
  }
}

/** A folder for the PATH with a `cdk` that says what it was asked and does nothing. */
function echoingCdk(): string {
  writeFileSync(join(folder, 'cdk'), '#!/bin/sh\necho "cdk $*"\n')
  chmodSync(join(folder, 'cdk'), 0o755)
  return folder
}

describe('the commands of docs/deploy.md', { timeout: 240_000 }, () => {
  it('are all known here: those of this repository, and those of AWS that need an account', () => {
    const shown = [...DOCS.matchAll(/`((?:npm run|npx|aws|chorus) [^`]+)`/g)].map(([, command = '']) => command)
    const known = [
      /^npm run (synth|story-key -- \/path\/on\/the\/board's\/disk\/story\.key)$/,
      /^npm run (diff|(diff|deploy|destroy) -- prod( --keep-data| --no-preflight)?)$/,
      /^npx tsx infra\/aws\/cost\/print\.ts$/,
      /^npx chorus survey (list|(pause|resume|close) (being-heard|<id>))$/,
      /^chorus invitations$/,
      /^npx chorus release list https:\/\/survey\.example\.org$/,
      /^npx chorus release pull <hash> --from https:\/\/survey\.example\.org --out hearing$/,
      /^npm run bench -- --only (audit|million)$/,
      // With credentials of an account.
      /^npx chorus tabulation status --stage prod$/,
      /^npx cdk bootstrap aws:\/\/<account>\/<region> aws:\/\/<account>\/us-east-1$/,
      /^aws (service-quotas|stepfunctions|ssm|dynamodb|acm|cloudformation|sts) [a-z-]+ --/,
    ]

    expect(shown.length).toBeGreaterThan(10)
    expect(shown.filter((command) => !known.some((each) => each.test(command)))).toStrictEqual([])
  })

  it('npm run story-key writes a key for the board alone, once, and prints its public half', async () => {
    const file = join(folder, 'story.key')
    const made = await run('story-key', [file])

    expect(made.said).toMatch(/^"storyPublicKey": "[A-Za-z0-9+/]{43}="\n$/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await run('story-key', [file])).code).not.toBe(0)
  })

  it.each([
    ['diff', ['prod'], 'cdk diff --context stage=prod'],
    ['deploy', ['prod', '--no-preflight'], 'cdk deploy --all --require-approval broadening --context stage=prod'],
  ])('npm run %s -- %j asks the CDK for it', async (script, args, asked) => {
    expect(await run(script, args, { PATH: echoingCdk() })).toStrictEqual({ code: 0, said: `${asked}\n` })
  })

  it('npm run deploy of a stage that nobody described asks the CDK for nothing', async () => {
    expect(await run('deploy', ['prod'], { PATH: echoingCdk() })).toStrictEqual({
      code: 1,
      said: expect.stringMatching(/^There is no infra\/aws\/stages\/prod\.json.* \[stage-file\]\n$/),
    })
  })

  it('npm run destroy says that the address is lost before it asks the CDK for anything', async () => {
    const { code, said } = await run('destroy', ['prod', '--keep-data'], { PATH: echoingCdk() })

    expect(code).toBe(0)
    expect(said).toContain('After destroy the address is lost')
    expect(said).toContain('cdk destroy chorus-prod-compute chorus-prod-edge chorus-prod-watch chorus-prod-guard --context stage=prod\n')
  })

  it('npm run destroy does nothing without --keep-data', async () => {
    expect(await run('destroy', ['prod'], { PATH: echoingCdk() })).toMatchObject({
      code: 2,
      said: expect.stringContaining('Nothing was done'),
    })
  })

  it('npm run synth writes the templates of the example without an account', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'true' }
    const made = await run('synth', [], none)

    expect(made, made.said).toMatchObject({ code: 0 })
    const templates = readdirSync(join(ROOT, 'cdk.out', 'assembly')).filter((name) => name.endsWith('.template.json'))
    expect(templates.toSorted()).toStrictEqual(
      ['compute', 'data', 'edge', 'guard', 'watch'].map((name) => `chorus-example-${name}.template.json`),
    )
  })

  it("npx chorus survey opens, lists, pauses, resumes and closes with the steward's environment on AWS", async () => {
    const open = await startDatabase({ permits: new Map([['steward', () => true]]) })
    onTestFinished(() => open.stop())
    const made = new DynamoDBClient({
      endpoint: open.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'steward', secretAccessKey: 'x' },
    })
    await createTables(made, (name) => `deployed-${name}`)
    made.destroy()
    const env = {
      CHORUS_TABLE_COMMUNITY: 'deployed-community',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: open.endpoint,
      AWS_ACCESS_KEY_ID: 'steward',
      AWS_SECRET_ACCESS_KEY: 'x',
    }
    const survey = (...args: string[]) => chorus(['survey', ...args], env)

    expect(await survey('open', 'surveys/being-heard')).toMatchObject({ code: 1, said: expect.stringContaining('nobody has tried out') })
    expect(await survey('open', 'surveys/being-heard', '--trial')).toMatchObject({
      code: 0,
      said: expect.stringContaining('is open'),
    })
    expect(await survey('list')).toMatchObject({ code: 0, said: expect.stringMatching(/being-heard.*[0-9a-f]{64}/) })
    for (const act of ['pause', 'resume', 'close']) expect(await survey(act, 'being-heard')).toMatchObject({ code: 0 })
  })

  it('npx tsx infra/aws/cost/print.ts prints the table that is there', () => {
    expect(DOCS.replaceAll(/[ :-]+/g, '')).toContain(costTable().replaceAll(/[ :-]+/g, ''))
  })
})

describe('what docs/deploy.md says of the deployment', () => {
  const stage = synthesise()
  const outputs = Object.values(synthesise('test', { restoring: true }).templates).flatMap((each) =>
    Object.keys(each.toJSON().Outputs ?? {}),
  )

  it.each([
    ...new Set(
      [...DOCS.matchAll(/<(\w+(?:RoleArn|TableName|Workflow))>|output `(\w+)`|`(PointTheDomainTo|StewardRoleArn|\w+Workflow)`/g)].map(
        (each) => each[1] ?? each[2] ?? each[3] ?? '',
      ),
    ),
  ])('there is an output %s', (name) => {
    expect(outputs).toContain(name)
  })

  it('as many functions run at once as are counted before one starts', () => {
    const reserved = stage
      .ofType('AWS::Lambda::Function')
      .map(([id, { Properties }]) => `${id.replace(/[0-9A-F]{8}$/, '').toLowerCase()} ${Properties.ReservedConcurrentExecutions}`)

    expect(reserved).toHaveLength(Object.keys(functions).length)
    for (const each of reserved) expect(DOCS).toContain(each)
  })

  it('backups reach back as far, and keys rotate as often', () => {
    expect(new Set(valuesOf('RecoveryPeriodInDays', Object.fromEntries(stage.all)))).toStrictEqual(new Set([7]))
    expect(DOCS).toContain('any second of the last 7 days')
    expect(new Set(valuesOf('RotationPeriodInDays', Object.fromEntries(stage.all)))).toStrictEqual(new Set([365]))
    expect(DOCS).toContain('rotate by themselves every year')
  })

  it('every stack, workflow and bucket that it names is there', () => {
    for (const name of ['data', 'compute', 'edge', 'watch', 'guard']) expect(DOCS).toContain(`**${name}**`)
    expect(Object.keys(workflows)).toStrictEqual(expect.arrayContaining(['tabulation', 'retention', 'restoration']))
    expect(Object.keys(buckets)).toContain('candidates')
  })
})
