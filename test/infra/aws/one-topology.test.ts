import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { pascal } from '#infra/aws/names.ts'
import { definitionOf } from '#infra/aws/state-machine-definition.ts'
import { environmentOf } from '#infra/environment.ts'
import { keysOf } from '#infra/keys-of.ts'
import { permitOf } from '#infra/local/database-permits.ts'
import { runWorkflow } from '#infra/local/workflow.ts'
import { type Access, functions, operators, schedules, type Table, type TableName, tables, workflows } from '#infra/topology.ts'
import { execute } from '#test/lambda/states.ts'
import { statementsOfRole, synthesise } from './synthesised.ts'

const stage = synthesise()
const everyone: Readonly<Record<string, Access>> = { ...functions, ...operators }

/** A query for the keys of one partition. */
function keysOnly(name: TableName) {
  const { partition, sort }: Table = tables[name]
  return {
    KeyConditionExpression: '#key = :pk',
    ExpressionAttributeNames: { '#key': partition.name },
    ProjectionExpression: sort?.name,
    Select: 'SPECIFIC_ATTRIBUTES',
  }
}

/** Whether a write comes under a condition on its partition. */
function reaches(condition: unknown, asks: object): boolean {
  const partitions = z.array(z.string()).optional().parse(condition)
  const { data } = z.object({ Item: z.object({ pk: z.object({ S: z.string() }) }) }).safeParse(asks)
  return partitions === undefined || (data !== undefined && partitions.includes(data.Item.pk.S))
}

describe('this machine and AWS are made from one topology', () => {
  it('with the same routes', () => {
    const routes = stage.each('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)

    expect(routes.toSorted()).toStrictEqual(
      keysOf(functions)
        .flatMap((name) => functions[name].routes)
        .toSorted(),
    )
  })

  it('with the same tables, keys and expiry', () => {
    const shape = z.looseObject({
      KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
      AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
      TimeToLiveSpecification: z.looseObject({ AttributeName: z.string() }).optional(),
    })
    const made = stage.ofType('AWS::DynamoDB::GlobalTable').map(([id, { Properties }]) => {
      const { KeySchema, AttributeDefinitions, TimeToLiveSpecification } = shape.parse(Properties)
      const typeOf = (name: string) =>
        AttributeDefinitions.find((each) => each.AttributeName === name)?.AttributeType === 'S' ? 'text' : 'bytes'
      const [partition, sort] = KeySchema.map(({ AttributeName }) => ({ name: AttributeName, type: typeOf(AttributeName) }))
      const expires = TimeToLiveSpecification?.AttributeName
      return [id.replace('Table', '').toLowerCase(), { partition, ...(sort && { sort }), ...(expires && { expires }) }]
    })

    expect(Object.fromEntries(made)).toStrictEqual(tables)
  })

  it.each([
    ['GetItem', { Key: {} }],
    ['PutItem', { Item: { pk: { S: 'ledger' } } }],
    ['PutItem', { Item: { pk: { S: 'open' } } }],
    ['DeleteItem', { Key: {} }],
    ['Query', { KeyConditionExpression: 'pk = :pk' }],
    ['Query', 'for keys'],
    ['Scan', {}],
    ['UpdateItem', { Key: {} }],
    ['BatchGetItem', {}],
  ])('where %s is allowed here to whom it is allowed there, table by table', (operation, request) => {
    for (const name of keysOf(everyone)) {
      const role = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`
      const may = statementsOfRole(stage, role)
      for (const table of keysOf(tables)) {
        const asks = typeof request === 'string' ? keysOnly(table) : request
        const here = permitOf(everyone[name] ?? { tables: {}, buckets: {}, secrets: {} })(operation, { TableName: table, ...asks })
        const id = `${table.charAt(0).toUpperCase()}${table.slice(1)}Table`
        // Anybody who may list keys only may query as long as nothing else is asked for.
        const asked = 'Select' in asks ? asks.Select : undefined
        const there = may.some(
          ({ Action, Resource, Condition }) =>
            Action.includes(`dynamodb:${operation}`) &&
            JSON.stringify(Resource).includes(`"${id}"`) &&
            (Condition?.StringEquals?.['dynamodb:Select'] ?? asked) === asked &&
            reaches(Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'], asks),
        )
        expect(there, `${name} ${operation} ${table}`).toBe(here)
      }
    }
  })

  it('with the same names in every environment, the same memory and the same time', () => {
    const addresses = { table: () => 'x', bucket: () => 'x', secret: () => 'x' }
    const made = stage.each('AWS::Lambda::Function').map(({ Properties }) => {
      const { Environment, MemorySize, Timeout } = z
        .looseObject({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }), MemorySize: z.int(), Timeout: z.int() })
        .parse(Properties)
      return [Object.keys(Environment.Variables).toSorted(), MemorySize, Timeout]
    })

    expect(made).toStrictEqual(
      keysOf(functions).map((name) => {
        const { memoryMb, timeoutSeconds } = functions[name]
        const edge = functions[name].routes.length > 0 ? ['CHORUS_SECRET_EDGE_KEY'] : []
        return [[...Object.keys(environmentOf(functions[name], addresses)), ...edge].toSorted(), memoryMb, timeoutSeconds]
      }),
    )
  })

  it('with the same schedules, each starting its workflow when it is due and nothing else', () => {
    const rules = stage.ofType('AWS::Events::Rule').filter(([, { Properties }]) => 'ScheduleExpression' in Properties)
    expect(rules).toStrictEqual([])

    const target = z.looseObject({ Arn: z.object({ Ref: z.string() }), Input: z.string() })
    const made = stage.each('AWS::Scheduler::Schedule').map(({ Properties }) => {
      expect(Properties).toMatchObject({ FlexibleTimeWindow: { Mode: 'OFF' } })
      const { Arn, Input } = target.parse(Properties.Target)
      return [Arn.Ref.replace(/Machine[0-9A-F]{8}$/, ''), Properties.ScheduleExpression, Input]
    })
    const when = { day: 'cron(10 0 * * ? *)', hour: 'cron(20 * * * ? *)' }
    // Each also starts as soon as it is deployed, as a schedule by rate does; else the alarm on a missed day goes off on the first.
    const wanted = keysOf(schedules).flatMap((name) =>
      [when[schedules[name].every], 'rate(365 days)'].map((each) => [pascal(schedules[name].workflow), each, '{}']),
    )
    expect(made).toStrictEqual(wanted)
  })

  it.each(keysOf(workflows))('with the workflow %s: the same calls, in the same order of steps, and the same result', async (name) => {
    const input = { survey: { id: 'being-heard' }, release: 4 }
    const caller = () => {
      const calls: string[] = []
      const invoke = async (event: unknown) => {
        calls.push(JSON.stringify(event, Object.keys(Object(event)).concat('id', 'shard', 'ciphertext').toSorted()))
        const { step, shard } = z.looseObject({ step: z.string(), shard: z.int().optional() }).parse(event)
        if (step === 'plan' || step === 'marks')
          return { shards: [0, 1, 2], parts: [{ shard: 5 }, { shard: 6 }], versions: [{ shard: 7 }, { shard: 8 }] }
        return step === 'tally' ? { shard, ciphertext: `tally of ${shard}` } : { outcome: 'candidate', event }
      }
      return { calls, invoke }
    }
    const here = caller()
    const there = caller()

    const fromHere = await runWorkflow(workflows[name], input, here.invoke)
    const definition = definitionOf(workflows[name], 'the function')
    const fromThere = await execute(definition, input, { invoke: (_, payload) => there.invoke(payload), waited: () => {} })

    expect(fromThere).toStrictEqual(fromHere)
    expect(there.calls.toSorted()).toStrictEqual(here.calls.toSorted())
    expect(here.calls.length).toBeGreaterThan(2)
  })

  it('tries a step as often there as here, and then gives up', async () => {
    let calls = 0
    const failing = execute(
      definitionOf(workflows.tabulation, 'the function'),
      {},
      { invoke: () => Promise.reject(new Error(`attempt ${++calls}`)), waited: () => {} },
    )

    await expect(failing).rejects.toThrow('attempt 3')
    expect(calls).toBe(workflows.tabulation.attempts)
  })
})
