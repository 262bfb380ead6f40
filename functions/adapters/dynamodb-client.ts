import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { unburdened } from './unburdened.ts'

/** One client for an environment. Region, credentials and endpoint come from the runtime. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(unburdened(new DynamoDBClient({ maxAttempts: 5 })), {
    marshallOptions: { removeUndefinedValues: true },
  })
}
