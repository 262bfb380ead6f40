import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { QueueHandlerOptions } from './queue-handler.ts'

const thirtyDays = 30 * 86_400
/** Bytes of a body that are kept: an item of DynamoDB takes 400 KB, a message of SQS 1 MiB. */
const longestBody = 300_000

/**
 * Keeps messages that could not be understood in the memory table: `quarantine#QUEUE`, by message id, for 30 days.
 * One that is delivered again is kept once.
 */
export function dynamoDbQuarantine(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => number,
): QueueHandlerOptions<unknown>['quarantine'] {
  return async ({ queue, id, reason, ...record }) => {
    const { body, cut } = shortened(record.body)
    const at = now()
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            pk: `quarantine#${queue}`,
            sk: id,
            body,
            reason: `${reason}${cut}`,
            at,
            ttl: Math.floor(at / 1000) + thirtyDays,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
      return 'kept'
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'known'
      throw error
    }
  }
}

function shortened(body: string): { readonly body: string; readonly cut: string } {
  const bytes = Buffer.from(body)
  if (bytes.length <= longestBody) return { body, cut: '' }
  return {
    body: bytes.subarray(0, longestBody).toString(),
    cut: ` (of its ${bytes.length} bytes the first ${longestBody} are kept)`,
  }
}
