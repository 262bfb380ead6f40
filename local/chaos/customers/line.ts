import { SignJWT } from 'jose'
import * as z from 'zod'

/** One answer of the API: its status and its JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** What a client needs to reach the API. */
export interface Exchange {
  readonly apiUrl: string
  readonly storeId: string
  readonly storeSecret: string
  /** Epoch milliseconds of the host. */
  now(): number
  /** Resolves when so much time of the host has passed. */
  pause(ms: number): Promise<void>
  /** Goes up when a request begins and when it ends. */
  steps: number
  /** Requests under way. */
  open: number
}

/** Somebody's connection to the API: it signs in, and tries again what fails, as a good client does. */
export interface Line {
  get(path: string): Promise<Answer>
  /** The same key for each attempt: a repeated request is the same request. `undefined`: given up. */
  post(path: string, body: unknown, key?: string): Promise<Answer | undefined>
}

const sessionAs = z.object({ sessionToken: z.string() })

const attempts = 8
const tokenLifetime = 600

export function openLine(
  who: { readonly id: string; readonly operator: boolean } | undefined,
  via: Exchange,
): Line {
  let session: string | undefined

  async function ask(path: string, init: RequestInit): Promise<Answer | undefined> {
    via.open += 1
    via.steps += 1
    try {
      const response = await fetch(`${via.apiUrl}${path}`, init)
      const text = await response.text()
      return { status: response.status, body: jsonOf(text) }
    } catch (error) {
      // The connection broke: to a client the same as no answer.
      if (error instanceof TypeError) return undefined
      throw error
    } finally {
      via.open -= 1
      via.steps += 1
    }
  }

  async function signIn(): Promise<string | undefined> {
    const customerToken = who && (await tokenFor(who, via))
    const body = JSON.stringify({ storeId: via.storeId, ...(customerToken ? { customerToken } : {}) })
    const headers = { 'content-type': 'application/json' }
    const answer = await ask('/v1/sessions', { method: 'POST', headers, body })
    return answer?.status === 201 ? sessionAs.parse(answer.body).sessionToken : undefined
  }

  /** Until there is an answer that is no failure of the service. */
  async function insist(path: string, init: RequestInit): Promise<Answer | undefined> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      session ??= await signIn()
      if (session !== undefined) {
        const headers = { ...init.headers, authorization: `Bearer ${session}` }
        const answer = await ask(path, { ...init, headers })
        if (answer?.status === 401) session = undefined
        else if (answer && answer.status < 500 && answer.status !== 429) return answer
      }
      await via.pause(500 * 2 ** attempt)
    }
    return undefined
  }

  return {
    async get(path) {
      const answer = await insist(path, { method: 'GET' })
      if (answer?.status === 200) return answer
      throw new Error(`GET ${path} got ${JSON.stringify(answer ?? 'no answer')}`)
    },
    async post(path, body, key) {
      const headers = { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) }
      return await insist(path, { method: 'POST', headers, body: JSON.stringify(body) })
    },
  }
}

async function tokenFor(
  { id, operator }: { readonly id: string; readonly operator: boolean },
  { storeId, storeSecret, now }: Exchange,
): Promise<string> {
  const seconds = Math.floor(now() / 1000)
  return await new SignJWT(operator ? { role: 'operator' } : {})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(storeId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + tokenLifetime)
    .sign(new TextEncoder().encode(storeSecret))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const coded = z.object({ code: z.string() })

/** The stable code of a refusal. */
export function codeOf(answer: Answer): string {
  return coded.safeParse(answer.body).data?.code ?? ''
}
