import { setTimeout as pause } from 'node:timers/promises'
import type * as z from 'zod'
import {
  acceptedResponse,
  controlResponse,
  conversationResponse,
  messagesResponse,
  type messageView,
  problem,
  sessionResponse,
  traceResponse,
  type turnView,
} from '../../functions/api/schemas.ts'
import type { TurnTrace } from '../../functions/core/trace.ts'

export type Message = z.infer<typeof messageView>
export type Turn = z.infer<typeof turnView>

export interface Client {
  begin(): Promise<string>
  send(conversation: string, text: string, key?: string): Promise<z.infer<typeof acceptedResponse>>
  /** Everything after `seq`, all pages of it, and where the turn stands. */
  read(conversation: string, after: number): Promise<{ messages: Message[]; turn: Turn; pollAfterMs: number }>
  /**
   * Waits until nothing is being worked on, and returns what others said since `after`. Throws after `patienceMs`.
   * `onTurn` hears of every look at the turn.
   */
  untilAnswered(
    conversation: string,
    after: number,
    options?: { readonly onTurn?: (turn: Turn) => void; readonly patienceMs?: number },
  ): Promise<{ messages: Message[]; turn: Turn }>
  /** `reason`: for the operators to read. */
  handoff(conversation: string, reason?: string): Promise<void>
  /** All turns, oldest first. Operators only. */
  trace(conversation: string): Promise<TurnTrace[]>
}

/** What the API refused: the `code` is stable, the message says what to do. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string

  constructor({ status, code, detail, requestId }: z.infer<typeof problem>) {
    super(`${detail} (${status} ${code}, request ${requestId})`)
    this.status = status
    this.code = code
  }
}

const defaultPatienceMs = 120_000

/** What a session may ask of the API. Every answer is checked. */
interface Connection {
  /** The address of the conversations. */
  readonly conversations: string
  get<Schema extends z.ZodType>(schema: Schema, url: string): Promise<z.output<Schema>>
  post<Schema extends z.ZodType>(
    schema: Schema,
    url: string,
    body: object,
    key?: string,
  ): Promise<z.output<Schema>>
}

/** Opens a session of a customer, an operator (both by the storefront's token) or nobody. */
export async function openSession(given: Parameters<typeof connect>[0]): Promise<Client> {
  return clientOf(await connect(given))
}

export async function connect(given: {
  /** Without `/v1`. */
  readonly apiUrl: string
  readonly storeId: string
  readonly customerToken?: string | undefined
}): Promise<Connection> {
  const { apiUrl, storeId, customerToken } = given
  const body = { storeId, ...(customerToken === undefined ? {} : { customerToken }) }
  const session = await ask(sessionResponse, `${apiUrl}/v1/sessions`, { method: 'POST', body })
  const authorization = `Bearer ${session.sessionToken}`
  return {
    conversations: `${apiUrl}/v1/conversations`,
    get: (schema, url) => ask(schema, url, { method: 'GET', authorization }),
    post: (schema, url, body, key) => ask(schema, url, { method: 'POST', authorization, body, key }),
  }
}

export function clientOf({ conversations, get, post }: Connection): Client {
  const client: Client = {
    begin: async () => (await post(conversationResponse, conversations, {}, crypto.randomUUID())).id,
    send: async (conversation, text, key = crypto.randomUUID()) =>
      await post(acceptedResponse, `${conversations}/${conversation}/messages`, { text }, key),
    async read(conversation, after) {
      const messages: Message[] = []
      for (let cursor = after; ; ) {
        const url = `${conversations}/${conversation}/messages?after=${cursor}&limit=50`
        const { data, page, turn, pollAfterMs } = await get(messagesResponse, url)
        messages.push(...data)
        if (!page.hasMore) return { messages, turn, pollAfterMs }
        cursor = page.after
      }
    },
    async untilAnswered(conversation, after, { onTurn = () => {}, patienceMs = defaultPatienceMs } = {}) {
      const deadline = performance.now() + patienceMs
      for (;;) {
        const { messages, turn, pollAfterMs } = await client.read(conversation, after)
        onTurn(turn)
        if (turn.status !== 'thinking' && turn.status !== 'superseded') {
          return { messages: messages.filter(({ author }) => author !== 'customer'), turn }
        }
        if (performance.now() > deadline) {
          throw new Error(
            `${conversation} has had no answer for ${patienceMs / 1000} seconds; look at its story`,
          )
        }
        await pause(pollAfterMs)
      }
    },
    async handoff(conversation, reason = '') {
      await post(controlResponse, `${conversations}/${conversation}/handoff`, reason === '' ? {} : { reason })
    },
    async trace(conversation) {
      const turns: TurnTrace[] = []
      for (let before = ''; ; ) {
        const page = await get(traceResponse, `${conversations}/${conversation}/trace${before}`)
        turns.unshift(...page.turns)
        const first = page.turns[0]?.number ?? 1
        if (first <= 1) return turns
        before = `?before=${first}`
      }
    },
  }
  return client
}

async function ask<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  request: { method: string; authorization?: string; body?: object; key?: string | undefined },
): Promise<z.output<Schema>> {
  const { method, authorization, body, key } = request
  const response = await fetch(url, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = parseJson(text)
  if (response.ok) return schema.parse(answer)
  const refused = problem.safeParse(answer)
  if (refused.success) throw new ApiProblem(refused.data)
  throw new Error(
    `${method} ${url} answered ${response.status}, which is not of this API: ${text.slice(0, 200)}`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
