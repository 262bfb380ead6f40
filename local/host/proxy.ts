import { connect, type Socket } from 'node:net'
import { type AwsServer, serveAws } from './aws-server.ts'
import type { AwsRequest, Gate } from './gate.ts'
import { headerOf, messageReader, type WireMessage } from './wire.ts'

/**
 * Stands in front of an engine that is another process, so that there can be gates before it. A request goes on byte by
 * byte as it came, over a connection that is kept.
 */
export async function startProxy(
  service: AwsRequest['service'],
  engine: string,
  gates: readonly Gate[],
): Promise<AwsServer> {
  const free: Connection[] = []
  const all = new Set<Connection>()
  const open = (): Connection => {
    const connection = openConnection(new URL(engine), () => {
      all.delete(connection)
      const index = free.indexOf(connection)
      if (index >= 0) free.splice(index, 1)
    })
    all.add(connection)
    return connection
  }
  const server = await serveAws({
    service,
    gates,
    answer: async ({ message: { raw } }) => {
      const connection = free.pop() ?? open()
      const message = await connection.ask(raw)
      if (all.has(connection)) free.push(connection)
      return { status: statusOf(message), body: message.body, headers: headersOf(message) }
    },
  })
  return {
    endpoint: server.endpoint,
    close: async () => {
      await server.close()
      for (const connection of all) connection.close()
    },
  }
}

type Connection = {
  /** Rejects when the connection breaks before the answer is there. One question at a time. */
  ask: (request: Buffer) => Promise<WireMessage>
  close: () => void
}

function openConnection({ hostname, port }: URL, onClose: () => void): Connection {
  let settle: PromiseWithResolvers<WireMessage> | undefined
  let broken = new Error('The engine has closed the connection.')
  const socket: Socket = connect({ host: hostname, port: Number(port || 80), noDelay: true })
  const read = messageReader((message) => settle?.resolve(message))
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined)
    }
  })
  socket.on('error', (error) => {
    broken = error
  })
  socket.on('close', () => {
    onClose()
    settle?.reject(broken)
  })
  return {
    ask: (request) => {
      settle = Promise.withResolvers<WireMessage>()
      socket.write(request)
      return settle.promise
    },
    close: () => socket.destroy(),
  }
}

function statusOf({ head }: WireMessage): number {
  return Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 500)
}

/** What clients read, besides the body. */
const told = ['content-type', 'x-amzn-errortype', 'x-amzn-query-error', 'x-amzn-requestid'] as const

function headersOf(message: WireMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of told) {
    const value = headerOf(message, name)
    if (value !== undefined) headers[name] = value
  }
  return headers
}
