import * as z from 'zod'
import { messageOf, recordOf, storiesOf } from '../../../functions/adapters/dynamodb-memory-items.ts'
import { type Action, action } from '../../../functions/core/action.ts'
import { type Conversation, conversation, type Message } from '../../../functions/core/conversation.ts'
import type { TurnStory } from '../../../functions/core/memory.ts'
import { type Step, step } from '../../../functions/core/records.ts'

/** What the memory table holds at the end, as records. */
export interface Kept {
  readonly conversations: readonly KeptConversation[]
  /** Sort keys of messages that could not be understood. */
  readonly quarantined: readonly string[]
  /** Ids of the conversations and actions on the list of what waits for a person. */
  readonly waiting: readonly string[]
  /** Executed changes that were counted, by customer. */
  readonly counted: ReadonlyMap<string, number>
}

export interface KeptConversation {
  readonly record: Conversation
  /** In their order. */
  readonly messages: readonly Message[]
  readonly turns: readonly TurnStory[]
  readonly runs: readonly KeptRun[]
  readonly actions: readonly Action[]
}

export interface KeptRun {
  readonly turn: number
  readonly specialist: string
  readonly steps: readonly { readonly index: number; readonly step: Step }[]
}

type Item = Readonly<Record<string, unknown>>

const runKey = /^turn#(?<turn>\d+)#run#(?<specialist>[^#]+)#(?<index>\d+)$/
const dayCount = z.object({ pk: z.string(), changes: z.int() })

/** Reads all items of the memory table. Throws at one that this version does not write. */
export function readKept(items: readonly Item[]): Kept {
  const sorted = items.toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
  const byConversation = Map.groupBy(
    sorted.filter(({ pk }) => String(pk).startsWith('conversation#')),
    ({ pk }) => pk,
  )
  const counted = new Map<string, number>()
  for (const item of sorted.filter(({ sk }) => String(sk).startsWith('changes#'))) {
    const { pk, changes } = dayCount.parse(item)
    const customer = pk.replace('customer#', '')
    counted.set(customer, (counted.get(customer) ?? 0) + changes)
  }
  return {
    conversations: [...byConversation.values()].map(conversationOf).sort(byAge),
    waiting: sorted.filter(({ pk }) => pk === 'waiting').map(({ sk }) => String(sk)),
    quarantined: sorted.filter(({ pk }) => String(pk).startsWith('quarantine#')).map(({ sk }) => String(sk)),
    counted,
  }
}

function conversationOf(items: readonly Item[]): KeptConversation {
  const beginning = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix))
  const [meta] = beginning('meta')
  if (!meta) throw new Error(`The conversation ${String(items[0]?.pk)} has lost its record`)
  return {
    record: recordOf(conversation, meta),
    messages: beginning('message#')
      .filter(({ sk }) => sk !== 'message#summary')
      .map((item) => messageOf({ ...item })),
    turns: storiesOf(beginning('turn#').map((item) => ({ ...item }))),
    runs: runsOf(items),
    actions: beginning('action#').map((item) => recordOf(action, item.action)),
  }
}

function runsOf(items: readonly Item[]): KeptRun[] {
  const steps = items.flatMap((item) => {
    const key = runKey.exec(String(item.sk))?.groups
    if (key === undefined) return []
    const { turn = '', specialist = '', index = '' } = key
    const kept = { index: Number(index), step: recordOf(step, item.step) }
    return [{ run: `${turn}#${specialist}`, turn: Number(turn), specialist, kept }]
  })
  return [...Map.groupBy(steps, ({ run }) => run).values()].flatMap((own) => {
    const [first] = own
    return first
      ? [{ turn: first.turn, specialist: first.specialist, steps: own.map(({ kept }) => kept) }]
      : []
  })
}

function byAge(a: KeptConversation, b: KeptConversation): number {
  return a.record.id < b.record.id ? -1 : 1
}
