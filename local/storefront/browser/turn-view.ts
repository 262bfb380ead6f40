import type { TurnTrace } from '../../../functions/core/trace.ts'
import { isAsked } from '../../client/timeline.ts'
import type { Trace } from '../trace.ts'
import { actionView } from './action-view.ts'
import { agentOf } from './agent.ts'
import { element } from './element.ts'
import { costOf, countOf, durationOf } from './figures.ts'
import { callView, plural, runView } from './run-view.ts'
import { sideBySide, timelineView } from './timeline-view.ts'

/** One turn: what was asked, who was asked to look into it and why, what they did, and what it took. */
export function turnView(
  turn: TurnTrace,
  actions: readonly Trace['actions'][number][],
  { now, isNewest }: { now: number; isNewest: boolean },
): HTMLElement {
  const key = `turn-${turn.number}`
  const asked = turn.messages.filter(isAsked)
  const began = Date.parse(asked[0]?.createdAt ?? turn.messages[0]?.createdAt ?? '')
  const elapsedMs = now > 0 ? Math.max(0, now - began) : undefined
  const saved = turn.outcome === undefined ? undefined : sideBySide(turn)
  return element(
    'details',
    { class: 'turn', open: isNewest, 'data-part': key },
    element(
      'summary',
      {},
      element('span', { class: 'asked' }, asked.map(({ text }) => text).join(' ↵ ') || 'Nobody asked'),
      element(
        'span',
        { class: 'line' },
        outcomeMark(turn),
        element('span', { class: 'figures' }, figuresOf(turn, elapsedMs)),
      ),
    ),
    element(
      'div',
      { class: 'told' },
      routeView(turn, elapsedMs),
      section(
        'Time',
        timelineView(turn, elapsedMs),
        saved === undefined ? undefined : element('p', { class: 'saved' }, saved),
      ),
      turn.runs.length === 0
        ? undefined
        : section('Agents', ...turn.runs.map((run) => runView(run, `${key}/${run.specialist}`))),
      actions.length === 0 ? undefined : section('Actions', ...actions.map(actionView)),
      turn.failure === undefined ? undefined : element('p', { class: 'bad' }, `It failed: ${turn.failure}`),
      totalsView(turn),
    ),
  )
}

function routeView({ route, messages }: TurnTrace, elapsedMs: number | undefined): HTMLElement {
  if (!route) {
    const words =
      elapsedMs === undefined ? 'Never routed: another message came first.' : 'The router reads the message …'
    return section('Route', element('p', { class: 'quiet' }, words))
  }
  const burst = messages.filter(isAsked).length
  return section(
    'Route',
    element(
      'p',
      { class: 'decision' },
      element('span', { class: 'tag' }, kinds[route.kind]),
      ' ',
      route.reason,
    ),
    burst > 1 ? element('p', { class: 'quiet' }, `${burst} messages are answered together.`) : undefined,
    element(
      'ul',
      { class: 'tasks' },
      route.tasks.map(({ specialist, task, reason }) =>
        element(
          'li',
          { 'data-agent': agentOf(specialist).name },
          element('b', {}, specialist),
          element('span', {}, task),
          element('small', {}, `because ${lowered(reason.replace(/^because /i, ''))}`),
        ),
      ),
    ),
    route.calls.map(callView),
  )
}

/** Begins in the middle of a sentence now, unless it begins with a name such as "SKU". */
function lowered(text: string): string {
  return text.replace(/^[A-Z](?=[a-z ])(?!\w*[A-Z])/, (letter) => letter.toLowerCase())
}

const kinds = {
  delegate: 'to specialists',
  reply: 'replies itself',
  question: 'asks back',
  handoff: 'to a person',
  resume: 'goes on',
} as const

function outcomeMark({ outcome }: TurnTrace): HTMLElement {
  const words = outcome === undefined ? 'at work' : outcome.replaceAll('_', ' ')
  return element('span', { class: 'outcome', 'data-outcome': outcome ?? 'at_work' }, words)
}

function figuresOf({ totals }: TurnTrace, elapsedMs: number | undefined): string {
  const ms = totals.ms ?? elapsedMs
  return [...(ms === undefined ? [] : [durationOf(ms)]), costOf(totals.costMicroDollars)].join(' · ')
}

function totalsView({ totals }: TurnTrace): HTMLElement {
  const facts: readonly (readonly [string, string])[] = [
    ['Time', totals.ms === undefined ? '…' : durationOf(totals.ms)],
    ['Model', plural(totals.modelCalls, 'call')],
    ['Tokens', `${countOf(totals.inputTokens)} → ${countOf(totals.outputTokens)}`],
    ['Cost', costOf(totals.costMicroDollars)],
  ]
  return element(
    'dl',
    { class: 'totals' },
    facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  )
}

function section(
  title: string,
  ...children: readonly (HTMLElement | HTMLElement[] | undefined)[]
): HTMLElement {
  return element('section', {}, element('h3', {}, title), children)
}
