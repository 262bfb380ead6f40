import { Problem } from '../api/problem.ts'
import type { SessionTokens } from '../api/session-tokens.ts'
import type { Connections } from '../core/connections.ts'
import { mayAccess } from '../core/intake.ts'
import type { Memory } from '../core/memory.ts'

export interface ConnectPorts {
  readonly tokens: SessionTokens
  readonly memory: Memory
  readonly connections: Connections
  /** Ends a connection. */
  readonly close: (connectionId: string) => Promise<unknown>
  readonly now: () => number
}

/**
 * A client wants to hear of a conversation: the same check as of every request by REST. `refused` says nothing of why: by
 * REST the client hears it.
 */
export async function connect(
  asked: {
    readonly connectionId: string
    readonly token: string | undefined
    readonly conversationId: string | undefined
  },
  { tokens, memory, connections, close, now }: ConnectPorts,
): Promise<'connected' | 'refused'> {
  const { connectionId: id, token = '', conversationId = '' } = asked
  const found = await tokens.readWithEnd(`Bearer ${token}`).catch(refusal)
  if (!found) return 'refused'
  const { session, expiresAt } = found
  const conversation = await memory.conversation(conversationId)
  if (!conversation || !mayAccess(session, conversation)) return 'refused'
  const until = expiresAt.getTime()
  const replaced = await connections.add({ id, conversationId, session, connectedAt: now(), until })
  await Promise.all(replaced.map((each) => close(each.id)))
  return 'connected'
}

function refusal(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error
}
