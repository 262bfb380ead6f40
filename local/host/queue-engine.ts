import { type AwsCall, createAwsClient } from './aws-client.ts'
import type { Clock } from './clock.ts'
import { ownCredentials } from './credentials.ts'
import type { Engine } from './dynamodb-engine.ts'
import type { Gate } from './gate.ts'
import { startSqs } from './sqs/sqs-engine.ts'

/** The SQS engine: the one at `AWS_ENDPOINT_URL_SQS` if that is set, else our own. `directory` keeps its messages. */
export async function startQueues(given: {
  clock: Clock
  directory: string | undefined
  region: string
  account: string
  /** Before our own; another one has its own front. */
  gates: readonly Gate[]
}): Promise<Engine & { call: AwsCall }> {
  const endpoint = process.env.AWS_ENDPOINT_URL_SQS
  if (endpoint === undefined || endpoint === '') return { ...(await startSqs(given)), external: false }
  const service = { endpoint, name: 'sqs', target: 'AmazonSQS', version: '1.0' } as const
  const client = createAwsClient(service, given.region, ownCredentials())
  return { endpoint, external: true, call: client.call, close: async () => client.close() }
}
