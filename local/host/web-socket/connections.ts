import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Client } from './events.ts'

/** What became of something that a function sends to a client. */
export type Delivery = 'sent' | 'gone' | 'too_large' | 'full'

/** The open connections, with the gateway's limits. */
export type OpenConnections = {
  add: (client: Client, socket: WebSocket) => void
  send: (connectionId: string, data: string) => Delivery
  /** Whether it was there. */
  close: (connectionId: string) => boolean
  find: (connectionId: string) => { client: Client; lastActiveAt: number } | undefined
  closeAll: () => void
}

type Open = { client: Client; socket: WebSocket; lastActiveAt: number; cancelIdle: () => void }

export function openConnections(given: {
  clock: Clock
  onMessage: (client: Client, body: string) => void
  /** Not told when all are closed. */
  onClosed: (client: Client, close: { code: number; reason: string }) => void
}): OpenConnections {
  const { clock, onMessage, onClosed } = given
  const all = new Map<string, Open>()

  /** Something went over it, in either direction. */
  const touch = (open: Open): void => {
    open.lastActiveAt = clock.now()
    open.cancelIdle()
    open.cancelIdle = clock.at(clock.now() + idleLimitMs, () => goAway(open))
  }

  const goAway = ({ socket }: Open): void => socket.close(1001, 'Going away')

  return {
    add: (client, socket) => {
      const open: Open = { client, socket, lastActiveAt: clock.now(), cancelIdle: () => {} }
      all.set(client.connectionId, open)
      touch(open)
      const cancelEnd = clock.at(client.connectedAt + longestMs, () => goAway(open))
      socket.on('message', (data: Buffer) => {
        touch(open)
        if (data.length > largestFrame) socket.close(1009, 'Frame too large')
        else onMessage(client, data.toString('utf8'))
      })
      // What is wrong ends the connection; that is told below.
      socket.on('error', () => {})
      socket.on('close', (code, reason) => {
        open.cancelIdle()
        cancelEnd()
        if (all.delete(client.connectionId)) onClosed(client, { code, reason: reason.toString('utf8') })
      })
    },
    send: (connectionId, data) => {
      const open = all.get(connectionId)
      if (open === undefined || open.socket.readyState !== open.socket.OPEN) return 'gone'
      if (Buffer.byteLength(data) > largestMessage) return 'too_large'
      if (open.socket.bufferedAmount > fullBuffer) return 'full'
      open.socket.send(data)
      touch(open)
      return 'sent'
    },
    close: (connectionId) => {
      const open = all.get(connectionId)
      open?.socket.close(1000, 'Connection closed')
      return open !== undefined
    },
    find: (connectionId) => all.get(connectionId),
    closeAll: () => {
      const sockets = [...all.values()].map(({ socket }) => socket)
      all.clear()
      for (const socket of sockets) socket.terminate()
    },
  }
}

const idleLimitMs = 10 * 60_000
const longestMs = 2 * 60 * 60_000
/** Bytes. Clients send a message as one frame. */
const largestFrame = 32 * 1024
export const largestMessage = 128 * 1024
/** Bytes that wait for a client before more is refused; AWS does not say how many there. */
const fullBuffer = 128 * 1024
