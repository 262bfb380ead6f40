import type { TurnTrace } from '../../functions/core/trace.ts'
import type { Paint } from './paint.ts'
import { withResumedRuns } from './resumed-runs.ts'
import { drawTimeline, isAsked, lanesOf, waits } from './timeline.ts'

type Run = TurnTrace['runs'][number]
type Step = Run['steps'][number]
type Call = NonNullable<TurnTrace['route']>['calls'][number]

const indent = 2
const nameWidth = 10
const shortened = 160

/** A conversation as a story: what was said, who was asked and why, what they did, who waited, what it cost. */
export function tellStory(conversation: string, traces: readonly TurnTrace[], paint: Paint): string {
  const turns = withResumedRuns(traces)
  const lines = [
    paint('bold', conversation),
    paint('gray', totalsOf(turns)),
    ...turns.flatMap((turn) => ['', ...tellTurn(turn, paint)]),
  ]
  return `${lines.join('\n')}\n`
}

function tellTurn(turn: TurnTrace, paint: Paint): string[] {
  const head = [`Turn ${turn.number}`, turn.outcome ?? 'not done yet', ...durationOf(turn.totals.ms)].join(
    ' · ',
  )
  const asked = turn.messages.filter(isAsked)
  const said = turn.messages.filter((message) => !isAsked(message))
  return [
    paint(['bold', 'underline'], head),
    ...asked.flatMap(({ author, text }) => row(paint('cyan', author.padEnd(nameWidth)), text)),
    ...tellRoute(turn, paint),
    ...turn.runs.flatMap((run) => ['', ...tellRun(run, turn.route?.kind === 'resume', paint)]),
    ...tellTime(turn, paint),
    '',
    ...said.flatMap(({ author, text }) => row(paint('green', author.padEnd(nameWidth)), text)),
    paint('gray', row('', totalsOf([turn])).join('\n')),
  ]
}

function tellRoute({ route }: TurnTrace, paint: Paint): string[] {
  const name = paint('magenta', 'router'.padEnd(nameWidth))
  if (!route) return row(name, 'never routed')
  return [
    ...row(name, `${paint('bold', route.kind)}: ${route.reason}`),
    ...route.calls.flatMap((call) => row('', `${call.purpose}: ${costOf(call)}`)),
    ...route.tasks.flatMap(({ specialist, task, reason }) =>
      row('', `→ ${paint('bold', specialist)}: ${task}${reason === route.reason ? '' : ` (${reason})`}`),
    ),
  ]
}

function tellRun({ specialist, steps, gap }: Run, resumed: boolean, paint: Paint): string[] {
  const name = paint('magenta', specialist.padEnd(nameWidth))
  const told = steps.flatMap((step, index) => tellStep(step, index + 1, paint))
  const end = gap === undefined ? [] : row('', paint('red', `no answer: ${gap}`))
  const [first = row('', resumed ? 'has not gone on' : 'has not begun').join(''), ...rest] = told
  return [`${' '.repeat(indent)}${name}${first.slice(indent + nameWidth)}`, ...rest, ...end]
}

function tellStep(step: Step, number: number, paint: Paint): string[] {
  if (step.kind === 'model') {
    return [
      ...row('', `${number}. model: ${costOf(step.call)}`),
      ...step.tools.flatMap(({ name, input }) =>
        row('', `   calls ${paint('yellow', name)} ${short(JSON.stringify(input))}`),
      ),
      ...(step.text === '' ? [] : row('', `   says ${short(step.text)}`)),
      ...(step.stop === 'complete' || step.stop === 'tools'
        ? []
        : row('', paint('red', `   stopped: ${step.stop}`))),
    ]
  }
  if (step.kind === 'paused') {
    return row('', `${number}. waits for the customer to confirm ${paint('yellow', step.tool)}`)
  }
  if (step.kind === 'consulting') {
    return row('', `${number}. asks ${paint('yellow', step.specialist)}: ${short(step.question)}`)
  }
  return step.results.flatMap(({ name, ok, content, ms }, index) =>
    row(
      '',
      `${index === 0 ? `${number}.` : '  '} ${paint('yellow', name)} ${ok ? '→' : paint('red', 'refused →')} ${short(content)} (${ms} ms)`,
    ),
  )
}

function tellTime(turn: TurnTrace, paint: Paint): string[] {
  const lanes = lanesOf(turn)
  if (lanes.length === 0) return []
  const ends = lanes.flatMap(({ spans }) => spans.map(({ until }) => until))
  const total = Math.max(turn.totals.ms ?? 0, ...ends)
  return [
    '',
    ...drawTimeline(lanes, total).flatMap(({ name, bar }) => row(paint('gray', name.padEnd(nameWidth)), bar)),
    ...waits(lanes).flatMap((it) => row('', paint('gray', `${it.name} waited ${it.ms} ms for ${it.for}`))),
  ]
}

function costOf({ model, usage, costMicroDollars, ms }: Call): string {
  const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
  const cached = usage.cacheReadTokens > 0 ? ` (${usage.cacheReadTokens} cached)` : ''
  return `${model}, ${input} tokens${cached} → ${usage.outputTokens}, ${dollarsOf(costMicroDollars)}, ${ms} ms`
}

function totalsOf(turns: readonly TurnTrace[]): string {
  const sum = (of: (turn: TurnTrace) => number) => turns.reduce((total, turn) => total + of(turn), 0)
  const costs = turns.map(({ totals }) => totals.costMicroDollars)
  const cost = costs.some((it) => it === null) ? null : sum(({ totals }) => totals.costMicroDollars ?? 0)
  return [
    ...(turns.length === 1 ? [] : [`${turns.length} turns`]),
    countOf(
      sum(({ totals }) => totals.modelCalls),
      'model call',
    ),
    `${sum(({ totals }) => totals.inputTokens)} tokens → ${sum(({ totals }) => totals.outputTokens)}`,
    dollarsOf(cost),
    ...durationOf(sum(({ totals }) => totals.ms ?? 0)),
  ].join(' · ')
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function durationOf(ms: number | undefined): string[] {
  if (ms === undefined) return []
  return [ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`]
}

function dollarsOf(microDollars: number | null): string {
  return microDollars === null ? 'price not known' : `$${(microDollars / 1e6).toFixed(6)}`
}

/** One line of it, cut: a trace keeps the whole. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= shortened ? line : `${line.slice(0, shortened - 1)}…`
}

function row(name: string, text: string): string[] {
  const margin = ' '.repeat(indent + nameWidth)
  const [first = '', ...rest] = text.split('\n')
  return [
    `${' '.repeat(indent)}${name === '' ? ' '.repeat(nameWidth) : name}${first}`,
    ...rest.map((line) => (line === '' ? '' : margin + line)),
  ]
}
