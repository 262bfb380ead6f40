import { describe, expect, test } from 'vitest'
import type { Host } from '../../../local/host/host.ts'
import { lambda, queue, type Resources, synthesized, temporaryDirectory } from './support/app.ts'
import { bodiesIn, call, hosted, printed, settled } from './support/hosted.ts'

const table: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: { Ref: 'AWS::Region' } }],
    },
  },
}

function follow(properties: Record<string, unknown> = {}): Resources {
  return {
    Follow: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        FunctionName: { Ref: 'Relay' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        ...properties,
      },
    },
  }
}

const put = async (host: Host, ...keys: string[]): Promise<void> => {
  for (const pk of keys)
    await call(host, 'dynamodb', 'PutItem', { TableName: host.tables[0]?.name, Item: { pk: { S: pk } } })
}

const printsKeys = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ dynamodb }) => dynamodb.NewImage.pk.S).join(' '))
}`

/** Fails a batch with a bad record in it; says which one if it may. */
const failsBad = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ dynamodb }) => dynamodb.NewImage.pk.S).join(' '))
  const bad = Records.find(({ dynamodb }) => dynamodb.NewImage.pk.S.startsWith('bad'))
  if (process.env.TELLS === 'yes') return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] }
  if (bad) throw new Error('bad')
}`

describe('a table whose stream feeds a function', () => {
  test('new items reach it in order, those that the filter does not want do not', async () => {
    const filter = { eventName: ['INSERT'], dynamodb: { NewImage: { pk: { S: [{ prefix: 'order#' }] } } } }
    const { host, events } = await hosted(
      synthesized(
        {
          ...table,
          ...lambda('Relay'),
          ...follow({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify(filter) }] } }),
        },
        { Relay: printsKeys },
      ),
    )
    await put(host, 'order#1', 'other#1', 'order#2', 'order#1')
    await host.idle()
    expect(printed(events).join(' ').split(' ')).toEqual(['order#1', 'order#2'])
  })

  test('a batch window gathers what comes within it', async () => {
    const { host, events } = await hosted(
      synthesized(
        { ...table, ...lambda('Relay'), ...follow({ MaximumBatchingWindowInSeconds: 300, BatchSize: 3 }) },
        { Relay: printsKeys },
      ),
    )
    await put(host, 'a', 'b', 'c')
    await events.some(1, ({ type }) => type === 'batch')
    expect(printed(events)).toEqual(['a b c'])
  })

  test('a record that fails is tried again from there on, then given up and described to the failure queue', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...table,
          ...queue('GivenUp'),
          ...lambda('Relay', { Environment: { Variables: { TELLS: 'yes' } } }),
          ...follow({
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            MaximumRetryAttempts: 1,
            BatchSize: 1,
            DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['GivenUp', 'Arn'] } } },
          }),
        },
        { Relay: failsBad },
      ),
    )
    await put(host, 'good1', 'bad', 'good2')
    await settled(host)
    expect(printed(events)).toEqual(['good1', 'bad', 'bad', 'good2'])
    const answer = await call(host, 'sqs', 'ReceiveMessage', { QueueUrl: host.queues[0]?.url })
    expect(JSON.stringify(answer)).toContain('RetryAttemptsExhausted')
  })

  test('a failed batch is halved until only the bad record is left out', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...table,
          ...lambda('Relay'),
          ...follow({
            MaximumRetryAttempts: 3,
            BisectBatchOnFunctionError: true,
            BatchSize: 4,
            MaximumBatchingWindowInSeconds: 300,
          }),
        },
        { Relay: failsBad },
      ),
    )
    await put(host, 'a', 'b', 'bad', 'c')
    await events.some(1, (event) => event.type === 'line' && event.line === 'c')
    const lines = printed(events)
    expect(lines.slice(0, 4)).toEqual(['a b bad c', 'a b', 'bad c', 'bad'])
    expect(lines.slice(4, -1).every((line) => line === 'bad')).toBe(true)
  })

  test('LATEST sees what is written after the start; kept data go on where they were', async () => {
    const keep = temporaryDirectory()
    const app = synthesized(
      { ...table, ...lambda('Relay'), ...follow({ StartingPosition: 'LATEST' }) },
      { Relay: printsKeys },
    )
    const first = await hosted(app, { keep })
    await put(first.host, 'before')
    await first.host.idle()
    expect(printed(first.events)).toEqual(['before'])
    await first.host.close()

    const second = await hosted(app, { keep })
    await put(second.host, 'after')
    await second.host.idle()
    expect(printed(second.events)).toEqual(['after'])
    const kept = await call(second.host, 'dynamodb', 'Scan', { TableName: second.host.tables[0]?.name })
    expect(JSON.stringify(kept)).toContain('before')
  })
})

test('kept tables whose keys have changed are a clear error', async () => {
  const keep = temporaryDirectory()
  const { host } = await hosted(synthesized(table), { keep })
  await host.close()
  const other = JSON.parse(JSON.stringify(table).replaceAll('"pk"', '"id"'))
  await expect(hosted(synthesized(other), { keep })).rejects.toThrow('Delete the kept data')
})

test('a queue beside the table is not mistaken for a stream', async () => {
  const { host } = await hosted(synthesized({ ...table, ...queue('Work') }))
  expect(await bodiesIn(host, 'Work')).toEqual([])
})
