import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { configOf } from '#infra/aws/config.ts'
import { addDeployment } from '#infra/aws/deployment.ts'
import { BOOTSTRAP_VERSION } from '#infra/aws/preflight/preflight.ts'
import { keysOf } from '#infra/keys-of.ts'
import { DOMAIN, SETTINGS, synthesise } from './synthesised.ts'

/** Anybody who changes one of these makes CloudFormation replace what it names, and leaves the data behind in the old one. */
const NEVER_RENAMED = {
  'AWS::DynamoDB::GlobalTable': [
    'BoardroomTable',
    'BudgetsTable',
    'CommunityTable',
    'DraftsTable',
    'FollowupsTable',
    'InvitationsTable',
    'ResponsesTable',
    'SeriesTable',
    'StoriesTable',
    'WithdrawalsTable',
  ],
  'AWS::KMS::Key': [
    'CandidatesBucketKey',
    'CommunityTableKey',
    'DraftsTableKey',
    'ResponsesTableKey',
    'SecretsKey',
    'SeriesTableKey',
    'StoriesTableKey',
  ],
  'AWS::S3::Bucket': ['CandidatesBucket', 'FindingsBucket', 'PartialsBucket'],
  'AWS::SecretsManager::Secret': ['BoardKeySecret', 'PepperSecret', 'ResponseKeySecret', 'StudyKeySecret'],
}

describe('upgrades', () => {
  it.each(Object.entries(NEVER_RENAMED))('keep every %s by the name it has', (type, names) => {
    // The edge's key keeps nothing, and is made anew at will.
    const found = synthesise()
      .ofType(type)
      .filter(([id]) => !id.startsWith('EdgeKey'))

    expect(found.map(([id]) => id).toSorted()).toStrictEqual(names)
    for (const [, resource] of found)
      expect(resource).toMatchObject({
        DeletionPolicy: expect.stringMatching(/^Retain(?:ExceptOnCreate)?$/),
        UpdateReplacePolicy: 'Retain',
      })
  })

  it('keep everything with data in the one stack that is protected from deletion', () => {
    const elsewhere = [...synthesise().all].filter(([id, { Type }]) => !/^data\/|\/EdgeKey/.test(id) && Type in NEVER_RENAMED)

    expect(elsewhere).toStrictEqual([])
  })
})

describe('the stacks', () => {
  it.each(keysOf(synthesise().templates))('%s is what was last looked at', async (name) => {
    const text = JSON.stringify(synthesise().templates[name].toJSON(), undefined, 2)

    await expect(`${text.replaceAll(/[0-9a-f]{64}/g, '<asset>')}\n`).toMatchFileSnapshot(`snapshots/${name}.json`)
  })

  it('use the name that the account was bootstrapped with, for assets and for whom keys trust', () => {
    const templates = JSON.stringify(
      Object.values(synthesise('test', { bootstrapQualifier: 'ours' }).templates).map((template) => template.toJSON()),
    )

    expect(templates).toContain('/cdk-bootstrap/ours/version')
    expect(templates).toContain('role/cdk-ours-cfn-exec-role-')
    expect(templates).not.toContain('hnb659fds')
  })

  it('ask for the version of the bootstrap that is looked for before a deployment', () => {
    const tooOld = Object.values(synthesise().templates).map(
      (template) => template.toJSON().Rules.CheckBootstrapVersion.Assertions[0].Assert['Fn::Not'][0]['Fn::Contains'][0],
    )

    for (const each of tooOld) expect(each).toStrictEqual(['1', '2', '3', '4', '5'])
    expect(BOOTSTRAP_VERSION).toBe(6)
  })

  it("replace the edge's key without a moment in which people are refused: functions take both, and what CloudFront shows stays exported", () => {
    const replaced = synthesise('test', { edgeKey: 3 })
    const known = Object(
      Object(replaced.ofType('AWS::Lambda::Function').find(([id]) => id.startsWith('Respond'))?.[1].Properties.Environment).Variables,
    )

    expect(
      replaced
        .ofType('AWS::SecretsManager::Secret')
        .map(([id]) => id)
        .filter((id) => id.startsWith('EdgeKey')),
    ).toStrictEqual(['EdgeKey3Secret', 'EdgeKey2Secret'])
    expect(known).toMatchObject({
      CHORUS_SECRET_EDGE_KEY: { Ref: 'EdgeKey3Secret' },
      CHORUS_SECRET_EDGE_KEY_BEFORE: { Ref: 'EdgeKey2Secret' },
    })
    expect(JSON.stringify(replaced.templates.edge.toJSON())).toContain('EdgeKey3Secret')
    expect(
      Object.values(replaced.templates.compute.toJSON().Outputs).filter((each) => JSON.stringify(each).includes('"Ref":"EdgeKey2Secret"')),
    ).toHaveLength(1)
  })

  it('share no name between two stages of one account', () => {
    const physical =
      /^(RoleName|AliasName|TableName|BucketName|Name|AlarmName|DashboardName|BudgetName|FunctionName|TopicName|StateMachineName)$/
    const named = (stage: string) =>
      [...synthesise(stage).all].flatMap(([, { Type, Properties }]) => namesIn(Properties, physical).map((name) => `${Type} ${name}`))
    const other = named('two')
    const shared = named('one').filter((name) => other.includes(name))

    // Names of alarms' metrics; the function's place in the text of a workflow.
    expect(shared.filter((name) => !/^AWS::CloudWatch::Alarm |\$\{handler\}$/.test(name))).toStrictEqual([])
    expect(other).not.toHaveLength(0)
  })

  it.skipIf(spawnSync('cfn-lint', ['--version']).status !== 0)('please cfn-lint (pip install cfn-lint)', { timeout: 240_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'chorus-lint-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const stages = { plain: {}, domain: { domain: DOMAIN }, restoring: { restoring: true }, virginia: { region: 'us-east-1' } }
    const templates = Object.entries(stages).flatMap(([kind, settings]) => {
      const stage = synthesise('test', settings).templates
      return keysOf(stage).map((name) => [JSON.stringify(stage[name].toJSON()), join(folder, `${kind}-${name}.json`)] as const)
    })
    // Most stacks are the same in every stage.
    const different = new Map(templates)
    for (const [template, file] of different) writeFileSync(file, template)

    expect(different.size).toBeGreaterThan(keysOf(stages).length)
    expect(spawnSync('cfn-lint', [...different.values()], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' })
  })

  it.each([{}, { domain: DOMAIN }])('pass AwsSolutions with %j: what is not followed is acknowledged, with a reason', (more) => {
    const folder = mkdtempSync(join(tmpdir(), 'chorus-nag-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'index.mjs'), '')
    const app = new App({ outdir: join(folder, 'out') })
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
    addDeployment(app, configOf('test', { ...SETTINGS, ...more }, 'the test'), () => Code.fromAsset(folder, { exclude: ['out'] }))

    app.synth()

    const report = readFileSync(join(folder, 'out', 'validation-report.json'), 'utf8')
    expect(failuresIn(JSON.parse(report))).toStrictEqual([])
  })
})

function namesIn(value: unknown, names: RegExp): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(names.test(key) && typeof inner === 'string' ? [inner] : []),
    ...namesIn(inner, names),
  ])
}

/** Rules that were broken and not acknowledged. */
function failuresIn(report: unknown): unknown[] {
  const shape = z.looseObject({
    pluginReports: z.array(
      z.looseObject({ violations: z.array(z.looseObject({ ruleName: z.string(), severity: z.string().optional() })) }),
    ),
  })
  return shape
    .parse(report)
    .pluginReports.flatMap(({ violations }) => violations.map(({ ruleName, severity }) => `${ruleName} ${severity}`))
}
