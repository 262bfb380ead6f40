import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import type { Caller, Gate } from '../../../../local/host/gate.ts'
import type { HostEvent } from '../../../../local/host/host-events.ts'
import { feed, lambda, queue, type Resources, synthesized } from '../support/app.ts'
import { hosted, send } from '../support/hosted.ts'

const keys = [{ AttributeName: 'pk', KeyType: 'HASH' }]
const table: Resources = {
  Items: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { KeySchema: keys, AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] },
  },
}
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
})
const logs = allow(
  ['logs:CreateLogStream', 'logs:PutLogEvents'],
  'arn:aws:logs:*:*:log-group:/aws/lambda/App-Worker:*',
)
const receive = allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Work'))

/** A function with a role that has these inline statements, and whatever else. */
function worker(statements: object[], more: Resources = {}, ofRole: Record<string, unknown> = {}): Resources {
  const inline = { PolicyName: 'Inline', PolicyDocument: { Statement: [logs, ...statements] } }
  return {
    ...table,
    ...queue('Work'),
    ...lambda('Worker', { Role: arnOf('WorkerRole') }),
    WorkerRole: { Type: 'AWS::IAM::Role', Properties: { Policies: [inline], ...ofRole } },
    ...more,
  }
}

const code = { Worker: 'export const handler = async () => process.env' }

/** Hosts it with permissions on. The clients ask what the function could ask, with its key. */
async function started(resources: Resources, gates: Gate[] = []) {
  const { host, events } = await hosted(synthesized(resources, code), { permissions: 'on', gates })
  const outcome = await host.invoke('Worker', {})
  const env = z.record(z.string(), z.string()).parse(outcome.ok ? JSON.parse(outcome.payload) : {})
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: 'local' }
  const settings = { region: host.region, credentials, maxAttempts: 1 }
  const dynamodb = new DynamoDBClient({ ...settings, endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? '' })
  const sqs = new SQSClient({ ...settings, endpoint: env.AWS_ENDPOINT_URL_SQS ?? '' })
  onTestFinished(() => {
    dynamodb.destroy()
    sqs.destroy()
  })
  return {
    host,
    events,
    put: () => dynamodb.send(new PutItemCommand({ TableName: 'App-Items', Item: { pk: { S: '1' } } })),
    send: () => sqs.send(new SendMessageCommand({ QueueUrl: host.queues[0]?.url ?? '', MessageBody: 'one' })),
  }
}

const problems = (events: { all: HostEvent[] }) =>
  events.all.flatMap((event) => (event.type === 'problem' ? [event.message] : []))

const mayBoth = [allow('dynamodb:PutItem', arnOf('Items')), allow('sqs:SendMessage', arnOf('Work'))]
const policy = (type: string, properties: Record<string, unknown>): Resources => ({
  More: { Type: type, Properties: { PolicyDocument: { Statement: mayBoth }, ...properties } },
})

describe('A hosted function may do what is granted', () => {
  test.each([
    ['by its role itself', worker(mayBoth)],
    ['by a policy', worker([], policy('AWS::IAM::Policy', { Roles: [{ Ref: 'WorkerRole' }] }))],
    [
      'by a policy of one role',
      worker([], policy('AWS::IAM::RolePolicy', { RoleName: { Ref: 'WorkerRole' } })),
    ],
    [
      'by a managed policy that names the role',
      worker([], policy('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'WorkerRole' }] })),
    ],
    [
      'by a managed policy that the role names',
      worker([], policy('AWS::IAM::ManagedPolicy', {}), { ManagedPolicyArns: [{ Ref: 'More' }] }),
    ],
  ])('%s', async (_, resources) => {
    const { put, send, events } = await started(resources)
    await Promise.all([put(), send()])
    expect(problems(events)).toEqual([])
  })

  test("by a queue's policy, too", async () => {
    const allowed = { ...allow('sqs:SendMessage', '*'), Principal: { AWS: arnOf('WorkerRole') } }
    const { send } = await started(
      worker([], {
        Policy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: [{ Ref: 'Work' }], PolicyDocument: { Statement: [allowed] } },
        },
      }),
    )
    await send()
  })

  test('and nothing else: it is refused as AWS does, and the first time is told', async () => {
    const { put, send, events } = await started(worker([]))
    const user =
      'User: arn:aws:sts::000000000000:assumed-role/App-WorkerRole/App-Worker is not authorized to perform: '
    const puts = 'dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/App-Items'
    const sends = 'sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:App-Work'
    for (const _ of [1, 2]) {
      await expect(put()).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: `${user}${puts} because no identity-based policy allows the dynamodb:PutItem action`,
        $metadata: { httpStatusCode: 400 },
      })
      await expect(send()).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `${user}${sends} because no identity-based policy allows the sqs:SendMessage action`,
      })
    }
    expect(problems(events)).toEqual(
      [puts, sends].map(
        (grant) => `Worker lacks a grant: ${grant.replace(' resource:', '')}. Give it the grant in lib/.`,
      ),
    )
  })

  test('but for what is denied', async () => {
    const { put, send, events } = await started(
      worker([...mayBoth, { ...allow('dynamodb:*', '*'), Effect: 'Deny' }]),
    )
    await expect(put()).rejects.toThrow(/with an explicit deny in an identity-based policy$/)
    await send()
    expect(problems(events)).toEqual([
      expect.stringMatching(
        /^Worker is denied dynamodb:PutItem on .*table\/App-Items, with an explicit deny/,
      ),
    ])
  })

  test('or everything, when permissions are off', async () => {
    const { host, events } = await hosted(synthesized(worker([]), code), { permissions: 'off' })
    await send(host, 'Work', ['one'])
    expect(problems(events)).toEqual([])
  })
})

describe('Lambda', () => {
  const fed = (statements: object[]) => worker(statements, feed('Work', 'Worker'))

  test('reads a queue for a function whose role may', async () => {
    const { host, events } = await started(fed([receive]))
    await send(host, 'Work', ['one'])
    await events.some(1, ({ type }) => type === 'batch')
    expect(problems(events)).toEqual([])
  })

  test('does not read it for one whose role lacks something, and that is told at the start', async () => {
    const { host, events } = await started(fed([{ ...receive, Action: 'sqs:ReceiveMessage' }]))
    const lack = (action: string) =>
      `Worker lacks a grant: ${action} on arn:aws:sqs:us-east-1:000000000000:App-Work. Without it Lambda does not read its event source. Give it the grant in lib/.`
    expect(problems(events)).toEqual([lack('sqs:DeleteMessage'), lack('sqs:GetQueueAttributes')])
    await send(host, 'Work', ['one'])
    await host.idle()
    expect(events.all.filter(({ type }) => type === 'batch')).toEqual([])
  })

  test('keeps no log of a function whose role may not write it', async () => {
    const other = { PolicyName: 'None', PolicyDocument: { Statement: [] } }
    const { events } = await started(worker([], {}, { Policies: [other] }))
    const group = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/App-Worker:log-stream:local'
    expect(problems(events)).toEqual(
      ['logs:CreateLogStream', 'logs:PutLogEvents'].map(
        (action) =>
          `Worker lacks a grant: ${action} on ${group}. On AWS its log would be lost. Give it the grant in lib/.`,
      ),
    )
  })
})

describe('What cannot be judged is an error at the start:', () => {
  const managed = 'arn:aws:iam::aws:policy/AdministratorAccess'
  test.each([
    ['a function without a role', lambda('Worker'), /App\/Worker .* has no role/],
    [
      'a role from elsewhere',
      lambda('Worker', { Role: 'arn:aws:iam::1:role/Other' }),
      /has the role arn:aws:iam::1:role\/Other, which no template declares/,
    ],
    [
      'a policy from elsewhere',
      worker([], {}, { ManagedPolicyArns: [managed] }),
      /App\/WorkerRole .* has the policy arn:aws:iam::aws:policy\/AdministratorAccess, which no template declares/,
    ],
    [
      'a permissions boundary',
      worker([], {}, { PermissionsBoundary: managed }),
      /App\/WorkerRole .*: PermissionsBoundary: a permissions boundary cannot be judged here/,
    ],
    [
      'a condition on something else',
      worker([{ ...allow('*', '*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]),
      /App\/WorkerRole .*, policy Inline has a condition on aws:MultiFactorAuthPresent/,
    ],
    [
      'a policy of a table',
      worker([], {
        Items: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { ...table.Items?.Properties, ResourcePolicy: {} },
        },
      }),
      /does not judge the policy of App\/Items/,
    ],
  ])('%s', async (_, resources, message) => {
    await expect(started(resources)).rejects.toThrow(message)
  })
})

describe('Gates of the host', () => {
  test('stand before every service, after the permissions, and know the caller', async () => {
    const seen: [string, Caller | undefined][] = []
    const watch: Gate = ({ service, action, caller }, pass) => {
      seen.push([`${service} ${action}`, caller])
      return pass()
    }
    const { put, send } = await started(worker(mayBoth.slice(0, 1)), [watch])
    await put()
    await expect(send()).rejects.toThrow('is not authorized')
    expect(seen).toEqual([['dynamodb PutItem', { functionId: 'Worker', environment: 1 }]])
  })

  test('play what the engines never do', async () => {
    const throttled: Gate = async () => ({
      status: 400,
      body: JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
        message: 'Slow down',
      }),
    })
    const { put } = await started(worker(mayBoth), [throttled])
    await expect(put()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Slow down' })
  })

  test('cut connections', async () => {
    const { send, put } = await started(worker(mayBoth), [() => Promise.reject(new Error('cut'))])
    for (const ask of [send, put]) await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})
