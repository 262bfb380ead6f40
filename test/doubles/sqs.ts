import { SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSRecord } from 'aws-lambda'

export interface StubbedSqs {
  readonly client: SQSClient
  /** What would have been sent to SQS, in order. */
  readonly commands: { readonly name: string; readonly input: object }[]
  /** The next command fails with this. */
  failNext(error: Error): void
}

/** An SQS client that sends nothing. */
export function stubbedSqs(): StubbedSqs {
  const client = new SQSClient({ region: 'eu-central-1' })
  const commands: { name: string; input: object }[] = []
  const failures: Error[] = []
  client.middlewareStack.add(
    (_next, { commandName }) =>
      async ({ input }) => {
        commands.push({ name: String(commandName), input })
        const failure = failures.shift()
        if (failure) throw failure
        return { response: {}, output: { $metadata: {} } }
      },
    { step: 'initialize', priority: 'high', name: 'stub' },
  )
  return { client, commands, failNext: (error) => failures.push(error) }
}

export const someQueue = {
  arn: 'arn:aws:sqs:eu-central-1:111122223333:switchboard-order',
  url: 'https://sqs.eu-central-1.amazonaws.com/111122223333/switchboard-order',
} as const

export function sqsRecord(id: string, body: unknown, changes: { receives?: number } = {}): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `receipt of ${id}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(changes.receives ?? 1),
      SentTimestamp: '1793000000000',
      SenderId: 'AROA',
      ApproximateFirstReceiveTimestamp: '1793000000001',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: someQueue.arn,
    awsRegion: 'eu-central-1',
  }
}

export function lambdaContext(remainingMs = 30_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'switchboard-order',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:switchboard-order',
    memoryLimitInMB: '512',
    awsRequestId: 'request-1',
    logGroupName: 'group',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => remainingMs,
    done() {},
    fail() {},
    succeed() {},
  }
}
