import type { MiddlewareObj } from '@middy/core'
import type { Connection, Connections } from '../core/connections.ts'
import { mayAccess } from '../core/intake.ts'
import type { Live, LiveFrame, Owned } from '../core/live.ts'
import type { ConnectionPosts } from './connection-posts.ts'
import { type Lane, liveLane } from './live-lane.ts'
import { logger } from './telemetry.ts'

/** Who hears of one conversation. */
interface Audience {
  readonly lanes: Map<string, Lane>
  /** Resolves, in order, when what was published so far is on its way. */
  ready: Promise<void>
  /** Milliseconds of `performance.now()`; the last look at who is connected. */
  lookedAt: number
  isOver: boolean
}

/** Milliseconds for which drafts go to those who were connected at the last look. */
const lookAgainAfter = 5_000
/** Milliseconds that the end of the work waits for an answer, and for all of them. */
const patience = { one: 300, all: 1_000 }

/**
 * Frames to whoever is connected, over the WebSocket's management API. Who is connected is asked when there is something to
 * say, and again for every change: after it is written, so that a client that connects meanwhile either is found or reads
 * the change itself. Nobody waits for it, and nothing of it fails the work.
 */
export function liveSocket(options: {
  readonly posts: ConnectionPosts
  readonly connections: Connections
  readonly now: () => number
}): Live {
  const { posts, connections, now } = options
  const audiences = new Map<string, Audience>()
  const partings = new Set<Promise<void>>()
  /** Told whenever something was answered. */
  let onAnswer = () => {}

  function publish(about: Owned, frames: readonly LiveFrame[]): void {
    const audience = audiences.get(about.id) ?? newAudience(about.id)
    const isChange = frames.some(({ type }) => type !== 'draft')
    const isOld = performance.now() - audience.lookedAt > lookAgainAfter
    if (isChange || isOld) audience.lookedAt = performance.now()
    const look = isChange || isOld ? connections.of(about.id, isChange) : undefined
    // Told below, in order.
    look?.catch(() => {})
    audience.ready = audience.ready
      .then(async () => {
        const found = await look
        onAnswer()
        if (audience.isOver) return
        if (found) welcome(found, about, audience)
        for (const lane of audience.lanes.values()) for (const frame of frames) lane.add(frame)
      })
      .catch((error: unknown) => logger.warn('Who is connected could not be read', { error }))
  }

  function newAudience(id: string): Audience {
    const audience: Audience = {
      lanes: new Map(),
      ready: Promise.resolve(),
      lookedAt: Number.NEGATIVE_INFINITY,
      isOver: false,
    }
    audiences.set(id, audience)
    return audience
  }

  function welcome(found: readonly Connection[], about: Owned, { lanes }: Audience): void {
    for (const connection of found) {
      const { id, until, session } = connection
      if (until <= now() || !mayAccess(session, about)) {
        lanes.get(id)?.stop()
        lanes.delete(id)
        part(connection, true)
      } else if (!lanes.has(id)) {
        lanes.set(
          id,
          liveLane(
            async (data, stop) => {
              const posted = await posts.post(id, data, stop)
              onAnswer()
              return posted
            },
            () => part(connection, false),
          ),
        )
      }
    }
  }

  /** One that is there but may not be is closed: its client connects again, with a newer token. */
  function part(connection: Connection, isThere: boolean): void {
    const parting = Promise.all([
      connections.remove(connection),
      ...(isThere ? [posts.close(connection.id)] : []),
    ])
      .then(() => {})
      .catch((error: unknown) => logger.warn('A connection that is gone could not be removed', { error }))
      .finally(() => partings.delete(parting))
    partings.add(parting)
  }

  async function drain(all: readonly Audience[]): Promise<void> {
    await Promise.all(all.map(({ ready }) => ready))
    await Promise.all(all.flatMap(({ lanes }) => [...lanes.values()].map((lane) => lane.drained())))
    await Promise.all(partings)
  }

  /** Waits as long as there are answers. What a client misses that gives none it asks for. */
  async function whileAnswered(work: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = setTimeout(resolve, patience.all)
    let silence: ReturnType<typeof setTimeout> | undefined
    onAnswer = () => {
      clearTimeout(silence)
      silence = setTimeout(resolve, patience.one)
    }
    onAnswer()
    await Promise.race([work, promise])
    onAnswer = () => {}
    clearTimeout(silence)
    clearTimeout(end)
  }

  return {
    publish,
    async flush() {
      const all = [...audiences.values()]
      audiences.clear()
      if (all.length === 0) return
      await whileAnswered(drain(all))
      for (const audience of all) {
        audience.isOver = true
        for (const lane of audience.lanes.values()) lane.stop()
      }
    },
  }
}

/** Flushes at the end of every event, however it ended. */
export function flushing(live: Live): MiddlewareObj {
  const flush = async () => await live.flush()
  return { after: flush, onError: flush }
}
