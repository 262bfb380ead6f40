import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Host } from '../../../local/host/host.ts'
import { feed, lambda, queue, type Resources, synthesized } from './support/app.ts'
import { call, hosted, printed, send, settled } from './support/hosted.ts'

/** What the hosted functions call services with. */
const services = `
const ask = async (url, target, body) => {
  const headers = {
    'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20260101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
}
const send = (MessageBody) =>
  ask(process.env.QUEUE, 'AmazonSQS.SendMessage', { QueueUrl: process.env.QUEUE, MessageBody })
const put = (id) => ask(process.env.AWS_ENDPOINT_URL_DYNAMODB, 'DynamoDB_20120810.PutItem',
  { TableName: process.env.TABLE, Item: { id: { S: id } } })
`
const Variables = { QUEUE: { Ref: 'Work' }, TABLE: { Ref: 'Table' } }
const app: Resources = {
  ...queue('Work', { VisibilityTimeout: 900 }),
  Table: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: { Ref: 'AWS::Region' } }],
    },
  },
  ...lambda('Worker', { Timeout: 60, Environment: { Variables } }),
  ...feed('Work', 'Worker'),
  ...lambda('Relay', { Environment: { Variables } }),
  Follow: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FunctionName: { Ref: 'Relay' },
      StartingPosition: 'TRIM_HORIZON',
    },
  },
}
/** A message `3:x` leads to an item, that to the message `2:x`, and so on, down to `0:x`. */
const code = {
  Worker: `${services}
  export const handler = async ({ Records: [{ body }] }) => {
    console.log(body)
    if (!body.startsWith('0')) await put(body)
  }`,
  Relay: `${services}
  export const handler = async ({ Records }) => {
    for (const { dynamodb: { NewImage: { id: { S: id } } } } of Records) {
      const [left, name] = id.split(':')
      await send((left - 1) + ':' + name)
    }
  }`,
}

const put = (host: Host, id: string) =>
  call(host, 'dynamodb', 'PutItem', { TableName: host.tables[0]?.name, Item: { id: { S: id } } })

describe('a host that has nothing to do', () => {
  test('says so at once, however often it is asked', async () => {
    const { host } = await hosted(synthesized(app, code))
    await host.idle()
    const times: number[] = []
    for (let asked = 0; asked < 200; asked += 1) {
      const began = performance.now()
      await host.idle()
      times.push(performance.now() - began)
    }
    expect(Math.min(...times)).toBeLessThan(1)
  })

  test('is never said to have nothing to do while anything is on its way, in hundreds of short chains', async () => {
    const { host, events } = await hosted(synthesized(app, code), { environments: 3 })
    const expected: string[] = []
    for (let round = 0; round < 150; round += 1) {
      const length = round % 4
      if (round % 3 === 2) {
        await put(host, `${length + 1}:${round}`)
      } else {
        await send(host, 'Work', [`${length}:${round}`])
      }
      for (let left = length; left >= 0; left -= 1) expected.push(`${left}:${round}`)
      await host.idle()
      expect(printed(events)).toEqual(expected)
    }
  })

  test('nor while many chains go on side by side', async () => {
    const { host, events } = await hosted(synthesized(app, code), { environments: 4 })
    for (let round = 1; round <= 10; round += 1) {
      await send(
        host,
        'Work',
        Array.from({ length: 10 }, (_, index) => `2:${round}-${index}`),
      )
      await host.idle()
      expect(printed(events)).toHaveLength(round * 30)
    }
  })
})

describe('a host some of whose functions wait for time to pass', () => {
  /** A server that never answers, as a model that hangs, and tells the host as long as somebody waits. */
  async function hanging(stall: () => () => void): Promise<string> {
    const server = createServer((_, response) => {
      response.once('close', stall())
    }).listen(0, '127.0.0.1')
    onTestFinished(() => server.closeAllConnections())
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const address = server.address()
    return address !== null && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : ''
  }
  const asks = `${services}
  export const handler = async ({ Records: [{ body }] }) => {
    if (body.startsWith('0')) return console.log('told')
    console.log('begin', body)
    await fetch(process.env.MODEL, { signal: AbortSignal.timeout(20_000) }).catch(() => {})
    await put('1:' + body)
    console.log('gave up', body)
  }`

  test('has nothing to do until then, and then has', async () => {
    const hosts: Host[] = []
    const model = await hanging(() => hosts[0]?.stall() ?? (() => {}))
    const { host, events } = await hosted(synthesized(app, { ...code, Worker: asks }), {
      environments: 2,
      environment: { MODEL: model },
    })
    hosts.push(host)
    for (let round = 0; round < 40; round += 1) {
      events.all.length = 0
      const ids = ['a', 'b', 'c'].map((letter) => `${letter}${round}`)
      await send(host, 'Work', ids)
      await host.idle()
      // Two places for three: the third stays in the queue.
      expect(printed(events).toSorted()).toEqual([`begin a${round}`, `begin b${round}`])
      host.passTime((host.nextDue() ?? 0) - host.now())
      await host.idle()
      expect(printed(events)).toContain(`begin c${round}`)
      await settled(host)
      expect(printed(events).filter((line) => line.startsWith('gave up'))).toHaveLength(3)
      expect(printed(events).filter((line) => line === 'told')).toHaveLength(3)
    }
  })
})
