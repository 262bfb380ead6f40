import { describe, expect, test } from 'vitest'
import type { ModelResult } from '../../functions/core/model.ts'
import { summariseOlder, summariserInstructions } from '../../functions/core/summarise.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { isBusy, isSpent, reply, says, scriptedModel, someUsage } from '../doubles/model.ts'
import { someMessage, someMinting, someSummary, text } from '../doubles/samples.ts'

const minting = someMinting()
const id = minting.newId('cnv')
const messages = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) =>
    someMessage({ seq: first + index, parts: [text(`words ${first + index}`)] }),
  )

async function summarise(
  view: { summary?: ReturnType<typeof someSummary>; messages: ReturnType<typeof messages> },
  ...script: ModelResult[]
) {
  const memory = inMemoryMemory({ now: minting.now })
  const model = scriptedModel(...script)
  const call = await summariseOlder(
    { conversationId: id, view: { summary: undefined, ...view }, model: 'claude-haiku-5-5' },
    { ...minting, memory, model, signal: new AbortController().signal },
  )
  model.verify()
  return { call, saved: (await memory.recent(id, 1)).summary, requests: model.requests }
}

describe('summarising the older part of a conversation', () => {
  test('given twenty messages or fewer, does not ask the model', async () => {
    expect(await summarise({ messages: messages(20) })).toMatchObject({ call: undefined, saved: undefined })
  })

  test('given more, replaces all but the newest eight, together with the summary so far', async () => {
    const view = { summary: someSummary(10, 'they <greeted>'), messages: messages(21, 11) }
    const { call, saved, requests } = await summarise(view, says('They want a lamp.'))
    expect(call).toEqual({
      purpose: 'summarise',
      model: 'claude-haiku-5-5',
      usage: someUsage,
      ms: 12,
      at: minting.now(),
    })
    expect(saved).toEqual({ text: 'They want a lamp.', untilSeq: 23, call })
    const [request] = requests
    expect(request).toMatchObject({ system: summariserInstructions, tools: [], effort: 'low' })
    const [message] = request?.messages ?? []
    const asked = message && 'text' in message ? message.text : ''
    expect(asked).toContain('<summary>they &lt;greeted&gt;</summary>')
    expect(asked).toContain('words 11<')
    expect(asked).toContain('words 23<')
    expect(asked).not.toContain('words 24')
    expect(asked).toContain('<customer verified="false"/>')
  })

  test('given more text than one request may have, covers the oldest of it and says so', async () => {
    const long = messages(21).map((it) => ({
      ...it,
      parts: [{ type: 'text' as const, text: `${it.seq} `.padEnd(9000, 'x') }],
    }))
    const { saved, requests } = await summarise({ messages: long }, says('A long story.'))
    const [message] = requests[0]?.messages ?? []
    const asked = message && 'text' in message ? message.text : ''
    expect(saved?.untilSeq).toBe(4)
    expect(asked).toContain('<message seq="4"')
    expect(asked).not.toContain('<message seq="5"')
  })

  test.each([
    ['busy', isBusy(1000)],
    ['spent', isSpent],
  ])('given the model is %s, changes nothing, and the next turn tries again', async (_, result) => {
    expect(await summarise({ messages: messages(21) }, result)).toMatchObject({
      call: undefined,
      saved: undefined,
    })
  })

  test.each([
    ['was cut off', says('They wa', { stop: 'too_long' })],
    ['was refused', reply([], { stop: 'refused' })],
    ['has no words', says('  \n')],
    ['is only thinking', reply([{ type: 'thinking', thinking: 'hm', signature: 's' }])],
  ])('given a reply that %s, keeps no summary but names what it cost', async (_, result) => {
    const { call, saved } = await summarise({ messages: messages(21) }, result)
    expect(call).toMatchObject({ purpose: 'summarise', usage: someUsage })
    expect(saved).toBeUndefined()
  })

  test('given a model that does not keep to its length, cuts the summary', async () => {
    const { saved } = await summarise({ messages: messages(21) }, says('z'.repeat(9_000)))
    expect(saved?.text).toHaveLength(4_000)
  })
})
