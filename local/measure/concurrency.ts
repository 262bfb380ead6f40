import type { System } from '../system.ts'
import { aCustomer, beginConversation } from './conversation.ts'

/** Many messages sent into one conversation at the same moment: kept, in order, answered. */
export async function measureConcurrency(system: System): Promise<void> {
  const rows: Record<string, unknown> = {}
  for (const count of [10, 200]) {
    const conversation = await beginConversation(system, aCustomer())
    const texts = Array.from(
      { length: count },
      (_, index) => `Question ${index + 1}: does the kettle come in black?`,
    )
    const start = performance.now()
    const numbers = await Promise.all(texts.map((text) => conversation.post(text)))
    const accepted = performance.now() - start
    await conversation.closed(Math.max(...numbers))
    const messages = await conversation.messages()
    const kept = new Set(
      messages
        .filter(({ author }) => author === 'customer')
        .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : ''))),
    )
    const last = messages.at(-1)
    rows[`${count} at once`] = {
      kept: texts.filter((text) => kept.has(text)).length,
      'in order, no gap': messages.every(({ seq }, index) => seq === index + 1),
      replies: messages.filter(({ author }) => author !== 'customer').length,
      'answered after the last': last?.author === 'assistant',
      'accepted in ms': Math.round(accepted),
      'replied in ms': Math.round(performance.now() - start),
    }
    await system.host.idle()
  }
  console.log('Messages sent into one conversation at the same moment:')
  console.table(rows)
}
