import { eventOf } from '../../functions/core/events.ts'
import type { Commit } from '../../functions/core/memory.ts'

interface Entry {
  readonly conversationId: string
  readonly actionId?: string | undefined
  readonly since: string
}

/** What waits for a person, kept by what changes say of it. */
export function waitingList() {
  const entries = new Map<string, Entry>()
  return {
    note(commit: Commit): void {
      const event = eventOf(commit)
      const { action } = commit
      if (action && 'before' in action && action.before.status === 'awaiting_approval') {
        entries.delete(action.before.id)
      }
      if (!event) return
      const { conversationId, actionId, at } = event.detail
      if (event.type === 'conversation.given_back') entries.delete(conversationId)
      else entries.set(actionId ?? conversationId, { conversationId, actionId, since: at })
    },
    /** By conversation, longest waiting first. */
    all() {
      const byConversation = Map.groupBy(entries.values(), ({ conversationId }) => conversationId)
      return [...byConversation]
        .map(([conversationId, own]) => ({
          conversationId,
          actionIds: own.flatMap(({ actionId }) => actionId ?? []),
          since: own.map(({ since }) => since).toSorted()[0] ?? '',
        }))
        .toSorted((a, b) => (a.since < b.since ? -1 : 1))
    },
  }
}
