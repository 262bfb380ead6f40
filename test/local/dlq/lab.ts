import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import * as z from 'zod'
import { dynamoDbQuarantine } from '../../../functions/adapters/quarantine.ts'
import { plainPaint } from '../../../local/client/paint.ts'
import { dlqCommand } from '../../../local/dlq/command.ts'
import { type Clock, createClock } from '../../../local/host/clock.ts'
import { startSqs } from '../../../local/host/sqs/sqs-engine.ts'
import type { TestDynamoDb } from '../../adapters/dynamodb-fixture.ts'

/** The names that CloudFormation gives the queues of a stage, without what makes them unique. */
export const owners = ['Router', 'Order', 'Product', 'Merge'] as const
export type Owner = (typeof owners)[number]

export interface Lab {
  readonly clock: Clock
  readonly apiUrl: string
  readonly endpoints: { readonly sqs: string; readonly dynamodb: string }
  /** Runs the command against this lab; `answer` is what somebody at the terminal says. */
  run(line: string, answer?: boolean): Promise<{ output: string; error: string; asked: string[] }>
  call(action: string, body: object): Promise<unknown>
  /** A message that was received once, and failed. */
  die(owner: Owner, body: unknown, group?: string): Promise<void>
  quarantine(owner: Owner, body: string, reason: string, id: string): Promise<void>
  urlOf(owner: Owner | 'Relay', kind: 'Queue' | 'DeadLetters'): string
  bodiesIn(owner: Owner, kind: 'Queue' | 'DeadLetters'): Promise<string[]>
}

const received = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).default([]),
})

/** Queues and memory of a stage, with a host that tells where they are. */
export async function lab(dynamodb: TestDynamoDb, stage: string): Promise<Lab> {
  const clock = createClock()
  const sqs = await startSqs({ clock, directory: undefined, region: 'us-east-1', account: '000000000000' })
  const memoryTable = await dynamodb.createTable(`Switchboard-${stage}-Stateful-MemoryTable0A1B2C3D-X1`)
  const endpoints = { sqs: sqs.endpoint, dynamodb: dynamodb.endpoint }
  const host = createServer((request, response) => {
    response.writeHead(request.url === '/local' ? 200 : 404)
    response.end(JSON.stringify({ ...endpoints, region: 'us-east-1', memoryTable }))
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    clock.stop()
    host.closeAllConnections()
    host.close()
    await sqs.close()
  })
  const address = host.address()
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const nameOf = (owner: string, kind: string) =>
    `Switchboard-${stage}-Service-${owner}${kind}0A1B2C3D-Y2${owner === 'Router' ? '.fifo' : ''}`
  const urlOf = (owner: string, kind: string) => `${sqs.endpoint}/000000000000/${nameOf(owner, kind)}`
  for (const owner of [...owners, 'Relay']) {
    const kind = { ...(owner === 'Router' && { FifoQueue: 'true' }) }
    await sqs.call('CreateQueue', { QueueName: nameOf(owner, 'DeadLetters'), Attributes: kind })
    if (owner === 'Relay') continue
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${nameOf(owner, 'DeadLetters')}`
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 })
    await sqs.call('CreateQueue', {
      QueueName: nameOf(owner, 'Queue'),
      Attributes: { ...kind, RedrivePolicy },
    })
  }
  const receive = async (QueueUrl: string) =>
    received.parse(await sqs.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 })).Messages
  const keep = dynamoDbQuarantine(dynamodb.client, memoryTable, clock.now)

  return {
    clock,
    apiUrl,
    endpoints,
    urlOf,
    call: sqs.call,
    async run(line, answer) {
      const output: string[] = []
      const asked: string[] = []
      const confirm = async (question: string) => {
        asked.push(question)
        return answer === true
      }
      const screen = {
        say: (text: string) => void output.push(text),
        confirm: answer === undefined ? undefined : confirm,
        paint: plainPaint,
        now: clock.now,
        pause: async (milliseconds: number) => clock.advance(milliseconds),
      }
      const args = line.split(' ')
      const which = args.some((each) => ['--aws', '--stack', '--region'].includes(each))
        ? []
        : ['--api', apiUrl]
      const error = await dlqCommand([...args, ...which], screen).then(
        () => '',
        (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
      )
      return { output: output.join('\n'), error, asked }
    },
    async die(owner, body, group = 'a') {
      const QueueUrl = urlOf(owner, 'Queue')
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body)
      const fifo = { MessageDeduplicationId: crypto.randomUUID() }
      await sqs.call('SendMessage', {
        QueueUrl,
        MessageBody,
        MessageGroupId: group,
        ...(owner === 'Router' && fifo),
      })
      for (const { ReceiptHandle } of await receive(QueueUrl))
        await sqs.call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
      await receive(QueueUrl)
    },
    async quarantine(owner, body, reason, id) {
      await keep({ queue: nameOf(owner, 'Queue'), id, body, reason })
    },
    bodiesIn: async (owner, kind) => (await receive(urlOf(owner, kind))).map(({ Body }) => Body),
  }
}
