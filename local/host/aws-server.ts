import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type AwsAnswer, type AwsRequest, callerOf, type Gate, throughGates } from './gate.ts'
import { answerText, headerOf, messageReader, type WireMessage } from './wire.ts'

/** A request as it came, for the engine behind the gates. */
export type Received = {
  action: string
  message: WireMessage
  /** Aborted when whoever asked is gone. */
  signal: AbortSignal
}

export type AwsServer = { endpoint: string; close: () => Promise<void> }

/**
 * Serves one service of AWS on 127.0.0.1, behind gates. What `answer` throws is answered with status 500. A connection
 * stays open until whoever opened it closes it.
 */
export async function serveAws(given: {
  service: AwsRequest['service']
  gates: readonly Gate[]
  answer: (received: Received) => Promise<AwsAnswer>
  /** The action that is asked for; left out, the header `X-Amz-Target` says it. */
  actionOf?: (message: WireMessage) => string
  /** What is asked about, where the body does not say it. */
  resourceOf?: (message: WireMessage) => string
}): Promise<AwsServer> {
  const { service, gates, answer, actionOf = targetOf, resourceOf } = given

  const handle = async (message: WireMessage, socket: Socket): Promise<void> => {
    const gone = new AbortController()
    const leave = (): void => gone.abort()
    socket.once('close', leave)
    const action = actionOf(message)
    const caller = callerOf(headerOf(message, 'authorization'))
    const { status, body, headers } = await throughGates(
      gates,
      { service, action, ...(resourceOf && { resource: resourceOf(message) }), caller, body: message.body },
      () => answer({ action, message, signal: gone.signal }).catch(failed),
    )
    socket.off('close', leave)
    socket.write(answerText(status, { ...defaultHeaders, ...headers }, body))
    if (headerOf(message, 'connection') === 'close') socket.end()
  }

  const connections = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    connections.add(socket)
    let turn = Promise.resolve()
    const read = messageReader((message) => {
      turn = turn.then(() => handle(message, socket)).catch(() => void socket.destroy())
    })
    socket.on('data', (chunk: Buffer) => {
      try {
        read(chunk)
      } catch {
        socket.destroy()
      }
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => connections.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of connections) socket.destroy()
      await closed
    },
  }
}

const defaultHeaders = { 'content-type': 'application/x-amz-json-1.0' }

/** An answer in JSON. */
export function jsonAnswer(status: number, body: unknown, headers?: Record<string, string>): AwsAnswer {
  return { status, body: JSON.stringify(body), ...(headers && { headers }) }
}

function targetOf(message: WireMessage): string {
  const target = headerOf(message, 'x-amz-target') ?? ''
  return target.slice(target.lastIndexOf('.') + 1)
}

function failed(error: unknown): AwsAnswer {
  return jsonAnswer(500, { __type: 'InternalFailure', message: String(error) })
}
