import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AwsCall } from '../aws-client.ts'
import type { Clock } from '../clock.ts'
import { actions } from './actions.ts'
import { createQueueStore } from './queue-store.ts'
import { asRefusal, refusal, refused } from './refusal.ts'

/** An SQS of this process: over HTTP for the functions, and by plain calls for the host. */
export type SqsEngine = { endpoint: string; call: AwsCall; close: () => Promise<void> }

/**
 * Standard and FIFO queues with delays, visibility timeouts, redrive, deduplication and long polling, by the JSON protocol.
 * `directory` keeps the messages over restarts. Time is the clock's, so that a test can pass it.
 */
export async function startSqs(given: {
  clock: Clock
  directory: string | undefined
  region: string
  account: string
}): Promise<SqsEngine> {
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  const endpoint = `http://127.0.0.1:${address.port}`
  const store = createQueueStore({ ...given, endpoint })

  const call: AwsCall = async (name, body, signal) => {
    const action = actions[name]
    if (action === undefined) throw refusal('InvalidAction', `${name} is not served by the local queues.`)
    try {
      return await action(body, store, signal)
    } catch (error) {
      throw asRefusal(error)
    }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const name = String(request.headers['x-amz-target']).replace('AmazonSQS.', '')
    const { status, headers, body } = await readJson(request)
      .then((input) => call(name, input, gone.signal))
      .then(answered, refused)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers })
    response.end(JSON.stringify(body))
  }

  return {
    endpoint,
    call,
    close: async () => {
      store.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function answered(body: unknown): { status: number; headers: Record<string, string>; body: unknown } {
  return { status: 200, headers: {}, body }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
