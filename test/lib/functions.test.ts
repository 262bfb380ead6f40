import { App, Duration, Stack } from 'aws-cdk-lib/core'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  apiEnv,
  mergeEnv,
  readEnv,
  readTaskQueueUrls,
  relayEnv,
  routerEnv,
  specialistEnv,
} from '../../functions/adapters/env.ts'
import { Alarms } from '../../lib/alarms.ts'
import { noBundles } from '../../lib/bundles.ts'
import { ServiceFunction } from '../../lib/function.ts'
import { type Resource, reference, synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const lambda = z.object({
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Handler: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Role: reference,
  LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: reference }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
})
const logGroup = z.object({ RetentionInDays: z.number() })
const role = z.object({
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  AssumeRolePolicyDocument: z.unknown(),
})
const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema), schema.transform((one) => [one])])
const policy = z.object({
  Roles: z.array(reference),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown()),
      }),
    ),
  }),
})

describe('Functions', () => {
  let templates: Templates
  const functions = () => templates.of('AWS::Lambda::Function', lambda)
  const nameOf = ({ properties }: Resource<z.output<typeof lambda>>) =>
    z.string().parse(properties.Environment.Variables.POWERTOOLS_SERVICE_NAME)
  const named = (name: string) => functions().find((it) => nameOf(it) === name)

  beforeAll(async () => {
    const config = testConfig({ anthropicBaseUrl: 'https://models.example', logRetentionDays: 14 })
    templates = (await synthesizeTemplates({ config, widget: false })).templates
  })

  test('are the API, the WebSocket, the relay, the merge, the router and the specialists', () => {
    expect(functions().map(nameOf).toSorted()).toEqual([
      'api',
      'merge',
      'order',
      'product',
      'relay',
      'router',
      'socket',
    ])
  })

  test('run on Node.js 24 and ARM', () => {
    for (const { id, properties } of functions()) {
      expect(properties.Runtime, id).toBe('nodejs24.x')
      expect(properties.Architectures, id).toEqual(['arm64'])
      expect(properties.Handler, id).toBe('index.handler')
    }
  })

  test('have the memory and the time that their work needs', () => {
    const sizes = functions().map((it) => [nameOf(it), [it.properties.MemorySize, it.properties.Timeout]])
    expect(Object.fromEntries(sizes)).toEqual({
      api: [256, 10],
      router: [512, 30],
      order: [512, 60],
      product: [512, 60],
      merge: [256, 15],
      relay: [256, 15],
      socket: [256, 10],
    })
  })

  test('log JSON into a group of their own that expires', () => {
    const retention = new Map(
      templates.of('AWS::Logs::LogGroup', logGroup).map((it) => [it.id, it.properties.RetentionInDays]),
    )
    const groups = functions().map(({ properties }) => properties.LoggingConfig)
    expect(new Set(groups.map(({ LogGroup }) => LogGroup)).size).toBe(functions().length)
    for (const { LogFormat, LogGroup } of groups) {
      expect(LogFormat).toBe('JSON')
      expect(retention.get(LogGroup)).toBe(14)
    }
    // And the access logs of both gateways.
    expect(retention.size).toBe(functions().length + 2)
  })

  test('have a role of their own without any of AWS’s policies', () => {
    const roles = functions().map(({ properties }) => properties.Role)
    expect(new Set(roles).size).toBe(functions().length)
    const managed = templates
      .of('AWS::IAM::Role', role)
      .filter(({ properties }) => properties.ManagedPolicyArns.length > 0)
    expect(managed.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['ApiGatewayCloudWatchRole'])
  })

  test('may use nothing but resources that are named, and the connections of the WebSocket’s stage', () => {
    const wildcards = templates
      .of('AWS::IAM::Policy', policy)
      .flatMap(({ id, properties }) => properties.PolicyDocument.Statement.map((it) => ({ id, ...it })))
      .filter(({ Action, Resource }) => /\*/.test(JSON.stringify([Action, Resource])))
      .map(({ Action, Resource }) => `${Action.join(' ')} on ${Resource.map(short).join(' ')}`)
    expect([...new Set(wildcards)]).toEqual([
      'execute-api:ManageConnections on SocketGateway/test/*/@connections/*',
    ])
  })

  test('may do what their work needs and no more', () => {
    const memory =
      'dynamodb:BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem on MemoryTable'
    const live = 'execute-api:ManageConnections on SocketGateway/test/*/@connections/*'
    const store = 'dynamodb:BatchGetItem GetItem Query on StoreTable'
    const consume =
      'sqs:ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ReceiveMessage on'
    const both =
      'sqs:ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ReceiveMessage SendMessage on'
    expect(permissions('api')).toEqual([
      memory,
      store,
      live,
      'sqs:SendMessage on RouterQueue',
      'ssm:GetParameter on /switchboard/test/session-secret',
      'ssm:GetParameter on /switchboard/test/store-secret',
    ])
    expect(permissions('router')).toEqual([
      memory,
      live,
      `${consume} RouterQueue`,
      'sqs:SendMessage on OrderQueue',
      'sqs:SendMessage on ProductQueue',
      'ssm:GetParameter on /switchboard/test/anthropic-api-key',
    ])
    expect(permissions('order')).toEqual([
      memory,
      'dynamodb:BatchGetItem DeleteItem GetItem PutItem Query on StoreTable',
      live,
      `${both} OrderQueue`,
      'sqs:SendMessage on ProductQueue',
      'ssm:GetParameter on /switchboard/test/anthropic-api-key',
    ])
    // The product agent looks things up, and nothing of it may write the store.
    expect(permissions('product')).toEqual([
      memory,
      store,
      live,
      `${both} ProductQueue`,
      'sqs:SendMessage on OrderQueue',
      'ssm:GetParameter on /switchboard/test/anthropic-api-key',
    ])
    // Merge wakes what has died, wherever in a turn that is, and looks after the turn again later.
    expect(permissions('merge')).toEqual([
      memory,
      live,
      `${both} MergeQueue`,
      'sqs:SendMessage on OrderQueue',
      'sqs:SendMessage on ProductQueue',
      'sqs:SendMessage on RouterQueue',
    ])
    expect(permissions('socket')).toEqual([
      memory,
      live,
      'ssm:GetParameter on /switchboard/test/session-secret',
    ])
    expect(permissions('relay')).toEqual([
      'dynamodb:DescribeStream GetRecords GetShardIterator ListStreams on MemoryTable',
      'events:PutEvents on EventsBus',
      'sqs:SendMessage on MergeQueue',
      'sqs:SendMessage on RelayDeadLetters',
      'sqs:SendMessage on RouterQueue',
    ])
  })

  test('find in their environment all that they read', () => {
    expect(readEnv(apiEnv, environment('api'))).toMatchObject({
      stage: 'test',
      storeId: 'shop',
      allowedOrigins: ['https://shop.example'],
      turnDeadlineSeconds: 90,
      sessionSecretParameter: '/switchboard/test/session-secret',
      storeSecretParameter: '/switchboard/test/store-secret',
    })
    expect(readEnv(routerEnv, environment('router'))).toMatchObject({
      model: 'claude-haiku-5-5',
      anthropicBaseUrl: 'https://models.example',
      anthropicKeyParameter: '/switchboard/test/anthropic-api-key',
    })
    expect(readEnv(specialistEnv, environment('order')).model).toBe('claude-sonnet-5-5')
    expect(readEnv(specialistEnv, environment('product')).model).toBe('claude-haiku-5-5')
    expect(readEnv(mergeEnv, environment('merge')).powertoolsServiceName).toBe('merge')
    expect(readEnv(relayEnv, environment('relay')).turnDeadlineSeconds).toBe(90)
  })

  test('know what takes the place of their model, with its key, and what they may cost in a day', async () => {
    const config = testConfig({
      fallback: { model: 'claude-haiku-5-5' },
      fallbacks: {
        router: {
          model: 'anthropic.claude-haiku-5-5',
          baseUrl: 'https://other.example/anthropic',
          keyParameter: '/shop/other-key',
        },
      },
      dailySpendLimitUsd: 12.5,
    })
    const plain = templates
    templates = (await synthesizeTemplates({ config, widget: false })).templates
    try {
      const limit = { dailySpendLimitMicroDollars: 12_500_000 }
      expect(readEnv(routerEnv, environment('router'))).toMatchObject({
        model: 'claude-haiku-5-5',
        fallbackModel: 'anthropic.claude-haiku-5-5',
        fallbackBaseUrl: 'https://other.example/anthropic',
        fallbackKeyParameter: '/shop/other-key',
        ...limit,
      })
      expect(readEnv(specialistEnv, environment('order'))).toMatchObject({
        fallbackModel: 'claude-haiku-5-5',
        ...limit,
      })
      expect(environment('order')).not.toHaveProperty('FALLBACK_KEY_PARAMETER')
      expect(environment('product')).not.toHaveProperty('FALLBACK_MODEL')
      const keys = (name: string) => permissions(name).filter((line) => line.startsWith('ssm:'))
      expect(keys('router')).toEqual([
        'ssm:GetParameter on /shop/other-key',
        'ssm:GetParameter on /switchboard/test/anthropic-api-key',
      ])
      expect(keys('order')).toEqual(['ssm:GetParameter on /switchboard/test/anthropic-api-key'])
    } finally {
      templates = plain
    }
  })

  test('know the queues that they may send to, and those alone', () => {
    expect([...readTaskQueueUrls(['order', 'product'], environment('router')).values()]).toEqual([
      'https://queue/OrderQueue',
      'https://queue/ProductQueue',
    ])
    for (const sender of ['order', 'product', 'merge']) {
      expect([...readTaskQueueUrls(['order', 'product'], environment(sender)).values()]).toEqual([
        'https://queue/OrderQueue',
        'https://queue/ProductQueue',
      ])
    }
    expect(() => readTaskQueueUrls(['order'], environment('relay'))).toThrow(
      'TASK_QUEUE_URL_ORDER: is missing',
    )
    for (const sender of ['relay', 'merge']) {
      expect(environment(sender)).toMatchObject({
        INBOUND_QUEUE_URL: 'https://queue/RouterQueue',
        MERGE_QUEUE_URL: 'https://queue/MergeQueue',
      })
    }
  })

  test('are not deployed without something that they read', () => {
    const stack = new Stack(new App(), 'Stack')
    const config = testConfig()
    const deployment = {
      config,
      bundles: noBundles,
      key: undefined,
      alarms: new Alarms(stack, 'Alarms', config),
    }
    const merge = new ServiceFunction(stack, 'Merge', {
      deployment,
      name: 'merge',
      env: mergeEnv,
      timeout: Duration.seconds(1),
      memorySize: 256,
    })
    const variables = ['MEMORY_TABLE', 'SOCKET_ENDPOINT', 'INBOUND_QUEUE_URL', 'MERGE_QUEUE_URL'] as const
    expect(merge.node.validate()).toEqual(
      variables.map(
        (variable) => `Stack/Merge lacks ${variable}: give it the grant or the setting that sets it.`,
      ),
    )
    for (const variable of variables) merge.provide(variable, 'given')
    expect(merge.node.validate()).toEqual([])
  })

  /** `service:Action Action on Resource`, without the rights to write logs. */
  function permissions(name: string): string[] {
    const own = templates
      .of('AWS::IAM::Policy', policy)
      .filter(({ properties }) => properties.Roles.includes(named(name)?.properties.Role ?? ''))
    const byResource = new Map<string, Set<string>>()
    for (const { Action, Resource } of own.flatMap((it) => it.properties.PolicyDocument.Statement)) {
      for (const resource of Resource.map(short)) {
        byResource.set(resource, new Set([...(byResource.get(resource) ?? []), ...Action]))
      }
    }
    return [...byResource]
      .map(([resource, actions]) => {
        const [first = '', ...rest] = [...actions].toSorted()
        return [first, ...rest.map((action) => action.replace(/^.*:/, '')), 'on', resource].join(' ')
      })
      .filter((line) => !line.startsWith('logs:'))
      .toSorted()
  }

  /** The environment as the function sees it: addresses of queues and names of tables stand for what AWS makes of them. */
  function environment(name: string): Record<string, string> {
    const variables = Object.entries(named(name)?.properties.Environment.Variables ?? {})
    return Object.fromEntries(
      variables.map(([key, value]) => {
        if (typeof value === 'string') return [key, value]
        return [key, key.includes('QUEUE_URL') ? `https://queue/${short(value)}` : short(value)]
      }),
    )
  }
})

/** A resource by the name that it has in lib. */
function short(value: unknown): string {
  const text = JSON.stringify(value)
  const [, parameter] = /:parameter(\/[\w/-]+)/.exec(text) ?? []
  const [, gateway, connections] = /"(\w+?)[0-9A-F]{8}"},"(\/\w+\/\*\/@connections\/\*)"/.exec(text) ?? []
  if (gateway) return `${gateway}${connections}`
  const [, address] = /(?:wss|https):\/\/",{"Ref":"(SocketGateway)/.exec(text) ?? []
  if (address) return `https://${address}.example`
  const [, imported] = /(?:GetAtt|Ref)(\w+(?:Table|Bus))[0-9A-F]{8}/.exec(text) ?? []
  return parameter ?? imported ?? reference.parse(value).replace(/[0-9A-F]{8}$/, '')
}
