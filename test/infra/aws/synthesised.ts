import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import { type Config, configOf } from '#infra/aws/stage-config.ts'
import { addDeployment, type Stacks } from '#infra/aws/stage-stacks.ts'
import { keysOf } from '#infra/keys-of.ts'

export const SETTINGS = {
  region: 'eu-central-1',
  account: '123456789012',
  alarmEmail: 'steward@example.org',
  monthlyBudgetUsd: 30,
  storyPublicKey: Buffer.alloc(32, 7).toString('base64'),
  dashboard: true,
}

/**
 * Leaves out what no template depends on and what takes nine tenths of a synthesis: the CDK's validation of its templates, whose findings
 * stacks.test.ts reads with those of cdk-nag, and the places in the code that made each resource.
 */
export const QUICKLY = { builtinCloudFormationValidation: false, stackTraces: false, treeMetadata: false } as const

export const DOMAIN = {
  name: 'survey.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
}

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
})
export type Resource = z.infer<typeof resource>

const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })).default({}),
})

type StackName = keyof Stacks

/** Everything of a stage, wherever it is. */
export type Resources = {
  /** Every resource, as `stack/logicalId`. */
  readonly all: ReadonlyMap<string, Resource>
  /** Every resource of a type in all stacks, by logical id. */
  ofType(type: string): [string, Resource][]
  /** The same; fails when there is none, as a promise about nothing holds nothing. */
  each(type: string): Resource[]
  find(id: string): Resource
  /** The value that another stack imports under this name. */
  exported(name: string): unknown
}
export type Synthesised = Resources & { readonly templates: Readonly<Record<StackName, Template>> }

const made = new Map<string, Synthesised>()

/** The templates of a stage, with an empty file in the place of each bundle. Made once for each file of tests: change none. */
export function synthesise(stage = 'test', settings: Partial<Config> = {}): Synthesised {
  const key = JSON.stringify([stage, settings])
  const found = made.get(key) ?? synthesiseAnew(stage, settings)
  made.set(key, found)
  return found
}

function synthesiseAnew(stage: string, settings: Partial<Config>): Synthesised {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-synth-'))
  try {
    writeFileSync(join(folder, 'index.mjs'), 'export const handler = () => {}\n')
    const app = new App({ ...QUICKLY, outdir: join(folder, 'out') })
    const stacks = addDeployment(app, configOf(stage, { ...SETTINGS, ...settings }, 'the test'), () =>
      Code.fromAsset(folder, { exclude: ['out'] }),
    )
    const templates = Object.fromEntries(keysOf(stacks).map((name) => [name, Template.fromStack(stacks[name])])) as Record<
      StackName,
      Template
    >
    return lookInto(templates)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function lookInto(templates: Readonly<Record<StackName, Template>>): Synthesised {
  const parsed = keysOf(templates).map((stack) => ({ stack, ...template.parse(templates[stack].toJSON()) }))
  const all = new Map(
    parsed.flatMap(({ stack, Resources }) => Object.entries(Resources).map(([id, each]) => [`${stack}/${id}`, each] as const)),
  )
  const exports = new Map(
    parsed.flatMap(({ Outputs }) => Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value] as const] : []))),
  )
  return { templates, ...resourcesOf(all), exported: (name) => exports.get(name) }
}

function resourcesOf(all: ReadonlyMap<string, Resource>): Omit<Resources, 'exported'> {
  const ofType = (type: string) =>
    [...all].filter(([, { Type }]) => Type === type).map(([id, each]): [string, Resource] => [id.split('/')[1] ?? id, each])
  return {
    all,
    ofType,
    each(type) {
      const found = ofType(type).map(([, each]) => each)
      if (found.length === 0) throw new Error(`there is no ${type} to look at`)
      return found
    },
    find(id) {
      const found = [...all].find(([path]) => path.split('/')[1] === id)?.[1]
      if (!found) throw new Error(`there is no ${id}`)
      return found
    },
  }
}

/** The same stage after somebody has changed it. */
export function changed(stage: Resources, change: (all: Map<string, Resource>) => void): Resources {
  const all = new Map(structuredClone([...stage.all]))
  change(all)
  return { ...resourcesOf(all), exported: stage.exported }
}

const list = <T extends z.ZodType>(each: T) => z.union([z.array(each), each.transform((one) => [one])])
const conditions = z.record(z.string(), z.record(z.string(), z.unknown()))

const principals = z.partialRecord(z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']), list(z.unknown()))
/** Nothing else may be in it: a NotAction, NotResource or NotPrincipal would turn a statement round. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), principals]).optional(),
  Action: list(z.string()),
  Resource: list(z.unknown()).optional(),
  Condition: conditions.optional(),
})
export type Statement = z.infer<typeof statement>

const document = z.looseObject({ Statement: z.array(statement) })

/** The statements of a policy document, whatever kind of resource it hangs on. */
export function statementsOf(policy: unknown): Statement[] {
  return document.parse(policy).Statement
}

/** Statements of every policy that a role of the topology has, in any stack. */
export function statementsOfRole({ ofType }: Resources, roleId: string): Statement[] {
  const holds = z.looseObject({ Roles: z.array(z.unknown()), PolicyDocument: z.unknown() })
  return ofType('AWS::IAM::Policy')
    .map(([, each]) => holds.parse(each.Properties))
    .filter(({ Roles }) => JSON.stringify(Roles).includes(roleId))
    .flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument))
}

/** Every value of a name anywhere in a resource. */
export function valuesOf(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [...(key === name ? [inner] : []), ...valuesOf(name, inner)])
}
