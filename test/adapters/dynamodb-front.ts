import { once } from 'node:events'
import { createServer } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'

const json = z.record(z.string(), z.unknown())
export type Json = z.infer<typeof json>

/** Sends a request on to DynamoDB, whole or in part, and answers what came back or something else. */
export type Interference = (
  operation: string,
  body: Json,
  send: (body: Json) => Promise<Json>,
) => Promise<Json>

/** A DynamoDB that stands in front of another one and plays what the local engine never does. */
export async function frontDynamoDb(
  endpoint: string,
  interfere: Interference,
): Promise<{ client: DynamoDBDocumentClient; operations: string[]; close(): Promise<void> }> {
  const operations: string[] = []
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '')
    operations.push(operation)
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': String(request.headers['x-amz-target']),
      'x-amz-date': String(request.headers['x-amz-date']),
      authorization: String(request.headers.authorization),
    }
    const answer = await interfere(operation, json.parse(JSON.parse(await textOf(request))), async (body) => {
      const reply = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })
      const answer = await reply.text()
      if (!reply.ok) throw new Error(`DynamoDB answered ${reply.status} behind the front: ${answer}`)
      return json.parse(JSON.parse(answer))
    })
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    response.end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The front has no TCP port')
  const bare = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  return {
    client: DynamoDBDocumentClient.from(bare),
    operations,
    async close() {
      bare.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all).toString('utf8')
}
