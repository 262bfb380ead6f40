import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import {
  acceptedResponse,
  conversationResponse,
  conversationsResponse,
  decisionResponse,
  guestRequest,
  guestResponse,
  guestVerification,
  messagesResponse,
  type messageView,
  sessionResponse,
  type turnView,
} from '../../functions/api/schemas.ts'
import type { LiveFrame } from '../../functions/core/live.ts'
import type { Part } from '../../functions/core/parts.ts'
import { type Decision, judge } from './fake-decision.ts'
import { startFakeSocket } from './fake-socket.ts'

type Message = z.infer<typeof messageView>
type Turn = z.infer<typeof turnView>
export type Recorded = {
  method: string
  path: string
  key: string | undefined
  authorization: string | undefined
  /** What the shopper would like to read. */
  language: string | undefined
  status: number
  body: unknown
}
type Conversation = {
  id: string
  /** `anonymous`, until a verified customer of the session writes. */
  owner: string
  session: number
  messages: Message[]
  turn: Turn
  version: number
}

/** A REST API that answers as the real one does and does what a test tells it: no clock, no chance. */
export async function startFakeApi() {
  const requests: Recorded[] = []
  const conversations: Conversation[] = []
  const keys = new Map<string, unknown>()
  const failures: { match: RegExp; how: Failure }[] = []
  let sessions = 0
  /** A bearer of an earlier session keeps its number. */
  const sessionOf = new Map<string, number>()
  let always: Part[] = []
  let pollAfterMs = quickMs
  let rewrite = (body: string) => body
  let namesSocket = true
  /** Tokens that are good no longer. */
  const ended = new Set<string>()

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(toError(error)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fake API has no port')
  const origin = `127.0.0.1:${address.port}`
  const socket = startFakeSocket(
    server,
    (token, id) => find(id, token) !== undefined,
    resume,
    (body) => rewrite(body),
  )

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const method = request.method ?? ''
    // A browser repeats a request by itself when a connection breaks that it had used before.
    response.shouldKeepAlive = false
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value)
    if (method === 'OPTIONS') return void response.writeHead(204).end()
    const sent = await text(request)
    const body: unknown = sent === '' ? undefined : JSON.parse(sent)
    const key = request.headers['idempotency-key']
    const call = { method, path, key: typeof key === 'string' ? key : undefined, body }
    const { authorization, 'accept-language': language } = request.headers
    const failing = failures.findIndex(({ match }) => match.test(`${method} ${path}`))
    const how = failing < 0 ? undefined : failures.splice(failing, 1)[0]?.how
    const answered = how && how !== 'lost' ? failed(how) : route({ ...call, authorization, language })
    requests.push({ ...call, authorization, language, status: how ? 0 : answered.status })
    if (how === 'lost' || how === 'refused') return void request.socket.destroy()
    if (answered.etag && request.headers['if-none-match'] === answered.etag) {
      return void response.writeHead(304, { etag: answered.etag }).end()
    }
    if (answered.status === 204) return void response.writeHead(204).end()
    response.writeHead(answered.status, {
      'content-type': 'application/json',
      ...(answered.etag && { etag: answered.etag }),
      ...(answered.retryAfter !== undefined && { 'retry-after': String(answered.retryAfter) }),
    })
    response.end(rewrite(JSON.stringify(answered.body)))
  }

  function route(call: Omit<Recorded, 'status'>): Reply {
    const { pathname, searchParams } = new URL(call.path, 'http://api')
    if (pathname === '/v1/sessions') return openSession(call)
    if (pathname === '/v1/sessions/guest') return mailCode(call.body)
    if (pathname === '/v1/sessions/guest/verify') return verify(call)
    const token = bearerOf(call)
    const owner = token?.split('/')[0]
    const session = sessionOf.get(token ?? '') ?? 0
    if (token === undefined || owner === undefined || ended.has(token)) return problem(401, 'session_expired')
    const [, , , id, sub, actionId = '', verb] = pathname.split('/')
    if (id === undefined) {
      if (call.method === 'GET') {
        const own = conversations.filter((it) => it.owner === owner)
        return { status: 200, body: conversationsResponse.parse({ data: own.map(view) }) }
      }
      return once(call.key, () => ({
        status: 201,
        body: conversationResponse.parse(view(begin(owner, session))),
      }))
    }
    const conversation = find(id, token)
    if (!conversation) return problem(404, 'not_found')
    if (sub === 'actions')
      return decide(conversation, actionId, verb === 'confirm' ? 'confirmed' : 'declined')
    if (sub === 'handoff') return handoff(conversation)
    if (sub === 'feedback' || sub === 'read') return take(sub, call.body)
    if (call.method === 'GET') return page(conversation, Number(searchParams.get('after')))
    return once(call.key, () => accept(conversation, owner, call.body))
  }

  /** The conversation, if whoever holds the token may read it. */
  function find(id: string, token = ''): Conversation | undefined {
    if (ended.has(token)) return undefined
    const session = sessionOf.get(token)
    const [owner] = token.split('/')
    return conversations.find(
      (it) => it.id === id && (it.owner === owner || (it.owner === 'anonymous' && it.session === session)),
    )
  }

  function openSession({ body, authorization }: Pick<Recorded, 'body' | 'authorization'>): Reply {
    sessions += 1
    const { customerToken: token } = sessionBody.parse(body)
    const owner = token === undefined ? 'anonymous' : subjectOf(token)
    const sessionToken = `${owner}/${sessions}`
    sessionOf.set(sessionToken, sessionOf.get(bearerOf({ authorization }) ?? '') ?? sessions)
    const session = sessionResponse.parse({
      sessionToken,
      expiresAt: '2999-01-01T00:00:00.000Z',
      customer: { verified: token !== undefined },
      live: { url: `ws://${origin}${socket.path}` },
    })
    return { status: 201, body: namesSocket ? session : { ...session, live: undefined } }
  }

  function mailCode(body: unknown): Reply {
    guestBody.parse(body)
    return { status: 202, body: guestResponse.parse({ expiresInSeconds: 600 }) }
  }

  /** The anonymous session becomes the customer's. */
  function verify({ body, authorization }: Pick<Recorded, 'body' | 'authorization'>): Reply {
    if (guestVerification.parse(body).code !== guestCode) return problem(401, 'code_invalid')
    const customerToken = `e30.${btoa(JSON.stringify({ sub: guest }))}.s`
    return openSession({ body: { customerToken }, authorization })
  }

  function take(sub: 'feedback' | 'read', body: unknown): Reply {
    if (sub === 'feedback') feedbackBody.parse(body)
    else readBody.parse(body)
    return { status: 204, body: null }
  }

  function begin(owner: string, session: number): Conversation {
    const turn: Turn = { number: 0, status: 'idle', working: [] }
    const conversation = { id: id('cnv'), owner, session, messages: [], turn, version: 1 }
    conversations.push(conversation)
    return conversation
  }

  function accept(conversation: Conversation, owner: string, body: unknown): Reply {
    const { text: said } = messageBody.parse(body)
    conversation.owner = owner
    const turn = { id: id('trn'), number: conversation.turn.number + 1, status: 'thinking' } as const
    const message = add(conversation, 'customer', [{ type: 'text', text: said }], { ...turn, working: [] })
    if (always.length > 0) reply(conversation, always)
    const { id: messageId, seq } = message
    return {
      status: 202,
      body: acceptedResponse.parse({
        message: { id: messageId, seq, status: 'accepted' },
        turn,
        pollAfterMs,
      }),
    }
  }

  function handoff(conversation: Conversation): Reply {
    const turn = { ...conversation.turn, status: 'with_human', working: [] } as const
    const said = { type: 'system', event: 'handoff', text: 'A person will answer here.' } as const
    add(conversation, 'system', [said], { ...turn, working: [] })
    return { status: 202, body: { id: conversation.id, control: 'human' } }
  }

  function decide(conversation: Conversation, actionId: string, decision: Decision): Reply {
    const judged = judge(conversation.messages, actionId, decision)
    if (judged.kind === 'refused') return problem(judged.status, judged.code)
    if (judged.kind === 'decided') {
      const { title } = judged
      const turn: Turn = { number: conversation.turn.number + 1, status: 'thinking', working: [] }
      add(conversation, 'customer', [{ type: 'decision', actionId, decision, title }], turn)
    }
    return { status: 202, body: decisionResponse.parse({ id: actionId, status: 'accepted' }) }
  }

  function page(conversation: Conversation, after: number): Reply {
    const { turn, version } = conversation
    const body = { ...messagesAfter(conversation, after), turn, pollAfterMs }
    return { status: 200, body: messagesResponse.parse(body), etag: `"${version}-${after}"` }
  }

  function resume(id: string, after: number): LiveFrame {
    const conversation = conversations.find((it) => it.id === id) ?? newest()
    const { turn, version } = conversation
    return { type: 'messages', ...messagesAfter(conversation, after), turn, version }
  }

  function messagesAfter({ messages }: Conversation, after: number) {
    const data = messages.filter(({ seq }) => seq > after).slice(0, pageSize)
    const last = data.at(-1)?.seq ?? after
    return { data, page: { after: last, hasMore: last < messages.length } }
  }

  function once(key: string | undefined, work: () => Reply): Reply {
    const earlier = key === undefined ? undefined : keys.get(key)
    if (earlier !== undefined) return { status: 202, body: earlier }
    const done = work()
    if (key !== undefined) keys.set(key, done.body)
    return done
  }

  /** As the real one does: stored first, and then told to whoever is connected. */
  function add(
    conversation: Conversation,
    author: Message['author'],
    parts: Part[],
    turn: Turn = conversation.turn,
  ): Message {
    const seq = conversation.messages.length + 1
    const createdAt = new Date(1_760_000_000_000 + seq * 1000).toISOString()
    const message: Message = { id: id('msg'), seq, author, parts, turn: turn.number, createdAt }
    conversation.messages.push(message)
    stand(conversation, turn, { type: 'message', message })
    return message
  }

  function stand(conversation: Conversation, turn: Turn, ...before: LiveFrame[]): void {
    conversation.turn = turn
    conversation.version += 1
    const { version, messages } = conversation
    socket.tell(conversation.id, ...before, { type: 'turn', turn, version, lastSeq: messages.length })
  }

  function reply(conversation: Conversation, parts: Part[]): void {
    const status = parts.some(({ type }) => type === 'confirmation') ? 'awaiting_confirmation' : 'replied'
    add(conversation, 'assistant', parts, { ...conversation.turn, status, working: [] })
  }

  function newest(): Conversation {
    const conversation = conversations.at(-1)
    if (!conversation) throw new Error('There is no conversation yet')
    return conversation
  }

  return {
    url: `http://${origin}`,
    socketOrigin: `ws://${origin}`,
    socket,
    /** What a specialist has written so far of the reply in the making. */
    draft(written: string, specialist = 'order') {
      const { id, turn } = newest()
      socket.tell(id, { type: 'draft', turn: turn.number, specialist, text: written })
    },
    /** Sessions from now on name no socket. */
    nameNoSocket() {
      namesSocket = false
    },
    /** Every session ends, whatever was said of when; and with it its connections. */
    endSessions() {
      for (const token of sessionOf.keys()) ended.add(token)
      socket.cut()
    },
    requests,
    conversations,
    /** The newest conversation's turn is worked on by these. */
    work(...activities: string[]) {
      const it = newest()
      const working = activities.map((activity, index) => ({
        specialist: ['order', 'product'][index] ?? 'other',
        activity,
      }))
      stand(it, { ...it.turn, status: 'thinking', working })
    },
    answer(...parts: Part[]) {
      reply(newest(), parts)
    },
    /** Every message is answered so at once; with nothing, none is. */
    answerAlways(...parts: Part[]) {
      always = parts
    },
    /** The customer decides on another device. */
    decideElsewhere(actionId: string, decision: Decision) {
      decide(newest(), actionId, decision)
    },
    operatorDecides(part: Part & { type: 'decision' }) {
      add(newest(), 'operator', [part])
    },
    /** What a newer API has: changes the bodies that are sent. */
    sendRewritten(by: (body: string) => string) {
      rewrite = by
    },
    /** Nobody shall look for news by themselves. */
    pollNever() {
      pollAfterMs = 3_600_000
    },
    /** So many messages of both sides, in a conversation of the anonymous shopper. */
    longHistory(count: number) {
      const it = begin('anonymous', 1)
      for (let n = 1; n <= count; n++) {
        const said =
          n % 2 === 1 ? `Question ${n}` : `Answer ${n}: ${'all of the details, '.repeat(n % 7)}done.`
        add(it, n % 2 === 1 ? 'customer' : 'assistant', [{ type: 'text', text: said }])
      }
      it.turn = { ...it.turn, number: 1, status: 'replied' }
      return it.id
    },
    operatorSays(said: string) {
      add(newest(), 'operator', [{ type: 'text', text: said }])
    },
    /** The next request that matches `METHOD /path` fails: with a status, with a problem's code, `refused` unseen, or `lost` after it was done. */
    failNext(match: RegExp, how: Failure) {
      failures.push({ match, how })
    },
    of: (match: RegExp) => requests.filter(({ method, path }) => match.test(`${method} ${path}`)),
    reset() {
      requests.length = 0
      conversations.length = 0
      failures.length = 0
      sessions = 0
      sessionOf.clear()
      always = []
      pollAfterMs = quickMs
      rewrite = (body) => body
      namesSocket = true
      ended.clear()
      socket.reset()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export type FakeApi = Awaited<ReturnType<typeof startFakeApi>>
type Failure = number | { status: number; code: string; retryAfter?: number } | 'refused' | 'lost'
type Reply = { status: number; body: unknown; etag?: string; retryAfter?: number }

const sessionBody = z.object({ customerToken: z.string().optional() })
const guestBody = guestRequest.omit({ storeId: true }).loose()
const feedbackBody = z.strictObject({
  seq: z.int().positive(),
  rating: z.enum(['up', 'down']),
  comment: z.string().min(1).max(1000).optional(),
})
const readBody = z.strictObject({ seq: z.int().positive() })
/** Whoever shows this code is this customer. */
export const guestCode = '123456'
const guest = 'noor'
const messageBody = z.object({ text: z.string() })
const quickMs = 15
/** Small, so that a test meets more than one page. */
const pageSize = 5
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key, If-None-Match',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-expose-headers': 'ETag, Location, Retry-After',
  'access-control-max-age': '600',
}

let ids = 0
function id(prefix: string): string {
  ids += 1
  return `${prefix}_${ids.toString(16).padStart(32, '0')}`
}

function view({ id, turn }: Conversation) {
  const createdAt = new Date(1_760_000_000_000 + Number.parseInt(id.slice(-8), 16)).toISOString()
  return { id, status: 'open', control: 'bot', turn, createdAt }
}

function failed(how: Exclude<Failure, 'lost'>): Reply {
  if (how === 'refused') return { status: 0, body: null }
  if (typeof how === 'number') return problem(how, 'scripted')
  const { status, code, retryAfter } = how
  return { ...problem(status, code), ...(retryAfter !== undefined && { retryAfter }) }
}

function problem(status: number, code: string): Reply {
  return {
    status,
    body: {
      type: 'about:blank',
      title: code,
      status,
      detail: `It is ${code}`,
      instance: '/',
      code,
      requestId: 'req-1',
    },
  }
}

function bearerOf({ authorization }: Pick<Recorded, 'authorization'>): string | undefined {
  return authorization?.replace('Bearer ', '')
}

function subjectOf(jwt: string): string {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).sub
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
