import { inspect, styleText } from 'node:util'
import type { HostEvent, OnEvent } from '../host-events.ts'
import { type LogLine, readLogLine } from './log-line.ts'

const rememberedLines = 30
/** Of an event's detail, in characters. */
const shownDetail = 120

/**
 * Prints what a developer wants to see: warnings and errors of the functions, and of an invocation that failed also what
 * it had logged before. With `verbose` everything.
 */
export function createEventPrinter(options: { verbose: boolean; print: (line: string) => void }): OnEvent {
  const { verbose, print } = options
  /** Lines that were not shown, by function: a crash makes them interesting. */
  const unseen = new Map<string, string[]>()

  const onLine = (event: Extract<HostEvent, { type: 'line' }>): void => {
    const name = shortName(event.function)
    const line = readLogLine(event.line)
    if (verbose || isInteresting(line)) {
      print(format(name, line))
      return
    }
    if (line.kind === 'metrics') return
    const lines = unseen.get(name) ?? []
    unseen.set(name, [...lines, format(name, line)].slice(-rememberedLines))
  }

  const onInvocation = (event: Extract<HostEvent, { type: 'invocation' }>): void => {
    const name = shortName(event.function)
    const before = unseen.get(name) ?? []
    unseen.delete(name)
    if (event.outcome === 'ok') {
      if (verbose) print(dim(name, `${event.cold ? 'cold, ' : ''}${event.ms.toFixed(0)} ms`))
      return
    }
    for (const line of before) print(line)
    print(
      `${label(name)} ${styleText('red', `${failures[event.outcome]}: ${event.error?.errorMessage ?? ''}`)}`,
    )
    for (const line of event.error?.trace.slice(1) ?? []) print(dim(name, line))
  }

  return (event) => {
    switch (event.type) {
      case 'line':
        return onLine(event)
      case 'invocation':
        return onInvocation(event)
      case 'problem':
        return print(
          styleText('red', event.message + (event.cause === undefined ? '' : `: ${textOf(event.cause)}`)),
        )
      case 'mail':
        return print(format('mail', mailLine(event)))
      case 'event':
        return print(format('event', eventLine(event)))
      case 'request':
        return verbose
          ? print(dim('api', `${event.method} ${event.path} ${event.status} ${event.ms.toFixed(0)} ms`))
          : undefined
      case 'batch':
      case 'environment':
        return
    }
  }
}

const failures = {
  error: 'failed',
  timeout: 'took too long and was ended',
  crash: 'crashed',
  init: 'could not be started',
}

function isInteresting(line: LogLine): boolean {
  return (
    line.kind === 'plain' ||
    (line.kind === 'structured' && ['WARN', 'ERROR', 'CRITICAL'].includes(line.level))
  )
}

function format(name: string, line: LogLine): string {
  if (line.kind === 'metrics') return dim(name, `metrics ${line.text}`)
  if (line.kind === 'plain') return `${label(name)} ${line.text}`
  const colour =
    line.level === 'WARN' ? 'yellow' : line.level === 'INFO' || line.level === 'DEBUG' ? 'dim' : 'red'
  return `${label(name)} ${styleText(colour, `${line.level} ${line.message}`)}${styleText('dim', line.details)}`
}

/** A guest's code is on the first line, and that is what a developer waits for. */
function mailLine({ to, subject, text }: Extract<HostEvent, { type: 'mail' }>): LogLine {
  return { kind: 'plain', text: `to ${to}: ${subject}. ${text.split('\n', 1).join('')} (all of it: /outbox)` }
}

/** What an operator would be told, or another program: cut short where it is long. */
function eventLine({ source, detailType, detail }: Extract<HostEvent, { type: 'event' }>): LogLine {
  const text = JSON.stringify(detail)
  const shown = text.length > shownDetail ? `${text.slice(0, shownDetail)} …` : text
  return { kind: 'plain', text: `${source}, ${detailType}: ${shown} (all of it: /events)` }
}

function dim(name: string, text: string): string {
  return `${label(name)} ${styleText('dim', text)}`
}

function label(name: string): string {
  return styleText('cyan', name.padEnd(8))
}

/** `Switchboard-dev-Service-OrderFunctionLambdaBA86D5DD` is `order`. */
function shortName(functionName: string): string {
  const last = functionName.split('-').at(-1) ?? functionName
  return last.replace(/(Function)?(Lambda)?[0-9A-F]{8}$/, '').toLowerCase()
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause)
}
