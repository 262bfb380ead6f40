import type * as z from 'zod'
import type { Connections } from '../core/connections.ts'
import type { Conversation, Message } from '../core/conversation.ts'
import { mayAccess } from '../core/intake.ts'
import type { clientFrame, LiveFrame } from '../core/live.ts'
import type { Memory } from '../core/memory.ts'
import type { Card } from '../core/specialist.ts'
import { turnFrame } from '../core/turn-view.ts'

export interface AnswerPorts {
  readonly memory: Memory
  readonly connections: Connections
  readonly cards: readonly Card[]
  readonly now: () => number
}

/** Messages of one answer, and its size in bytes: the gateway takes 128 KB. */
const page = 50
const largest = 100_000

/** What a client hears on what it says; `undefined`: it may not hear anything (any more). */
export async function answer(
  connectionId: string,
  said: z.infer<typeof clientFrame>,
  ports: AnswerPorts,
): Promise<LiveFrame | undefined> {
  const connection = await ports.connections.find(connectionId)
  if (!connection) return undefined
  const conversation = await ports.memory.conversation(connection.conversationId)
  if (!conversation || connection.until <= ports.now() || !mayAccess(connection.session, conversation)) {
    await ports.connections.remove(connection)
    return undefined
  }
  const turn = turnFrame(conversation, ports.cards)
  return said.action === 'ping' ? turn : await messagesAfter(said.after, conversation, turn, ports.memory)
}

async function messagesAfter(
  after: number,
  { id, lastSeq }: Conversation,
  { turn, version }: Extract<LiveFrame, { type: 'turn' }>,
  memory: Memory,
): Promise<LiveFrame> {
  const data = lastSeq > after ? fitting(await memory.messages(id, after, page)) : []
  const last = data.at(-1)?.seq ?? after
  return { type: 'messages', data, page: { after: last, hasMore: last < lastSeq }, turn, version }
}

function fitting(messages: readonly Message[]): Message[] {
  let size = 0
  return messages.filter((message) => {
    size += Buffer.byteLength(JSON.stringify(message))
    return size <= largest
  })
}
