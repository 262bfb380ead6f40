import { setTimeout as wait } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { AwsCall } from './aws-client.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createEventFilter } from './event-pattern.ts'
import type { OnEvent } from './host-events.ts'
import { keepRunning, type Source, type SourceSettings } from './source.ts'
import { openShards, type Shard, type StreamRecord } from './stream-reader.ts'

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
  activity: Activity
  checkpoints: Checkpoints
  /** Resolves when the batch is done with, passed or given up; rejects when the host stops before. */
  deliver: (records: StreamRecord[], stopped: AbortSignal) => Promise<void>
  onEvent: OnEvent
}): Promise<Source> {
  const { streamArn, reader, settings, call, activity, checkpoints, deliver, onEvent } = given
  const accepts = createEventFilter(settings.patterns)
  const stopping = new AbortController()
  /** For each shard being read: the activity's moves before it was last found empty. */
  const emptyAt = new Map<string, number>()

  const open = (fromTheBeginning: boolean): Promise<Shard[]> =>
    openShards({
      streamArn,
      call,
      fromTheBeginning,
      positionIn: (shard) => checkpoints.get(reader, shard),
    })

  const gather = async (shard: Shard): Promise<StreamRecord[] | 'closed'> => {
    const records = await shard.read(settings.batchSize)
    if (records === 'closed' || records.length === 0) return records
    const until = performance.now() + settings.batchingWindowSeconds * 1000
    while (records.length < settings.batchSize && performance.now() < until && !stopping.signal.aborted) {
      const more = await shard.read(settings.batchSize - records.length)
      if (more === 'closed') break
      records.push(...more)
      if (more.length === 0) await wait(busyPollMs)
    }
    return records
  }

  /** Reads one shard until it is closed; then whatever shards have followed it. */
  const follow = async (shard: Shard): Promise<void> => {
    emptyAt.set(shard.id, -1)
    let idleMs = firstIdleMs
    while (!stopping.signal.aborted) {
      const movesBefore = activity.moves
      const began = performance.now()
      const records = await gather(shard)
      if (records === 'closed') {
        emptyAt.delete(shard.id)
        const followers = (await open(true)).filter(({ id }) => !emptyAt.has(id) && id > shard.id)
        await Promise.all(followers.map(follow))
        return
      }
      if (records.length === 0) {
        emptyAt.set(shard.id, movesBefore)
        const readMs = performance.now() - began
        await activity.change(idleMs)
        idleMs = activity.moves === movesBefore ? Math.min(2 * idleMs, longestIdleMs) : firstIdleMs
        await wait(Math.max(busyPollMs, restPerRead * readMs))
        continue
      }
      const wanted = records.filter(accepts)
      if (wanted.length > 0) await deliver(wanted, stopping.signal)
      const last = records.at(-1)
      if (last !== undefined) checkpoints.set(reader, shard.id, last.dynamodb.SequenceNumber)
    }
  }

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
    drained: async () => [...emptyAt.values()].every((moves) => moves === activity.moves),
    stop: () => stopping.abort(),
    finished: following,
  }
}

/** While functions work, the stream is looked at at their every move, but not more often than this. */
const busyPollMs = 3
/** While nothing moves, less and less often, in the end as often as AWS does. */
const firstIdleMs = 50
const longestIdleMs = 250
/** A long stream takes the engine some milliseconds to look at: no more than a fifth of its time goes into that. */
const restPerRead = 4
