import type * as z from 'zod'
import {
  controlResponse,
  conversationResponse,
  conversationsResponse,
  decisionResponse,
  traceResponse,
} from '../../functions/api/schemas.ts'
import type { Action } from '../../functions/core/action.ts'
import { type Client, clientOf, connect } from './api-client.ts'

export type Waiting = z.infer<typeof conversationResponse>

/** What a session of the store's support people may do besides. */
export interface OperatorClient extends Client {
  /** The conversations that wait for a person, longest waiting first. */
  waiting(): Promise<Waiting[]>
  control(conversation: string): Promise<'bot' | 'human'>
  setControl(conversation: string, control: 'bot' | 'human'): Promise<void>
  /** The actions that wait for approval, oldest first. */
  approvals(conversation: string): Promise<Action[]>
  decide(conversation: string, actionId: string, decision: 'approve' | 'reject'): Promise<void>
}

/** Opens an operator's session, by a token of theirs. */
export async function openOperatorSession(given: Parameters<typeof connect>[0]): Promise<OperatorClient> {
  const connection = await connect(given)
  const { conversations, get, post } = connection
  return {
    ...clientOf(connection),
    waiting: async () => (await get(conversationsResponse, conversations)).data,
    control: async (conversation) =>
      (await get(conversationResponse, `${conversations}/${conversation}`)).control,
    async setControl(conversation, control) {
      await post(controlResponse, `${conversations}/${conversation}/control`, { control })
    },
    async approvals(conversation) {
      const { actions } = await get(traceResponse, `${conversations}/${conversation}/trace`)
      return actions.filter(({ status }) => status === 'awaiting_approval')
    },
    async decide(conversation, actionId, decision) {
      await post(decisionResponse, `${conversations}/${conversation}/actions/${actionId}/${decision}`, {})
    },
  }
}
