import type { AwsCall } from './aws-client.ts'
import type { Clock } from './clock.ts'
import type { Closers } from './closing.ts'
import { hasOwnKey, ownCredentials } from './credentials.ts'
import { connectDynamoDb, startDynamoDb } from './dynamodb-engine.ts'
import { type EventBridge, startEventBridge } from './event-bridge.ts'
import type { ServiceEndpoints } from './function-variables.ts'
import type { Gate } from './gate.ts'
import type { OnEvent } from './host-events.ts'
import { type MailEngine, startMail } from './mail.ts'
import { startParameters } from './parameters.ts'
import { startProxy } from './proxy.ts'
import { startQueues } from './queue-engine.ts'
import type { Credentials } from './signature.ts'
import type { Writes } from './writes.ts'

export type Engines = {
  /** The engines themselves, for whoever needs no permission: the host, and tests. */
  endpoints: ServiceEndpoints
  /** Where the functions reach them, behind the gates. */
  gated: ServiceEndpoints
  /** What the functions sign with; undefined is a key of the host's, which names the caller. */
  credentials: Credentials | undefined
  /** The host's own calls. */
  tableCall: AwsCall
  streamCall: AwsCall
  queueCall: AwsCall
  /** Whether the queues are ours: then they follow the clock. */
  ownQueues: boolean
  /** Whether the tables are ours: then nobody writes into them unseen. */
  ownTables: boolean
  mail: MailEngine
  events: EventBridge
}

/**
 * Starts every service, and gates before it. An engine of the developer's that wants the developer's own key is reached
 * without them, since that key names no caller.
 */
export async function startEngines(given: {
  clock: Clock
  keep: string | undefined
  region: string
  account: string
  parameters: Record<string, string>
  buses: readonly string[]
  gates: readonly Gate[]
  writes: Writes
  closers: Closers
  onEvent: OnEvent
}): Promise<Engines> {
  const { clock, keep, region, account, gates, writes, closers, onEvent } = given
  const opened = async <T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const engine = await starting
    closers.add(engine.close)
    return engine
  }

  const dynamodb = await opened(startDynamoDb(keep, (message) => onEvent({ type: 'problem', message })))
  const { tables, streams, close } = connectDynamoDb(dynamodb.endpoint, region)
  closers.add(close)
  const sqs = await opened(startQueues({ clock, directory: keep, region, account, gates }))
  const ssm = await opened(startParameters(given.parameters, gates))
  const mail = await opened(startMail((sent) => onEvent({ type: 'mail', ...sent }), gates, clock.now))
  const events = await opened(
    startEventBridge({
      buses: given.buses,
      now: clock.now,
      onEvent: (sent) => onEvent({ type: 'event', ...sent }),
      gates,
    }),
  )
  const front = async (
    service: 'dynamodb' | 'sqs',
    engine: string,
    before: readonly Gate[],
  ): Promise<string> => (await opened(startProxy(service, engine, before))).endpoint
  const endpoints = {
    dynamodb: dynamodb.external
      ? dynamodb.endpoint
      : await front('dynamodb', dynamodb.endpoint, [writes.gate]),
    sqs: sqs.endpoint,
    ssm: ssm.endpoint,
    ses: mail.endpoint,
    events: events.endpoint,
  }
  const found = {
    ownQueues: !sqs.external,
    ownTables: !dynamodb.external,
    endpoints,
    tableCall: tables,
    streamCall: streams,
    queueCall: sqs.call,
    mail,
    events,
  }

  const external = [...(dynamodb.external ? ['DynamoDB'] : []), ...(sqs.external ? ['SQS'] : [])]
  if (external.length > 0 && hasOwnKey()) {
    onEvent({
      type: 'problem',
      message: `Permissions are not checked: the functions use your own AWS key, for your engine of ${external.join(' and ')}. Unset AWS_ACCESS_KEY_ID to have them checked.`,
    })
    return { ...found, gated: endpoints, credentials: ownCredentials() }
  }
  return {
    ...found,
    gated: {
      ...endpoints,
      dynamodb: await front('dynamodb', dynamodb.endpoint, [...gates, writes.gate]),
      ...(sqs.external && { sqs: await front('sqs', sqs.endpoint, gates) }),
    },
    credentials: undefined,
  }
}
