import * as z from 'zod'

/**
 * A filter on events: every field of the pattern has to match. Built once, asked often. Rules look at leaves only, as on
 * AWS: `exists` never finds an object, so an attribute of a DynamoDB image is asked for with its type (`outbox: { S: … }`).
 */
export type EventFilter = (event: unknown) => boolean

/** Accepts an event that any of the patterns accepts; no patterns accept all. Throws on an operator it does not know. */
export function createEventFilter(patterns: string[]): EventFilter {
  const matchers = patterns.map((pattern) =>
    compile(z.record(z.string(), z.unknown()).parse(JSON.parse(pattern))),
  )
  return (event) => matchers.length === 0 || matchers.some((matches) => matches(event))
}

function compile(pattern: Record<string, unknown>): EventFilter {
  const fields = Object.entries(pattern).map(([key, rule]) => {
    if (Array.isArray(rule)) return { key, matches: anyOf(rule.map(compileRule)) }
    return { key, matches: compile(z.record(z.string(), z.unknown()).parse(rule)) }
  })
  return (event) => fields.every(({ key, matches }) => matches(fieldOf(event, key)))
}

function anyOf(rules: EventFilter[]): EventFilter {
  return (value) => {
    const leaves = (Array.isArray(value) ? value : [value]).filter(
      (each) => typeof each !== 'object' || each === null,
    )
    return (leaves.length === 0 ? [undefined] : leaves).some((leaf) => rules.some((matches) => matches(leaf)))
  }
}

const operators = z.union([
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'anything-but': z.array(z.unknown()) }),
])

function compileRule(rule: unknown): EventFilter {
  if (typeof rule !== 'object' || rule === null) return (leaf) => leaf === rule
  const operator = operators.safeParse(rule)
  if (!operator.success)
    throw new Error(`The local host does not know the filter rule ${JSON.stringify(rule)}.`)
  const known = operator.data
  if ('exists' in known) return (leaf) => (leaf !== undefined) === known.exists
  if ('prefix' in known) return (leaf) => typeof leaf === 'string' && leaf.startsWith(known.prefix)
  if ('suffix' in known) return (leaf) => typeof leaf === 'string' && leaf.endsWith(known.suffix)
  return (leaf) => leaf !== undefined && !known['anything-but'].includes(leaf)
}

/** Looks into every element of a list, as AWS flattens lists before it matches. */
function fieldOf(event: unknown, key: string): unknown {
  if (Array.isArray(event)) {
    const found = event.flatMap((each) => fieldOf(each, key) ?? [])
    return found.length === 0 ? undefined : found
  }
  if (typeof event !== 'object' || event === null) return undefined
  return Object.entries(event).find(([name]) => name === key)?.[1]
}
