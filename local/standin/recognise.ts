import { type MessagesRequest, textOf } from './messages-request.ts'

/** Which of Switchboard's agents is speaking: the router asks for `tasks`, the summariser says so, the rest have tools. */
export function callerOf(request: MessagesRequest): 'router' | 'summariser' | 'specialist' {
  const properties = request.output_config?.format?.schema.properties
  if (properties !== null && typeof properties === 'object' && 'tasks' in properties) return 'router'
  return systemOf(request).trimStart().startsWith('You summarise') ? 'summariser' : 'specialist'
}

/** Whether a specialist of this name is speaking, by its tools' names or by its first instruction. */
export function isSpecialist(request: MessagesRequest, name: string): boolean {
  if (callerOf(request) !== 'specialist') return false
  const tools = request.tools ?? []
  const isNamed = tools.some((it) => it.name.includes(name))
  const [first = ''] = systemOf(request).split(/[.\n]/)
  return isNamed || new RegExp(`\\b${name}\\b`, 'i').test(first)
}

export function systemOf(request: MessagesRequest): string {
  return request.system === undefined ? '' : textOf(request.system)
}
