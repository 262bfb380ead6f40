import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb'
import type { ChangingStore, Versioned } from '../core/change.ts'
import type { Customer, Order, Product } from '../core/store.ts'
import { applyChange } from './dynamodb-store-changes.ts'
import {
  cataloguePk,
  customerItem,
  customerKey,
  customerPointer,
  emailPk,
  fits,
  itemKey,
  itemPointer,
  namePk,
  orderItem,
  orderKey,
  productItem,
  productKey,
  readItem,
  type StoreKey,
} from './dynamodb-store-items.ts'

const keysPerBatch = 100
const batchAttempts = 5

/**
 * The built-in store: one DynamoDB table, laid out in `dynamodb-store-items.ts`. Customers, orders and look-ups are
 * read consistently, for they change within a turn; products are not. Changes are in `dynamodb-store-changes.ts`.
 * Throws if an item is not of the expected form.
 */
export function dynamoDbStore({
  client,
  table,
}: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}): ChangingStore {
  return {
    versionedCustomer,
    async customer(customerId) {
      return (await versionedCustomer(customerId))?.record
    },
    customerIdByEmail: (email) => onlyCustomerOf(emailPk(email)),
    customerIdByNameAndZip: (first, last, zip) => onlyCustomerOf(namePk(first, last, zip)),
    versionedOrder,
    async order(orderId) {
      return (await versionedOrder(orderId))?.record
    },
    async orders(orderIds) {
      const keys = [...new Set(orderIds)].map(orderKey).filter(fits)
      const found = new Map<string, Order>()
      for (let start = 0; start < keys.length; start += keysPerBatch) {
        for (const item of await getBatch(keys.slice(start, start + keysPerBatch))) {
          const { record } = readItem(orderItem, item)
          found.set(record.orderId, record)
        }
      }
      return orderIds.flatMap((id) => found.get(id) ?? [])
    },
    product,
    async productOfItem(itemId) {
      const item = await get(itemKey(itemId), false)
      return item && (await product(readItem(itemPointer, item).productId))
    },
    async catalogue() {
      const items = await queryAll(cataloguePk)
      return items.map((item) => readItem(productItem, item).record).sort(byName)
    },
    apply: (change) => applyChange(client, table, change),
  }

  async function versionedCustomer(customerId: string): Promise<Versioned<Customer> | undefined> {
    const item = await get(customerKey(customerId), true)
    return item && readItem(customerItem, item)
  }

  async function versionedOrder(orderId: string): Promise<Versioned<Order> | undefined> {
    const item = await get(orderKey(orderId), true)
    return item && readItem(orderItem, item)
  }

  async function product(productId: string): Promise<Product | undefined> {
    const item = await get(productKey(productId), false)
    return item && readItem(productItem, item).record
  }

  /** A name and zip that several customers share identify nobody. */
  async function onlyCustomerOf(pk: string): Promise<string | undefined> {
    if (!fits({ pk, sk: '' })) return undefined
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Limit: 2,
      }),
    )
    const [first, second] = Items
    if (first === undefined || second !== undefined) return undefined
    return readItem(customerPointer, first).customerId
  }

  async function get(key: StoreKey, consistent: boolean): Promise<object | undefined> {
    if (!fits(key)) return undefined
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: key, ConsistentRead: consistent }),
    )
    return Item
  }

  async function getBatch(keys: readonly StoreKey[]): Promise<unknown[]> {
    const items: unknown[] = []
    let request: BatchGetCommandInput['RequestItems'] = { [table]: { Keys: [...keys], ConsistentRead: true } }
    for (let attempt = 1; attempt <= batchAttempts; attempt += 1) {
      const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: request }))
      items.push(...(answer.Responses?.[table] ?? []))
      if (answer.UnprocessedKeys?.[table] === undefined) return items
      request = answer.UnprocessedKeys
    }
    throw new Error(
      `The store table ${table} left orders unread in ${batchAttempts} attempts (throttled); try again later.`,
    )
  }

  async function queryAll(pk: string): Promise<unknown[]> {
    const items: unknown[] = []
    let from: Record<string, unknown> | undefined
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      items.push(...(page.Items ?? []))
      from = page.LastEvaluatedKey
    } while (from)
    return items
  }
}

function byName(a: Product, b: Product): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
