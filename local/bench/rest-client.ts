import { SignJWT } from 'jose'
import type * as z from 'zod'
import { conversationResponse, sessionResponse } from '../../functions/api/schemas.ts'
import type { BenchSystem } from './bench-system.ts'

/** A customer before and after the measured part. */
export interface RestClient {
  readonly authorization: string
  begin(count: number): Promise<string[]>
  /** Throws unless each conversation has had so many turns, all with a reply. */
  verify(turns: Readonly<Record<string, number>>): Promise<void>
}

/** Signs in. The token is of the host's time, which runs ahead of the clock's. */
export async function signIn({ host, secrets }: BenchSystem, customerId: string): Promise<RestClient> {
  const customerToken = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customerId)
    .setAudience('demo')
    .setExpirationTime(Math.floor(host.now() / 1000) + 600)
    .sign(new TextEncoder().encode(secrets.store))
  const body = { storeId: 'demo', customerToken }
  const { sessionToken } = await call(sessionResponse, `${host.url}/v1/sessions`, { body })
  const authorization = `Bearer ${sessionToken}`
  return {
    authorization,
    async begin(count) {
      const ids: string[] = []
      while (ids.length < count) {
        const url = `${host.url}/v1/conversations`
        ids.push((await call(conversationResponse, url, { body: {}, authorization })).id)
      }
      return ids
    },
    async verify(turns) {
      for (const [id, count] of Object.entries(turns)) {
        const url = `${host.url}/v1/conversations/${id}`
        const { turn } = await call(conversationResponse, url, { authorization })
        if (turn.number === count && turn.status === 'replied') continue
        throw new Error(`${id} should have ${count} turns with a reply; it has ${JSON.stringify(turn)}`)
      }
    },
  }
}

async function call<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  { body, authorization }: { readonly body?: object; readonly authorization?: string },
): Promise<z.infer<Schema>> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body && { 'content-type': 'application/json' }), ...(authorization && { authorization }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return schema.parse(await response.json())
}
