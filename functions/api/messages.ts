import * as z from 'zod'
import { type IntakePorts, mayAccess, takeMessage } from '../core/intake.ts'
import type { Remarks } from '../core/remarks.ts'
import { traceOf } from '../core/trace.ts'
import { viewTurn } from '../core/turn-view.ts'
import type { ConversationOptions } from './conversations.ts'
import { parseBody, parseQuery, type Route } from './http.ts'
import { idempotencyOf, keyReused } from './idempotency.ts'
import { conversationClosed, notFound, operatorsOnly, Problem, tooBusy } from './problem.ts'
import { messageRequest } from './schemas.ts'
import { pollAfterMs } from './views.ts'

export interface MessageOptions extends ConversationOptions, IntakePorts {
  readonly deadlineMs: number
}

/** `POST /v1/conversations/{id}/messages`: the customer's, or an operator's while a human holds the conversation. */
export function postMessage(options: MessageOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { text } = parseBody(messageRequest, request.body)
    const id = request.params.id ?? ''
    const idempotency = idempotencyOf(request, `messages#${id}#${session.sessionId}`)
    const taken = await takeMessage(
      {
        conversationId: id,
        session,
        parts: [{ type: 'text', text }],
        deadlineMs: options.deadlineMs,
        ...(idempotency ? { idempotency } : {}),
        respond: ({ message, turn, withHuman }) =>
          JSON.stringify({
            message: { ...message, status: 'accepted' },
            turn: { ...turn, status: withHuman ? 'with_human' : 'thinking' },
            pollAfterMs: 500,
          }),
      },
      options,
    )
    switch (taken.kind) {
      case 'accepted':
      case 'replayed':
        return { status: 202, body: taken.response }
      case 'not_found':
        throw notFound()
      case 'closed':
        throw conversationClosed()
      case 'bot_in_control':
        throw new Problem(
          409,
          'bot_in_control',
          'The bot holds this conversation. Take it over first: POST …/control with {"control":"human"}.',
        )
      case 'key_reused':
        throw keyReused()
      case 'too_busy':
        throw tooBusy()
    }
  }
}

const page = z.strictObject({
  after: z.coerce.number().int().min(0).max(1e9).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** `GET /v1/conversations/{id}/messages?after=&limit=`: one read while nothing is new (ETag), two when something is. */
export function listMessages(options: ConversationOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { after, limit } = parseQuery(page, request.query)
    const id = request.params.id ?? ''
    const found = await options.memory.conversation(id)
    if (!found || !mayAccess(session, found)) throw notFound()
    const headers = { ETag: `"${found.version}-${after}-${limit}"`, 'Cache-Control': 'private, no-cache' }
    if (request.header('if-none-match') === headers.ETag) return { status: 304, headers }
    const messages = found.lastSeq > after ? await options.memory.messages(id, after, limit) : []
    const last = messages.at(-1)?.seq ?? after
    return {
      status: 200,
      headers,
      body: {
        data: messages,
        page: { after: last, hasMore: last < found.lastSeq },
        turn: viewTurn(found, options.cards),
        pollAfterMs: pollAfterMs(found),
      },
    }
  }
}

/** Turns that one trace shows. */
const tracedTurns = 20

const traceQuery = z.strictObject({
  before: z.coerce.number().int().positive().max(1e9).optional().describe('Only turns with a lower number.'),
})

/** `GET /v1/conversations/{id}/trace?before=`: operators only; the newest turns, or those before a turn. */
export function readTrace(options: ConversationOptions & { readonly remarks: Remarks }): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    if (!session.operator) throw operatorsOnly('read traces')
    const { before } = parseQuery(traceQuery, request.query)
    const id = request.params.id ?? ''
    const found = await options.memory.conversation(id)
    if (!found) throw notFound()
    const last = Math.min(found.turn.number, (before ?? Number.POSITIVE_INFINITY) - 1)
    const first = Math.max(1, last - tracedTurns + 1)
    if (last < 1) {
      const body = { conversationId: id, turns: [], actions: [], feedback: [], readSeq: 0 }
      return { status: 200, body }
    }
    const [stories, actions, remarks] = await Promise.all([
      options.memory.turns(id, first, last),
      options.memory.actions(id),
      options.remarks.of(id),
    ])
    const from = Math.min(...stories.flatMap(({ record }) => (record ? [record.fromSeq] : [])), found.lastSeq)
    const messages = await options.memory.messages(id, first === 1 ? 0 : from - 1, 500)
    const shown = messages.filter(({ turn }) => turn >= first && turn <= last)
    return { status: 200, body: { conversationId: id, turns: traceOf(stories, shown), actions, ...remarks } }
  }
}
