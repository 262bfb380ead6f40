import type { Author, Conversation, Handoff, Message, Outcome } from './conversation.ts'
import type { NewId } from './ids.ts'
import type { InLanguage } from './language.ts'
import type { Part } from './parts.ts'

/** What the turn's transitions need from outside; parameters, so that a test can fix them. */
export interface Minting {
  readonly newId: NewId
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** A conversation after a change, and the message that the change added. */
export interface Change {
  readonly after: Conversation
  readonly message: Message
}

export function newConversation(
  owner: { sessionId: string; customerId?: string | undefined } & InLanguage,
  { newId, now }: Minting,
): Conversation {
  return {
    id: newId('cnv'),
    version: 1,
    sessionId: owner.sessionId,
    ...(owner.customerId === undefined ? {} : { customerId: owner.customerId }),
    ...(owner.language === undefined ? {} : { language: owner.language }),
    control: 'bot',
    status: 'open',
    lastSeq: 0,
    answeredSeq: 0,
    turn: { number: 0, phase: 'closed', deadlineAt: 0, working: [] },
    createdAt: new Date(now()).toISOString(),
  }
}

/**
 * A customer's message joins the open turn or opens the next one; a turn at work is thereby superseded. While a
 * human holds the conversation the message is kept and no bot turn begins.
 */
export function accept(
  before: Conversation,
  said: { readonly parts: readonly Part[]; readonly customerId?: string | undefined } & InLanguage,
  deadlineMs: number,
  minting: Minting,
): Change & { readonly supersedes: number | undefined; readonly opensTurn: boolean } {
  const withHuman = before.control === 'human'
  // While a human holds the conversation, only an approved action can be at work: it is not superseded by words.
  const joins = withHuman ? before.turn.phase !== 'closed' : before.turn.phase === 'open'
  const next: Conversation = {
    ...before,
    ...(said.customerId === undefined ? {} : { customerId: said.customerId }),
    ...(said.language === undefined ? {} : { language: said.language }),
    turn: joins
      ? before.turn
      : {
          ...nextTurn(before, minting.now() + deadlineMs, minting),
          ...(withHuman ? { phase: 'closed', outcome: 'with_human' } : {}),
        },
  }
  const change = append(next, 'customer', said.parts, minting)
  return {
    ...change,
    supersedes: before.turn.phase === 'working' && !joins ? before.turn.number : undefined,
    opensTurn: !joins && !withHuman,
  }
}

/** The router has decided: these specialists work on the turn now, or go on with an action (`resumes`). */
export function assign(
  before: Conversation,
  specialists: readonly string[],
  routedBy: number,
  resumes?: string,
): Conversation {
  const { resumes: _, ...turn } = before.turn
  return {
    ...before,
    version: before.version + 1,
    turn: {
      ...turn,
      phase: 'working',
      working: [...specialists],
      routedBy,
      ...(resumes === undefined ? {} : { resumes }),
    },
  }
}

/**
 * The turn's one visible outcome: its message is appended, everything before it counts as answered. `pendingActionId`
 * is the action that waits for the customer from then on; left out, none does.
 */
export function close(
  before: Conversation,
  ending: {
    readonly author: Author
    readonly parts: readonly Part[]
    readonly outcome: Outcome
    readonly pendingActionId?: string | undefined
    /** The specialists whose late answers will still be of use. */
    readonly owes?: readonly string[]
    /** Who asked for a human, where the outcome is `with_human`. */
    readonly handoff?: Omit<Handoff, 'at'> | undefined
  },
  minting: Minting,
): Change {
  const change = append(before, ending.author, ending.parts, minting)
  const { owes = [] } = ending
  const { pendingActionId: _, ...after } = change.after
  return {
    message: change.message,
    after: {
      ...after,
      ...(ending.pendingActionId === undefined ? {} : { pendingActionId: ending.pendingActionId }),
      ...(ending.outcome === 'with_human' ? heldSince(change.message, ending.handoff) : {}),
      // While a human holds the conversation, what the customer asks is for them to answer.
      answeredSeq: before.control === 'human' ? before.answeredSeq : change.after.lastSeq,
      turn: {
        ...before.turn,
        phase: 'closed',
        outcome: ending.outcome,
        working: [],
        ...(owes.length === 0 ? {} : { owes: [...owes] }),
      },
    },
  }
}

function heldSince({ createdAt }: Message, handoff: Omit<Handoff, 'at'> = { by: 'router' }) {
  return { control: 'human' as const, handoff: { ...handoff, at: createdAt } }
}

/** Somebody has decided a pending action: the turn that this opens, or the open one, goes on with it. */
export function decide(
  before: Conversation,
  decided: { readonly author: Author; readonly part: Part; readonly actionId: string },
  deadlineMs: number,
  minting: Minting,
): Change & { readonly supersedes: number | undefined } {
  const joins = before.turn.phase === 'open'
  const turn = joins ? before.turn : nextTurn(before, minting.now() + deadlineMs, minting)
  const next = { ...before, turn: { ...turn, resumes: decided.actionId } }
  const { after, message } = append(next, decided.author, [decided.part], minting)
  // A human who decides has read what the customer wrote before.
  const answeredSeq = before.control === 'human' ? message.seq : before.answeredSeq
  return {
    message,
    after: { ...after, answeredSeq },
    supersedes: before.turn.phase === 'working' ? before.turn.number : undefined,
  }
}

/**
 * Whether work for this turn still counts: it is the current turn and has had no outcome yet. While a human holds the
 * conversation, only a turn that an operator's decision has begun does.
 */
export function isCurrent({ control, turn: current }: Conversation, turn: number): boolean {
  const mayWrite = control === 'bot' || current.resumes !== undefined
  return mayWrite && current.number === turn && current.phase !== 'closed'
}

/** The turn after this one, not routed yet. */
export function nextTurn(
  { turn }: Conversation,
  deadlineAt: number,
  { newId }: Minting,
): Conversation['turn'] {
  return { number: turn.number + 1, id: newId('trn'), phase: 'open', deadlineAt, working: [] }
}

/** One more message. */
export function append(
  before: Conversation,
  author: Author,
  parts: readonly Part[],
  { newId, now }: Minting,
): Change {
  const seq = before.lastSeq + 1
  return {
    after: { ...before, version: before.version + 1, lastSeq: seq },
    message: {
      id: newId('msg'),
      seq,
      author,
      parts: [...parts],
      turn: before.turn.number,
      createdAt: new Date(now()).toISOString(),
    },
  }
}
