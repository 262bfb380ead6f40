import { setTimeout as wait } from 'node:timers/promises'
import type { AwsCall } from './aws-client.ts'
import type { Checkpoints } from './checkpoints.ts'
import { type Clock, timeWindow } from './clock.ts'
import { createEventFilter } from './event-pattern.ts'
import type { OnEvent } from './host-events.ts'
import { keepRunning, type Source, type SourceSettings } from './source.ts'
import { openShards, type Shard, type StreamRecord } from './stream-reader.ts'
import type { Writes } from './writes.ts'

/**
 * Reads a DynamoDB stream as an event source mapping does: filters, gathers batches and hands them on in order, one at a
 * time for each shard. What was handed on is remembered, so that a restart goes on from there.
 */
export async function startStreamSource(given: {
  streamArn: string
  /** Who reads: names the checkpoint. */
  reader: string
  settings: SourceSettings
  call: AwsCall
  clock: Clock
  writes: Writes
  checkpoints: Checkpoints
  /** Resolves when the batch is done with, passed or given up; rejects when the host stops before. */
  deliver: (records: StreamRecord[], stopped: AbortSignal) => Promise<void>
  onEvent: OnEvent
}): Promise<Source> {
  const { streamArn, reader, settings, call, clock, writes, checkpoints, deliver, onEvent } = given
  const accepts = createEventFilter(settings.patterns)
  const stopping = new AbortController()
  const followed = new Map<string, Followed>()
  const watchers = new Set<() => void>()

  const open = (fromTheBeginning: boolean): Promise<Shard[]> =>
    openShards({
      streamArn,
      call,
      fromTheBeginning,
      positionIn: (shard) => checkpoints.get(reader, shard),
    })

  const turn = (shard: Followed, state: Followed['state']): void => {
    shard.state = state
    for (const look of watchers) look()
  }

  /** The next records as soon as there are any; none when `over`. */
  const next = async (
    shard: Followed,
    limit: number,
    over: AbortSignal,
  ): Promise<StreamRecord[] | 'closed'> => {
    while (!over.aborted) {
      const finished = writes.finished
      const began = performance.now()
      const records = await shard.read(limit)
      const ended = performance.now()
      turn(shard, records.length === 0 ? { emptyAfter: finished } : 'reading')
      if (records === 'closed' || records.length > 0) return records
      if (writes.finished === finished) await writes.next(longestRestMs, over)
      const restMs = Math.max(shortestRestMs, restPerRead * (ended - began)) - (performance.now() - ended)
      if (restMs > 0) await wait(restMs)
    }
    return []
  }

  const gather = async (shard: Followed): Promise<StreamRecord[] | 'closed'> => {
    const records = await next(shard, settings.batchSize, stopping.signal)
    if (records === 'closed' || records.length === 0 || settings.batchingWindowSeconds === 0) return records
    const window = timeWindow(clock, settings.batchingWindowSeconds * 1000, stopping.signal)
    while (records.length < settings.batchSize && !window.over.aborted) {
      const more = await next(shard, settings.batchSize - records.length, window.over)
      if (more === 'closed') break
      records.push(...more)
    }
    window.close()
    return records
  }

  /** Reads one shard until it is closed; then whatever shards have followed it. */
  const follow = async ({ id, read }: Shard): Promise<void> => {
    const shard: Followed = { read, state: 'reading' }
    followed.set(id, shard)
    while (!stopping.signal.aborted) {
      const records = await gather(shard)
      if (records === 'closed') {
        followed.delete(id)
        const followers = (await open(true)).filter((each) => !followed.has(each.id) && each.id > id)
        await Promise.all(followers.map(follow))
        return
      }
      const wanted = records.filter(accepts)
      if (wanted.length > 0) {
        turn(shard, 'handing on')
        await deliver(
          wanted.map((record) => byClock(record, clock)),
          stopping.signal,
        )
        turn(shard, 'reading')
      }
      const last = records.at(-1)
      if (last !== undefined) checkpoints.set(reader, id, last.dynamodb.SequenceNumber)
    }
  }

  const isDrained = (): boolean =>
    stopping.signal.aborted ||
    [...followed.values()].every(
      ({ state }) => state === 'handing on' || (state !== 'reading' && state.emptyAfter === writes.finished),
    )

  // Opened before the host says it is ready: what is written from then on is seen even when reading begins at the end.
  let opened: Shard[] | undefined = await open(settings.fromTheBeginning)
  const following = keepRunning(
    async () => {
      const shards = opened ?? (await open(settings.fromTheBeginning))
      opened = undefined
      await Promise.all(shards.map(follow))
    },
    stopping.signal,
    (cause) =>
      onEvent({ type: 'problem', message: `Cannot read the stream ${streamArn}, trying again`, cause }),
  )
  return {
    drained: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isDrained()) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
    stop: () => {
      stopping.abort()
      for (const look of watchers) look()
    },
    finished: following,
  }
}

/** The engine has the real time; for the functions a record comes from the time that they have. */
function byClock(record: StreamRecord, { ahead: [aheadMs = 0] }: Clock): StreamRecord {
  const { ApproximateCreationDateTime: created, ...rest } = record.dynamodb
  if (created === undefined) return record
  return { ...record, dynamodb: { ...rest, ApproximateCreationDateTime: created + aheadMs / 1000 } }
}

/** A shard that is read. `emptyAfter`: there was nothing more in it when so many writes had finished. */
type Followed = Pick<Shard, 'read'> & { state: 'reading' | 'handing on' | { emptyAfter: number } }

/** It is read at every write, and as often as AWS does for what others have written. */
const longestRestMs = 250
const shortestRestMs = 3
/** A long stream takes the engine some milliseconds to look at: no more than a fifth of its time goes into that. */
const restPerRead = 4
