import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { QueueHandlerOptions } from './queue-handler.ts'

const thirtyDays = 30 * 86_400

/** Keeps messages that could not be understood in the memory table: `quarantine#QUEUE`, by message id, for 30 days. */
export function dynamoDbQuarantine(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => number,
): QueueHandlerOptions<unknown>['quarantine'] {
  return async ({ queue, id, body, reason }) => {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { pk: `quarantine#${queue}`, sk: id, body, reason, ttl: Math.floor(now() / 1000) + thirtyDays },
      }),
    )
  }
}
