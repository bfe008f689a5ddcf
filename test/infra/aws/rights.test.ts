import { describe, expect, it } from 'vitest'
import { statementsOf, statementsOfRole, synthesise } from './synthesised.ts'

const stage = synthesise()

describe('nobody may more than the topology says', () => {
  const everything = stage.ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) => statementsOf(Properties.PolicyDocument))

  it('no policy has a wildcard action, and none a wildcard resource but the objects of one bucket', () => {
    for (const { Action, Resource } of everything) {
      for (const action of Action) expect(action).not.toContain('*')
      for (const resource of Resource ?? []) {
        expect(resource).not.toBe('*')
        const text = JSON.stringify(resource)
        if (text.includes('*')) expect(text).toMatch(/^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["CandidatesBucket","Arn"\]\},"\/\*"\]\]\}$/)
      }
    }
  })

  it('no role has a policy of AWS, a policy inline or a policy on a user or group', () => {
    for (const { Properties } of stage.each('AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns')
      expect(Properties).not.toHaveProperty('Policies')
    }
    for (const type of ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::AccessKey']) {
      expect(stage.ofType(type)).toStrictEqual([])
    }
  })

  it('the respondents side can read no response and no story, and learn nothing from writing one', () => {
    const own = statementsOfRole(stage, 'RespondRole')
    for (const table of ['ResponsesTable', 'StoriesTable']) {
      const on = own.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${table}"`))
      expect(on.flatMap(({ Action }) => Action).toSorted()).toStrictEqual(['dynamodb:DeleteItem', 'dynamodb:PutItem'])
      for (const { Action, Condition } of on) {
        expect(Condition?.StringEqualsIfExists).toStrictEqual({ 'dynamodb:ReturnValues': 'NONE' })
        if (Action.includes('dynamodb:DeleteItem')) {
          expect(Condition?.['ForAllValues:StringEquals']).toStrictEqual({ 'dynamodb:Attributes': ['pk', 'sk'] })
        }
      }
    }
  })

  it('only tabulation queries responses, and no role scans anything', () => {
    const readers = ['RespondRole', 'TabulateRole', 'StewardRole'].filter((role) =>
      statementsOfRole(stage, role).some(
        ({ Action, Resource }) => Action.includes('dynamodb:Query') && JSON.stringify(Resource).includes('"ResponsesTable"'),
      ),
    )

    expect(readers).toStrictEqual(['TabulateRole'])
    expect(everything.flatMap(({ Action }) => Action).filter((action) => /Scan|PartiQL|Batch|Transact/.test(action))).toStrictEqual([])
  })

  it('nothing is open to be invoked but by the API of this stage and its own workflow', () => {
    for (const { Properties } of stage.each('AWS::Lambda::Permission')) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com')
      expect(JSON.stringify(Properties.SourceArn)).toContain('"Ref":"Api')
    }
    expect(stage.ofType('AWS::Lambda::Url')).toStrictEqual([])
  })
})
