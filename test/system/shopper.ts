import { SignJWT } from 'jose'
import type * as z from 'zod'
import {
  conversationResponse,
  conversationsResponse,
  messagesResponse,
  sessionResponse,
  traceResponse,
} from '../../functions/api/schemas.ts'
import type { Part } from '../../functions/core/parts.ts'
import type { System } from '../../local/system.ts'
import { connectLive, type LiveClient } from './live-client.ts'

type Messages = z.infer<typeof messagesResponse>
type Conversation = z.infer<typeof conversationResponse>

/** A shopper (or an operator) in one conversation of a running system. */
export interface Shopper {
  readonly conversationId: string
  /** Sends a message and waits until the system is quiet. The parts of what came back. */
  say(text: string): Promise<Part[]>
  /** Sends without waiting. The HTTP status. */
  post(path: string, body?: unknown): Promise<{ status: number; code: string }>
  messages(): Promise<Messages>
  /** What the session's list of conversations shows, and the conversation by itself. */
  conversations(): Promise<Conversation[]>
  conversation(): Promise<Conversation>
  /** Where its clients connect, and with what. */
  readonly live: { readonly url: string; readonly token: string; readonly conversationId: string }
  connect(): Promise<LiveClient>
  /** For operators. */
  trace(): Promise<z.infer<typeof traceResponse>>
}

export async function shopper(
  system: System,
  who: { readonly customerId?: string; readonly operator?: boolean; readonly conversationId?: string },
): Promise<Shopper> {
  const { url } = system.host
  const customerToken = who.customerId && (await tokenFor(system, who.customerId, who.operator ?? false))
  const { sessionToken, live } = sessionResponse.parse(
    await json(await request(`${url}/v1/sessions`, { storeId: system.storeId, customerToken })),
  )
  const authorization = `Bearer ${sessionToken}`
  const conversationId =
    who.conversationId ??
    conversationResponse.parse(await json(await request(`${url}/v1/conversations`, {}, authorization))).id
  const path = `${url}/v1/conversations/${conversationId}`
  const messages = async () =>
    messagesResponse.parse(await json(await request(`${path}/messages?limit=100`, undefined, authorization)))
  const place = { url: live.url, token: sessionToken, conversationId }
  return {
    conversationId,
    live: place,
    connect: async () => await connectLive(place.url, place),
    messages,
    conversation: async () =>
      conversationResponse.parse(await json(await request(path, undefined, authorization))),
    async conversations() {
      const list = await request(`${url}/v1/conversations`, undefined, authorization)
      return conversationsResponse.parse(await json(list)).data
    },
    trace: async () =>
      traceResponse.parse(await json(await request(`${path}/trace`, undefined, authorization))),
    async say(text) {
      const before = (await messages()).page.after
      await json(await request(`${path}/messages`, { text }, authorization))
      await system.host.idle()
      const { data } = await messages()
      return data
        .filter(({ seq, author }) => seq > before && author !== 'customer')
        .flatMap(({ parts }) => parts)
    },
    async post(rest, body = {}) {
      const response = await request(`${path}${rest}`, body, authorization)
      const answer: { code?: string } = JSON.parse((await response.text()) || '{}')
      return { status: response.status, code: answer.code ?? '' }
    },
  }
}

async function tokenFor(system: System, subject: string, operator: boolean): Promise<string> {
  return await new SignJWT(operator ? { role: 'operator' } : {})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setAudience(system.storeId)
    .setExpirationTime(new Date(system.host.now() + 600_000))
    .sign(new TextEncoder().encode(system.secrets.store))
}

async function request(url: string, body: unknown, authorization?: string): Promise<Response> {
  return await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function json(response: Response): Promise<unknown> {
  const body = await response.json()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body)}`)
  return body
}
