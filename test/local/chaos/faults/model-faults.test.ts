import { describe, expect, test } from 'vitest'
import { allFaultKinds, type FaultKind } from '../../../../local/chaos/faults/kinds.ts'
import { faultyBrain } from '../../../../local/chaos/faults/model-faults.ts'
import type { MessagesRequest } from '../../../../local/standin/messages-request.ts'
import type { Reply } from '../../../../local/standin/reply.ts'
import { callTools, say } from '../../../../local/standin/reply.ts'
import { fakeScene } from './fake-scene.ts'

const asked: MessagesRequest = {
  model: 'claude-haiku-5-5',
  max_tokens: 1000,
  system: 'You are the order specialist',
  messages: [{ role: 'user', content: 'Hello' }],
}

async function spoilt(kind: FaultKind, dice: number, reply: Reply = say('one two three four')) {
  const { scene, done } = fakeScene([{ kind, dice }])
  const gone = new AbortController()
  const brain = faultyBrain({ reply: () => reply }, () => ({ conversation: 'c1', turn: 2 }), scene)
  return { reply: await brain.reply(asked, { signal: gone.signal }), done, gone, log: scene.log.injected }
}

describe("A model's reply", () => {
  test('is left as it is if nothing is drawn', async () => {
    const { scene } = fakeScene([undefined])
    const brain = faultyBrain({ reply: () => say('Hi') }, () => ({ conversation: 'c1', turn: 2 }), scene)
    expect(await brain.reply(asked, { signal: AbortSignal.abort() })).toEqual(say('Hi'))
  })

  test.each(allFaultKinds.filter((kind) => kind.startsWith('model:')))(
    'is another one after %s',
    async (kind) => {
      const { reply, log } = await spoilt(kind, 0.7)
      expect(reply).not.toEqual(say('one two three four'))
      expect(log).toMatchObject([{ kind, conversation: 'c1', turn: 2 }])
    },
  )

  test('says for how long the rate is limited', async () => {
    expect((await spoilt('model: 429 with retry-after', 0.5)).reply).toMatchObject({
      kind: 'error',
      status: 429,
      headers: { 'retry-after': '6' },
    })
  })

  test('is cut off inside a tool call', async () => {
    const call = callTools([{ name: 'get_order_details', input: { order_id: '#W1' } }])
    expect((await spoilt('model: tool call cut off', 0.5, call)).reply).toMatchObject({
      stopReason: 'max_tokens',
      blocks: [{ type: 'tool_use', share: 0.5 }],
    })
  })

  test('that hangs waits for time to pass until the function gives up', async () => {
    const { done, gone } = await spoilt('model: hanging', 0.1)
    expect(done.stalls).toBe(1)
    gone.abort()
    expect(done.stalls).toBe(0)
  })
})
