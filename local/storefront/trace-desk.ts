import { traceResponse } from '../../functions/api/schemas.ts'
import { conversationId } from '../../functions/core/ids.ts'
import { ApiProblem, connect } from '../client/api-client.ts'
import { type StoreCredentials, signOperatorToken } from '../client/customer-token.ts'
import type { Trace } from './trace.ts'

/** What became of the question for a trace; `told` is for whoever looks at the page. */
export type Traced = { readonly trace: Trace } | { readonly status: number; readonly told: string }

/**
 * Reads traces as one of the store's support people would. For the demo alone: the page gets the trace of any
 * conversation that it can name, and never the token.
 */
export function createTraceDesk(
  system: StoreCredentials & { readonly apiBase: string },
): (conversation: string) => Promise<Traced> {
  let session: ReturnType<typeof connect> | undefined

  async function ask(conversation: string): Promise<Trace> {
    session ??= openSession()
    try {
      const { conversations, get } = await session
      return await get(traceResponse, `${conversations}/${conversation}/trace`)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) session = undefined
      throw error
    }
  }

  async function openSession() {
    const customerToken = await signOperatorToken('demo-storefront', system)
    return await connect({ apiUrl: system.apiBase, storeId: system.storeId, customerToken })
  }

  return async (conversation) => {
    if (!conversationId.safeParse(conversation).success)
      return { status: 400, told: 'Name a conversation: ?conversation=cnv_…' }
    try {
      return { trace: await ask(conversation).catch(() => ask(conversation)) }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404)
        return { status: 404, told: 'There is no such conversation.' }
      return { status: 502, told: `The trace cannot be read: ${String(error)}` }
    }
  }
}
