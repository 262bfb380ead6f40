import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { type Action, type ActionChange, movesOf } from '../core/action.ts'
import { type Conversation, conversation, type Message, message } from '../core/conversation.ts'
import type { IdempotencyRecord, TurnEnd, TurnStory } from '../core/memory.ts'
import { answer, step, turnRecord } from '../core/records.ts'
import { keys } from './dynamodb-memory-keys.ts'

/** Items of the memory table to records and back. */
export type Item = Record<string, unknown>
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** A record from its item: the keys and bookkeeping attributes fall away, the rest must be as the schema says. */
export function recordOf<Schema extends z.ZodType>(schema: Schema, item: unknown): z.infer<Schema> {
  const record =
    typeof item === 'object' && item !== null
      ? Object.fromEntries(Object.entries(item).filter(([name]) => !bookkeeping.has(name)))
      : item
  const parsed = schema.safeParse(record)
  if (parsed.success) return parsed.data
  throw new Error(
    `An item of the memory table is not what this version writes: ${z.prettifyError(parsed.error)}`,
  )
}

const bookkeeping = new Set(['pk', 'sk', 'ttl', 'writer'])

export function messageOf(item: Item): Message {
  return recordOf(message, item.message)
}

type RawItem = Record<string, AttributeValue> | undefined

/** The conversation that a failed condition found, if that is what it found. */
export function conversationOf(item: RawItem): Conversation | undefined {
  return item?.sk?.S === 'meta' ? recordOf(conversation, unmarshall(item)) : undefined
}

const idempotencyItem = z.object({ key: z.string(), requestHash: z.string(), response: z.string() })

/** The earlier request that a failed condition found, if that is what it found. */
export function earlierRequest(item: RawItem): IdempotencyRecord | undefined {
  if (!item?.pk?.S?.startsWith('idempotency#')) return undefined
  return idempotencyItem.parse(unmarshall(item))
}

/** Seconds that an idempotency key is remembered. */
const idempotencyWindow = 86_400

export function idempotencyPut(table: string, record: IdempotencyRecord, seconds: number): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: { ...keys.idempotency(record.key), ...record, ttl: seconds + idempotencyWindow },
      ConditionExpression: 'attribute_not_exists(pk) OR #ttl < :now',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':now': seconds },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

/** The writes of a change of actions; each is conditional on the action being where it was. */
export function actionWrites(
  table: string,
  conversationId: string,
  change: ActionChange | undefined,
  expiring: (item: Item) => Item,
): TransactItem[] {
  const item = (it: Action) => expiring({ ...keys.action(conversationId, it.id), action: it })
  const moves = movesOf(change).map(({ before, after }) => ({
    Put: {
      TableName: table,
      Item: item(after),
      ConditionExpression: '#action.#status = :before',
      ExpressionAttributeNames: { '#action': 'action', '#status': 'status' },
      ExpressionAttributeValues: { ':before': before.status },
    },
  }))
  if (!change || !('proposed' in change)) return moves
  const ConditionExpression = 'attribute_not_exists(pk)'
  return [...moves, { Put: { TableName: table, Item: item(change.proposed), ConditionExpression } }]
}

/** How a turn ended, written onto its record. */
export function turnEnding(table: string, conversationId: string, ends: TurnEnd): TransactItem {
  const { turn, outcome, at: closedAt, replySeq, failure } = ends
  const set = Object.entries({ outcome, closedAt, replySeq, failure }).filter(([, it]) => it !== undefined)
  return {
    Update: {
      TableName: table,
      Key: keys.turn(conversationId, turn),
      UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, it]) => [`:${name}`, it])),
    },
  }
}

const turnKey = /^turn#(?<number>\d+)(?:#(?<kind>run|answer|deferral)#(?<specialist>[^#]+))?/

const deferral = z.strictObject({ specialist: z.string(), until: z.int() })

/** The items of some turns, as they lie in the table, to the turns' stories. */
export function storiesOf(items: readonly Item[]): TurnStory[] {
  const byNumber = new Map<number, Item[]>()
  for (const item of items) {
    const number = Number(turnKey.exec(String(item.sk))?.groups?.number)
    byNumber.set(number, [...(byNumber.get(number) ?? []), item])
  }
  return [...byNumber].map(([number, own]) => {
    const runs = new Map<string, z.infer<typeof step>[]>()
    for (const item of own) {
      const found = turnKey.exec(String(item.sk))?.groups
      if (found?.kind !== 'run' || !found.specialist) continue
      runs.set(found.specialist, [...(runs.get(found.specialist) ?? []), recordOf(step, item.step)])
    }
    const record = own.find((item) => 'decision' in item)
    return {
      number,
      record: record && recordOf(turnRecord, record),
      runs: [...runs].map(([specialist, steps]) => ({ specialist, steps })),
      answers: own.flatMap((item) => (item.answer ? [recordOf(answer, item.answer)] : [])),
      deferrals: own.flatMap((item) => (item.deferral ? [recordOf(deferral, item.deferral)] : [])),
    }
  })
}
