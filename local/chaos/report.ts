import type { Outcome } from '../../functions/core/conversation.ts'
import { traceOf } from '../../functions/core/trace.ts'
import type { Paint } from '../client/paint.ts'
import { tellStory } from '../client/trace-text.ts'
import type { KeptConversation } from './audit/kept.ts'
import type { Violation } from './audit/violation.ts'
import type { Injected } from './faults/fault-log.ts'
import { allFaultKinds, type FaultKind } from './faults/kinds.ts'
import type { ChaosResult } from './run.ts'

/** How turns that were hit ended. */
interface Tally {
  readonly injected: number
  /** Turns with a fault of this kind, and how they ended. */
  readonly turns: number
  readonly answered: number
  readonly apologies: number
  readonly superseded: number
  /** Not over, or in a conversation with a violation. */
  readonly lost: number
}

/** For every kind of fault: how often it was injected, and what became of the turns that it hit. */
export function tallyOf(result: ChaosResult): Record<string, Tally> {
  const idOf = new Map([...result.labels].map(([id, label]) => [label, id]))
  const kept = new Map(result.kept.conversations.map((each) => [each.record.id, each]))
  const broken = new Set(result.violations.map(({ conversationId }) => conversationId))
  const tally = (kind: FaultKind): Tally => {
    const own = result.injected.filter((fault) => fault.kind === kind)
    const hit = new Set(
      own.flatMap(({ conversation, turn }) => (conversation && turn ? [`${conversation}/${turn}`] : [])),
    )
    const endings = [...hit].map((place) => {
      const [label = '', turn] = place.split('/')
      const id = idOf.get(label) ?? ''
      return broken.has(id) ? 'lost' : endingOf(kept.get(id), Number(turn))
    })
    const count = (ending: Ending) => endings.filter((it) => it === ending).length
    return {
      injected: own.length,
      turns: hit.size,
      answered: count('answered'),
      apologies: count('apology'),
      superseded: count('superseded'),
      lost: count('lost'),
    }
  }
  return Object.fromEntries(allFaultKinds.map((kind) => [kind, tally(kind)]))
}

type Ending = 'answered' | 'apology' | 'superseded' | 'lost'

function endingOf(kept: KeptConversation | undefined, turn: number): Ending {
  const outcome = outcomeOf(kept, turn)
  if (outcome === undefined) return 'lost'
  if (outcome === 'failed') return 'apology'
  return outcome === 'superseded' ? 'superseded' : 'answered'
}

/** A turn that was never routed has no record: what is visible says how it ended. */
function outcomeOf(kept: KeptConversation | undefined, turn: number): Outcome | undefined {
  const recorded = kept?.turns.find(({ number }) => number === turn)?.record?.outcome
  if (recorded !== undefined || !kept) return recorded
  if (kept.record.turn.number === turn) return kept.record.turn.outcome
  const said = kept.messages.filter((message) => message.turn === turn).flatMap(({ parts }) => parts)
  return said.some((part) => part.type === 'system' && part.event === 'apology') ? 'failed' : 'with_human'
}

/** All turns of the run by how they ended. */
export function outcomesOf({ kept }: ChaosResult): Record<string, number> {
  const all: Record<string, number> = {}
  for (const conversation of kept.conversations) {
    for (let turn = 1; turn <= conversation.record.turn.number; turn++) {
      const outcome = outcomeOf(conversation, turn) ?? 'not over'
      all[outcome] = (all[outcome] ?? 0) + 1
    }
  }
  return all
}

/** What happened besides, so that nobody takes a run for thorough in which nothing was changed. */
export function factsOf({ kept, events, opportunities }: ChaosResult): Record<string, number | string> {
  const all = kept.conversations
  const actions = all.flatMap((each) => each.actions)
  const messages = all.flatMap((each) => each.messages)
  const parts = messages.flatMap((each) => each.parts)
  const of = (status: string) => actions.filter((action) => action.status === status).length
  const says = (event: string) =>
    parts.filter((part) => part.type === 'system' && part.event === event).length
  const approved = actions.filter(({ status, reasons }) => status === 'executed' && reasons !== undefined)
  const hit = (group: string) => opportunities.get(group) ?? { seen: 0, hit: 0 }
  const share = (part: number, whole: number) => `${part} of ${whole}, ${percent(part, whole)}`
  return {
    conversations: all.length,
    messages: messages.length,
    'changes proposed': actions.length,
    'changes made': of('executed'),
    'of them with an operator': approved.length,
    'declined, superseded, expired': of('declined') + of('superseded') + of('expired'),
    'rejected, failed': of('rejected') + of('failed'),
    'handed to a person, and back': `${says('handoff')}, ${says('handback')}`,
    'answers that came late': messages.filter(({ followUp }) => followUp).length,
    'function events that were hit': share(hit('requests').hit, events),
    'queue sends that were hit': share(hit('sends').hit, hit('sends').seen),
    'model calls that were hit': share(hit('model calls').hit, hit('model calls').seen),
  }
}

/** Why turns ended without an answer, or without a part of it. */
export function reasonsOf({ kept }: ChaosResult): Record<string, number> {
  const all = kept.conversations.flatMap(({ turns }) =>
    turns.flatMap(({ record, answers }) => [
      ...(record?.failure === undefined ? [] : [`turn: ${record.failure}`]),
      ...answers.flatMap((answer) => (answer.kind === 'gap' ? [`part: ${answer.reason}`] : [])),
    ]),
  )
  const counts = [...Map.groupBy(all, (it) => it)].map(([reason, own]) => [reason, own.length] as const)
  return Object.fromEntries(counts.toSorted(([, a], [, b]) => b - a))
}

/** Faults that alone cost a turn its answer, or together with one other: where there is something to be won. */
export function costlyFaults({ kept, injected, labels }: ChaosResult): Record<string, number> {
  const all = kept.conversations.flatMap((each) => {
    const own = injected.filter(({ conversation }) => conversation === labels.get(each.record.id))
    return Array.from({ length: each.record.turn.number }, (_, index) => index + 1)
      .filter((turn) => outcomeOf(each, turn) === 'failed')
      .map((turn) => own.filter((fault) => fault.turn === turn))
      .filter((faults) => faults.length <= 2)
      .map(
        (faults) =>
          faults.map(({ kind, who, doing }) => `${kind} (${who}, ${doing})`).join(' and ') ||
          'none of its own',
      )
  })
  const counts = [...Map.groupBy(all, (it) => it)].map(([faults, own]) => [faults, own.length] as const)
  return Object.fromEntries(counts.toSorted(([, a], [, b]) => b - a))
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`
}

/** A violation with the faults that hit its conversation and the conversation's story. */
export function tellViolations(result: ChaosResult, paint: Paint): string {
  const byConversation = Map.groupBy(result.violations, ({ conversationId }) => conversationId)
  return [...byConversation]
    .map(([id, own]) => [...own.map((each) => tellViolation(each, paint)), ...aroundOf(id, result, paint)])
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function tellViolation({ check, says }: Violation, paint: Paint): string {
  return `${paint('red', '✗')} ${paint('bold', check)}: ${says}`
}

function aroundOf(id: string | undefined, result: ChaosResult, paint: Paint): string[] {
  const kept = result.kept.conversations.find(({ record }) => record.id === id)
  if (id === undefined || !kept) return []
  const label = result.labels.get(id)
  const began = Date.parse(kept.record.createdAt)
  const faults = result.injected.filter(
    ({ conversation }) => conversation !== undefined && conversation === label,
  )
  return [
    paint('gray', `Faults that hit ${label ?? 'it'}, ${id}:`),
    ...faults.map((fault) => `  ${tellFault(fault, began)}`),
    tellStory(id, traceOf(kept.turns, [...kept.messages]), paint),
  ]
}

function tellFault({ at, kind, who, doing, turn }: Injected, began: number): string {
  return `${((at - began) / 1000).toFixed(1).padStart(8)} s  turn ${turn ?? '?'}  ${kind}: ${who}, ${doing}`
}
