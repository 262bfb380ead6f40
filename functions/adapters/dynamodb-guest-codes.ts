import { randomUUID } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { GuestCodes } from '../core/guest-codes.ts'

/*
 * In the memory table, each with a `ttl`:
 *
 *   pk                         sk                          attributes
 *   guest#<session id>         code                        codeHash, expiresAt, attempts, customerId?, redeemedBy?
 *   guest-limit#<kind>#<hash>  window#<seconds>#<start>    requests
 *
 * Every decision is the condition of one write, and so holds for any number of requests at once.
 */
export function dynamoDbGuestCodes(options: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
}): GuestCodes {
  const { client, table, now } = options

  /** The item after the update; `undefined` if its condition does not hold. */
  async function update(input: Omit<UpdateCommandInput, 'TableName' | 'ReturnValues'>): Promise<unknown> {
    try {
      const command = new UpdateCommand({ TableName: table, ReturnValues: 'ALL_NEW', ...input })
      return (await client.send(command)).Attributes
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }

  return {
    async count({ key, limit: { most, seconds } }) {
      const at = Math.floor(now() / 1000)
      const start = at - (at % seconds)
      const counted = await update({
        Key: { pk: `guest-limit#${key}`, sk: `window#${seconds}#${start}` },
        UpdateExpression: 'ADD requests :one SET #ttl = :ttl',
        ConditionExpression: 'attribute_not_exists(pk) OR requests < :most',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': start + seconds },
      })
      return counted === undefined ? start + seconds - at : undefined
    },

    async open({ sessionId, ...code }) {
      const Item = { ...keyOf(sessionId), ...code, attempts: 0, ttl: Math.ceil(code.expiresAt / 1000) }
      await client.send(new PutCommand({ TableName: table, Item }))
    },

    async redeem({ sessionId, hashes, most }) {
      const counted = await update({
        Key: keyOf(sessionId),
        UpdateExpression: 'ADD attempts :one',
        ConditionExpression: 'expiresAt > :now AND attempts < :most',
        ExpressionAttributeValues: { ':one': 1, ':most': most, ':now': now() },
      })
      if (counted === undefined) return undefined
      const names = hashes.map((_, index) => `:hash${index}`)
      const redeemed = await update({
        Key: keyOf(sessionId),
        UpdateExpression: 'SET redeemedBy = :redeemer',
        // Our own earlier write is found when its answer was lost and the client has sent it again.
        ConditionExpression: `codeHash IN (${names.join(', ')}) AND expiresAt > :now AND attribute_exists(customerId) AND (attribute_not_exists(redeemedBy) OR redeemedBy = :redeemer)`,
        ExpressionAttributeValues: {
          ...Object.fromEntries(hashes.map((hash, index) => [names[index], hash])),
          ':now': now(),
          ':redeemer': randomUUID(),
        },
      })
      return redeemed === undefined ? undefined : codeItem.parse(redeemed).customerId
    },
  }
}

const codeItem = z.object({ customerId: z.string() })

function keyOf(sessionId: string) {
  return { pk: `guest#${sessionId}`, sk: 'code' }
}
