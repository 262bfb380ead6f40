import { randomUUID } from 'node:crypto'
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { action } from '../core/action.ts'
import { type Conversation, conversation } from '../core/conversation.ts'
import type { Commit, CommitResult, IdempotencyRecord, Memory } from '../core/memory.ts'
import { answer, step, summary, turnRecord } from '../core/records.ts'
import {
  actionWrite,
  conversationOf,
  earlierRequest,
  type Item,
  idempotencyPut,
  messageOf,
  recordOf,
  storiesOf,
  type TransactItem,
  turnEnding,
} from './dynamodb-memory-items.ts'
import { keys, ranges } from './dynamodb-memory-keys.ts'
import { outboxAttributes, waitingOf, waitingWrites } from './dynamodb-waiting.ts'

const dayInSeconds = 86_400
/** Times that a request is made again at once, where only the moment was unlucky. */
const attempts = 5

/**
 * The conversation memory on one DynamoDB table. Reads that decide something are strongly consistent; every item
 * that is personal expires `retentionDays` after its last write, and reads leave out what has expired.
 */
export function dynamoDbMemory(options: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
  readonly retentionDays?: number
}): Memory {
  const { client, table, now, retentionDays = 90 } = options
  const seconds = () => Math.floor(now() / 1000)
  const alive = (item: Item | undefined) =>
    item !== undefined && (typeof item.ttl !== 'number' || item.ttl > seconds()) ? item : undefined
  const expiring = (item: Item): Item => ({ ...item, ttl: seconds() + retentionDays * dayInSeconds })
  const put = (item: Item): TransactItem => ({ Put: { TableName: table, Item: expiring(item) } })
  const putNew = (item: Item): TransactItem => ({
    Put: { TableName: table, Item: expiring(item), ConditionExpression: 'attribute_not_exists(pk)' },
  })

  async function get(key: { pk: string; sk: string }): Promise<Item | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
    return alive(Item)
  }

  async function query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    const items: Item[] = []
    let start: Item | undefined
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          ...input,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      )
      items.push(...(page.Items ?? []).filter((item) => alive(item)))
      start = page.LastEvaluatedKey
    } while (start && (input.Limit === undefined || items.length < input.Limit))
    return items.slice(0, input.Limit)
  }

  async function getBatch(keysOfItems: Item[]): Promise<Item[]> {
    const items: Item[] = []
    let left = keysOfItems
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === attempts)
        throw new Error(`The table ${table} left ${left.length} items unread; try again.`)
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      )
      items.push(...(Responses?.[table] ?? []))
      left = UnprocessedKeys?.[table]?.Keys ?? []
    }
    return items
  }

  const within = (id: string, prefix: string) => ({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.conversation(id).pk, ':prefix': prefix },
  })
  const between = (id: string, first: string, last: string) => ({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': keys.conversation(id).pk, ':first': first, ':last': last },
  })

  async function readConversation(id: string): Promise<Conversation | undefined> {
    const item = await get(keys.conversation(id))
    return item && recordOf(conversation, item)
  }

  async function readConversations(ids: readonly string[]): Promise<Conversation[]> {
    if (ids.length === 0) return []
    const items = await getBatch(ids.map(keys.conversation))
    return items.filter((item) => alive(item)).map((item) => recordOf(conversation, item))
  }

  /** What stands in the way of a transaction, from the items that its failed conditions found. */
  async function whyNot(error: unknown, commit: Commit): Promise<CommitResult> {
    if (!(error instanceof TransactionCanceledException)) throw error
    const reasons = error.CancellationReasons ?? []
    const found = reasons.map((reason) => reason.Item)
    const earlier = found.map(earlierRequest).find((it) => it !== undefined)
    if (earlier) return { kind: 'replayed', earlier }
    const current = found.map(conversationOf).find((it) => it !== undefined)
    if (current) return { kind: 'conflict', conversation: current }
    if (meetsAnother(error)) {
      const read = await readConversation(commit.before.id)
      if (read) return { kind: 'conflict', conversation: read }
    }
    // The run's step is the last item of the transaction, the action the last before that.
    const failed = (index: number) => reasons.at(index)?.Code === 'ConditionalCheckFailed'
    if (commit.lastStep && failed(-1)) return { kind: 'step_exists' }
    if (commit.action && failed(commit.lastStep ? -2 : -1)) return { kind: 'action_moved' }
    throw error
  }

  function conversationPut(after: Conversation, condition: { version?: number }): TransactItem {
    return {
      Put: {
        TableName: table,
        Item: expiring({ ...keys.conversation(after.id), ...after }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(condition.version === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :version',
              ExpressionAttributeValues: { ':version': condition.version },
            }),
      },
    }
  }

  /** Written once, so it must outlive a conversation that goes on for long; what it names may be gone. */
  const ownedPut = (it: Conversation): TransactItem => {
    const ttl = seconds() + 4 * retentionDays * dayInSeconds
    return { Put: { TableName: table, Item: { ...keys.owned(it.customerId ?? it.sessionId, it.id), ttl } } }
  }
  const idempotent = (record: IdempotencyRecord | undefined) =>
    record ? [idempotencyPut(table, record, seconds())] : []

  return {
    conversation: readConversation,

    async recent(id, limit) {
      const newest = await query({
        ...within(id, ranges.messages),
        ScanIndexForward: false,
        Limit: limit,
      })
      const first = newest[0]?.sk === keys.summary(id).sk ? newest.shift() : undefined
      return { summary: first && recordOf(summary, first), messages: newest.map(messageOf).reverse() }
    },

    async messages(id, after, limit) {
      const first = keys.message(id, after + 1).sk
      const items = await query({ ...between(id, first, ranges.lastMessage), Limit: limit })
      return items.map(messageOf)
    },

    async turn(id, number) {
      const item = await get(keys.turn(id, number))
      return item && recordOf(turnRecord, item)
    },

    async turns(id, first, last) {
      return storiesOf(await query(between(id, ranges.turnStart(first), ranges.turnEnd(last))))
    },

    async steps(id, run) {
      const items = await query(within(id, ranges.steps(run.turn, run.specialist)))
      return items.map((item) => recordOf(step, item.step))
    },

    async answers(id, turn) {
      const items = await query(within(id, ranges.answers(turn)))
      return items.map((item) => recordOf(answer, item.answer))
    },

    async action(id, actionId) {
      const item = await get(keys.action(id, actionId))
      return item && recordOf(action, item.action)
    },

    async actions(id) {
      const items = await query(within(id, ranges.actions))
      return items.map((item) => recordOf(action, item.action))
    },

    async conversationsOf(owner, limit) {
      const owned = await query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `owner#${owner}` },
        ScanIndexForward: false,
        Limit: limit,
      })
      const ids = owned.map(({ sk }) => String(sk).replace('conversation#', ''))
      return (await readConversations(ids)).sort((a, b) => (a.id < b.id ? 1 : -1))
    },

    async waiting(limit) {
      const items = await query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.waiting('').pk },
      })
      const longest = waitingOf(items).slice(0, limit)
      const found = await readConversations(longest.map(({ conversationId }) => conversationId))
      return longest.flatMap(({ conversationId, actionIds, since }) => {
        const conversation = found.find(({ id }) => id === conversationId)
        return conversation ? [{ conversation, actionIds, since }] : []
      })
    },

    async create(created, idempotency) {
      const TransactItems = [conversationPut(created, {}), ownedPut(created), ...idempotent(idempotency)]
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }))
          return { kind: 'created' }
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error
          const found = (error.CancellationReasons ?? []).map(({ Item }) => earlierRequest(Item))
          const earlier = found.find((it) => it !== undefined)
          if (earlier) return { kind: 'replayed', earlier }
          // The same request is under way twice: a moment later one finds the other.
          if (!meetsAnother(error) || attempt === attempts) throw error
        }
      }
    },

    async commit(commit) {
      const { before, after, message, turn, ends, lastStep } = commit
      const bound = before.customerId !== after.customerId
      const TransactItems: TransactItem[] = [
        conversationPut(after, { version: before.version }),
        ...idempotent(commit.idempotency),
        ...(bound ? [ownedPut(after)] : []),
        ...(message
          ? [
              putNew({
                ...keys.message(after.id, message.seq),
                message,
                ...outboxAttributes(commit),
              }),
            ]
          : []),
        ...(turn ? [put({ ...keys.turn(after.id, turn.number), ...turn })] : []),
        ...(ends ? [turnEnding(table, after.id, ends)] : []),
        ...waitingWrites(table, commit, expiring),
        ...(commit.action ? [actionWrite(table, after.id, commit.action, expiring)] : []),
        ...(lastStep
          ? [
              putNew({
                ...keys.step(after.id, lastStep.run.turn, lastStep.run.specialist, lastStep.index),
                step: lastStep.step,
              }),
            ]
          : []),
      ]
      try {
        await client.send(new TransactWriteCommand({ TransactItems }))
        return { kind: 'committed' }
      } catch (error) {
        return await whyNot(error, commit)
      }
    },

    async saveStep(id, run, index, saved) {
      const writer = randomUUID()
      const Item = expiring({ ...keys.step(id, run.turn, run.specialist, index), step: saved, writer })
      return await putOnce(client, table, Item, writer)
    },

    async saveAnswer(id, turn, given, last, proposed) {
      const writer = randomUUID()
      const Item = { ...keys.answer(id, turn, given.specialist), answer: given, writer }
      if (!last) return await putOnce(client, table, expiring(Item), writer)
      const stepKey = keys.step(id, last.run.turn, last.run.specialist, last.index)
      try {
        const TransactItems = [
          putNew(Item),
          putNew({ ...stepKey, step: last.step }),
          ...(proposed ? [actionWrite(table, id, { proposed }, expiring)] : []),
        ]
        await client.send(new TransactWriteCommand({ TransactItems }))
        return 'saved'
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error
        const found = (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed')
        if (!found) throw error
        return 'exists'
      }
    },

    async saveDeferral(id, turn, deferral) {
      const Item = expiring({ ...keys.deferral(id, turn, deferral.specialist), deferral })
      await client.send(new PutCommand({ TableName: table, Item }))
    },

    async saveSummary(id, saved) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: expiring({ ...keys.summary(id), ...saved }),
            ConditionExpression: 'attribute_not_exists(pk) OR untilSeq < :untilSeq',
            ExpressionAttributeValues: { ':untilSeq': saved.untilSeq },
          }),
        )
      } catch (error) {
        // A newer summary is there already: this one is not needed.
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}

/** Whether the transaction met another one that is under way on the same item. */
function meetsAnother(error: TransactionCanceledException): boolean {
  return (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict')
}

/**
 * Writes an item that is written only once. `writer` tells our own write from another's: when the answer to the
 * first attempt was lost, the client's second attempt finds our item there, and that is no conflict.
 */
async function putOnce(
  client: DynamoDBDocumentClient,
  table: string,
  Item: Item,
  writer: string,
): Promise<'saved' | 'exists'> {
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return 'saved'
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return error.Item?.writer?.S === writer ? 'saved' : 'exists'
  }
}
