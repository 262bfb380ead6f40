import { randomUUID } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { type Circuits, circuit, closedCircuit } from '../core/circuit.ts'

const dayInSeconds = 86_400

/**
 * In the memory table: `circuit#<name>`, `state`. An item that is gone is a closed circuit, so that an operator closes one
 * by deleting it.
 */
export function dynamoDbCircuits(options: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
}): Circuits {
  const { client, table, now } = options
  return {
    async read(name) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(name) }))
      return Item ? circuit.parse(Item) : closedCircuit
    },

    async save(name, next) {
      const writer = randomUUID()
      const ttl = Math.ceil(Math.max(now(), next.open?.until ?? 0) / 1000) + dayInSeconds
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(name), ...next, writer, ttl },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...(next.version === 1
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :before',
                  ExpressionAttributeValues: { ':before': next.version - 1 },
                }),
          }),
        )
        return undefined
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        const found = error.Item && unmarshall(error.Item)
        // Our own write, whose answer was lost and which the client has sent again.
        if (found?.writer === writer) return undefined
        return found ? circuit.parse(found) : closedCircuit
      }
    },
  }
}

function keyOf(name: string) {
  return { pk: `circuit#${name}`, sk: 'state' }
}
