import { wording } from '../../../functions/core/wording.ts'
import type { Kept, KeptConversation } from './kept.ts'
import type { Violation } from './violation.ts'

/** An event that other systems were told. */
export interface Told {
  readonly type: string
  readonly id: string
  readonly conversationId: string
}

/** Whoever waits for a person is on the list of those, and nobody else; and every such change was told. */
export function auditPeople({ conversations, waiting }: Kept, told: readonly Told[]): Violation[] {
  const expected = conversations.flatMap(eventsOf)
  const ids = new Set(told.map(({ type, id }) => `${type} ${id}`))
  const due = new Set(expected.map(({ type, id }) => `${type} ${id}`))
  return [
    ...listFaults(conversations, new Set(waiting)),
    ...expected
      .filter(({ type, id }) => !ids.has(`${type} ${id}`))
      .map(({ type, conversationId }) => ({
        check: 'other systems are told',
        conversationId,
        says: `nobody was told ${type}`,
      })),
    ...told
      .filter(({ type, id }) => !due.has(`${type} ${id}`))
      .map(({ type, conversationId }) => ({
        check: 'other systems are told',
        conversationId,
        says: `${type} was told, and no message says so`,
      })),
  ]
}

function listFaults(conversations: readonly KeptConversation[], listed: ReadonlySet<string>): Violation[] {
  const check = 'the list of what waits for a person is true'
  const waits = new Map(
    conversations.flatMap(({ record, actions }) => [
      ...(record.control === 'human' ? [[record.id, record.id] as const] : []),
      ...actions.flatMap(({ id, status }) =>
        status === 'awaiting_approval' ? [[id, record.id] as const] : [],
      ),
    ]),
  )
  return [
    ...[...waits]
      .filter(([id]) => !listed.has(id))
      .map(([id, conversationId]) => ({
        check,
        conversationId,
        says: `${id} waits, and is not on the list`,
      })),
    ...[...listed]
      .filter((id) => !waits.has(id))
      .map((id) => ({ check, says: `${id} is on the list, and does not wait` })),
  ]
}

/** By the messages that tell the customer. */
function eventsOf({ record, messages }: KeptConversation): Told[] {
  return messages.flatMap(({ id, parts }) => {
    const types = parts.flatMap((part) => {
      if (part.type === 'system' && part.event === 'handoff') return ['conversation.handed_off']
      if (part.type === 'system' && part.event === 'handback') return ['conversation.given_back']
      return part.type === 'text' && part.text === wording.en.approval ? ['approval.requested'] : []
    })
    return types.map((type) => ({ type, id: id.replace('msg_', 'evt_'), conversationId: record.id }))
  })
}
