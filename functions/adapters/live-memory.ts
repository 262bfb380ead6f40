import type { Live } from '../core/live.ts'
import type { Memory } from '../core/memory.ts'
import type { Card } from '../core/specialist.ts'
import { turnFrame } from '../core/turn-view.ts'

/** The memory; whoever is connected hears of every change of a conversation, once it is written. */
export function liveMemory(memory: Memory, live: Live, cards: readonly Card[]): Memory {
  return {
    ...memory,
    async commit(commit) {
      const result = await memory.commit(commit)
      if (result.kind === 'committed') {
        const { message, after } = commit
        live.publish(after, [
          ...(message ? [{ type: 'message' as const, message }] : []),
          turnFrame(after, cards),
        ])
      }
      return result
    },
  }
}
