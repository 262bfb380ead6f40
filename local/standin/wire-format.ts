import type { WireBlock, WireMessage } from './wire-message.ts'
import { inputOf } from './wire-message.ts'

/** One server-sent event: its name is its data's `type`. */
export interface WireEvent {
  readonly type: string
  readonly [key: string]: unknown
}

/** The whole message, as `POST /v1/messages` answers it without `stream`. */
export function messageJson(message: WireMessage): Record<string, unknown> {
  return {
    ...envelope(message),
    content: message.blocks.map((block) => (block.type === 'tool_use' ? toolUse(block) : finished(block))),
    stop_reason: message.stopReason,
    stop_sequence: message.stopSequence,
    stop_details: message.stopDetails,
    usage: usage(message, message.outputTokens),
  }
}

/** The same message as events: text in a few words each, a tool's input in pieces of JSON. */
export function messageEvents(message: WireMessage): WireEvent[] {
  const start = {
    ...envelope(message),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: usage(message, 1),
  }
  return [
    { type: 'message_start', message: start },
    { type: 'ping' },
    ...message.blocks.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: {
        container: null,
        stop_reason: message.stopReason,
        stop_sequence: message.stopSequence,
        stop_details: message.stopDetails,
      },
      usage: cumulativeUsage(message),
    },
    { type: 'message_stop' },
  ]
}

export function eventText(event: WireEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

function envelope(message: WireMessage) {
  return {
    id: message.id,
    type: 'message',
    role: 'assistant',
    model: message.model,
    container: null,
    diagnostics: null,
  }
}

function usage(message: WireMessage, outputTokens: number) {
  const { cache } = message
  return {
    input_tokens: cache.fresh,
    cache_creation_input_tokens: cache.written,
    cache_read_input_tokens: cache.read,
    cache_creation: {
      ephemeral_5m_input_tokens: cache.written - cache.writtenForAnHour,
      ephemeral_1h_input_tokens: cache.writtenForAnHour,
    },
    output_tokens: outputTokens,
    output_tokens_details: { thinking_tokens: Math.min(outputTokens, message.thinkingTokens) },
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: 'global',
    speed: 'standard',
  }
}

function cumulativeUsage(message: WireMessage) {
  const { cache } = message
  return {
    input_tokens: cache.fresh,
    cache_creation_input_tokens: cache.written,
    cache_read_input_tokens: cache.read,
    output_tokens: message.outputTokens,
    output_tokens_details: { thinking_tokens: message.thinkingTokens },
    server_tool_use: null,
  }
}

function finished(block: Exclude<WireBlock, { type: 'tool_use' }>): Record<string, unknown> {
  return block.type === 'text' ? { ...block, citations: null } : { ...block }
}

function toolUse(block: Extract<WireBlock, { type: 'tool_use' }>): Record<string, unknown> {
  const { type, id, name, json } = block
  return { type, id, name, input: inputOf(json), caller: { type: 'direct' } }
}

function blockEvents(block: WireBlock, index: number): WireEvent[] {
  const delta = (value: Record<string, unknown>): WireEvent => ({
    type: 'content_block_delta',
    index,
    delta: value,
  })
  return [
    { type: 'content_block_start', index, content_block: opening(block) },
    ...deltas(block).map(delta),
    { type: 'content_block_stop', index },
  ]
}

function opening(block: WireBlock): Record<string, unknown> {
  switch (block.type) {
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' }
    case 'text':
      return { type: 'text', text: '', citations: null }
    case 'tool_use':
      return toolUse({ ...block, json: '{}' })
  }
}

function deltas(block: WireBlock): Record<string, unknown>[] {
  switch (block.type) {
    case 'thinking':
      return [
        ...fewWords(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: block.signature },
      ]
    case 'text':
      return fewWords(block.text).map((text) => ({ type: 'text_delta', text }))
    case 'tool_use':
      return ['', ...(block.json.match(/[\s\S]{1,24}/g) ?? [])].map((json) => ({
        type: 'input_json_delta',
        partial_json: json,
      }))
  }
}

function fewWords(text: string): string[] {
  return text.match(/\s*\S+(?:\s+\S+){0,2}\s*$|\s*\S+(?:\s+\S+){0,2}|\s+/g) ?? []
}
