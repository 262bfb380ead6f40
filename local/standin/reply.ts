import type { MessagesRequest } from './messages-request.ts'

/** Who thinks up the replies. It sees the request as it came, and nothing else. */
export interface Brain {
  /** `signal` aborts when the caller has gone. A throw becomes a 500 with its message. */
  reply(request: MessagesRequest, call: { readonly signal: AbortSignal }): Reply | Promise<Reply>
}

/** What a brain says, before the server makes a message of the API out of it. */
export type Reply =
  | {
      readonly kind: 'message'
      readonly blocks: readonly SpokenBlock[]
      /** By default `tool_use` when a tool is called, else `end_turn`. */
      readonly stopReason?: StopReason
      readonly refusal?: { readonly category: string | null; readonly explanation: string | null }
      /** The text of the thinking block; it is sent only with `display: "summarized"`. */
      readonly thinking?: string
      readonly fault?: StreamFault
    }
  | {
      readonly kind: 'error'
      readonly status: number
      readonly message?: string
      readonly type?: string
      readonly details?: Record<string, unknown>
      readonly headers?: Record<string, string>
    }
  /** Says nothing at all, not even headers, until the caller goes. */
  | { readonly kind: 'hang' }

export type SpokenBlock =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'tool_use'
      readonly name: string
      readonly input: Record<string, unknown>
      /** By default a new one. */
      readonly id?: string
      /** Sends only this share (0–1) of the input's JSON, as when `max_tokens` ends inside it. */
      readonly share?: number
    }

/** How a stream goes wrong after that many events. `end`: a clean end without `message_stop`. */
export interface StreamFault {
  readonly afterEvents: number
  readonly then: 'drop' | 'end' | 'hang' | 'error'
}

export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'tool_use'
  | 'pause_turn'
  | 'refusal'
  | 'model_context_window_exceeded'

export const say = (text: string): Reply => ({ kind: 'message', blocks: [{ type: 'text', text }] })

export const callTools = (
  calls: readonly { readonly name: string; readonly input: Record<string, unknown> }[],
): Reply => ({ kind: 'message', blocks: calls.map((it) => ({ type: 'tool_use', ...it })) })
