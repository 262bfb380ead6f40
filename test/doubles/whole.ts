import type { Conversation, Message } from '../../functions/core/conversation.ts'
import type { Effects } from '../../functions/core/effects.ts'
import { type Intake, takeMessage } from '../../functions/core/intake.ts'
import { meetDeadline } from '../../functions/core/meet-deadline.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import type { CustomerMessage, DeadlineMessage, TaskMessage } from '../../functions/core/queue-messages.ts'
import { routeTurn } from '../../functions/core/route-turn.ts'
import { workOnTask } from '../../functions/core/work-on-task.ts'
import { inMemoryMemory } from './memory.ts'
import { begin, deadlineMs, someCards, someMinting, text } from './samples.ts'
import { emptyStore, someSpecialist, someTools } from './specialist.ts'

export type QueueMessage = CustomerMessage | TaskMessage | DeadlineMessage

/** The whole way of a message in this process. Nothing moves by itself: a test delivers what waits, in any order. */
/** Nothing is changed in these turns. */
const noEffects: Effects = {
  execute: () => Promise.reject(new Error('No change was expected')),
}

export interface Whole {
  readonly id: string
  readonly memory: Memory
  /** What has been sent and not been acknowledged. */
  readonly waiting: QueueMessage[]
  say(words: string): Promise<Intake>
  /** Delivers a message. A failure and `again` leave it waiting; else it is acknowledged, unless it is a duplicate. */
  deliver(message: QueueMessage, isDuplicate?: boolean): Promise<void>
  advance(milliseconds: number): void
  conversation(): Promise<Conversation>
  messages(): Promise<Message[]>
}

/**
 * `isSendLost`: whether the intake's own send fails, so that only the relay's is left. `around` stands between the code
 * and its memory.
 */
export async function wholeSwitchboard(
  model: Model,
  options: { readonly isSendLost?: () => boolean; readonly around?: (memory: Memory) => Memory } = {},
): Promise<Whole> {
  const minting = someMinting()
  const waiting: QueueMessage[] = []
  const kept = inMemoryMemory({ now: minting.now })
  const { id } = await begin(kept, minting, { customerId: 'noah_1' })
  const relayed: Memory = {
    ...kept,
    /** The relay, right behind the transaction. */
    async commit(commit) {
      const result = await kept.commit(commit)
      const turn = commit.message?.turn ?? 0
      if (result.kind !== 'committed') return result
      for (const entry of commit.outbox ?? []) {
        const place = { conversationId: id, turn }
        const seq = commit.message?.seq ?? 0
        waiting.push(
          entry === 'deadline'
            ? { type: 'deadline.v1', ...place }
            : { type: 'customer-message.v1', ...place, seq },
        )
      }
      return result
    },
  }
  const memory = options.around?.(relayed) ?? relayed
  const send = async (message: QueueMessage) => void waiting.push(message)
  const ports = {
    ...minting,
    memory,
    model,
    store: emptyStore,
    signal: new AbortController().signal,
    effects: noEffects,
    needsApproval: async () => [],
    jitter: () => 0,
    cards: [],
    tasks: { task: send },
    merging: { deadline: send },
    inbound: { again: send },
  }
  const specialists = someCards.map(({ name }) => someSpecialist(someTools({ uses: [] }), {}, name))

  /** Whether it is done with. */
  async function handle(message: QueueMessage): Promise<boolean> {
    switch (message.type) {
      case 'customer-message.v1': {
        const settings = { model: 'm', instructions: 'Route.', cards: someCards }
        return (await routeTurn(message, settings, ports)).kind !== 'busy'
      }
      case 'task.v1': {
        const specialist = specialists.find(({ card }) => card.name === message.specialist)
        if (!specialist) throw new Error(`Nobody is called ${message.specialist}`)
        await workOnTask(message, specialist, 'm', ports)
        return true
      }
      case 'deadline.v1':
        return (await meetDeadline(message, someCards, ports)) !== undefined
    }
  }

  return {
    id,
    memory: kept,
    waiting,
    say: (words) =>
      takeMessage(
        {
          conversationId: id,
          session: { sessionId: 'ses_1', customerId: 'noah_1', operator: false },
          parts: [text(words)],
          deadlineMs,
          respond: () => '',
        },
        {
          ...ports,
          inbound: {
            async customerMessage(message) {
              if (options.isSendLost?.()) throw new Error('SQS is away')
              waiting.push(message)
            },
          },
          onSendFailed() {},
        },
      ),
    async deliver(message, isDuplicate = false) {
      const isDone = await handle(message)
      const place = waiting.indexOf(message)
      if (isDone && !isDuplicate && place >= 0) waiting.splice(place, 1)
    },
    advance: minting.advance,
    async conversation() {
      const found = await kept.conversation(id)
      if (!found) throw new Error('The conversation is gone')
      return found
    },
    messages: () => kept.messages(id, 0, 1_000),
  }
}
