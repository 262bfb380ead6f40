import type { Conversation } from './conversation.ts'

/** Whether memory has the conversation and has had this turn. A message about any other is not late but wrong. */
export function turnExists(it: Conversation | undefined, turn: number): it is Conversation {
  return it !== undefined && turn <= it.turn.number
}
