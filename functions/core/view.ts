import type { Conversation, Message } from './conversation.ts'
import type { Memory } from './memory.ts'
import type { Summary } from './records.ts'

/** What an agent sees of a conversation: bounded, however long the conversation is. */
export interface View {
  readonly summary: Summary | undefined
  /** Oldest first, those after the summary; the customer's unanswered messages among them. */
  readonly messages: readonly Message[]
}

/** One read brings this many of the newest messages. */
export const windowSize = 24
/** Of what is neither answered nor summarised, so many of the newest are read. */
const longestBurst = 200

/**
 * Reads a conversation and what an agent sees of it: two requests side by side, and a third one only while more
 * than a window of messages is neither answered nor summarised, or when a message came in between the two.
 */
export async function readView(
  memory: Memory,
  id: string,
): Promise<{ readonly conversation: Conversation; readonly view: View } | undefined> {
  const [conversation, { summary, messages }] = await Promise.all([
    memory.conversation(id),
    memory.recent(id, windowSize),
  ])
  if (!conversation) return undefined
  const summarised = summary?.untilSeq ?? 0
  const wanted = Math.min(summarised, conversation.answeredSeq)
  const first = messages[0]?.seq ?? 1
  const last = messages.at(-1)?.seq ?? 0
  const after = Math.max(wanted, conversation.lastSeq - longestBurst)
  const isComplete = first <= wanted + 1 && last >= conversation.lastSeq
  const all = isComplete ? messages : await memory.messages(id, after, longestBurst)
  return { conversation, view: { summary, messages: all.filter((it) => it.seq > wanted) } }
}

/** The customer's messages that no turn has answered yet. */
export function unanswered(view: View, answeredSeq: number): Message[] {
  return view.messages.filter((message) => message.seq > answeredSeq && message.author === 'customer')
}
