import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { specialists } from '../../functions/agents/specialists.ts'
import type { Card } from '../../functions/core/specialist.ts'
import { synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const table = z.object({
  BillingMode: z.string(),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  SSESpecification: z.object({ SSEEnabled: z.boolean() }),
  Replicas: z.array(
    z.object({
      SSESpecification: z.object({ KMSMasterKeyId: z.unknown() }).optional(),
      DeletionProtectionEnabled: z.boolean(),
      PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
    }),
  ),
})

describe('Stacks', () => {
  let templates: Templates
  beforeAll(async () => {
    templates = (await synthesizeTemplates()).templates
  })

  test('are three: what must survive is protected, the rest can be deleted', () => {
    const protection = templates.stacks.map((it) => [it.name, it.terminationProtection])
    expect(Object.fromEntries(protection)).toEqual({
      'Switchboard-test-Stateful': true,
      'Switchboard-test-Service': false,
      'Switchboard-test-Widget': false,
    })
  })

  test('the widget and the rest are deployed without each other', async () => {
    const { templates: rest } = await synthesizeTemplates({ widget: false })
    const [widget, ...others] = templates.templates.filter((it) => !isAmong(it, rest.templates))
    expect([JSON.stringify(widget), others]).toEqual([expect.stringContaining('WidgetUrl'), []])
    expect(JSON.stringify(widget)).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput|"Export"/)
  })

  test('the tables are paid per request, expire items, and are protected and backed up', () => {
    for (const { properties, deletionPolicy, updateReplacePolicy } of templates.of(
      'AWS::DynamoDB::GlobalTable',
      table,
    )) {
      expect(properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(properties.KeySchema).toEqual([
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ])
      expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true })
      expect(properties.Replicas).toEqual([
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ])
      expect([deletionPolicy, updateReplacePolicy]).toEqual(['Retain', 'Retain'])
    }
  })

  test('the memory has a stream of new items, the store has none', () => {
    const streams = templates
      .of('AWS::DynamoDB::GlobalTable', table)
      .map(({ id, properties }) => [
        id.replace(/Table.*/, ''),
        properties.StreamSpecification?.StreamViewType,
      ])
    expect(Object.fromEntries(streams)).toEqual({ Memory: 'NEW_IMAGE', Store: undefined })
  })

  test('what keeps data, or what others attach to, is in the stateful stack, and nothing else is', () => {
    const stateful = /DynamoDB|S3::Bucket|KMS|SecretsManager|RDS|Cognito|EFS|Events::EventBus/
    for (const { id, type, stack } of templates.resources) {
      // What its bucket has is in the sources.
      if (stack.endsWith('-Widget')) continue
      expect(stack.endsWith('-Stateful'), id).toBe(stateful.test(type))
    }
  })

  test('no resource has a name of its own, so that it can be replaced and deployed twice', () => {
    const kinds = 'Queue|Function|Table|Role|LogGroup|Topic|Alarm|Bucket|Parameter|Rule|Key'
    const names = new RegExp(`^(${kinds})Name$`)
    const named = templates.resources.filter(({ properties }) =>
      Object.entries(properties).some(([key, value]) => names.test(key) && typeof value === 'string'),
    )
    expect(named.map(({ id }) => id)).toEqual([])
  })

  test('tell where the API, its live path, the widget, the tables and the event bus are', () => {
    const told = templates.outputs.filter((name) => !name.startsWith('ExportsOutput'))
    expect(told.toSorted()).toEqual([
      'ApiUrl',
      'EventBusName',
      'MemoryTableName',
      'SocketUrl',
      'StoreTableName',
      'WidgetUrl',
    ])
  })

  test('a third specialist is a card more: its queue, its function, and the router’s way to it', async () => {
    const card: Card = {
      name: 'returns',
      activity: { en: 'testing' },
      does: 'Nothing.',
      changesStore: false,
      gap: { en: 'test' },
    }
    const more = (await synthesizeTemplates({ specialists: [...specialists, card] })).templates
    const added = more.resources.filter(({ id }) => id.startsWith('Returns')).map(({ type }) => type)
    expect(count(added)).toEqual({
      'AWS::SQS::Queue': 2,
      'AWS::SQS::QueuePolicy': 2,
      'AWS::CloudWatch::Alarm': 2,
      'AWS::Logs::LogGroup': 1,
      'AWS::IAM::Role': 1,
      'AWS::IAM::Policy': 1,
      'AWS::Lambda::Function': 1,
      'AWS::Lambda::EventSourceMapping': 1,
    })
    expect(more.resources).toHaveLength(templates.resources.length + added.length)
    const router = more.resources.find(({ id }) => id.startsWith('RouterFunctionLambda'))
    expect(JSON.stringify(router?.properties)).toContain('"TASK_QUEUE_URL_RETURNS":{"Ref":"ReturnsQueue')
  })

  test('with a customer-managed key, tables and queues are under it, and whoever uses them may use it', async () => {
    const config = testConfig({ customerManagedKey: true })
    const { templates: keyed } = await synthesizeTemplates({ config })
    const [key] = keyed.of('AWS::KMS::Key', z.looseObject({ EnableKeyRotation: z.literal(true) }))
    expect(key?.deletionPolicy).toBe('Retain')
    for (const { id, properties } of keyed.of('AWS::SQS::Queue', z.looseObject({}))) {
      expect(JSON.stringify(properties.KmsMasterKeyId), id).toContain('Key')
    }
    for (const { properties } of keyed.of('AWS::DynamoDB::GlobalTable', table)) {
      expect(properties.SSESpecification.SSEEnabled).toBe(true)
      expect(JSON.stringify(properties.Replicas[0]?.SSESpecification?.KMSMasterKeyId)).toContain('Key')
    }
    for (const { id, stack, properties } of keyed.of('AWS::IAM::Policy', z.looseObject({}))) {
      if (stack.endsWith('-Widget')) continue
      expect(JSON.stringify(properties), id).toContain('kms:Decrypt')
    }
  })
})

function isAmong(one: unknown, all: readonly unknown[]): boolean {
  return all.some((it) => isDeepStrictEqual(it, one))
}

function count(types: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(types, (type) => type)].map(([type, same]) => [type, same.length]),
  )
}
