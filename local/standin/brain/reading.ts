import { blocksOf, type MessagesRequest, textOf } from '../messages-request.ts'

export interface Line {
  readonly from: string
  readonly text: string
}

/** A request's first user message, taken apart. */
export interface Reading {
  /** The verified customer's id. */
  readonly customerId: string | undefined
  readonly summary: string
  readonly conversation: readonly Line[]
  /** What has not been answered yet (router only). */
  readonly fresh: readonly Line[]
  /** What the router asks of this specialist. */
  readonly task: string
}

/** A tool call of this run with its result: the parsed JSON, or the error's code and message. */
export interface Done {
  readonly name: string
  readonly input: Record<string, unknown>
  readonly value: unknown
  readonly error: { readonly code: string; readonly message: string } | undefined
}

export function read(request: MessagesRequest): Reading {
  const text = textOf(request.messages[0]?.content ?? '')
  const customer = /<customer verified="true" id="([^"]*)"\s*\/>/.exec(text)
  return {
    customerId: customer?.[1] === undefined ? undefined : unescaped(customer[1]),
    summary: unescaped(inside(text, 'summary')),
    conversation: linesOf(inside(text, 'conversation')),
    fresh: linesOf(inside(text, 'new_messages')),
    task: unescaped(inside(text, 'task')).trim(),
  }
}

export function doneSoFar(request: MessagesRequest): Done[] {
  const blocks = request.messages.flatMap((it) => blocksOf(it.content))
  return blocks.flatMap((use): Done[] => {
    if (use.type !== 'tool_use') return []
    const result = blocks.find((it) => it.type === 'tool_result' && it.tool_use_id === use.id)
    const content = result?.type === 'tool_result' ? textOf(result.content) : ''
    const isError = result?.type === 'tool_result' && result.is_error === true
    const [, code = 'ERROR', message = content] = /^([A-Z_]+): ([\s\S]*)$/.exec(content) ?? []
    const error = isError ? { code, message } : undefined
    return [{ name: use.name, input: use.input, value: isError ? undefined : parsed(content), error }]
  })
}

function inside(text: string, tag: string): string {
  return new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)?.[1] ?? ''
}

function linesOf(text: string): Line[] {
  const pattern = /<message seq="\d+" from="([a-z]+)">([\s\S]*?)<\/message>/g
  return [...text.matchAll(pattern)].map(([, from = '', words = '']) => ({ from, text: unescaped(words) }))
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return content
  }
}
