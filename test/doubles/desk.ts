import type { ChangeTool } from '../../functions/core/change.ts'
import type { Conversation, Message } from '../../functions/core/conversation.ts'
import type { Live } from '../../functions/core/live.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import type { Tasks } from '../../functions/core/queues.ts'
import type { RunLimits } from '../../functions/core/specialist.ts'
import type { Tool } from '../../functions/core/tool.ts'
import { type Worked, workOnTask } from '../../functions/core/work-on-task.ts'
import { inMemoryMemory } from './memory.ts'
import { type RecordingQueues, recordingQueues } from './queues.ts'
import { begin, give, say, someMinting } from './samples.ts'
import { emptyStore, someSpecialist, someTools, type ToolLog } from './specialist.ts'

/** One conversation whose first turn is given to specialists, and all they need to work on it. */
export interface Desk {
  readonly minting: ReturnType<typeof someMinting>
  readonly memory: Memory
  readonly queues: RecordingQueues
  readonly log: ToolLog
  readonly id: string
  now(): Promise<Conversation>
  /** What the customer was told, oldest first. */
  replies(): Promise<Message[]>
  /** Delivers a task of the first turn. */
  work(model: Model, changes?: WorkChanges): Promise<Worked>
}

export interface WorkChanges {
  readonly specialist?: string
  readonly turn?: number
  readonly deferrals?: number
  readonly memory?: Memory
  readonly tasks?: Tasks
  readonly tools?: readonly Tool[]
  readonly limits?: Partial<RunLimits>
  readonly signal?: AbortSignal
  readonly jitter?: number
  readonly live?: Live
  readonly storeChanges?: readonly ChangeTool[]
}

export async function someDesk(specialists: readonly string[] = ['order']): Promise<Desk> {
  const minting = someMinting()
  const memory = inMemoryMemory({ now: minting.now })
  const queues = recordingQueues()
  const log: ToolLog = { uses: [] }
  const own = await begin(memory, minting, { customerId: 'noah_1' })
  await give(memory, await say(memory, own, 'where is my order?', minting), specialists, minting)
  const { id } = own
  return {
    minting,
    memory,
    queues,
    log,
    id,
    async now() {
      const found = await memory.conversation(id)
      if (!found) throw new Error('The conversation is gone')
      return found
    },
    async replies() {
      return (await memory.messages(id, 0, 1000)).filter(({ author }) => author !== 'customer')
    },
    work(model, changes = {}) {
      const { specialist = specialists[0] ?? 'order', turn = 1, deferrals = 0, jitter = 0 } = changes
      return workOnTask(
        { type: 'task.v1', conversationId: id, turn, specialist, deferrals },
        {
          ...someSpecialist(changes.tools ?? someTools(log), changes.limits, specialist),
          changes: changes.storeChanges ?? [],
        },
        'claude-sonnet-5-5',
        {
          ...minting,
          memory: changes.memory ?? memory,
          model,
          store: emptyStore,
          tasks: changes.tasks ?? queues.tasks,
          signal: changes.signal ?? new AbortController().signal,
          effects: { execute: (effect) => memory.execute(effect, emptyStore) },
          needsApproval: async () => [],
          jitter: () => jitter,
          cards: [],
          ...(changes.live ? { live: changes.live } : {}),
        },
      )
    },
  }
}
