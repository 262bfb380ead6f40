import type { Action } from '../core/action.ts'
import { reasonsForApproval } from '../core/approval.ts'
import { taskMessage } from '../core/queue-messages.ts'
import type { Card, Specialist } from '../core/specialist.ts'
import { workOnTask } from '../core/work-on-task.ts'
import { agentModel } from './agent-model.ts'
import { connectionPosts } from './connection-posts.ts'
import { documentClient } from './dynamodb-client.ts'
import { dynamoDbConnections } from './dynamodb-connections.ts'
import { changesToday, dynamoDbEffects } from './dynamodb-effects.ts'
import { dynamoDbMemory } from './dynamodb-memory.ts'
import { dynamoDbStore } from './dynamodb-store.ts'
import { readEnv, readTaskQueueUrls, specialistEnv } from './env.ts'
import { newId } from './ids.ts'
import { liveMemory } from './live-memory.ts'
import { flushing, liveSocket } from './live-socket.ts'
import { dynamoDbQuarantine } from './quarantine.ts'
import { queueHandler } from './queue-handler.ts'
import { sqsClient, sqsTasks } from './sqs-queues.ts'

/** The Lambda of one specialist: tasks from its queue, the agent's data, the ports of this environment. `cards`: all specialists. */
export function specialistHandler(specialist: Specialist, cards: readonly Card[]) {
  const env = readEnv(specialistEnv)
  const now = Date.now
  const client = documentClient()
  const sqs = sqsClient()
  const table = { client, table: env.memoryTable, now }
  const posts = connectionPosts(env.socketEndpoint)
  const live = liveSocket({ posts, connections: dynamoDbConnections(table), now })
  const ports = {
    live,
    memory: liveMemory(dynamoDbMemory(table), live, cards),
    store: dynamoDbStore({ client, table: env.storeTable }),
    model: agentModel(env, client, now),
    tasks: sqsTasks(sqs, readTaskQueueUrls(cards.map(({ name }) => name))),
    newId,
    now,
    jitter: Math.random,
    cards,
    effects: dynamoDbEffects({
      client,
      memoryTable: env.memoryTable,
      storeTable: env.storeTable,
      now,
      changesPerDay: env.approvalLimits.changesPerDay,
    }),
    needsApproval: async (action: Action) => {
      const changes = await changesToday(client, env.memoryTable, action.customerId, now())
      return reasonsForApproval(action, changes, env.approvalLimits)
    },
  }
  return queueHandler({
    schema: taskMessage,
    sqs,
    quarantine: dynamoDbQuarantine(client, env.memoryTable, now),
    handle: async (message, { signal }) => ({
      kind: await workOnTask(message, specialist, env.model, { ...ports, signal }),
    }),
  }).use(flushing(live))
}
