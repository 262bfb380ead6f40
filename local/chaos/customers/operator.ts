import * as z from 'zod'
import { action } from '../../../functions/core/action.ts'
import type { Random } from '../../store/random.ts'
import { codeOf, type Line } from './line.ts'

/** The store's people: they decide what waits for them, write, and give conversations back. */
export interface Operator {
  /** Decides every action of the conversation that waits for approval. */
  review(conversationId: string, random: Random): Promise<void>
  write(conversationId: string, text: string): Promise<void>
  /** Whether the bot holds the conversation now. */
  giveBack(conversationId: string): Promise<boolean>
}

const trace = z.object({ actions: z.array(action) })

/** `tell` hears of answers that the API must not give. */
export function operatorAt(line: Line, tell: (conversationId: string, says: string) => void): Operator {
  async function ask(id: string, path: string, body: object, allowed: readonly string[]): Promise<boolean> {
    const answer = await line.post(`/v1/conversations/${id}${path}`, body, crypto.randomUUID())
    if (answer === undefined) return false
    if (answer.status < 300) return true
    if (!allowed.includes(codeOf(answer)))
      tell(id, `an operator's ${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`)
    return false
  }

  return {
    async review(id, random) {
      const { body } = await line.get(`/v1/conversations/${id}/trace`)
      const waiting = trace.parse(body).actions.filter(({ status }) => status === 'awaiting_approval')
      for (const each of waiting) {
        const verb = random.chance(0.75) ? 'approve' : 'reject'
        const press = () =>
          ask(id, `/actions/${each.id}/${verb}`, {}, ['action_decided', 'action_in_progress'])
        await Promise.all(random.chance(0.3) ? [press(), press()] : [press()])
      }
    },
    async write(id, text) {
      await ask(id, '/messages', { text }, ['bot_in_control'])
    },
    giveBack: async (id) => await ask(id, '/control', { control: 'bot' }, []),
  }
}
