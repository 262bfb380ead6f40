import { describe, expect, test } from 'vitest'
import type { AwsRequest } from '../../../../local/host/gate.ts'
import { needsOf } from '../../../../local/host/permissions/needs.ts'

const prefix = (service: string) => `arn:aws:${service}:us-east-1:000000000000:`

/** `action on resource` for each need; several possible resources with `or`. */
function needs(service: AwsRequest['service'], action: string, body: unknown): string[] {
  const request = {
    service,
    action,
    caller: undefined,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
  return needsOf(request, (name, rest) => prefix(name) + rest).map(
    (need) =>
      `${need.action} on ${need.resources.map((each) => each.replace(prefix(service), '')).join(' or ')}`,
  )
}

const TableName = 'Memory'

describe('DynamoDB asks for', () => {
  test.each(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan', 'Query', 'DescribeTable'])(
    '%s on its table',
    (action) => {
      expect(needs('dynamodb', action, { TableName })).toEqual([`dynamodb:${action} on table/Memory`])
    },
  )

  test.each(['Query', 'Scan'])('%s on the index that is read', (action) => {
    expect(needs('dynamodb', action, { TableName, IndexName: 'ByOwner' })).toEqual([
      `dynamodb:${action} on table/Memory/index/ByOwner`,
    ])
  })

  test.each(['BatchGetItem', 'BatchWriteItem'])('%s on each table', (action) => {
    expect(needs('dynamodb', action, { RequestItems: { Memory: {}, Store: {} } })).toEqual([
      `dynamodb:${action} on table/Memory`,
      `dynamodb:${action} on table/Store`,
    ])
  })

  test('what each part of a transaction does, on its own table', () => {
    const TransactItems = [
      { Put: { TableName } },
      { Update: { TableName: 'Store' } },
      { Delete: { TableName } },
      { ConditionCheck: { TableName: `${prefix('dynamodb')}table/Other` } },
    ]
    expect(needs('dynamodb', 'TransactWriteItems', { TransactItems })).toEqual([
      'dynamodb:PutItem on table/Memory',
      'dynamodb:UpdateItem on table/Store',
      'dynamodb:DeleteItem on table/Memory',
      'dynamodb:ConditionCheckItem on table/Other',
    ])
    expect(
      needs('dynamodb', 'TransactGetItems', {
        TransactItems: [{ Get: { TableName } }, { Get: { TableName: 'Store' } }],
      }),
    ).toEqual(['dynamodb:GetItem on table/Memory', 'dynamodb:GetItem on table/Store'])
  })

  test('its action on the stream', () => {
    const StreamArn = `${prefix('dynamodb')}table/Memory/stream/1`
    expect(needs('dynamodb', 'DescribeStream', { StreamArn })).toEqual([
      'dynamodb:DescribeStream on table/Memory/stream/1',
    ])
  })

  test.each([
    ['no table', 'ListTables', {}],
    ['what is no JSON', 'PutItem', '{'],
    ['a transaction of something else', 'TransactWriteItems', { TransactItems: [{ Put: {} }] }],
  ])('everything for %s', (_, action, body) => {
    expect(needs('dynamodb', action, body)).toEqual([`dynamodb:${action} on *`])
  })
})

describe('The other services ask for', () => {
  const QueueUrl = 'http://127.0.0.1:1/000000000000/work.fifo'
  const from = { FromEmailAddress: 'help@Shop.example', Destination: { ToAddresses: ['a@b.example'] } }

  test.each([
    ['sqs', 'SendMessage', { QueueUrl }, ['sqs:SendMessage on work.fifo']],
    ['sqs', 'SendMessageBatch', { QueueUrl }, ['sqs:SendMessage on work.fifo']],
    ['sqs', 'ChangeMessageVisibility', { QueueUrl }, ['sqs:ChangeMessageVisibility on work.fifo']],
    ['sqs', 'DeleteMessageBatch', { QueueUrl }, ['sqs:DeleteMessage on work.fifo']],
    ['sqs', 'GetQueueUrl', { QueueName: 'work' }, ['sqs:GetQueueUrl on work']],
    [
      'sqs',
      'StartMessageMoveTask',
      { SourceArn: `${prefix('sqs')}dead` },
      ['sqs:StartMessageMoveTask on dead'],
    ],
    ['sqs', 'ListQueues', {}, ['sqs:ListQueues on *']],
    ['ssm', 'GetParameter', { Name: '/app/key' }, ['ssm:GetParameter on parameter/app/key']],
    ['ssm', 'GetParameter', { Name: 'key' }, ['ssm:GetParameter on parameter/key']],
    [
      'ssm',
      'GetParameters',
      { Names: ['/a', '/b'] },
      ['ssm:GetParameters on parameter/a', 'ssm:GetParameters on parameter/b'],
    ],
    ['ssm', 'GetParametersByPath', { Path: '/app' }, ['ssm:GetParametersByPath on *']],
    ['ses', 'SendEmail', from, ['ses:SendEmail on identity/help@Shop.example or identity/shop.example']],
    [
      'events',
      'PutEvents',
      {
        Entries: [
          { Source: 's' },
          { EventBusName: 'shop' },
          { EventBusName: `${prefix('events')}event-bus/own` },
        ],
      },
      [
        'events:PutEvents on event-bus/default',
        'events:PutEvents on event-bus/shop',
        'events:PutEvents on event-bus/own',
      ],
    ],
  ] as [AwsRequest['service'], string, object, string[]][])(
    '%s %s: %j',
    (service, action, body, expected) => {
      expect(needs(service, action, body)).toEqual(expected)
    },
  )

  test('of a gateway’s connections: what the request itself is about', () => {
    const resource = 'api/dev/POST/@connections/a='
    expect(
      needsOf(
        { service: 'execute-api', action: 'ManageConnections', resource, caller: undefined, body: 'no JSON' },
        (...parts) => parts.join(' '),
      ),
    ).toEqual([{ action: 'execute-api:ManageConnections', resources: [`execute-api ${resource}`] }])
  })

  test('what conditions can be about', () => {
    const contexts = (service: AwsRequest['service'], action: string, body: object) =>
      needsOf({ service, action, caller: undefined, body: JSON.stringify(body) }, (...parts) =>
        parts.join(),
      ).map(({ context }) => context)
    expect(
      contexts('ses', 'SendEmail', { ...from, Destination: { ToAddresses: ['a@b'], BccAddresses: ['c@d'] } }),
    ).toEqual([{ 'ses:FromAddress': ['help@Shop.example'], 'ses:Recipients': ['a@b', 'c@d'] }])
    expect(contexts('events', 'PutEvents', { Entries: [{ Source: 's', DetailType: 'd' }] })).toEqual([
      { 'events:source': ['s'], 'events:detail-type': ['d'] },
    ])
  })
})
