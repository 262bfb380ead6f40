import type { Events } from '../contract.ts'
import { type Answer, ApiFailure, exchange } from './exchange.ts'
import type { Session } from './session.ts'
import { type Accepted, type Page, readAccepted, readId, readNewestOpen, readPage } from './wire.ts'

/** The conversations of the REST API, as this shopper's session may use them. Everything throws `ApiFailure`. */
export type Api = {
  newestOpen: () => Promise<string | undefined>
  begin: (key: string) => Promise<string>
  send: (conversation: string, text: string, key: string) => Promise<Accepted>
  /** `undefined`: nothing has changed since the page that had this `etag`. */
  messages: (conversation: string, after: number, etag: string | null) => Promise<(Page & Tagged) | undefined>
  handoff: (conversation: string) => Promise<unknown>
  /** The same decision again changes nothing. */
  decide: (conversation: string, { actionId, decision }: Events['action']) => Promise<unknown>
  /** What the shopper thinks of an answer; the last word counts. */
  rate: (conversation: string, feedback: Feedback) => Promise<unknown>
  /** The shopper has seen everything up to `seq`. */
  read: (conversation: string, seq: number) => Promise<unknown>
}
export type Feedback = { seq: number; rating: 'up' | 'down'; comment?: string }
type Tagged = { etag: string | null }
type Asking = { method?: string; body?: string; headers?: Record<string, string> }

export function createApi(api: string, session: Session, signal: AbortSignal): Api {
  const post = (path: string, body: object, key?: string) =>
    request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    })

  async function request(path: string, init: Asking): Promise<Answer> {
    try {
      return await once(path, init)
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.kind !== 'unauthorised') throw error
      session.refused()
      return once(path, init)
    }
  }

  async function once(path: string, init: Asking): Promise<Answer> {
    const authorization = `Bearer ${await session.token()}`
    const headers = { ...init.headers, authorization }
    return exchange(`${api}/v1/conversations${path}`, { ...init, headers, signal })
  }

  return {
    newestOpen: async () => readNewestOpen((await request('', {})).body),
    begin: async (key) => readId((await post('', {}, key)).body),
    send: async (conversation, text, key) =>
      readAccepted((await post(`/${conversation}/messages`, { text }, key)).body),
    async messages(conversation, after, etag) {
      const answer = await request(`/${conversation}/messages?after=${after}&limit=50`, {
        headers: etag === null ? {} : { 'if-none-match': etag },
      })
      return answer.status === 304 ? undefined : { ...readPage(answer.body), etag: answer.etag }
    },
    handoff: (conversation) => post(`/${conversation}/handoff`, {}),
    decide(conversation, { actionId, decision }) {
      const verb = decision === 'confirmed' ? 'confirm' : 'decline'
      return post(`/${conversation}/actions/${encodeURIComponent(actionId)}/${verb}`, {})
    },
    rate: (conversation, feedback) => post(`/${conversation}/feedback`, feedback),
    read: (conversation, seq) => post(`/${conversation}/read`, { seq }),
  }
}
