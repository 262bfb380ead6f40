import { afterAll, beforeAll, expect } from 'vitest'
import * as z from 'zod'
import { type StandIn, startStandIn } from '../../../../local/standin/server.ts'

/** Requests as they are on the wire, also those that the SDK's types would not let through, and their pieces. */
export type Body = Record<string, unknown>
export const user = (content: unknown) => ({ role: 'user', content })
export const assistant = (content: unknown) => ({ role: 'assistant', content })
export const use = (id: string, name = 'look') => ({ type: 'tool_use', id, name, input: {} })
export const result = (id: string, extra: Body = {}) => ({
  type: 'tool_result',
  tool_use_id: id,
  content: 'ok',
  ...extra,
})
export const text = (words: string, extra: Body = {}) => ({ type: 'text', text: words, ...extra })
export const marked = { cache_control: { type: 'ephemeral' } }
export const hour = { cache_control: { type: 'ephemeral', ttl: '1h' } }
export const object = (properties: Body, extra: Body = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...extra,
})
export const tool = (extra: Body = {}) => ({
  name: 'look',
  description: 'looks',
  input_schema: object({}),
  ...extra,
})
export const strict = (schema: Body) => ({ tools: [tool({ strict: true, input_schema: schema })] })
export const format = (schema: Body) => ({ output_config: { format: { type: 'json_schema', schema } } })
export const sonnet = { model: 'claude-sonnet-5-5' }
export const opus = { model: 'claude-opus-5-5' }
export const older = { model: 'claude-haiku-4-5' }
export const look = [tool()]
export const pair = [user('a'), assistant([use('t1')]), user([result('t1')])]

export const base: Body = { model: 'claude-haiku-5-5', max_tokens: 2000, messages: [user('Hello')] }
export const headers = {
  authorization: 'Bearer key',
  'anthropic-version': '2026-10-21',
  'content-type': 'application/json',
}

const envelope = z.strictObject({
  type: z.literal('error'),
  error: z.object({ type: z.string(), message: z.string() }),
  request_id: z.string(),
})

/** A stand-in for the tests of one file, and ways to send it anything. */
export function rawRequests() {
  let standIn: StandIn | undefined
  beforeAll(async () => {
    standIn = await startStandIn()
  })
  afterAll(() => standIn?.close())

  const url = (): string => standIn?.url ?? ''

  async function post(body: string | Uint8Array<ArrayBuffer>, sent: Record<string, string> = headers) {
    const response = await fetch(`${url()}/v1/messages`, { method: 'POST', headers: sent, body })
    if (response.ok) return { status: response.status, type: '', message: '' }
    const { error, request_id } = envelope.parse(await response.json())
    expect(response.headers.get('request-id')).toBe(request_id)
    return { status: response.status, ...error }
  }

  /** The smallest request, changed; an undefined value takes a field away. */
  function send(change: Body) {
    const entries = Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined)
    return post(JSON.stringify(Object.fromEntries(entries)))
  }

  /** For `it.each`: the change is answered by a 400 with this message. */
  async function rejects(_: string, change: Body, message: string): Promise<void> {
    expect(await send(change)).toEqual({
      status: 400,
      type: 'invalid_request_error',
      message: expect.stringContaining(message),
    })
  }

  return { url, post, send, rejects }
}
