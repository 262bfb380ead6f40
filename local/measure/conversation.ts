import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import * as z from 'zod'
import {
  acceptedResponse,
  conversationResponse,
  messagesResponse,
  sessionResponse,
} from '../../functions/api/schemas.ts'
import { demoCustomers } from '../store/demo-store.ts'
import type { System } from '../system.ts'

/** One measured conversation: talks over HTTP, waits by looking into the table so that polls do not count. */
export interface MeasuredConversation {
  readonly id: string
  /** Sends a message; the number of its turn. */
  post(text: string): Promise<number>
  /** Resolves when the turn has had its outcome. */
  closed(turn: number): Promise<void>
  messages(): Promise<z.infer<typeof messagesResponse>['data']>
}

export async function beginConversation(system: System, customerId: string): Promise<MeasuredConversation> {
  const { url } = system.host
  const customerToken = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customerId)
    .setAudience(system.storeId)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(system.secrets.store))
  const session = await call(sessionResponse, `${url}/v1/sessions`, {
    storeId: system.storeId,
    customerToken,
  })
  const authorization = `Bearer ${session.sessionToken}`
  const { id } = await call(conversationResponse, `${url}/v1/conversations`, {}, { authorization })
  const { client, table } = system.memoryTable
  return {
    id,
    async post(text) {
      const headers = { authorization, 'idempotency-key': randomUUID() }
      const accepted = await call(
        acceptedResponse,
        `${url}/v1/conversations/${id}/messages`,
        { text },
        headers,
      )
      return accepted.turn.number
    },
    async closed(turn) {
      const { GetCommand } = await import('@aws-sdk/lib-dynamodb')
      const Key = { pk: `conversation#${id}`, sk: 'meta' }
      for (;;) {
        const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
        const { number, phase } = head.parse(Item).turn
        if (number > turn || (number === turn && phase === 'closed')) return
      }
    },
    async messages() {
      const all: z.infer<typeof messagesResponse>['data'] = []
      for (;;) {
        const after = all.at(-1)?.seq ?? 0
        const page = await call(
          messagesResponse,
          `${url}/v1/conversations/${id}/messages?after=${after}&limit=100`,
          undefined,
          { authorization },
        )
        all.push(...page.data)
        if (!page.page.hasMore) return all
      }
    },
  }
}

const head = z.object({ turn: z.object({ number: z.int(), phase: z.string() }) })

async function call<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<z.infer<Schema>> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`)
  return schema.parse(answer)
}

export function aCustomer(): string {
  const [first] = demoCustomers
  if (!first) throw new Error('The demo store has no demo customers')
  return first.customerId
}
