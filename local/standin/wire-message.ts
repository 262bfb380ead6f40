import type { MessagesRequest } from './messages-request.ts'
import type { Effort, ModelFacts } from './models.ts'
import type { CacheUse } from './prompt-cache.ts'
import type { Reply, SpokenBlock, StopReason } from './reply.ts'
import { effortOf, thinks } from './rules/model-settings.ts'
import { signThinking } from './rules/thinking-blocks.ts'
import { tokensOf } from './tokens.ts'

/** A block of a message of the API. `json` is a tool call's input as the model wrote it, whole or cut off. */
export type WireBlock =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly json: string }

/** A reply as the API sends it, whole or as a stream. */
export interface WireMessage {
  readonly id: string
  readonly model: string
  readonly blocks: readonly WireBlock[]
  readonly stopReason: StopReason
  readonly stopSequence: string | null
  readonly stopDetails: Record<string, unknown> | null
  readonly cache: CacheUse
  readonly outputTokens: number
  readonly thinkingTokens: number
}

export type SpokenReply = Extract<Reply, { kind: 'message' }>

/** `newId` makes `msg_…` and `toolu_…` ids. The reply is cut where it passes `max_tokens`, thinking included. */
export function wireMessage(
  spoken: SpokenReply,
  request: MessagesRequest,
  model: ModelFacts,
  cache: CacheUse,
  newId: (prefix: string) => string,
): WireMessage {
  const thinking = thinks(request, model) ? thinkingBlock(spoken, request) : undefined
  const thinkingTokens = thinking === undefined ? 0 : thinkingCost[effortOf(request, model)]
  const stopped = cutAtStopSequence(visible(spoken.blocks, model), request.stop_sequences ?? [])
  const whole = stopped.blocks.map((it) => wireBlock(it, newId))
  const cut = cutAtTokens(whole, request.max_tokens - thinkingTokens)
  return {
    id: newId('msg'),
    model: request.model,
    blocks: thinking === undefined ? cut.blocks : [thinking, ...cut.blocks],
    stopReason: cut.isCut ? 'max_tokens' : stopped.sequence === null ? stopOf(spoken) : 'stop_sequence',
    stopSequence: cut.isCut ? null : stopped.sequence,
    stopDetails: spoken.refusal === undefined ? null : { type: 'refusal', ...spoken.refusal },
    cache,
    outputTokens: Math.min(request.max_tokens, thinkingTokens + cut.tokens),
    thinkingTokens,
  }
}

export function inputOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}

const thinkingCost: Record<Effort, number> = { low: 24, medium: 64, high: 128, xhigh: 256, max: 512 }

function thinkingBlock(spoken: SpokenReply, request: MessagesRequest): WireBlock {
  const setting = request.thinking
  const isShown =
    setting !== undefined && 'display' in setting
      ? setting.display === 'summarized' || (setting.type === 'enabled' && setting.display !== 'omitted')
      : false
  const thinking = isShown ? (spoken.thinking ?? 'What does the customer need?') : ''
  return { type: 'thinking', thinking, signature: signThinking(request, thinking) }
}

/** Some models say what they say before a tool call inside their thinking. */
function visible(blocks: readonly SpokenBlock[], model: ModelFacts): readonly SpokenBlock[] {
  const isHidden = model.narratesInThinking && blocks.some((it) => it.type === 'tool_use')
  return isHidden ? blocks.filter((it) => it.type !== 'text') : blocks
}

function stopOf(spoken: SpokenReply): StopReason {
  if (spoken.stopReason !== undefined) return spoken.stopReason
  if (spoken.refusal !== undefined) return 'refusal'
  return spoken.blocks.some((it) => it.type === 'tool_use') ? 'tool_use' : 'end_turn'
}

function wireBlock(block: SpokenBlock, newId: (prefix: string) => string): WireBlock {
  if (block.type === 'text') return block
  const json = JSON.stringify(block.input)
  const length = block.share === undefined ? json.length : Math.floor(json.length * block.share)
  return { type: 'tool_use', id: block.id ?? newId('toolu'), name: block.name, json: json.slice(0, length) }
}

function cutAtStopSequence(
  blocks: readonly SpokenBlock[],
  sequences: readonly string[],
): { blocks: readonly SpokenBlock[]; sequence: string | null } {
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'text') continue
    const sequence = sequences.find((it) => block.text.includes(it))
    if (sequence === undefined) continue
    const text = block.text.slice(0, block.text.indexOf(sequence))
    return { blocks: [...blocks.slice(0, index), { type: 'text', text }], sequence }
  }
  return { blocks, sequence: null }
}

function cutAtTokens(
  blocks: readonly WireBlock[],
  budget: number,
): { blocks: WireBlock[]; tokens: number; isCut: boolean } {
  const kept: WireBlock[] = []
  let tokens = 0
  for (const block of blocks) {
    const left = budget - tokens
    if (left <= 0) return { blocks: kept, tokens, isCut: true }
    const cost = tokensOf(contentOf(block)) + (block.type === 'tool_use' ? tokensOf(block.name) : 0)
    if (cost > left) {
      kept.push(shortened(block, Math.floor((left / cost) * contentOf(block).length)))
      return { blocks: kept, tokens: budget, isCut: true }
    }
    kept.push(block)
    tokens += cost
  }
  return { blocks: kept, tokens, isCut: false }
}

function contentOf(block: WireBlock): string {
  return block.type === 'text' ? block.text : block.type === 'tool_use' ? block.json : block.thinking
}

function shortened(block: WireBlock, length: number): WireBlock {
  if (block.type === 'text') return { ...block, text: block.text.slice(0, length) }
  return block.type === 'tool_use' ? { ...block, json: block.json.slice(0, length) } : block
}
