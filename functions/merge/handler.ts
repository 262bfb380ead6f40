import * as z from 'zod'
import { documentClient } from '../adapters/dynamodb-client.ts'
import { dynamoDbMemory } from '../adapters/dynamodb-memory.ts'
import { mergeEnv, readEnv } from '../adapters/env.ts'
import { newId } from '../adapters/ids.ts'
import { dynamoDbQuarantine } from '../adapters/quarantine.ts'
import { queueHandler } from '../adapters/queue-handler.ts'
import { sqsClient } from '../adapters/sqs-queues.ts'
import { specialists } from '../agents/specialists.ts'
import { mergeTurn } from '../core/close-turn.ts'
import { answerMessage, deadlineMessage } from '../core/queue-messages.ts'

const env = readEnv(mergeEnv)
const now = Date.now
const client = documentClient()
const memory = dynamoDbMemory({ client, table: env.memoryTable, now })

export const handler = queueHandler({
  schema: z.discriminatedUnion('type', [answerMessage, deadlineMessage]),
  sqs: sqsClient(),
  quarantine: dynamoDbQuarantine(client, env.memoryTable, now),
  handle: async (message) => ({ kind: await mergeTurn(message, specialists, { memory, newId, now }) }),
})
