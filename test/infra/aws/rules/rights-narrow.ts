import { type Statement, statementsOf } from '../synthesised.ts'
import { absent, allAre, change, type Rule, set } from './rule.ts'

const POLICY = 'AWS::IAM::Policy'
const ROLE = 'AWS::IAM::Role'

/** Objects have names that nobody knows before they are made, and so have the streams of a log; each within one of ours. Of candidates, the folders alone can be meant. */
const OBJECTS =
  /^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["((Candidates|Findings|Partials)Bucket","Arn"\]\},"\/\*|CandidatesBucket","Arn"\]\},"\/\*\/candidate-\*)"\]\]\}$/

/** So has a run of a workflow, and the steward may look at those of one. */
const RUNS =
  /^\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":states:[a-z0-9-]+:\d{12}:execution:chorus-[a-z0-9]+-tabulation:\*"\]\]\}$/

export const rightsNarrow: Rule = {
  promise:
    'no right has a wildcard in its action, and none in its resource but the objects of one bucket and, to see what became of them, the runs of one workflow; nothing is said by what it is not',
  broken: (stage) => [
    ...stage
      .ofType(POLICY)
      .flatMap(([id, { Properties }]) => within(id, () => statementsOf(Properties.PolicyDocument).flatMap((each) => wide(id, each)))),
    ...['AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'].flatMap((type) =>
      stage.ofType(type).flatMap(([id, { Properties }]) =>
        within(id, () => {
          const allowed = statementsOf(Properties.PolicyDocument).filter(({ Effect }) => Effect === 'Allow')
          return allowed.flatMap(({ Principal, Action }) => [
            ...(Principal === '*' || JSON.stringify(Principal)?.includes('"*"') ? [`${id} lets everybody`] : []),
            ...Action.filter((action) => action.includes('*')).map((action) => `${id} allows ${action}`),
          ])
        }),
      ),
    ),
    ...allAre(stage, ROLE, { ManagedPolicyArns: absent, Policies: absent }),
    ...stage
      .ofType(ROLE)
      .flatMap(([id, { Properties }]) =>
        within(id, () => statementsOf(Properties.AssumeRolePolicyDocument).flatMap((each) => trusted(id, each))),
      ),
    ...stage
      .ofType('AWS::Lambda::Permission')
      .filter(
        ([, { Properties }]) =>
          Properties.Principal !== 'apigateway.amazonaws.com' || !JSON.stringify(Properties.SourceArn)?.includes('"Ref":"Api'),
      )
      .map(([id]) => `${id} lets somebody else call a function`),
  ],
  attacks: {
    'an action is all actions': change(
      POLICY,
      first((each) => ({ ...each, Action: '*' })),
    ),
    'an action is all of a service': change(
      POLICY,
      first((each) => ({ ...each, Action: ['dynamodb:*'] })),
    ),
    'an action is all reads': change(
      POLICY,
      first((each) => ({ ...each, Action: ['dynamodb:Get*'] })),
    ),
    'a resource is everything': change(
      POLICY,
      first((each) => ({ ...each, Resource: '*' })),
    ),
    'a resource is every table': change(
      POLICY,
      first((each) => ({ ...each, Resource: ['arn:aws:dynamodb:eu-central-1:123456789012:table/*'] })),
    ),
    'a resource is every object of a name': change(
      POLICY,
      first((each) => ({ ...each, Resource: ['arn:aws:s3:::*/candidate-*'] })),
    ),
    'a resource is the runs of every workflow': change(
      POLICY,
      lastOf((each) => ({ ...each, Resource: 'arn:aws:states:eu-central-1:123456789012:execution:*' })),
      'StewardStarts',
    ),
    'the history of runs may be read': change(
      POLICY,
      lastOf((each) => ({ ...each, Action: 'states:GetExecutionHistory' })),
      'StewardStarts',
    ),
    'a right is what it is not': change(
      POLICY,
      first(({ Action: _, ...each }) => ({ ...each, NotAction: 'iam:*' })),
    ),
    'a resource is what it is not': change(
      POLICY,
      first(({ Resource: _, ...each }) => ({ ...each, NotResource: 'x' })),
    ),
    'a role has a policy of AWS': change(ROLE, set('ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess'])),
    'a role has a policy inline': change(ROLE, set('Policies', [{ PolicyName: 'x', PolicyDocument: {} }])),
    'everybody may take on a role': change(ROLE, set('AssumeRolePolicyDocument.Statement.0.Principal', { AWS: '*' })),
    'another account may take on a role': change(
      ROLE,
      set('AssumeRolePolicyDocument.Statement.0.Principal', { AWS: 'arn:aws:iam::210987654321:root' }),
    ),
    'people may take on the role of a function': change(
      ROLE,
      set('AssumeRolePolicyDocument.Statement.0.Principal', {
        AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] },
      }),
      'TabulateRole',
    ),
    'a service of another account may take on a role': change(
      ROLE,
      set('AssumeRolePolicyDocument.Statement.0.Condition', undefined),
      'TabulateRole',
    ),
    'anybody may call a function': change('AWS::Lambda::Permission', set('Principal', '*')),
    'any API may call a function': change('AWS::Lambda::Permission', set('SourceArn', undefined)),
    'everybody may publish alarms': change('AWS::SNS::TopicPolicy', ({ PolicyDocument }) => {
      Object(PolicyDocument).Statement.push({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Publish', Resource: '*' })
    }),
  },
}

function wide(id: string, { Effect, Action, Resource }: Statement): string[] {
  // What takes rights away may reach far.
  if (Effect === 'Deny') return []
  return [
    ...Action.filter((action) => action.includes('*')).map((action) => `${id} allows ${action}`),
    ...(Resource ?? ['*'])
      .map((each) => JSON.stringify(each))
      .filter((text) => text.includes('*') && !OBJECTS.test(text) && !(RUNS.test(text) && Action.join() === 'states:DescribeExecution'))
      .map((text) => `${id} reaches ${text}`),
  ]
}

/** A function's role is taken on by its service, for this account; a person's by whom the account lets. */
function trusted(id: string, { Principal, Condition, Action }: Statement): string[] {
  const text = JSON.stringify(Principal)
  const service = /^\{"Service":\["(lambda|states|scheduler|ssm)\.amazonaws\.com"\]\}$/.test(text)
  const ownAccount = Condition?.StringEquals?.['aws:SourceAccount'] !== undefined
  const person =
    /^StewardRole/.test(id) &&
    /^\{"AWS":\[\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":iam::(123456789012:root"|",\{"Ref":"AWS::AccountId"\},":root")\]\]\}\]\}$/.test(
      text,
    )
  return ((service && ownAccount) || person) && Action.join() === 'sts:AssumeRole' ? [] : [`${id} is taken on by ${text}`]
}

/** A policy that cannot be read is a broken one. */
function within(id: string, look: () => string[]): string[] {
  try {
    return look()
  } catch {
    return [`${id} says something that is not understood`]
  }
}

function lastOf(edit: (statement: Record<string, unknown>) => Record<string, unknown>) {
  return ({ PolicyDocument }: Record<string, unknown>) => {
    const { Statement } = Object(PolicyDocument)
    Statement[Statement.length - 1] = edit(Statement.at(-1))
  }
}

function first(edit: (statement: Record<string, unknown>) => Record<string, unknown>) {
  return ({ PolicyDocument }: Record<string, unknown>) => {
    const document = Object(PolicyDocument)
    document.Statement[0] = edit(document.Statement[0])
  }
}
