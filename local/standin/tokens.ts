import { type Block, blocksOf, type Prompt, type RequestTool } from './messages-request.ts'

/** An estimate: about four characters a token, and 30 % more since the tokenizer of 4.7. */
export function tokensOf(text: string): number {
  return Math.ceil((text.length / 4) * 1.3)
}

/** One cacheable piece of a prompt, in the order of the cache: tools, then system, then messages. */
export interface Segment {
  readonly part: 'tools' | 'system' | 'messages'
  /** What it says, without its cache marker. */
  readonly text: string
  readonly marker: '5m' | '1h' | undefined
}

export function segmentsOf(prompt: Prompt): Segment[] {
  const segments = [
    ...(prompt.tools ?? []).map((it) => segment('tools', it)),
    ...(prompt.system === undefined ? [] : blocksOf(prompt.system).map((it) => segment('system', it))),
    ...prompt.messages.flatMap((message) =>
      blocksOf(message.content).map((it) => segment('messages', it, message.role)),
    ),
  ]
  const last = segments.at(-1)
  if (prompt.cache_control && last !== undefined) {
    segments[segments.length - 1] = { ...last, marker: last.marker ?? prompt.cache_control.ttl ?? '5m' }
  }
  return segments
}

export function promptTokens(prompt: Prompt): number {
  return segmentsOf(prompt).reduce((sum, it) => sum + tokensOf(it.text), 0)
}

function segment(part: Segment['part'], piece: Block | RequestTool, role = ''): Segment {
  const control = 'cache_control' in piece ? piece.cache_control : undefined
  const text = JSON.stringify(piece, (key, value) => (key === 'cache_control' ? undefined : value))
  return { part, text: role + text, marker: control ? (control.ttl ?? '5m') : undefined }
}
