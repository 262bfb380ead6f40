import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { System } from '../system.ts'
import { aCustomer, beginConversation } from './conversation.ts'

/** The same queue message delivered again after its turn is over: model calls and replies. */
export async function measureRedelivery(system: System): Promise<void> {
  const sqs = new SQSClient({
    endpoint: system.host.endpoints.sqs,
    region: system.host.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const rows: Record<string, unknown> = {}
  const plain = await oneTurn(system, async () => {})
  rows['delivered once'] = plain
  for (const queue of ['Router', 'Order', 'Merge'] as const) {
    const url = system.host.queues.find(({ logicalId }) => logicalId.startsWith(`${queue}Queue`))?.url
    rows[`${queue.toLowerCase()}: again after the reply`] = await oneTurn(system, async (id, turnNumber) => {
      const type = { Router: 'customer-message.v1', Order: 'task.v1', Merge: 'answer.v1' }[queue]
      const body = { type, conversationId: id, turn: turnNumber, specialist: 'order', deferrals: 0 }
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify(body),
          MessageGroupId: id,
          ...(queue === 'Router' ? { MessageDeduplicationId: `again-${id}` } : {}),
        }),
      )
    })
  }
  sqs.destroy()
  console.log('A queue message delivered twice:')
  console.table(rows)
}

async function oneTurn(
  system: System,
  again: (id: string, turn: number) => Promise<void>,
): Promise<Record<string, number>> {
  const calls = system.standIn?.calls.count ?? 0
  const conversation = await beginConversation(system, aCustomer())
  const number = await conversation.post('Where is my order, and does the kettle come in black?')
  await conversation.closed(number)
  await again(conversation.id, number)
  await system.host.idle()
  const messages = await conversation.messages()
  return {
    'model calls': (system.standIn?.calls.count ?? 0) - calls,
    replies: messages.filter(({ author }) => author !== 'customer').length,
  }
}
