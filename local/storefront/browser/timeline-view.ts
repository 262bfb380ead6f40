import type { TurnTrace } from '../../../functions/core/trace.ts'
import { type Lane, lanesOf } from '../../client/timeline.ts'
import { agentOf } from './agent.ts'
import { element } from './element.ts'
import { durationOf } from './figures.ts'

/** Who worked when, on one scale: the router, the specialists side by side with their tools inside, the reply. */
export function timelineView(turn: TurnTrace, elapsedMs: number | undefined): HTMLElement {
  const lanes = lanesOf(turn)
  const total = Math.max(
    1,
    turn.totals.ms ?? 0,
    elapsedMs ?? 0,
    ...lanes.flatMap(({ spans }) => spans.map((it) => it.until)),
  )
  const rows = lanes.length > 0 ? lanes : [{ who: 'router', name: 'router', ready: 0, spans: [] } as const]
  return element(
    'figure',
    { class: 'timeline', role: 'img', 'aria-label': inWords(rows, total) },
    element(
      'div',
      { class: 'lanes' },
      rows.map((lane) => laneView(lane, total, isGoingOn(lane, turn) ? elapsedMs : undefined)),
    ),
    element(
      'div',
      { class: 'scale' },
      [0, 0.25, 0.5, 0.75, 1].map((share) =>
        placed(element('span', {}, durationOf(total * share)), share, share),
      ),
    ),
    element(
      'p',
      { class: 'legend' },
      ['queued', 'model', 'tools'].map((kind) =>
        element('span', {}, element('i', { 'data-kind': kind }), legend[kind] ?? kind),
      ),
    ),
  )
}

const legend: Readonly<Record<string, string>> = {
  queued: 'in the queue',
  model: 'model call',
  tools: 'tools',
}

function laneView(
  { who, name, ready, spans }: Lane,
  total: number,
  elapsedMs: number | undefined,
): HTMLElement {
  const { name: agent, askedBy } = agentOf(name)
  const first = spans[0]?.from ?? ready
  const end = spans.at(-1)?.until ?? first
  const share = (ms: number) => Math.min(1, Math.max(0, ms / total))
  const bar = (kind: string, from: number, until: number, title = '') =>
    placed(element('i', { class: 'bar', 'data-kind': kind, title }), share(from), share(until))
  return element(
    'div',
    { class: 'lane', 'data-agent': who === 'reply' ? 'reply' : agent },
    element('span', { class: 'agent' }, askedBy === undefined ? agent : `↳ ${agent}`),
    element(
      'span',
      { class: 'track' },
      first - ready > 1 && who !== 'reply'
        ? bar('queued', ready, first, `in its queue ${durationOf(first - ready)}`)
        : undefined,
      who === 'reply' ? undefined : bar('idle', first, end),
      spans.map(({ kind, from, until }) =>
        bar(kind, from, until, `${titles[kind]}, ${durationOf(until - from)}`),
      ),
      elapsedMs === undefined ? undefined : bar('now', Math.max(end, ready), elapsedMs, 'at work'),
    ),
  )
}

const titles = { model: 'model call', tools: 'tools', paused: 'waits', reply: 'the reply goes out' } as const

/** Whether more is to come of this lane: the turn is open, and it has not said its last. */
function isGoingOn({ who, name }: Lane, { outcome, route, runs }: TurnTrace): boolean {
  if (outcome !== undefined || who === 'reply') return false
  if (who === 'router') return route === undefined
  const last = runs.find(({ specialist }) => specialist === name)?.steps.at(-1)
  return last?.kind !== 'model' || last.stop === 'tools'
}

/** By the object model: a strict policy allows no style attributes. */
function placed(it: HTMLElement, from: number, until: number): HTMLElement {
  it.style.setProperty('--from', String(from))
  it.style.setProperty('--until', String(until))
  return it
}

function inWords(lanes: readonly Lane[], total: number): string {
  const said = lanes
    .filter(({ spans }) => spans.length > 0)
    .map(({ name, spans, who }) =>
      who === 'reply'
        ? `the reply at ${durationOf(spans[0]?.from ?? 0)}`
        : `${name} from ${durationOf(spans[0]?.from ?? 0)} to ${durationOf(spans.at(-1)?.until ?? 0)}`,
    )
  return `Time line of ${durationOf(total)}: ${said.join(', ') || 'the router is at work'}`
}

/** What working side by side has saved, in words; nothing if there was only one specialist. */
export function sideBySide(turn: TurnTrace): string | undefined {
  const times = lanesOf(turn)
    .filter(({ who, name }) => who === 'specialist' && agentOf(name).askedBy === undefined)
    .map(({ spans }) => ({ from: spans[0]?.from ?? 0, until: spans.at(-1)?.until ?? 0 }))
  if (times.length < 2) return undefined
  const together = Math.max(...times.map(({ until }) => until)) - Math.min(...times.map(({ from }) => from))
  const alone = times.reduce((sum, { from, until }) => sum + until - from, 0)
  if (alone <= together) return undefined
  return `Side by side in ${durationOf(together)}; one after the other it would have been ${durationOf(alone)}.`
}
