import { isDeepStrictEqual } from 'node:util'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import type { StoreKey } from '../../functions/adapters/dynamodb-store-items.ts'
import type { AwsCall } from '../host/aws-client.ts'
import { openShards, type Shard, type StreamRecord } from '../host/stream-reader.ts'
import { type StoreTable, scanItems, writeAll } from '../store/store-table.ts'

export type StoredItem = StoreKey & Readonly<Record<string, unknown>>

/** An item that is not what it was at first; `undefined` where there is none. */
export interface ItemChange {
  readonly key: StoreKey
  readonly before: StoredItem | undefined
  readonly after: StoredItem | undefined
}

/**
 * Knows at any moment which items of a table differ from its first content, without reading the whole of it.
 *
 * It keeps a copy of the table, by the table's own stream of every write. No write escapes it: each record of the stream
 * says what the item was before, which must be what the copy says, so a write that the stream left out is found at the
 * item's next write, and if there is none, by `verify`, which reads the whole table at the end.
 */
export interface WatchedTable {
  /** Every item that differs now. */
  changes(): Promise<ItemChange[]>
  /** Puts the first content back. */
  undo(changes: readonly ItemChange[]): Promise<void>
  /** Throws unless the whole table, read item by item, is what it was at first. */
  verify(): Promise<void>
}

const marker = { pk: 'replay', sk: 'marker' }
const readsWithoutMarker = 1000
const recordsPerRead = 1000

export async function watchTable({
  store,
  first,
  streamArn,
  streams,
}: {
  readonly store: StoreTable
  readonly first: readonly StoredItem[]
  readonly streamArn: string
  readonly streams: AwsCall
}): Promise<WatchedTable> {
  const shard = await onlyShard(streamArn, streams)
  const initial = new Map(first.map((item) => [addressOf(item), item]))
  const copy = new Map(initial)
  const different = new Map<string, StoreKey>()
  let marks = 0

  return {
    async changes() {
      await catchUp()
      return await Promise.all(
        [...different].map(async ([at, key]) => ({
          key,
          before: initial.get(at),
          after: await readStored(key, copy.get(at)),
        })),
      )
    },
    async undo(changes) {
      await writeAll(
        store,
        changes.map(({ key, before }) =>
          before ? { PutRequest: { Item: before } } : { DeleteRequest: { Key: key } },
        ),
      )
    },
    async verify() {
      const stored = new Map((await scanItems(store)).map((it) => [addressOf(keyOf.parse(it)), it]))
      stored.delete(addressOf(marker))
      if (isDeepStrictEqual(stored, initial)) return
      throw new Error(
        `The table ${store.table} does not hold its first content after everything was undone; the replay cannot be trusted.`,
      )
    },
  }

  /** The stream is read up to a mark that is written now, so everything written before has been seen. */
  async function catchUp(): Promise<void> {
    marks += 1
    await store.client.send(new PutCommand({ TableName: store.table, Item: { ...marker, mark: marks } }))
    for (let reads = 0; reads < readsWithoutMarker; reads += 1) {
      const records = await shard.read(recordsPerRead)
      if (records === 'closed') break
      if (records.map(see).includes(marks)) return
    }
    throw new Error(`The stream of ${store.table} does not show what was written to the table.`)
  }

  /** The item as the table holds it, which must be as the stream has shown it. */
  async function readStored(Key: StoreKey, seen: StoredItem | undefined): Promise<StoredItem | undefined> {
    const { Item } = await store.client.send(
      new GetCommand({ TableName: store.table, Key, ConsistentRead: true }),
    )
    if (!isDeepStrictEqual(Item, seen)) throw leftOut(Key)
    return seen
  }

  /** Takes one write into the copy. Answers the mark, if it was one. */
  function see(record: StreamRecord): number | undefined {
    const { Keys, OldImage, NewImage } = images.parse(record.dynamodb)
    const key = keyOf.parse(Keys)
    const at = addressOf(key)
    if (at === addressOf(marker)) return mark.parse(NewImage).mark
    const after = NewImage && { ...NewImage, ...key }
    if (!isDeepStrictEqual(OldImage && { ...OldImage, ...key }, copy.get(at))) throw leftOut(key)
    if (after) copy.set(at, after)
    else copy.delete(at)
    if (isDeepStrictEqual(after, initial.get(at))) different.delete(at)
    else different.set(at, key)
    return undefined
  }

  function leftOut({ pk, sk }: StoreKey): Error {
    return new Error(`The stream of ${store.table} has left out a write to ${pk} / ${sk}.`)
  }
}

/** The order of all writes is known within one shard only, and that is what local engines have. */
async function onlyShard(streamArn: string, call: AwsCall): Promise<Shard> {
  const [shard, ...others] = await openShards({
    streamArn,
    call,
    fromTheBeginning: false,
    positionIn: () => undefined,
  })
  if (shard && others.length === 0) return shard
  throw new Error(
    `The stream ${streamArn} has ${others.length + (shard ? 1 : 0)} shards, and the replay needs one: use the embedded engine or DynamoDB Local.`,
  )
}

const attribute = z.custom<AttributeValue>((it) => typeof it === 'object' && it !== null)
const image = z
  .record(z.string(), attribute)
  .transform((it) => z.record(z.string(), z.unknown()).parse(unmarshall(it)))
const images = z.object({ Keys: image, OldImage: image.optional(), NewImage: image.optional() })
const keyOf = z.object({ pk: z.string(), sk: z.string() })
const mark = z.object({ mark: z.number() })

function addressOf({ pk, sk }: StoreKey): string {
  return JSON.stringify([pk, sk])
}
