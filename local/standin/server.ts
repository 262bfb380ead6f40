import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { ApiError, errorEnvelope } from './api-error.ts'
import { shopBrain } from './brain/shop-brain.ts'
import type { MessagesRequest } from './messages-request.ts'
import { promptCache } from './prompt-cache.ts'
import type { Brain, Reply } from './reply.ts'
import { readJson } from './request-body.ts'
import { promptTokens } from './tokens.ts'
import { answerHeaders, type Pause, realPause, sendEvents, sendJson } from './transmission.ts'
import { checkCountTokensRequest, checkHeaders, checkMessagesRequest } from './validation.ts'
import { messageJson } from './wire-format.ts'
import { type WireMessage, wireMessage } from './wire-message.ts'

/** What went over the wire so far. Tokens are the estimates that the replies reported. */
export interface Statistics {
  /** Requests to `/v1/messages`, the rejected ones included. */
  count: number
  rejected: number
  requestBytes: number
  inputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  outputTokens: number
}

/** One request to `/v1/messages`. `request` is missing when it was rejected, `message` when there was no reply. */
export interface Call {
  readonly status: number
  readonly request?: MessagesRequest
  readonly message?: WireMessage
  /** Why it was rejected, or what the brain threw. */
  readonly error?: string
}

export interface StandIn {
  readonly url: string
  readonly calls: Readonly<Statistics>
  close(): Promise<void>
}

/**
 * Starts a Messages API on this machine that answers by rule instead of by model, for development without a key and
 * for tests. `port` 0 takes a free one; `latencyMs` is about what one reply takes from first to last event.
 */
export async function startStandIn(
  options: {
    readonly port?: number
    readonly latencyMs?: number
    readonly brain?: Brain
    readonly onCall?: (call: Call) => void
    readonly pause?: Pause
  } = {},
): Promise<StandIn> {
  const { port = 0, latencyMs = 0, brain = shopBrain, onCall = () => {}, pause = realPause } = options
  const calls: Statistics = {
    count: 0,
    rejected: 0,
    requestBytes: 0,
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 0,
  }
  const cache = promptCache()

  async function messages(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    calls.count += 1
    let checked: ReturnType<typeof checkMessagesRequest>
    try {
      checkHeaders(request.headers)
      const { body, bytes } = await readJson(request)
      calls.requestBytes += bytes
      checked = checkMessagesRequest(body)
    } catch (error) {
      calls.rejected += 1
      onCall({ status: error instanceof ApiError ? error.status : 500, error: String(error) })
      throw error
    }
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const reply = await think(brain, checked.request, gone.signal)
    if (reply.kind === 'hang') return
    if (reply.kind === 'error') {
      const { status, message = `The stand-in was told to answer ${status}`, ...extra } = reply
      onCall({ status, request: checked.request, error: message })
      throw new ApiError(status, message, extra)
    }
    const use = cache.use(checked.request, checked.model)
    const message = wireMessage(reply, checked.request, checked.model, use, newId)
    calls.inputTokens += use.fresh + use.read + use.written
    calls.cacheReadTokens += use.read
    calls.cacheWriteTokens += use.written
    calls.outputTokens += message.outputTokens
    onCall({ status: 200, request: checked.request, message })
    const pace = { latencyMs, signal: gone.signal, pause }
    if (checked.request.stream === true) await sendEvents(response, id, message, reply.fault, pace)
    else await sendJson(response, 200, answerHeaders(id), messageJson(message), pace)
  }

  async function countTokens(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    checkHeaders(request.headers)
    const { body } = await readJson(request)
    const prompt = checkCountTokensRequest(body)
    await sendJson(response, 200, answerHeaders(id), { input_tokens: promptTokens(prompt) })
  }

  const server = createServer((request, response) => {
    const id = newId('req')
    answer(request, response, id, { messages, countTokens }).catch((cause: unknown) => {
      const error =
        cause instanceof ApiError ? cause : new ApiError(500, `The stand-in failed: ${String(cause)}`)
      if (response.headersSent) response.destroy()
      else void sendJson(response, error.status, answerHeaders(id, error), errorEnvelope(error, id))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The stand-in has no port to listen on')
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse, id: string) => Promise<void>

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  routes: { readonly messages: Answer; readonly countTokens: Answer },
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in')
  const route =
    pathname === '/v1/messages'
      ? routes.messages
      : pathname === '/v1/messages/count_tokens'
        ? routes.countTokens
        : undefined
  if (route === undefined) throw new ApiError(404, 'Not Found')
  if (request.method !== 'POST') throw new ApiError(405, 'Method Not Allowed')
  await route(request, response, id)
}

/** A brain that throws is a bug in a script or in the brain: the SDK must not try it again. */
async function think(brain: Brain, request: MessagesRequest, signal: AbortSignal): Promise<Reply> {
  try {
    return await brain.reply(request, { signal })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'error', status: 500, message, headers: { 'x-should-retry': 'false' } }
  }
}

function newId(prefix: string): string {
  return `${prefix}_01${randomBytes(11).toString('hex')}`
}
