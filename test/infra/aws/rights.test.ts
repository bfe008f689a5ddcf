import { describe, expect, it } from 'vitest'
import { type Statement, statementsOf, statementsOfRole, synthesise } from './synthesised.ts'

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

  it('only tabulation queries responses, nobody stories, and no role scans anything', () => {
    const roles = ['RespondRole', 'TabulateRole', 'RetainRole', 'StewardRole']
    const readers = (table: string) =>
      roles.filter((role) =>
        statementsOfRole(stage, role).some(
          ({ Action, Resource, Condition }) =>
            Action.includes('dynamodb:Query') && JSON.stringify(Resource).includes(`"${table}"`) && !isForKeysOnly(Condition),
        ),
      )

    expect(readers('ResponsesTable')).toStrictEqual(['TabulateRole'])
    expect(readers('StoriesTable')).toStrictEqual([])
    expect(readers('WithdrawalsTable')).toStrictEqual([])
    expect(everything.flatMap(({ Action }) => Action).filter((action) => /Scan|PartiQL|Batch|Transact/.test(action))).toStrictEqual([])
  })

  it('retention lists the keys of what it deletes, and can ask for nothing that lies under them', () => {
    const own = statementsOfRole(stage, 'RetainRole')
    for (const [table, actions] of [
      ['ResponsesTable', ['dynamodb:DeleteItem', 'dynamodb:Query']],
      ['StoriesTable', ['dynamodb:DeleteItem', 'dynamodb:Query']],
      ['WithdrawalsTable', ['dynamodb:Query']],
    ] as const) {
      const on = own.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${table}"`))
      expect(on.flatMap(({ Action }) => Action).toSorted()).toStrictEqual(actions)
      for (const { Action, Condition } of on) if (Action.includes('dynamodb:Query')) expect(isForKeysOnly(Condition)).toBe(true)
    }
  })

  it('nothing is open to be invoked but by the API of this stage and its own workflow', () => {
    for (const { Properties } of stage.each('AWS::Lambda::Permission')) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com')
      expect(JSON.stringify(Properties.SourceArn)).toContain('"Ref":"Api')
    }
    expect(stage.ofType('AWS::Lambda::Url')).toStrictEqual([])
  })
})

/** A query that names the attributes it wants, and may name none but the keys. */
function isForKeysOnly(condition: Statement['Condition']): boolean {
  const named = condition?.['ForAllValues:StringEquals']?.['dynamodb:Attributes']
  return JSON.stringify(named) === '["pk","sk"]' && condition?.StringEquals?.['dynamodb:Select'] === 'SPECIFIC_ATTRIBUTES'
}
