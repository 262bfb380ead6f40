import * as z from 'zod'
import type { Host } from '../host/host.ts'
import type { QueueCount } from './audit/queues.ts'
import type { Stage } from './faults/scene.ts'

/** What the faults do to a running host. */
export function stageOf(host: Host): Stage {
  return {
    now: host.now,
    kill: host.kill,
    stall: host.stall,
    sendMessage: async (input) => await askQueues(host, 'SendMessage', input),
  }
}

const counts = z.object({
  Attributes: z.object({
    ApproximateNumberOfMessages: z.coerce.number(),
    ApproximateNumberOfMessagesNotVisible: z.coerce.number(),
    ApproximateNumberOfMessagesDelayed: z.coerce.number(),
  }),
})

/** What lies in every queue. */
export async function countQueues(host: Host): Promise<QueueCount[]> {
  return await Promise.all(
    host.queues.map(async ({ name, url, logicalId }) => {
      const answer = await askQueues(host, 'GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] })
      const { Attributes } = counts.parse(JSON.parse(answer.body))
      return {
        name,
        isDeadLetters: logicalId.includes('DeadLetters'),
        visible: Attributes.ApproximateNumberOfMessages,
        inHand: Attributes.ApproximateNumberOfMessagesNotVisible,
        delayed: Attributes.ApproximateNumberOfMessagesDelayed,
      }
    }),
  )
}

/** Asks the queues as nobody's function: past permissions and faults. */
async function askQueues(
  { endpoints }: Host,
  action: string,
  input: Record<string, unknown>,
): Promise<{ status: number; body: string }> {
  const response = await fetch(endpoints.sqs, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
    body: JSON.stringify(input),
  })
  const body = await response.text()
  if (!response.ok) throw new Error(`The queues refused ${action}: ${body}`)
  return { status: response.status, body }
}
