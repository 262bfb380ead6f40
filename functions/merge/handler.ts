import * as z from 'zod'
import { connectionPosts } from '../adapters/connection-posts.ts'
import { documentClient } from '../adapters/dynamodb-client.ts'
import { dynamoDbConnections } from '../adapters/dynamodb-connections.ts'
import { dynamoDbMemory } from '../adapters/dynamodb-memory.ts'
import { mergeEnv, readEnv, readTaskQueueUrls } from '../adapters/env.ts'
import { newId } from '../adapters/ids.ts'
import { liveMemory } from '../adapters/live-memory.ts'
import { flushing, liveSocket } from '../adapters/live-socket.ts'
import { dynamoDbQuarantine } from '../adapters/quarantine.ts'
import { queueHandler } from '../adapters/queue-handler.ts'
import { sqsClient, sqsInbound, sqsMerging, sqsTasks } from '../adapters/sqs-queues.ts'
import { specialists } from '../agents/specialists.ts'
import { meetDeadline } from '../core/meet-deadline.ts'
import { mergeTurn } from '../core/merge-turn.ts'
import { answerMessage, deadlineMessage } from '../core/queue-messages.ts'

const env = readEnv(mergeEnv)
const now = Date.now
const client = documentClient()
const sqs = sqsClient()
const table = { client, table: env.memoryTable, now }
const posts = connectionPosts(env.socketEndpoint)
const live = liveSocket({ posts, connections: dynamoDbConnections(table), now })
const ports = {
  memory: liveMemory(dynamoDbMemory(table), live, specialists),
  inbound: sqsInbound(sqs, env.inboundQueueUrl),
  tasks: sqsTasks(sqs, readTaskQueueUrls(specialists.map(({ name }) => name))),
  merging: sqsMerging(sqs, env.mergeQueueUrl),
  newId,
  now,
}

export const handler = queueHandler({
  schema: z.discriminatedUnion('type', [answerMessage, deadlineMessage]),
  sqs,
  quarantine: dynamoDbQuarantine(client, env.memoryTable, now),
  handle: async (message) => ({
    kind:
      message.type === 'deadline.v1'
        ? await meetDeadline(message, specialists, ports)
        : await mergeTurn(message, specialists, ports),
  }),
}).use(flushing(live))
