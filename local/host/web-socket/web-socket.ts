import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import * as z from 'zod'
import type { Clock } from '../clock.ts'
import type { Outcome } from '../environment.ts'
import type { Gate } from '../gate.ts'
import type { OnEvent } from '../host-events.ts'
import { largestMessage, openConnections } from './connections.ts'
import type { WebSocketApi } from './declaration.ts'
import { type Client, clientOf, connectEvent, disconnectEvent, messageEvent } from './events.ts'
import { serveManagement } from './management.ts'

/** Where the WebSocket is, on the REST API's port. */
export const socketPath = '/socket'

export type WebSocketFront = {
  /** The base address of the management API. */
  endpoint: string
  close: () => Promise<void>
}

/** Serves the declared WebSocket API on a server's upgrades, and its management API on a port of its own. */
export async function startWebSocket(given: {
  api: WebSocketApi
  server: Server
  clock: Clock
  gates: readonly Gate[]
  invoke: (functionName: string, event: unknown, requestId: string) => Promise<Outcome>
  onEvent: OnEvent
}): Promise<WebSocketFront> {
  const { api, server, clock, gates, invoke, onEvent } = given

  const call = async (routeKey: string, event: unknown): Promise<Outcome | undefined> => {
    const name = api.routes.get(routeKey)
    return name === undefined ? undefined : await invoke(name, event, randomUUID())
  }

  const hear = async (client: Client, body: string): Promise<void> => {
    const own = routeIn(body, api.selector)
    const routeKey = own !== undefined && api.routes.has(own) ? own : '$default'
    const outcome = await call(routeKey, messageEvent(client, api, clock.now(), { routeKey, body }))
    if (outcome?.ok) return
    const { connectionId } = client
    const message = outcome ? 'Internal server error' : 'Forbidden'
    connections.send(connectionId, JSON.stringify({ message, connectionId, requestId: randomUUID() }))
  }

  const connections = openConnections({
    clock,
    onMessage: (client, body) => void hear(client, body),
    onClosed: (client, close) => void call('$disconnect', disconnectEvent(client, api, clock.now(), close)),
  })
  const management = await serveManagement(api, connections, gates)
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: largestMessage })

  /** Of handshakes that the function has not answered yet. */
  const waiting = new Set<Duplex>()

  const connect = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<number> => {
    // Whoever leaves during the handshake is gone when it is over.
    socket.on('error', () => socket.destroy())
    waiting.add(socket)
    const client = clientOf(`${randomBytes(11).toString('base64url')}=`, request, clock.now())
    const status = statusOf(await call('$connect', connectEvent(client, api, clock.now())))
    waiting.delete(socket)
    if (status >= 300) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return status
    }
    if (socket.destroyed) {
      await call('$disconnect', disconnectEvent(client, api, clock.now(), { code: 1006, reason: '' }))
      return 499
    }
    sockets.handleUpgrade(request, socket, head, (opened) => connections.add(client, opened))
    return 101
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname
    if (path !== socketPath) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    const began = performance.now()
    connect(request, socket, head)
      .then((status) => {
        const ms = performance.now() - began
        onEvent({ type: 'request', method: 'GET', path, status, ms, requestId: randomUUID() })
      })
      .catch((cause: unknown) => {
        socket.destroy()
        onEvent({ type: 'problem', message: 'Could not open a WebSocket', cause })
      })
  })

  return {
    endpoint: management.endpoint,
    close: async () => {
      for (const socket of waiting) socket.destroy()
      connections.closeAll()
      await management.close()
    },
  }
}

const proxyAnswer = z.object({ statusCode: z.coerce.number().int().min(100).max(599) })

/** As the gateway understands a function's answer to `$connect`. */
function statusOf(outcome: Outcome | undefined): number {
  if (outcome === undefined) return 200
  if (!outcome.ok) return 500
  return proxyAnswer.safeParse(JSON.parse(outcome.payload)).data?.statusCode ?? 500
}

function routeIn(body: string, selector: string): string | undefined {
  try {
    return z
      .record(z.string(), z.unknown())
      .transform((it) => z.string().parse(it[selector]))
      .parse(JSON.parse(body))
  } catch {
    return undefined
  }
}
