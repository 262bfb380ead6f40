import { type Action, type ActionMove, movesOf } from '../../functions/core/action.ts'
import type { ChangingStore } from '../../functions/core/change.ts'
import type { Conversation, Message } from '../../functions/core/conversation.ts'
import type { Effects, Executed } from '../../functions/core/effects.ts'
import type {
  Commit,
  CommitResult,
  Deferral,
  IdempotencyRecord,
  Memory,
  RunKey,
} from '../../functions/core/memory.ts'
import type { Answer, Step, Summary, TurnRecord } from '../../functions/core/records.ts'
import { expiringShelf } from './expiring-shelf.ts'
import { waitingList } from './waiting-list.ts'

type Effect = Parameters<Effects['execute']>[0]

const dayInSeconds = 86_400

/** A memory in this process that passes the port's suite, so that tests of the domain can trust it. */
export function inMemoryMemory(options: {
  readonly now: () => number
  readonly retentionDays?: number
}): Memory & { execute(effect: Effect, store: ChangingStore): Promise<Executed> } {
  const seconds = () => Math.floor(options.now() / 1000)
  const shelf = <Value>(lifetime = (options.retentionDays ?? 90) * dayInSeconds) =>
    expiringShelf<Value>(seconds, lifetime)
  const conversations = shelf<Conversation>()
  const messages = shelf<Message>()
  const summaries = shelf<Summary>()
  const turns = shelf<TurnRecord>()
  const steps = shelf<Step>()
  const answers = shelf<Answer>()
  const deferrals = shelf<Deferral>()
  const actionsKept = shelf<Action>()
  const owned = shelf<{ readonly id: string }>()
  const requests = shelf<IdempotencyRecord>(dayInSeconds)
  const waiting = waitingList()

  const put = (after: Conversation, isOwnerNew: boolean) => {
    conversations.put(after.id, after)
    if (isOwnerNew) owned.put(`${after.customerId ?? after.sessionId}#${after.id}`, { id: after.id })
  }
  const storyOf = (id: string, number: number) => {
    const inTurn = `${id}#${digits(number, 8)}`
    const runs = Map.groupBy(
      steps.entries(`${inTurn}#`),
      ([key]) => key.slice(inTurn.length + 1).split('#')[0] ?? '',
    )
    return {
      number,
      record: turns.read(inTurn),
      runs: [...runs].map(([specialist, own]) => ({ specialist, steps: own.map(([, step]) => step) })),
      answers: answers.range(`${inTurn}#`),
      deferrals: deferrals.range(`${inTurn}#`),
    }
  }

  /** What stands in the way, in the order in which it counts. */
  function obstacle({
    before,
    message,
    ends,
    lastStep,
    idempotency,
    action,
  }: Commit): CommitResult | undefined {
    const earlier = idempotency && requests.read(idempotency.key)
    if (earlier) return { kind: 'replayed', earlier }
    const current = conversations.raw(before.id)
    if (!current) throw new Error(`There is no conversation ${before.id} to change`)
    if (current.version !== before.version) return { kind: 'conflict', conversation: current }
    if (lastStep && steps.raw(stepKey(before.id, lastStep.run, lastStep.index)))
      return { kind: 'step_exists' }
    const isWhereItWas = (move: ActionMove) =>
      actionsKept.raw(`${before.id}#${move.before.id}`)?.status === move.before.status
    if (!movesOf(action).every(isWhereItWas)) return { kind: 'action_moved' }
    if (message && messages.raw(messageKey(before.id, message.seq)))
      throw new Error(`${message.seq} is taken`)
    if (ends && !turns.raw(`${before.id}#${digits(ends.turn, 8)}`)) throw new Error(`No turn ${ends.turn}`)
    return undefined
  }

  return {
    async conversation(id) {
      return conversations.read(id)
    },
    async recent(id, limit) {
      const summary = summaries.read(id)
      const all = messages.range(`${id}#`)
      // A summary takes the place of one message, as it does in a table's range.
      return { summary, messages: all.slice(Math.max(0, all.length - limit + (summary ? 1 : 0))) }
    },
    async messages(id, after, limit) {
      return messages
        .range(`${id}#`)
        .filter(({ seq }) => seq > after)
        .slice(0, limit)
    },
    async turn(id, number) {
      return turns.read(`${id}#${digits(number, 8)}`)
    },
    async turns(id, first, last) {
      return Array.from({ length: last - first + 1 }, (_, index) => storyOf(id, first + index)).filter(
        (story) => story.record || story.runs.length > 0 || story.answers.length > 0,
      )
    },
    async steps(id, run) {
      return steps.range(`${id}#${digits(run.turn, 8)}#${run.specialist}#`)
    },
    async answers(id, turn) {
      return answers.range(`${id}#${digits(turn, 8)}#`)
    },
    async action(id, actionId) {
      return actionsKept.read(`${id}#${actionId}`)
    },
    async actions(id) {
      return actionsKept.range(`${id}#`)
    },
    async conversationsOf(owner, limit) {
      return owned
        .range(`${owner}#`)
        .reverse()
        .slice(0, limit)
        .flatMap(({ id }) => conversations.read(id) ?? [])
    },
    async waiting(limit) {
      return waiting
        .all()
        .slice(0, limit)
        .flatMap(({ conversationId, actionIds, since }) => {
          const conversation = conversations.read(conversationId)
          return conversation ? [{ conversation, actionIds, since }] : []
        })
    },
    async create(created, idempotency) {
      const earlier = idempotency && requests.read(idempotency.key)
      if (earlier) return { kind: 'replayed', earlier }
      if (conversations.raw(created.id)) throw new Error(`There is a conversation ${created.id} already`)
      put(created, true)
      if (idempotency) requests.put(idempotency.key, idempotency)
      return { kind: 'created' }
    },
    async commit(commit) {
      const found = obstacle(commit)
      if (found) return found
      const { before, after, message, turn, ends, lastStep, idempotency, action } = commit
      waiting.note(commit)
      const changed = movesOf(action).map((move) => move.after)
      if (action && 'proposed' in action) changed.push(action.proposed)
      for (const now of changed) actionsKept.put(`${after.id}#${now.id}`, now)
      put(after, before.customerId !== after.customerId)
      if (idempotency) requests.put(idempotency.key, idempotency)
      if (message) messages.put(messageKey(after.id, message.seq), message)
      if (turn) turns.put(`${after.id}#${digits(turn.number, 8)}`, turn)
      if (ends) {
        const key = `${after.id}#${digits(ends.turn, 8)}`
        const { outcome, at: closedAt, replySeq, failure } = ends
        const change = {
          outcome,
          closedAt,
          ...(replySeq === undefined ? {} : { replySeq }),
          ...(failure === undefined ? {} : { failure }),
        }
        turns.change(key, (record) => ({ ...record, ...change }))
      }
      if (lastStep) steps.put(stepKey(after.id, lastStep.run, lastStep.index), lastStep.step)
      return { kind: 'committed' }
    },
    /** What the effects' adapter does in one transaction over both tables. */
    async execute({ conversationId, turn, change, move, lastStep }, store) {
      const current = conversations.raw(conversationId)
      if (current?.turn.number !== turn || current.turn.phase !== 'working') return 'superseded'
      const key = stepKey(conversationId, lastStep.run, lastStep.index)
      const at = `${conversationId}#${move.after.id}`
      if (steps.raw(key) || actionsKept.raw(at)?.status !== move.before.status) return 'done_before'
      if (change && (await store.apply(change)) === 'changed_meanwhile') return 'changed_meanwhile'
      actionsKept.put(at, move.after)
      steps.put(key, lastStep.step)
      return 'executed'
    },
    async saveDeferral(id, turn, deferral) {
      deferrals.put(`${id}#${digits(turn, 8)}#${deferral.specialist}`, deferral)
    },
    async saveStep(id, run, index, step) {
      const key = stepKey(id, run, index)
      if (steps.raw(key)) return 'exists'
      steps.put(key, step)
      return 'saved'
    },
    async saveAnswer(id, turn, answer, last, proposed) {
      const key = `${id}#${digits(turn, 8)}#${answer.specialist}`
      if (answers.raw(key)) return 'exists'
      if (last && steps.raw(stepKey(id, last.run, last.index))) return 'exists'
      answers.put(key, answer)
      if (last) steps.put(stepKey(id, last.run, last.index), last.step)
      if (proposed) actionsKept.put(`${id}#${proposed.id}`, proposed)
      return 'saved'
    },
    async saveSummary(id, summary) {
      const earlier = summaries.raw(id)
      if (!earlier || earlier.untilSeq < summary.untilSeq) summaries.put(id, summary)
    },
  }
}

function messageKey(id: string, seq: number): string {
  return `${id}#${digits(seq, 10)}`
}

function stepKey(id: string, run: RunKey, index: number): string {
  return `${id}#${digits(run.turn, 8)}#${run.specialist}#${digits(index, 4)}`
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
