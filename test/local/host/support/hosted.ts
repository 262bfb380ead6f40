import { onTestFinished } from 'vitest'
import { createAwsClient } from '../../../../local/host/aws-client.ts'
import { type Host, type HostOptions, startHost } from '../../../../local/host/host.ts'
import type { HostEvent } from '../../../../local/host/host-events.ts'
import { lambda, synthesized } from './app.ts'
import { awaitable } from './awaitable.ts'

/** A host that is closed when the test has finished, and what it tells. Its functions need no grants. */
export async function hosted(assembly: string, options: Partial<HostOptions> = {}) {
  const events = awaitable<HostEvent>()
  const host = await startHost({
    assembly,
    parameters: {},
    permissions: 'off',
    onEvent: events.add,
    ...options,
  })
  onTestFinished(() => host.close())
  return { host, events }
}

/** Hosts one function of this code; `invoke` gives what it answers, or how it failed. */
export async function hostedWorker(code: string, properties: Record<string, unknown> = {}) {
  const { host, events } = await hosted(synthesized(lambda('Worker', properties), { Worker: code }))
  const invoke = async (event: unknown = {}): Promise<unknown> => {
    const outcome = await host.invoke('Worker', event)
    return outcome.ok ? JSON.parse(outcome.payload) : outcome
  }
  return { host, events, invoke }
}

/** What an engine of the host answers. */
export async function call(
  host: Host,
  name: 'sqs' | 'dynamodb',
  action: string,
  body: unknown,
): Promise<unknown> {
  const target = name === 'sqs' ? 'AmazonSQS' : 'DynamoDB_20120810'
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = createAwsClient(
    { endpoint: host.endpoints[name], name, target, version: '1.0' },
    host.region,
    credentials,
  )
  try {
    return await client.call(action, body)
  } finally {
    client.close()
  }
}

/** Sends messages to a declared queue. */
export async function send(
  host: Host,
  logicalId: string,
  bodies: string[],
  extra: object = {},
): Promise<void> {
  const found = host.queues.find((queue) => queue.logicalId === logicalId)
  for (const MessageBody of bodies)
    await call(host, 'sqs', 'SendMessage', { QueueUrl: found?.url, MessageBody, ...extra })
}

/** The bodies of what lies in a declared queue, taken out of it. */
export async function bodiesIn(host: Host, logicalId: string): Promise<string[]> {
  const found = host.queues.find((queue) => queue.logicalId === logicalId)
  const answer = JSON.stringify(
    await call(host, 'sqs', 'ReceiveMessage', { QueueUrl: found?.url, MaxNumberOfMessages: 10 }),
  )
  return [...answer.matchAll(/"Body":"([^"]*)"/g)].map(([, body]) => String(body))
}

/** What functions printed, line by line. */
export function printed(events: { all: HostEvent[] }): string[] {
  return events.all.flatMap((event) => (event.type === 'line' ? [event.line] : []))
}

/** Lets time pass until nothing waits for it any more. */
export async function settled(host: Host): Promise<void> {
  for (;;) {
    await host.idle()
    const due = host.nextDue()
    if (due === undefined) return
    host.passTime(due - host.now())
  }
}
