import { setTimeout } from 'node:timers/promises'
import type { MessagesRequest } from '../standin/messages-request.ts'
import type { Brain } from '../standin/reply.ts'

/** Milliseconds of real time that a reply waits for what came in between: that may itself wait for time to pass. */
const patience = 300

/** A brain in whose next reply to a conversation something can be made to happen: the turn is at work then. */
export function interruptible(
  brain: Brain,
  conversationOf: (request: MessagesRequest) => string | undefined,
): { readonly brain: Brain; readonly interrupt: (conversation: string, act: () => Promise<void>) => void } {
  const waiting = new Map<string, () => Promise<void>>()
  return {
    interrupt: (conversation, act) => void waiting.set(conversation, act),
    brain: {
      async reply(request, call) {
        const conversation = conversationOf(request)
        const act = conversation === undefined ? undefined : waiting.get(conversation)
        if (act && conversation !== undefined) {
          waiting.delete(conversation)
          await Promise.race([act(), setTimeout(patience)])
        }
        return await brain.reply(request, call)
      },
    },
  }
}
