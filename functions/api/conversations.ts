import { mayAccess } from '../core/intake.ts'
import type { Memory } from '../core/memory.ts'
import type { Card } from '../core/specialist.ts'
import { preferredLanguage } from '../core/spoken-language.ts'
import { type Minting, newConversation } from '../core/turn.ts'
import { parseBody, type Route } from './http.ts'
import { idempotencyOf, keyReused } from './idempotency.ts'
import { notFound } from './problem.ts'
import { conversationRequest } from './schemas.ts'
import type { SessionTokens } from './session-tokens.ts'
import { viewConversation } from './views.ts'

export interface ConversationOptions extends Minting {
  readonly memory: Memory
  readonly tokens: SessionTokens
  readonly cards: readonly Card[]
}

/** `POST /v1/conversations`: in the language that the client prefers, until the customer's words tell another. */
export function createConversation(options: ConversationOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    parseBody(conversationRequest, request.body ?? {})
    const language = preferredLanguage(request.header('accept-language'))
    const created = newConversation({ ...session, language }, options)
    const body = JSON.stringify(viewConversation(created, options.cards, session))
    const idempotency = idempotencyOf(request, `conversations#${session.sessionId}`)
    const result = await options.memory.create(created, idempotency && { ...idempotency, response: body })
    if (result.kind === 'created') {
      return { status: 201, body, headers: { Location: `/v1/conversations/${created.id}` } }
    }
    if (result.earlier.requestHash !== idempotency?.requestHash) throw keyReused()
    const { id } = JSON.parse(result.earlier.response)
    return { status: 201, body: result.earlier.response, headers: { Location: `/v1/conversations/${id}` } }
  }
}

/** Conversations that a list shows. */
const listed = 50

/** `GET /v1/conversations`: the customer's own, newest first; for operators what waits for a person, longest first. */
export function listConversations(options: ConversationOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { cards } = options
    if (session.operator) {
      const waiting = await options.memory.waiting(listed)
      const data = waiting.map(({ conversation, actionIds, since }) => ({
        ...viewConversation(conversation, cards, session),
        waiting: { since, actionIds },
      }))
      return { status: 200, body: { data } }
    }
    const owned = await options.memory.conversationsOf(session.customerId ?? session.sessionId, listed)
    const data = owned.filter((each) => mayAccess(session, each))
    return { status: 200, body: { data: data.map((each) => viewConversation(each, cards, session)) } }
  }
}

/** `GET /v1/conversations/{id}` */
export function readConversation(options: ConversationOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const found = await options.memory.conversation(request.params.id ?? '')
    if (!found || !mayAccess(session, found)) throw notFound()
    return { status: 200, body: viewConversation(found, options.cards, session) }
  }
}
