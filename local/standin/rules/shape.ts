import type * as z from 'zod'
import { invalid } from '../api-error.ts'

/** Parses a body, or throws a 400 that words the first problem as the Messages API does. */
export function parseShape<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw invalid('Input should be a valid dictionary or object to extract fields from')
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(issue === undefined ? 'Invalid request' : describe(issue, [], body))
}

type Issue = z.core.$ZodIssue

function describe(issue: Issue, before: readonly PropertyKey[], body: unknown): string {
  const path = [...before, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = issue.errors.toSorted((left, right) => depth(right) - depth(left))[0]
    const [inner] = branch ?? []
    if (inner !== undefined) return describe(inner, path, body)
  }
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const where = tagged([...path, ...extra], body)
  return `${where}: ${sentence(issue, at(path, body))}`
}

function depth(issues: readonly Issue[]): number {
  return Math.max(...issues.map((it) => it.path.length + (it.code === 'unrecognized_keys' ? 1 : 0)))
}

const nouns: Record<string, string> = {
  string: 'string',
  array: 'list',
  object: 'dictionary',
  record: 'dictionary',
  boolean: 'boolean',
  int: 'integer',
  number: 'integer',
}

function sentence(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'Extra inputs are not permitted'
  if (issue.code === 'invalid_union') return tagSentence(issue, value)
  if (value === undefined) return 'Field required'
  switch (issue.code) {
    case 'invalid_type':
      return `Input should be a valid ${nouns[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `Input should be ${alternatives(issue.values.map(String))}`
    case 'invalid_format':
      return `String should match pattern '${(issue.pattern ?? '').replace(/^\/|\/$/g, '')}'`
    case 'too_small':
      return issue.origin === 'string'
        ? `String should have at least ${issue.minimum} character`
        : `Input should be greater than or equal to ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string'
        ? `String should have at most ${issue.maximum} characters`
        : `Input should be less than or equal to ${issue.maximum}`
    default:
      return issue.message
  }
}

function tagSentence(issue: Issue & { code: 'invalid_union' }, value: unknown): string {
  if (value === undefined) return 'Field required'
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
  const expected = options.map((it) => `'${String(it)}'`).join(', ')
  return `Input tag '${String(value)}' found using '${String(issue.discriminator)}' does not match any of the expected tags: ${expected}`
}

function alternatives(values: readonly string[]): string {
  const quoted = values.map((it) => `'${String(it)}'`)
  const last = quoted.pop()
  return quoted.length === 0 ? `${last}` : `${quoted.join(', ')} or ${last}`
}

/** The API names the kind of a block in the path: `messages.0.content.1.tool_result.tool_use_id`, `tools.0.custom.name`. */
function tagged(path: readonly PropertyKey[], body: unknown): string {
  const words: string[] = []
  path.forEach((key, index) => {
    words.push(String(key))
    const isLast = index === path.length - 1
    if (typeof key !== 'number' || isLast) return
    const parent = path[index - 1]
    if (parent === 'tools') words.push('custom')
    const kind = at([...path.slice(0, index + 1), 'type'], body)
    if (parent === 'content' && typeof kind === 'string' && path[index + 1] !== 'type') words.push(kind)
  })
  return words.join('.')
}

function at(path: readonly PropertyKey[], body: unknown): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    body,
  )
}
