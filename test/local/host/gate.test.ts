import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { jsonAnswer, serveAws } from '../../../local/host/aws-server.ts'
import { startDynamoDb } from '../../../local/host/dynamodb-engine.ts'
import { type AwsRequest, accessKeyIdOf, callerOf, type Gate } from '../../../local/host/gate.ts'
import { startProxy } from '../../../local/host/proxy.ts'

/** A service that answers how often it was asked, behind these gates. */
async function service(gates: Gate[], answer?: () => Promise<never>) {
  const asked: string[] = []
  const server = await serveAws({
    service: 'dynamodb',
    gates,
    answer: async ({ action }) => {
      await answer?.()
      asked.push(action)
      return jsonAnswer(200, { asked: asked.length })
    },
  })
  onTestFinished(() => server.close())
  const ask = async (action: string, body: unknown = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(server.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `DynamoDB_20120810.${action}`, ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  return { asked, ask }
}

/** Notes what comes by, and lets it pass. */
const noting =
  (seen: AwsRequest[]): Gate =>
  (request, pass) => {
    seen.push(request)
    return pass()
  }

describe('A gate', () => {
  test('sees service, action, caller and body, and may just pass', async () => {
    const seen: AwsRequest[] = []
    const { ask } = await service([noting(seen)])
    const caller = { functionId: 'OrderFunctionLambdaBA86D5DD', environment: 12 }
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyIdOf(caller)}/20261104/us-east-1/dynamodb/aws4_request, Signature=0`
    expect(await ask('PutItem', { TableName: 'T' }, { authorization })).toEqual({
      status: 200,
      body: { asked: 1 },
    })
    await ask('GetItem')
    expect(seen).toEqual([
      { service: 'dynamodb', action: 'PutItem', caller, body: '{"TableName":"T"}' },
      { service: 'dynamodb', action: 'GetItem', caller: undefined, body: '{}' },
    ])
  })

  test('answers itself, and the engine is not asked', async () => {
    const { ask, asked } = await service([
      async () => jsonAnswer(400, { __type: 'ProvisionedThroughputExceededException' }),
    ])
    expect(await ask('PutItem')).toEqual({
      status: 400,
      body: { __type: 'ProvisionedThroughputExceededException' },
    })
    expect(asked).toEqual([])
  })

  test('changes the answer, and one gate sees what the next has made of it', async () => {
    const more: Gate = async (_, pass) => {
      const { status, body } = await pass()
      return { status: status + 1, body: body.replace('}', ',"seen":true}') }
    }
    const { ask } = await service([more, more])
    expect(await ask('GetItem')).toMatchObject({ status: 202, body: { asked: 1, seen: true } })
  })

  test('asks twice', async () => {
    const { ask, asked } = await service([(_, pass) => pass().then(pass)])
    expect(await ask('PutItem')).toMatchObject({ body: { asked: 2 } })
    expect(asked).toEqual(['PutItem', 'PutItem'])
  })

  test('holds an answer back until it wants', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { ask, asked } = await service([(_, pass) => pass().finally(() => promise)])
    let answered = false
    const asking = ask('PutItem').finally(() => {
      answered = true
    })
    await expect.poll(() => asked).toEqual(['PutItem'])
    expect(answered).toBe(false)
    resolve()
    expect(await asking).toMatchObject({ status: 200 })
  })

  test.each([
    ['before', (_, pass) => Promise.reject(new Error(`cut ${pass.name}`)), []],
    ['after', (_, pass) => pass().then(() => Promise.reject(new Error('cut'))), ['PutItem']],
  ] satisfies [string, Gate, string[]][])(
    'cuts the connection %s the engine has answered',
    async (_, gate, done) => {
      const { ask, asked } = await service([gate])
      await expect(ask('PutItem')).rejects.toThrow('fetch failed')
      expect(asked).toEqual(done)
    },
  )

  test('gets an engine that fails as an answer with status 500', async () => {
    const { ask } = await service([], () => Promise.reject(new Error('broken')))
    expect(await ask('PutItem')).toEqual({
      status: 500,
      body: { __type: 'InternalFailure', message: 'Error: broken' },
    })
  })
})

test('a caller is read from a key of the host alone', () => {
  const header = (key: string) => `AWS4-HMAC-SHA256 Credential=${key}/20261104/us-east-1/sqs/aws4_request, …`
  for (const caller of [
    { functionId: 'Worker', environment: 1 },
    { functionId: 'WorkerN7', environment: 12 },
  ])
    expect(callerOf(header(accessKeyIdOf(caller)))).toEqual(caller)
  for (const key of ['local', 'AKIAIOSFODNN7EXAMPLE', 'LOCALWorker', 'LOCALN7'])
    expect(callerOf(header(key))).toBeUndefined()
  expect(callerOf(undefined)).toBeUndefined()
})

describe('Before an engine that is another process', () => {
  test('gates work, and what the SDK asks comes through', async () => {
    const engine = await startDynamoDb(undefined, () => {})
    const seen: AwsRequest[] = []
    const proxy = await startProxy('dynamodb', engine.endpoint, [noting(seen)])
    const client = new DynamoDBClient({
      endpoint: proxy.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    })
    onTestFinished(async () => {
      client.destroy()
      await proxy.close()
      await engine.close()
    })
    const all = await Promise.all(Array.from({ length: 20 }, () => client.send(new ListTablesCommand())))
    expect(all.map(({ TableNames }) => TableNames)).toEqual(Array(20).fill([]))
    expect(seen.map(({ action }) => action)).toEqual(Array(20).fill('ListTables'))
    await engine.close()
    await expect(client.send(new ListTablesCommand())).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    })
  })
})
