import { randomUUID } from 'node:crypto'
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { StoreChange, Versioned } from '../core/change.ts'
import type { Customer } from '../core/store.ts'
import { customerKey, customerPointers, orderKey, type StoreKey } from './dynamodb-store-items.ts'

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Times that a change is tried at once where only the moment was unlucky. */
const attempts = 5

/**
 * Makes a change in one transaction. The token makes it happen once, even if an answer is lost and the client sends it
 * again. `changed_meanwhile`, and nothing written, if a record is no longer at the version that was read, or if other
 * transactions are at work on it at every attempt. Throws what neither the client's retries nor these cured.
 */
export async function applyChange(
  client: DynamoDBDocumentClient,
  table: string,
  change: StoreChange,
): Promise<'applied' | 'changed_meanwhile'> {
  const TransactItems = changeItems(table, change)
  if (TransactItems.length === 0) return 'applied'
  const command = { TransactItems, ClientRequestToken: randomUUID() }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand(command))
      return 'applied'
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const obstacle = obstacleOf(error.CancellationReasons ?? [])
      if (obstacle === 'changed') return 'changed_meanwhile'
      if (obstacle === 'unknown') throw error
      if (attempt < attempts) continue
      if (obstacle === 'throttled') throw error
      return 'changed_meanwhile'
    }
  }
}

/**
 * The items of the transaction that makes a change: each changed record as a whole, on condition of the version that
 * was read, and the look-ups of a customer that change with it. At most 6; none for an empty change.
 */
export function changeItems(table: string, { order, customer }: StoreChange): TransactItem[] {
  return [
    ...(order ? [putOver(table, orderKey(order.after.orderId), order)] : []),
    ...(customer ? [putOver(table, customerKey(customer.after.customerId), customer)] : []),
    ...(customer ? movedPointers(table, customer.before.record, customer.after) : []),
  ]
}

/**
 * Why a transaction was given up, from the reasons of the items of `changeItems` in it. `changed`: a record has another
 * version by now. `conflict`: another transaction is at work on a record, and trying again may help.
 */
export function obstacleOf(
  reasons: readonly CancellationReason[],
): 'changed' | 'conflict' | 'throttled' | 'unknown' {
  const codes = reasons.flatMap(({ Code }) => Code ?? [])
  if (codes.includes('ConditionalCheckFailed')) return 'changed'
  if (codes.includes('TransactionConflict')) return 'conflict'
  return codes.some((it) => throttling.includes(it)) ? 'throttled' : 'unknown'
}

const throttling = ['ThrottlingError', 'ProvisionedThroughputExceeded']

function putOver<Of>(
  table: string,
  key: StoreKey,
  { before, after }: { readonly before: Versioned<Of>; readonly after: Of },
): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: { ...key, version: before.version + 1, record: after },
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': before.version },
    },
  }
}

function movedPointers(table: string, before: Customer, after: Customer): TransactItem[] {
  const [old, now] = [customerPointers(before), customerPointers(after)]
  const within = (all: readonly StoreKey[], it: StoreKey) =>
    all.some(({ pk, sk }) => pk === it.pk && sk === it.sk)
  return [
    ...old
      .filter((it) => !within(now, it))
      .map(({ pk, sk }) => ({ Delete: { TableName: table, Key: { pk, sk } } })),
    ...now.filter((it) => !within(old, it)).map((Item) => ({ Put: { TableName: table, Item } })),
  ]
}
