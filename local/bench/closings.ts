import type { HostEvent } from '../host/host-events.ts'

/** What a function says right after it has committed the message that ends a turn: type of its message, verdict. */
const closing = new Set([
  'customer-message.v1 answered',
  'task.v1 replied',
  'answer.v1 closed',
  'deadline.v1 closed',
])

/** The conversation whose turn this log line says is over. It is read from the text, which costs less than to parse it. */
export function closedBy(event: HostEvent): string | undefined {
  if (event.type !== 'line' || !event.line.includes('"message":"Handled"')) return undefined
  const said = `${fieldOf(event.line, 'messageType')} ${fieldOf(event.line, 'verdict')}`
  return closing.has(said) ? fieldOf(event.line, 'conversationId') : undefined
}

function fieldOf(line: string, name: string): string | undefined {
  const start = line.indexOf(`"${name}":"`)
  if (start < 0) return undefined
  const from = start + name.length + 4
  return line.slice(from, line.indexOf('"', from))
}
