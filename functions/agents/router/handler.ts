import { agentModel } from '../../adapters/agent-model.ts'
import { connectionPosts } from '../../adapters/connection-posts.ts'
import { documentClient } from '../../adapters/dynamodb-client.ts'
import { dynamoDbConnections } from '../../adapters/dynamodb-connections.ts'
import { dynamoDbMemory } from '../../adapters/dynamodb-memory.ts'
import { readEnv, readTaskQueueUrls, routerEnv } from '../../adapters/env.ts'
import { newId } from '../../adapters/ids.ts'
import { liveMemory } from '../../adapters/live-memory.ts'
import { flushing, liveSocket } from '../../adapters/live-socket.ts'
import { dynamoDbQuarantine } from '../../adapters/quarantine.ts'
import { queueHandler } from '../../adapters/queue-handler.ts'
import { sqsClient, sqsTasks } from '../../adapters/sqs-queues.ts'
import { customerMessage } from '../../core/queue-messages.ts'
import { routeTurn } from '../../core/route-turn.ts'
import { specialists } from '../specialists.ts'
import { routerInstructions } from './agent.ts'

const env = readEnv(routerEnv)
const now = Date.now
const client = documentClient()
const sqs = sqsClient()
const settings = { model: env.model, instructions: routerInstructions, cards: specialists }
const table = { client, table: env.memoryTable, now }
const posts = connectionPosts(env.socketEndpoint)
const live = liveSocket({ posts, connections: dynamoDbConnections(table), now })
const ports = {
  memory: liveMemory(dynamoDbMemory(table), live, specialists),
  model: agentModel(env, client, now),
  tasks: sqsTasks(sqs, readTaskQueueUrls(specialists.map(({ name }) => name))),
  newId,
  now,
}

export const handler = queueHandler({
  schema: customerMessage,
  sqs,
  quarantine: dynamoDbQuarantine(client, env.memoryTable, now),
  async handle(message, { signal }) {
    const routed = await routeTurn(message, settings, { ...ports, signal })
    // The inbound queue is FIFO, where a single message cannot be delayed: it comes back after a while instead.
    return routed.kind === 'busy' ? { kind: 'again', afterMs: routed.retryAfterMs } : routed
  },
}).use(flushing(live))
