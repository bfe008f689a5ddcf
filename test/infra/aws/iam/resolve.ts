import * as z from 'zod'
import type { Resource, Resources } from '../synthesised.ts'

const ACCOUNT = '123456789012'
const REGION = 'eu-central-1'

const intrinsic = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
  z.strictObject({ 'Fn::ImportValue': z.string() }),
])

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

export const arnOf = {
  role: (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  table: (id: string) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${id}`,
  key: (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`,
  bucket: (id: string) => `arn:aws:s3:::${id.toLowerCase()}`,
  secret: (id: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${id}-AbCdEf`,
  function: (id: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${id}`,
  workflow: (id: string) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${id}`,
  log: (id: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${id}:*`,
  topic: (id: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${id}`,
  root: `arn:aws:iam::${ACCOUNT}:root`,
}

/** The ARN that a resource of the templates will have, as far as anything here asks for it. */
function arnOfResource(id: string, { Type, Properties }: Resource): string {
  if (Type === 'AWS::IAM::Role') return arnOf.role(String(Properties.RoleName ?? id))
  const kinds: Readonly<Record<string, (id: string) => string>> = {
    'AWS::DynamoDB::GlobalTable': arnOf.table,
    'AWS::KMS::Key': arnOf.key,
    'AWS::S3::Bucket': arnOf.bucket,
    'AWS::SecretsManager::Secret': arnOf.secret,
    'AWS::Lambda::Function': arnOf.function,
    'AWS::StepFunctions::StateMachine': arnOf.workflow,
    'AWS::Logs::LogGroup': arnOf.log,
    'AWS::SNS::Topic': arnOf.topic,
  }
  const kind = kinds[Type]
  if (!kind) throw new Error(`nothing is known of the ARN of a ${Type}`)
  return kind(id)
}

const BY_ARN = ['AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine', 'AWS::SNS::Topic']

/** The same value with every reference in it replaced by what it will be. Throws for what it does not know. */
export function resolved(value: unknown, stage: Resources): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, stage))
  if (typeof value !== 'object' || value === null) return value
  const reference = intrinsic.safeParse(value)
  if (reference.success) return referenced(reference.data, stage)
  const unknown = Object.keys(value).find((key) => key.startsWith('Fn::') || key === 'Ref')
  if (unknown) throw new Error(`${unknown} is not known here`)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, stage)]))
}

function referenced(reference: z.infer<typeof intrinsic>, stage: Resources): string {
  if ('Fn::Join' in reference) return reference['Fn::Join'][1].map((part) => String(resolved(part, stage))).join(reference['Fn::Join'][0])
  if ('Fn::ImportValue' in reference) return String(resolved(stage.exported(reference['Fn::ImportValue']), stage))
  const [id, attribute] = 'Ref' in reference ? [reference.Ref, 'Ref'] : reference['Fn::GetAtt']
  if (attribute === 'Ref' && PSEUDO[id]) return PSEUDO[id]
  const found = stage.find(id)
  if (attribute === 'Arn' || BY_ARN.includes(found.Type)) return arnOfResource(id, found)
  // A name; which, matters to nobody who asks here.
  return found.Type === 'AWS::S3::Bucket' ? id.toLowerCase() : id
}
