import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** `lost_answer`: the request is carried out, and the connection breaks before the answer. Else: thrown instead of it. */
export type Fault = 'lost_answer' | 'none' | Error

export interface FaultyDynamoDb {
  readonly client: DynamoDBDocumentClient
  /** The requests that left, retries included: `PutItemCommand`, … */
  readonly requests: string[]
  /** What happens to the next requests, one after the other; after them nothing happens. */
  next(...faults: readonly Fault[]): void
}

/** A client with the retries of the real one, but without their pauses. */
export function faultyDynamoDb(endpoint: string): FaultyDynamoDb {
  const requests: string[] = []
  const coming: Fault[] = []
  const bare = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    retryStrategy: {
      acquireInitialRetryToken: async () => tokenOf(0),
      async refreshRetryTokenForRetry(token, { errorType, error }) {
        const count = token.getRetryCount() + 1
        if (errorType === 'CLIENT_ERROR' || count >= 5) throw error
        return tokenOf(count)
      },
      recordSuccess() {},
    },
  })
  bare.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        requests.push(String(commandName))
        const fault = coming.shift() ?? 'none'
        if (fault instanceof Error) throw fault
        const answer = await next(args)
        if (fault === 'lost_answer') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
        return answer
      },
    { step: 'deserialize', priority: 'high', name: 'faults' },
  )
  return {
    client: DynamoDBDocumentClient.from(bare),
    requests,
    next(...faults) {
      coming.push(...faults)
    },
  }
}

/** A transaction that DynamoDB gave up, with one code for each of its items. */
export function cancelled(...codes: readonly string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    message: `Transaction cancelled [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: { httpStatusCode: 400 },
  })
}

function tokenOf(count: number) {
  return { getRetryCount: () => count, getRetryDelay: () => 0 }
}
