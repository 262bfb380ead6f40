import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy from '@middy/core'
import * as z from 'zod'
import { connectionPosts } from '../adapters/connection-posts.ts'
import { documentClient } from '../adapters/dynamodb-client.ts'
import { dynamoDbConnections } from '../adapters/dynamodb-connections.ts'
import { dynamoDbMemory } from '../adapters/dynamodb-memory.ts'
import { readEnv, socketEnv } from '../adapters/env.ts'
import { secrets } from '../adapters/secrets.ts'
import { logger } from '../adapters/telemetry.ts'
import { specialists } from '../agents/specialists.ts'
import { sessionTokens } from '../api/session-tokens.ts'
import { clientFrame } from '../core/live.ts'
import { answer } from './answer.ts'
import { connect } from './connect.ts'

const env = readEnv(socketEnv)
const now = Date.now
const table = { client: documentClient(), table: env.memoryTable, now }
const posts = connectionPosts(env.socketEndpoint)
const ports = {
  memory: dynamoDbMemory(table),
  connections: dynamoDbConnections(table),
  tokens: sessionTokens({
    secrets: async () => await secrets(env.sessionSecretParameter),
    storeId: env.storeId,
    now,
  }),
  close: posts.close,
  cards: specialists,
  now,
}

const socketEvent = z.object({
  requestContext: z.object({
    eventType: z.enum(['CONNECT', 'MESSAGE', 'DISCONNECT']),
    connectionId: z.string(),
  }),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
})
type SocketEvent = z.infer<typeof socketEvent>

/** The WebSocket's only function: who connects, what clients say, who is gone. */
export const handler = middy<unknown, { statusCode: number }>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .handler(async (event) => ({ statusCode: await statusOf(socketEvent.parse(event)) }))

async function statusOf({ requestContext, queryStringParameters, body }: SocketEvent): Promise<number> {
  const { connectionId, eventType } = requestContext
  switch (eventType) {
    case 'CONNECT': {
      const { token, conversation: conversationId } = queryStringParameters ?? {}
      const connected = await connect({ connectionId, token, conversationId }, ports)
      return connected === 'connected' ? 200 : 403
    }
    case 'DISCONNECT': {
      const connection = await ports.connections.find(connectionId)
      if (connection) await ports.connections.remove(connection)
      return 200
    }
    case 'MESSAGE':
      return await hear(connectionId, body ?? '')
  }
}

/** Whoever may not hear anything any more is let go. */
async function hear(connectionId: string, body: string): Promise<number> {
  const said = clientFrame.safeParse(parseJson(body))
  if (!said.success) return 400
  const frame = await answer(connectionId, said.data, ports)
  if (!frame) await posts.close(connectionId)
  else await posts.post(connectionId, JSON.stringify(frame))
  return 200
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
