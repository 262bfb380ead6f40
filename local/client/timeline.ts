import type { TurnTrace } from '../../functions/core/trace.ts'

/** Something that took its time: from and until in milliseconds since the turn began. */
interface Span {
  readonly kind: 'model' | 'tools' | 'paused' | 'reply'
  readonly from: number
  readonly until: number
}

/** What one agent did in a turn, or when the reply went out. */
export interface Lane {
  readonly who: 'router' | 'specialist' | 'reply'
  readonly name: string
  /** When it could have begun: it waited in its queue until its first span. */
  readonly ready: number
  readonly spans: readonly Span[]
}

const columns = 56
const signs = { model: '█', tools: '▓', paused: '▪', reply: '◆', queued: '·', idle: '─' } as const

/** Whether a turn may begin with it: the customer wrote it, or it decides an action. */
export function isAsked({ author, parts }: TurnTrace['messages'][number]): boolean {
  return author === 'customer' || parts.includes('decision')
}

function beginOf({ messages, route }: TurnTrace): number {
  const first = messages.find(isAsked)
  return first ? Date.parse(first.createdAt) : (route?.at ?? 0)
}

/** Who worked when: the router, then the specialists side by side. */
export function lanesOf(turn: TurnTrace): Lane[] {
  const began = beginOf(turn)
  const { route, runs, closedAt } = turn
  if (!route) return []
  const call = (it: { at: number; ms: number }): Span => ({
    kind: 'model',
    from: it.at - it.ms - began,
    until: it.at - began,
  })
  const all: Lane[] = [
    { who: 'router', name: 'router', ready: 0, spans: route.calls.map(call) },
    ...runs.map(({ specialist, steps }) => ({
      who: 'specialist' as const,
      name: specialist,
      ready: route.at - began,
      spans: steps.map((step): Span => {
        if (step.kind === 'model') return call(step.call)
        if (step.kind === 'paused' || step.kind === 'consulting')
          return { kind: 'paused', from: step.at - began, until: step.at - began }
        const longest = Math.max(0, ...step.results.map(({ ms }) => ms))
        return { kind: 'tools', from: step.at - longest - began, until: step.at - began }
      }),
    })),
  ]
  const lanes = all.filter(({ spans }) => spans.length > 0)
  if (closedAt === undefined) return lanes
  const done = Math.max(...lanes.flatMap(({ spans }) => spans.map(({ until }) => until)), route.at - began)
  const replied = closedAt - began
  return [
    ...lanes,
    { who: 'reply', name: 'reply', ready: done, spans: [{ kind: 'reply', from: replied, until: replied }] },
  ]
}

/** A line for each lane, all on one scale: `·` in the queue, `█` the model, `▓` tools, `▪` paused, `─` between, `◆` out. */
export function drawTimeline(lanes: readonly Lane[], totalMs: number): { name: string; bar: string }[] {
  const column = (ms: number) =>
    Math.max(0, Math.min(columns - 1, Math.floor((ms / Math.max(1, totalMs)) * columns)))
  return lanes.map(({ name, ready, spans }) => {
    const bar = Array<string>(columns).fill(' ')
    const paint = (from: number, until: number, sign: string) =>
      bar.fill(sign, column(from), column(until) + 1)
    const first = spans[0]
    const last = spans.at(-1)
    if (first) paint(ready, first.from, signs.queued)
    if (first && last) paint(first.from, last.until, signs.idle)
    for (const { kind, from, until } of spans) paint(from, until, signs[kind])
    return { name, bar: bar.join('').trimEnd() }
  })
}

/** Of specialists side by side, who was done and waited for the last one, and how long. */
export function waits(lanes: readonly Lane[]): { name: string; for: string; ms: number }[] {
  const ends = lanes
    .filter(({ who, spans }) => who === 'specialist' && spans.length > 0)
    .map(({ name, spans }) => ({ name, end: spans.at(-1)?.until ?? 0 }))
    .sort((a, b) => a.end - b.end)
  const slowest = ends.at(-1)
  if (!slowest) return []
  return ends.slice(0, -1).map(({ name, end }) => ({ name, for: slowest.name, ms: slowest.end - end }))
}
