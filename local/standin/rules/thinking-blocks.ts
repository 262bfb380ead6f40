import { createHash, createHmac } from 'node:crypto'
import * as z from 'zod'
import { invalid } from '../api-error.ts'
import { type Block, blocksOf, type Prompt } from '../messages-request.ts'
import type { ModelFacts } from '../models.ts'

/** The signature of a thinking block that would follow `prompt` as the first block of the next reply. */
export function signThinking(prompt: Prompt, thinking: string): string {
  const positions = [...thinkingBlocks(prompt)]
  const before = positions.filter((it) => it.signed?.model === prompt.model).at(-1)?.mark ?? ''
  const claims = { model: prompt.model, text: digest(thinking), prefix: prefixDigest(prompt), before }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${payload}.${mark(payload)}`
}

/**
 * Replayed thinking must be as it was made, and on models that bind it, follow exactly what it followed then: the same
 * tools, system, earlier messages, and no gap in the thinking itself (the oldest may be dropped). Blocks of another
 * model are ignored, as the API drops them.
 */
export function checkThinkingBlocks(prompt: Prompt, model: ModelFacts): void {
  let previous: string | undefined
  for (const { where, thinking, signed, mark, prefix } of thinkingBlocks(prompt)) {
    if (signed === undefined) throw invalid(`${where}: Invalid \`signature\` in \`thinking\` block`)
    if (signed.model !== prompt.model) continue
    if (signed.text !== digest(thinking)) {
      throw invalid(
        `${where}: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.`,
      )
    }
    const isInPlace = signed.prefix === prefix && (previous === undefined || signed.before === previous)
    if (model.bindsThinking && !isInPlace) {
      throw invalid(
        `${where}: Invalid \`signature\` in \`thinking\` block. The block is bound to a different conversation. Remove the block, or set \`thinking.block_binding.prefix_mismatch_behavior\` to "drop_block". That setting requires the \`thinking-binding-controls-2026-08-01\` value in the \`anthropic-beta\` header.`,
      )
    }
    previous = mark
  }
}

const claims = z.object({ model: z.string(), text: z.string(), prefix: z.string(), before: z.string() })

interface Position {
  readonly where: string
  readonly thinking: string
  /** Undefined for a signature that this stand-in did not make. */
  readonly signed: z.infer<typeof claims> | undefined
  readonly mark: string
  readonly prefix: string
}

function* thinkingBlocks(prompt: Prompt): Generator<Position> {
  for (const [index, message] of prompt.messages.entries()) {
    for (const [position, block] of blocksOf(message.content).entries()) {
      if (block.type !== 'thinking') continue
      yield {
        where: `messages.${index}.content.${position}`,
        thinking: block.thinking,
        signed: opened(block.signature),
        mark: block.signature.split('.')[1] ?? '',
        prefix: prefixDigest(prompt, index, position),
      }
    }
  }
}

function opened(signature: string): z.infer<typeof claims> | undefined {
  const [payload, seal] = signature.split('.')
  if (payload === undefined || seal !== mark(payload)) return undefined
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}

/** One key for all servers, so that a run survives a restart of the stand-in. It protects nothing. */
function mark(payload: string): string {
  return createHmac('sha256', 'the stand-in model').update(payload).digest('base64url')
}

/** Everything before a block that counts: no thinking, no cache markers, no settings. */
function prefixDigest(prompt: Prompt, index = prompt.messages.length, position = 0): string {
  const before = prompt.messages.slice(0, index).map((it) => [it.role, plain(blocksOf(it.content))])
  const started = prompt.messages[index]
  const own = started === undefined ? [] : plain(blocksOf(started.content).slice(0, position))
  const system = prompt.system === undefined ? [] : plain(blocksOf(prompt.system))
  const tools = (prompt.tools ?? []).map(({ cache_control: _, ...tool }) => tool)
  return digest(JSON.stringify([tools, system, before, own]))
}

function plain(blocks: readonly Block[]): unknown[] {
  return blocks.flatMap((block): unknown[] => {
    switch (block.type) {
      case 'thinking':
      case 'redacted_thinking':
        return []
      case 'text':
        return [['text', block.text]]
      case 'tool_use':
        return [['tool_use', block.id, block.name, sorted(block.input)]]
      case 'tool_result': {
        const content = block.content === undefined ? [] : plain(blocksOf(block.content))
        return [['tool_result', block.tool_use_id, block.is_error === true, content]]
      }
      default: {
        const { cache_control: _, ...rest } = block
        return [rest]
      }
    }
  })
}

/** Key order is not part of a tool call: a store may give its keys back in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
