import { invalid } from '../api-error.ts'
import { type Block, blocksOf, type Prompt, type RequestMessage, textOf } from '../messages-request.ts'
import type { ModelFacts } from '../models.ts'

/** The rules about the order and the content of `messages`. */
export function checkConversation(prompt: Prompt, model: ModelFacts): void {
  const { messages } = prompt
  const [first] = messages
  if (first === undefined) throw invalid('messages: at least one message is required')
  if (first.role !== 'user') throw invalid('messages: first message must use the "user" role')
  messages.forEach((message, index) => {
    checkContent(message, index, index === messages.length - 1 && model.prefill)
    if (message.role === 'system') checkSystemMessage(messages, index, model)
  })
  checkToolPairs(messages)
  checkLast(messages, model)
}

function checkContent(message: RequestMessage, index: number, mayBeEmpty: boolean): void {
  const where = `messages.${index}`
  if (message.content.length === 0 && !(mayBeEmpty && message.role === 'assistant')) {
    throw invalid(
      `${where}: all messages must have non-empty content except for the optional final assistant message`,
    )
  }
  if (typeof message.content === 'string') {
    if (message.content !== '') checkText(message.content)
    return
  }
  message.content.forEach((block, position) => {
    checkBlock(block, message.role, `${where}.content.${position}`)
  })
}

function checkBlock(block: Block, role: RequestMessage['role'], where: string): void {
  const owner = ownerOf(block)
  if (owner !== undefined && owner !== role) {
    throw invalid(`${where}: \`${block.type}\` blocks can only be in \`${owner}\` messages`)
  }
  if (role === 'system' && block.type !== 'text') {
    throw invalid(`${where}: \`system\` messages can only contain \`text\` blocks`)
  }
  if (block.type === 'text') {
    checkText(block.text)
    if (role === 'user' && (block.citations?.length ?? 0) > 0) {
      throw invalid(`${where}.text.citations: Extra inputs are not permitted`)
    }
  }
  if (block.type === 'tool_result') {
    if (block.is_error === true && textOf(block.content).trim() === '') {
      throw invalid(`${where}.tool_result: content cannot be empty if \`is_error\` is true`)
    }
    if (Array.isArray(block.content)) {
      for (const part of block.content) if (part.type === 'text') checkText(part.text)
    }
  }
}

function ownerOf(block: Block): 'user' | 'assistant' | undefined {
  switch (block.type) {
    case 'tool_use':
    case 'thinking':
    case 'redacted_thinking':
      return 'assistant'
    case 'tool_result':
    case 'image':
    case 'document':
    case 'search_result':
      return 'user'
    case 'text':
      return undefined
  }
}

function checkText(text: string): void {
  if (text === '') throw invalid('messages: text content blocks must be non-empty')
  if (text.trim() === '') throw invalid('messages: text content blocks must contain non-whitespace text')
}

function checkSystemMessage(messages: readonly RequestMessage[], index: number, model: ModelFacts): void {
  if (!model.systemMessages) throw invalid(`messages.${index}: role 'system' is not supported on this model`)
  const next = messages[index + 1]
  if (messages[index - 1]?.role !== 'user' || (next !== undefined && next.role !== 'assistant')) {
    throw invalid(
      `messages.${index}: a 'system' message must follow a 'user' message, and be the last message or be followed by an 'assistant' message`,
    )
  }
}

/** Every tool_use is answered by a tool_result at the head of the next message, and by nothing else. */
function checkToolPairs(messages: readonly RequestMessage[]): void {
  const seen = new Set<string>()
  let open: readonly string[] = []
  messages.forEach((message, index) => {
    const blocks = blocksOf(message.content)
    const answered = leadingResults(blocks)
    const missing = open.filter((id) => !answered.includes(id))
    if (missing.length > 0) throw unanswered(index - 1, missing)
    checkResults(blocks, open, index)
    open = blocks.flatMap((it) => (it.type === 'tool_use' ? [it.id] : []))
    for (const id of open) {
      if (seen.has(id)) throw invalid('messages: `tool_use` ids must be unique')
      seen.add(id)
    }
  })
  if (open.length > 0) throw unanswered(messages.length - 1, open)
}

function leadingResults(blocks: readonly Block[]): string[] {
  const ids: string[] = []
  for (const block of blocks) {
    if (block.type !== 'tool_result') break
    ids.push(block.tool_use_id)
  }
  return ids
}

function unanswered(index: number, ids: readonly string[]): Error {
  return invalid(
    `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  )
}

function checkResults(blocks: readonly Block[], open: readonly string[], index: number): void {
  const seen = new Set<string>()
  blocks.forEach((block, position) => {
    if (block.type !== 'tool_result') return
    const id = block.tool_use_id
    const where = `messages.${index}.content.${position}`
    if (!open.includes(id)) {
      throw invalid(
        `${where}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      )
    }
    if (seen.has(id)) {
      throw invalid(
        `${where}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
      )
    }
    seen.add(id)
  })
}

function checkLast(messages: readonly RequestMessage[], model: ModelFacts): void {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return
  if (!model.prefill) {
    throw invalid(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    )
  }
  if (/\s$/.test(textOf(last.content))) {
    throw invalid('messages: final assistant content cannot end with trailing whitespace')
  }
}
