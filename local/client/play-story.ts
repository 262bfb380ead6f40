import { textOfParts } from '../../functions/core/parts.ts'
import type { Client, Message, Turn } from './api-client.ts'
import type { ConversationStory, Expectation } from './conversation-story.ts'

export interface Played {
  readonly conversation: string
  /** What was not as the story expects; empty if all was well. */
  readonly failures: readonly string[]
  /** Milliseconds from the customer's first word to the answer, for each turn. */
  readonly turns: readonly number[]
}

/** Plays a story as its customer; `operator` reads from the trace who took part. */
export async function playStory(
  story: ConversationStory,
  { customer, operator }: { readonly customer: Client; readonly operator: Client },
): Promise<Played> {
  const conversation = await customer.begin()
  const failures: string[] = []
  const turns: number[] = []
  for (const [index, { says, expects }] of story.turns.entries()) {
    const began = performance.now()
    let seq = 0
    for (const text of [says].flat()) seq = (await customer.send(conversation, text)).message.seq
    const { messages, turn } = await customer.untilAnswered(conversation, seq)
    turns.push(Math.round(performance.now() - began))
    const took = expects.specialists && (await specialistsOf(operator, conversation, turn))
    failures.push(...faults(expects, { messages, turn, took }).map((it) => `turn ${index + 1}: ${it}`))
  }
  return { conversation, failures, turns }
}

async function specialistsOf(operator: Client, conversation: string, { number }: Turn): Promise<string[]> {
  const turns = await operator.trace(conversation)
  return turns.find((it) => it.number === number)?.runs.map(({ specialist }) => specialist) ?? []
}

function faults(
  expects: Expectation,
  { messages, turn, took }: { messages: readonly Message[]; turn: Turn; took: string[] | undefined },
): string[] {
  const parts = messages.flatMap((message) => message.parts)
  const types = parts.map(({ type }) => type)
  const answer = textOfParts(parts)
  const has = (text: string) => answer.toLowerCase().includes(text.toLowerCase())
  const wanted = expects.specialists?.toSorted().join(', ')
  const actual = took?.toSorted().join(', ')
  const wrong = [
    ...(turn.status === expects.outcome ? [] : [`ended as ${turn.status}, not as ${expects.outcome}`]),
    ...(messages.length === 1 ? [] : [`got ${messages.length} answers, not one`]),
    ...(wanted === actual ? [] : [`asked ${actual || 'nobody'}, not ${wanted || 'nobody'}`]),
    ...expects.contains
      .filter((it) => ![it].flat().some(has))
      .map((it) => `does not say ${[it].flat().map(quoted).join(' or ')}`),
    ...expects.never.filter(has).map((it) => `says ${quoted(it)}`),
    ...expects.parts.filter((it) => !types.includes(it)).map((it) => `has no ${it}`),
    ...expects.neverParts.filter((it) => types.includes(it)).map((it) => `has a ${it}`),
  ]
  return wrong.map((it) => `the answer ${it}. It was: ${quoted(answer)}`)
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
