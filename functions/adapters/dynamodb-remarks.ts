import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { feedback, type Remarks } from '../core/remarks.ts'

const retention = 90 * 86_400

const item = z.object({ feedback: feedback.optional(), readSeq: z.int().optional(), ttl: z.number() })

/**
 * Remarks in the conversation's partition of the memory table: `remark#feedback#<seq>`, and `remark#read`. They expire
 * as the messages do.
 */
export function dynamoDbRemarks(options: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
}): Remarks {
  const { client, table, now } = options
  const seconds = () => Math.floor(now() / 1000)
  const pk = (conversationId: string) => `conversation#${conversationId}`
  return {
    async saveFeedback(conversationId, given) {
      const sk = `remark#feedback#${String(given.seq).padStart(10, '0')}`
      const Item = { pk: pk(conversationId), sk, feedback: given, ttl: seconds() + retention }
      await client.send(new PutCommand({ TableName: table, Item }))
    },

    async saveRead(conversationId, readSeq) {
      const Item = { pk: pk(conversationId), sk: 'remark#read', readSeq, ttl: seconds() + retention }
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item,
            ConditionExpression: 'attribute_not_exists(pk) OR readSeq < :seq',
            ExpressionAttributeValues: { ':seq': readSeq },
          }),
        )
      } catch (error) {
        // Another tab was further.
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },

    async of(conversationId) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :remark)',
          ExpressionAttributeValues: { ':pk': pk(conversationId), ':remark': 'remark#' },
        }),
      )
      const kept = Items.map((each) => item.parse(each)).filter(({ ttl }) => ttl > seconds())
      return {
        feedback: kept.flatMap((each) => (each.feedback ? [each.feedback] : [])),
        readSeq: Math.max(0, ...kept.flatMap(({ readSeq }) => (readSeq === undefined ? [] : [readSeq]))),
      }
    },
  }
}
