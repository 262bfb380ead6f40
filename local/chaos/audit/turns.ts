import type { Message } from '../../../functions/core/conversation.ts'
import type { TurnStory } from '../../../functions/core/memory.ts'
import { wording } from '../../../functions/core/wording.ts'
import type { KeptConversation } from './kept.ts'
import { type Violation, violations } from './violation.ts'

const check = 'every turn has one visible outcome'

/** Every turn is over and had its one visible outcome; a superseded one had none, and a later one answers for it. */
export function auditTurns(it: KeptConversation): Violation[] {
  const { record, messages } = it
  const held = heldAt(messages)
  const numbers = Array.from({ length: record.turn.number }, (_, index) => index + 1)
  return violations(check, record.id, [
    ...(record.turn.phase === 'closed' ? [] : [`turn ${record.turn.number} is still ${record.turn.phase}`]),
    ...numbers.flatMap((number) => faultsOf(number, it, held)),
    ...unansweredIn(it),
  ])
}

function faultsOf(
  number: number,
  { record, messages, turns }: KeptConversation,
  held: ReadonlySet<number>,
): string[] {
  const own = messages.filter(({ turn }) => turn === number)
  const story = turns.find((turn) => turn.number === number)
  const answers = own.filter(isAnswer)
  const notices = own.filter((message) => hasEvent(message, 'handoff'))
  const late = own.filter(({ followUp }) => followUp)
  if (story?.record?.outcome === 'superseded') {
    const told = answers.length + notices.length + late.length
    return [
      ...(told === 0 ? [] : [`turn ${number} was superseded, and has ${told} outcome(s)`]),
      ...(number < record.turn.number ? [] : [`turn ${number} was superseded, and none follows it`]),
    ]
  }
  const asks = own.filter(({ author }) => author === 'customer')
  const isForPeople = !story?.record && asks.length > 0 && asks.every(({ seq }) => held.has(seq))
  const least = isForPeople ? 0 : 1
  const visible = Math.max(answers.length, notices.length)
  return [
    ...(answers.length <= 1 && notices.length <= 1 && visible >= least
      ? []
      : [`turn ${number} has ${answers.length} answer(s) and ${notices.length} handoff(s)`]),
    ...recordFaults(number, story, [...answers, ...notices]),
    ...lateFaults(number, story, answers, late),
  ]
}

/** The turn's record says the same as what is visible. */
function recordFaults(number: number, story: TurnStory | undefined, visible: readonly Message[]): string[] {
  if (!story?.record) return []
  const { outcome, replySeq } = story.record
  if (outcome === undefined) return [`turn ${number} was routed, and its record has no outcome`]
  return visible.some(({ seq }) => seq === replySeq)
    ? []
    : [`turn ${number} says that message ${replySeq} is its outcome, which it is not`]
}

/** A follow-up brings what an outcome at the deadline had to leave out: each specialist's answer once. */
function lateFaults(
  number: number,
  story: TurnStory | undefined,
  answers: readonly Message[],
  late: readonly Message[],
): string[] {
  if (late.length === 0) return []
  const [outcome] = answers
  const names = new Set(story?.answers.map(({ specialist }) => specialist))
  const isOwed = outcome && leavesOut(outcome) && late.every(({ seq }) => seq > outcome.seq)
  return [
    ...(isOwed ? [] : [`turn ${number} has a follow-up, and nothing was owed`]),
    ...(late.length <= names.size
      ? []
      : [`turn ${number} has ${late.length} follow-ups of ${names.size} answers`]),
  ]
}

/** It says that something is missing: a part, all, or the words to a receipt. */
function leavesOut(outcome: Message): boolean {
  const isWordless = outcome.parts.some(
    (part) => part.type === 'text' && part.text === wording.en.doneWithoutWords,
  )
  return isWordless || hasEvent(outcome, 'gap') || hasEvent(outcome, 'apology')
}

/** Messages that no turn answers: the bot holds the conversation, and its last word came before them. */
function unansweredIn({ record, messages, turns }: KeptConversation): string[] {
  const asks = messages.filter(({ author }) => author === 'customer')
  const last = asks.at(-1)?.seq ?? 0
  const open =
    record.control === 'bot' && last > record.answeredSeq
      ? [`message ${last} has no answer: the last is for ${record.answeredSeq}`]
      : []
  const skipped = turns.flatMap(({ record: routed }) => {
    const first = routed && firstBefore(routed.number, turns, asks)
    if (!first || routed.fromSeq <= first.seq) return []
    return [`turn ${routed.number} answers from message ${routed.fromSeq}, and leaves out ${first.seq}`]
  })
  return [...open, ...skipped]
}

/** The first message of the superseded turns right before this one: it is this one's to answer. */
function firstBefore(
  number: number,
  turns: readonly TurnStory[],
  asks: readonly Message[],
): Message | undefined {
  const isSuperseded = (turn: number) =>
    turns.find((it) => it.number === turn)?.record?.outcome === 'superseded'
  let first = number
  while (isSuperseded(first - 1)) first -= 1
  return asks.find(({ turn }) => turn >= first && turn < number)
}

function isAnswer(message: Message): boolean {
  const isOurs = message.author === 'assistant' || message.author === 'system'
  return isOurs && !message.followUp && !hasEvent(message, 'handoff') && !hasEvent(message, 'handback')
}

function hasEvent({ parts }: Message, event: string): boolean {
  return parts.some((part) => part.type === 'system' && part.event === event)
}

/** The messages that came while a person held the conversation. */
function heldAt(messages: readonly Message[]): ReadonlySet<number> {
  const held = new Set<number>()
  let isHeld = false
  for (const message of messages) {
    if (isHeld) held.add(message.seq)
    if (hasEvent(message, 'handoff')) isHeld = true
    if (hasEvent(message, 'handback')) isHeld = false
  }
  return held
}
