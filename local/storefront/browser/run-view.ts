import type { TurnTrace } from '../../../functions/core/trace.ts'
import { capitalised } from '../words.ts'
import { agentOf } from './agent.ts'
import { element } from './element.ts'
import { costOf, durationOf, tokensOf } from './figures.ts'

type Run = TurnTrace['runs'][number]
type Step = Run['steps'][number]
type Call = Extract<Step, { kind: 'model' }>['call']

/** What one specialist did, step by step. `part` is the key under which what is opened stays open. */
export function runView(run: Run, part: string): HTMLElement {
  const { name, askedBy } = agentOf(run.specialist)
  const calls = run.steps.flatMap((step) => (step.kind === 'model' ? [step.call] : []))
  const results = run.steps.flatMap((step) => (step.kind === 'tools' ? step.results : []))
  return element(
    'details',
    { class: 'run', 'data-agent': name, 'data-part': part },
    element(
      'summary',
      {},
      element('b', {}, `${capitalised(name)} agent${askedBy === undefined ? '' : `, asked by ${askedBy}`}`),
      element('span', { class: 'figures' }, runFigures(calls, results.length)),
    ),
    element('p', { class: 'task' }, run.task),
    element(
      'ol',
      { class: 'steps' },
      run.steps.map((step, index) => stepView(step, run, `${part}/${index}`)),
    ),
    run.steps.length === 0 ? element('p', { class: 'quiet' }, 'In its queue') : undefined,
    run.gap === undefined ? undefined : element('p', { class: 'bad' }, `No answer: ${run.gap}`),
  )
}

function runFigures(calls: readonly Call[], tools: number): string {
  const cost = calls.some(({ costMicroDollars }) => costMicroDollars === null)
    ? null
    : calls.reduce((sum, { costMicroDollars }) => sum + (costMicroDollars ?? 0), 0)
  return [
    plural(calls.length, 'model call'),
    ...(tools > 0 ? [plural(tools, 'tool')] : []),
    costOf(cost),
  ].join(' · ')
}

/** The router's model calls, and those of a summary. */
export function callView({ purpose, model, usage, costMicroDollars, ms }: Call): HTMLElement {
  return element(
    'p',
    { class: 'call' },
    purpose === 'run' ? undefined : element('span', { class: 'tag' }, purpose),
    element('span', {}, model),
    element('span', {}, tokensOf([usage])),
    element('span', {}, costOf(costMicroDollars)),
    element('span', {}, durationOf(ms)),
  )
}

function stepView(step: Step, run: Run, part: string): HTMLElement {
  switch (step.kind) {
    case 'model':
      return element(
        'li',
        { 'data-kind': 'model' },
        element('p', { class: 'did' }, element('b', {}, 'Model '), didOf(step)),
        step.text === '' ? undefined : element('p', { class: 'said' }, step.text),
        callView(step.call),
      )
    case 'tools':
      return element(
        'li',
        { 'data-kind': 'tools' },
        step.results.map((result, index) => resultView(result, inputOf(run, result.id), `${part}/${index}`)),
      )
    case 'consulting':
      return element(
        'li',
        { 'data-kind': 'consulting' },
        element('p', { class: 'did' }, element('b', {}, `Asks the ${step.specialist} agent `), step.question),
      )
    case 'paused':
      return element(
        'li',
        { 'data-kind': 'paused' },
        element(
          'p',
          { class: 'did' },
          element('b', {}, 'Waits '),
          'for the customer to decide ',
          element('code', {}, step.tool),
        ),
      )
  }
}

function didOf({ tools, stop }: Extract<Step, { kind: 'model' }>): string {
  if (tools.length > 0) return `calls ${tools.map(({ name }) => name).join(', ')}`
  return stop === 'complete' ? 'answers' : `stops: ${stop.replaceAll('_', ' ')}`
}

type Result = Extract<Step, { kind: 'tools' }>['results'][number]

function resultView({ name, ok, content, ms }: Result, input: unknown, part: string): HTMLElement {
  return element(
    'details',
    { class: 'used', 'data-ok': String(ok), 'data-part': part },
    element(
      'summary',
      {},
      element('code', {}, name),
      element('span', { class: 'figures' }, `${ok ? '' : 'refused · '}${durationOf(ms)}`),
    ),
    element('h4', {}, 'Arguments'),
    element('pre', {}, JSON.stringify(input, null, 2) ?? 'none'),
    element('h4', {}, ok ? 'Result' : 'Refusal'),
    element('pre', {}, readable(content)),
  )
}

function inputOf({ steps }: Run, id: string): unknown {
  return steps.flatMap((step) => (step.kind === 'model' ? step.tools : [])).find((tool) => tool.id === id)
    ?.input
}

/** JSON with its lines; a trace cuts long results, and those stay as they are. */
function readable(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2)
  } catch {
    return content
  }
}

export function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
