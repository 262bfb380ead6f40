import type { Level } from './measure-level.ts'
import type { Costs } from './profile.ts'

/** The tables of one kind of turn, at every number of conversations. */
export function printLevels(levels: readonly Level[]): void {
  console.table(Object.fromEntries(levels.map((level) => [nameOf(level), speedOf(level)])))
  console.log('CPU, milliseconds a turn:')
  console.table(cpuTable(levels))
  for (const level of levels) {
    console.log(
      `Functions, with ${nameOf(level)} (milliseconds of each invocation, and of each message in its queue):`,
    )
    console.table(functionTable(level))
  }
  console.log('Requests, and milliseconds from sending one to its answer:')
  console.table(requestTable(levels))
}

/** Turns a second; milliseconds from the request being sent to its answer and to the reply. */
export function speedOf({ samples, ms, lost, cpu }: Level): Record<string, number> {
  const turns = samples.length
  const replied = samples.map((each) => each.replied)
  const accepted = samples.map((each) => each.accepted)
  const used = sum(Object.values(cpu))
  return {
    'turns/s': round((turns / ms) * 1000),
    'reply p50 ms': round(quantile(replied, 0.5)),
    'reply p99 ms': round(quantile(replied, 0.99)),
    '202 p50 ms': round(quantile(accepted, 0.5)),
    'CPU ms/turn': round(used / turns),
    'cores busy': round(used / ms, 2),
    ...(lost === 0 ? {} : { 'without reply': lost }),
  }
}

function cpuTable(levels: readonly Level[]): Record<string, Record<string, string>> {
  const names = Object.entries(levels.at(-1)?.cpu ?? {})
    .toSorted(([, a], [, b]) => b - a)
    .map(([name]) => name)
  const row = (cell: (level: Level) => string) =>
    Object.fromEntries(levels.map((level) => [nameOf(level), cell(level)]))
  const perTurn = (ms: number, { samples }: Level) => round(ms / samples.length).toFixed(1)
  return {
    ...Object.fromEntries(
      names.map((name) => [
        name,
        row((level) => {
          const ms = level.cpu[name] ?? 0
          return `${perTurn(ms, level)} (${Math.round((100 * ms) / sum(Object.values(level.cpu)))} %)`
        }),
      ]),
    ),
    'besides: the model': row((level) => perTurn(level.modelCpuMs, level)),
    'besides: the customers': row((level) => perTurn(level.cpuMs, level)),
  }
}

function functionTable({ functions, samples }: Level): Record<string, Record<string, number>> {
  const rows = functions
    .filter(({ invocations }) => invocations > 0)
    .map(({ function: name, invocations, handlerMs, awaitedMs, received, waitMs, requests }) => {
      const count = sum(Object.values(requests).map((each) => each.count))
      return [
        name,
        {
          'invocations a turn': round(invocations / samples.length, 2),
          ...(received === 0 ? {} : { 'in the queue': round(waitMs / received) }),
          'in the function': round(handlerMs / invocations),
          'of it requests under way': round(awaitedMs / invocations),
          'of it alone': round((handlerMs - awaitedMs) / invocations),
          'requests each': round(count / invocations),
        },
      ] as const
    })
  return Object.fromEntries(rows)
}

function requestTable(levels: readonly Level[]): Record<string, Record<string, number>> {
  const names = new Set(levels.flatMap((level) => requestsOf(level).flatMap((each) => Object.keys(each))))
  return Object.fromEntries(
    [...names].sort().map((name) => [
      name,
      Object.fromEntries(
        levels.flatMap((level) => {
          const found = requestsOf(level).flatMap((each) => each[name] ?? [])
          const count = sum(found.map((each) => each.count))
          return [
            [`a turn (${level.atOnce})`, round(count / level.samples.length, 2)],
            [`ms (${level.atOnce})`, round(sum(found.map(({ ms }) => ms)) / count)],
          ]
        }),
      ),
    ]),
  )
}

function requestsOf({ functions, hostRequests }: Level) {
  return [...functions.map(({ requests }) => requests), hostRequests]
}

const shown = 16

/** The largest costs of each kind of thread, those of the busiest first. */
export function printCosts(costs: readonly Costs[]): void {
  for (const { thread, totalMs, byOwner, byFunction } of costs.toSorted((a, b) => b.totalMs - a.totalMs)) {
    console.log(`\n${thread}: busy for ${Math.round(totalMs)} ms, by who caused it and by function`)
    const line = ([name, ms]: readonly [string, number]) =>
      `${((100 * ms) / totalMs).toFixed(1).padStart(7)} %  ${name}`
    console.log([...byOwner].slice(0, shown).map(line).join('\n'))
    console.log(`\n${[...byFunction].slice(0, shown).map(line).join('\n')}`)
  }
}

function nameOf({ atOnce }: Level): string {
  return `${atOnce} conversation${atOnce === 1 ? '' : 's'}`
}

/** `share` 0.99 is the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0)
}

function round(value: number, places = 1): number {
  return Number(value.toFixed(places))
}
