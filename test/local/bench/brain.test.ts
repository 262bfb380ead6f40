import { describe, expect, test } from 'vitest'
import { customerSays, kinds, nimbleBrain, subjectsOf } from '../../../local/bench/workload.ts'
import type { MessagesRequest } from '../../../local/standin/messages-request.ts'
import { demoCustomers, demoStore } from '../../../local/store/demo-store.ts'

const signal = new AbortController().signal
const customerId = demoCustomers[0]?.customerId ?? ''
const subjects = subjectsOf(demoStore(1), customerId)
const brain = nimbleBrain(subjects)
const asked = (content: string, request: Partial<MessagesRequest> = {}): MessagesRequest => ({
  model: 'claude-haiku-5-5',
  max_tokens: 100,
  messages: [{ role: 'user', content }],
  ...request,
})
const router: Partial<MessagesRequest> = {
  output_config: { format: { type: 'json_schema', schema: { properties: { tasks: {} } } } },
}

describe("The benchmark's model", () => {
  test.each(kinds)('sends a turn of the kind %s to so many specialists', async (kind) => {
    const reply = await brain.reply(asked(`<message>${customerSays[kind]}</message>`, router), { signal })
    const said = reply.kind === 'message' && reply.blocks[0]?.type === 'text' ? reply.blocks[0].text : '{}'
    expect(JSON.parse(said)).toMatchObject({ kind: kind === 'greeting' ? 'reply' : 'delegate' })
    expect(JSON.parse(said).tasks).toHaveLength({ one: 1, two: 2, greeting: 0 }[kind])
  })

  test('looks up one thing, then answers', async () => {
    const system = 'You are the order specialist of an online store.'
    expect(await brain.reply(asked('<task>…</task>', { system }), { signal })).toMatchObject({
      blocks: [{ type: 'tool_use', name: 'get_order_details', input: { order_id: subjects.orderId } }],
    })
    const messages: MessagesRequest['messages'] = [
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: '{}' }] },
    ]
    expect(await brain.reply(asked('', { system, messages }), { signal })).toMatchObject({
      blocks: [{ type: 'text' }],
    })
  })
})
