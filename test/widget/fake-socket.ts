import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type * as z from 'zod'
import { clientFrame, type LiveFrame, liveFrame } from '../../functions/core/live.ts'

type Said = z.infer<typeof clientFrame>
type Client = { socket: WebSocket; conversation: string; token: string; said: Said[] }

const path = '/live'

/** The WebSocket beside the fake API: every frame is checked by the schema that the real one has. */
export function startFakeSocket(
  server: Server,
  may: (token: string, conversation: string) => boolean,
  /** The answer to `resume`. */
  resume: (conversation: string, after: number) => LiveFrame,
  rewrite: (body: string) => string,
) {
  const sockets = new WebSocketServer({ noServer: true })
  const clients = new Set<Client>()
  let tries = 0
  let isRefusing = false
  let isDeaf = false
  let losing = 0

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    tries += 1
    // Whoever leaves during the handshake.
    socket.on('error', () => socket.destroy())
    const { searchParams } = new URL(request.url ?? '/', 'http://api')
    const token = searchParams.get('token') ?? ''
    const conversation = searchParams.get('conversation') ?? ''
    if (isRefusing || !may(token, conversation))
      socket.end('HTTP/1.1 403 Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    else sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, conversation, token))
  })

  function serve(socket: WebSocket, conversation: string, token: string): void {
    const client: Client = { socket, conversation, token, said: [] }
    clients.add(client)
    socket.on('close', () => clients.delete(client))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => {
      const said = clientFrame.parse(JSON.parse(String(data)))
      client.said.push(said)
      if (said.action === 'resume' && !isDeaf) send(client, resume(conversation, said.after))
    })
  }

  function send({ socket }: Client, frame: LiveFrame): void {
    socket.send(rewrite(JSON.stringify(liveFrame.parse(frame))))
  }

  return {
    path,
    /** Who is connected now, the oldest first. */
    clients: (): readonly Client[] => [...clients],
    /** Handshakes, the refused ones too. */
    tries: () => tries,
    /** To everybody who listens to the conversation. */
    tell(conversation: string, ...frames: LiveFrame[]) {
      for (const frame of frames) {
        if (losing > 0) {
          losing -= 1
          continue
        }
        if (isDeaf) continue
        for (const client of clients) if (client.conversation === conversation) send(client, frame)
      }
    },
    /** Closes every connection, as the gateway does. */
    cut() {
      for (const { socket } of clients) socket.close(1001)
    },
    /** No handshake succeeds, as in a network that blocks sockets. */
    refuse(refusing = true) {
      isRefusing = refusing
    },
    /** Connections stay open, and nothing comes through. */
    fallSilent(silent = true) {
      isDeaf = silent
    },
    /** The next frames get lost on their way. */
    loseNext(count: number) {
      losing = count
    },
    reset() {
      for (const { socket } of clients) socket.terminate()
      clients.clear()
      tries = 0
      losing = 0
      isRefusing = false
      isDeaf = false
    },
  }
}
