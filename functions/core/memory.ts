import type { Action, ActionChange } from './action.ts'
import type { Conversation, Message, Outcome } from './conversation.ts'
import type { Answer, Step, Summary, TurnRecord } from './records.ts'

/**
 * The shared conversation memory. Append-only apart from the one conversation record, whose every change is
 * conditional on its version; what belongs together is one transaction.
 */
export interface Memory {
  conversation(id: string): Promise<Conversation | undefined>
  /** The newest messages (at most `limit`), oldest first, and the summary of older ones. */
  recent(
    id: string,
    limit: number,
  ): Promise<{ readonly summary: Summary | undefined; readonly messages: Message[] }>
  /** Messages with a higher `seq` than `after`, oldest first, at most `limit`. */
  messages(id: string, after: number, limit: number): Promise<Message[]>
  turn(id: string, number: number): Promise<TurnRecord | undefined>
  /** All that is known of the turns `first` to `last`, oldest first, with runs and answers. */
  turns(id: string, first: number, last: number): Promise<TurnStory[]>
  steps(id: string, run: RunKey): Promise<Step[]>
  answers(id: string, turn: number): Promise<Answer[]>
  action(id: string, actionId: string): Promise<Action | undefined>
  /** All actions of a conversation, oldest first. */
  actions(id: string): Promise<Action[]>
  /** The conversations of a verified customer or of an anonymous session, newest first. */
  conversationsOf(owner: string, limit: number): Promise<Conversation[]>
  /** What waits for a person, longest waiting first: held by a human, or with an action that waits for approval. */
  waiting(limit: number): Promise<Waiting[]>

  create(conversation: Conversation, idempotency?: IdempotencyRecord): Promise<CreateResult>
  /** One transaction: the conversation's change and everything that belongs to it. */
  commit(commit: Commit): Promise<CommitResult>
  /** `exists`: another worker was first, and its step stands. */
  saveStep(id: string, run: RunKey, index: number, step: Step): Promise<'saved' | 'exists'>
  /** The answer and the run's last step in one transaction; an answer that is there already stands. */
  saveAnswer(
    id: string,
    turn: number,
    answer: Answer,
    last?: LastStep,
    proposed?: Action,
  ): Promise<'saved' | 'exists'>
  /** A specialist's task was put back: nobody needs to look after it before then (epoch milliseconds). */
  saveDeferral(id: string, turn: number, deferral: Deferral): Promise<void>
  /** A newer summary replaces an older one; an older one is dropped. */
  saveSummary(id: string, summary: Summary): Promise<void>
}

export interface RunKey {
  readonly turn: number
  readonly specialist: string
}

export interface LastStep {
  readonly run: RunKey
  readonly index: number
  readonly step: Step
}

export interface TurnStory {
  readonly number: number
  readonly record: TurnRecord | undefined
  readonly runs: readonly { readonly specialist: string; readonly steps: readonly Step[] }[]
  readonly answers: readonly Answer[]
  readonly deferrals: readonly Deferral[]
}

export interface Deferral {
  readonly specialist: string
  readonly until: number
}

export interface Waiting {
  readonly conversation: Conversation
  /** The actions that wait for approval. */
  readonly actionIds: readonly string[]
  /** ISO 8601: since the first of it waits. */
  readonly since: string
}

export interface Commit {
  readonly before: Conversation
  /** Its version is one higher than `before`'s. */
  readonly after: Conversation
  readonly message?: Message
  /** What the relay must send once this is committed (transactional outbox). */
  readonly outbox?: readonly OutboxEntry[]
  /** Written as a whole. */
  readonly turn?: TurnRecord
  /** Written onto the turn's record, which must be there. */
  readonly ends?: TurnEnd
  readonly lastStep?: LastStep
  readonly idempotency?: IdempotencyRecord
  readonly action?: ActionChange
}

export interface TurnEnd {
  readonly turn: number
  readonly outcome: Outcome
  readonly at: number
  readonly replySeq?: number
  readonly failure?: string
}

export type OutboxEntry = 'customer-message' | 'deadline'

/** An earlier request with this key, what it was (hash) and what it answered (body as JSON text). */
export interface IdempotencyRecord {
  readonly key: string
  readonly requestHash: string
  readonly response: string
}

export type CommitResult =
  | { readonly kind: 'committed' }
  /** Somebody else changed the conversation first: decide again on what is there now. */
  | { readonly kind: 'conflict'; readonly conversation: Conversation }
  /** The idempotency key has been used, by this earlier request. */
  | { readonly kind: 'replayed'; readonly earlier: IdempotencyRecord }
  /** Another worker wrote the run's step first, and that step stands; the conversation is as it was. */
  | { readonly kind: 'step_exists' }
  /** The action is no longer where it was: somebody else has decided or executed it. */
  | { readonly kind: 'action_moved' }

export type CreateResult =
  | { readonly kind: 'created' }
  | { readonly kind: 'replayed'; readonly earlier: IdempotencyRecord }
