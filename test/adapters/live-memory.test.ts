import { describe, expect, test } from 'vitest'
import { liveMemory } from '../../functions/adapters/live-memory.ts'
import type { Live, LiveFrame } from '../../functions/core/live.ts'
import { accept, assign } from '../../functions/core/turn.ts'
import { viewTurn } from '../../functions/core/turn-view.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, deadlineMs, someCards, someMinting, text } from '../doubles/samples.ts'

async function someLiveMemory() {
  const minting = someMinting()
  const told: { about: string; frames: readonly LiveFrame[] }[] = []
  const live: Live = {
    publish: ({ id }, frames) => void told.push({ about: id, frames }),
    flush: async () => {},
  }
  const memory = liveMemory(inMemoryMemory({ now: minting.now }), live, someCards)
  const conversation = await begin(memory, minting)
  return { memory, minting, told, conversation }
}

describe('A memory with connected clients', () => {
  test('tells them the message, and then how the turn stands, once they are written', async () => {
    const { memory, minting, told, conversation } = await someLiveMemory()
    expect(told).toEqual([])
    const { after, message } = accept(conversation, { parts: [text('hi')] }, deadlineMs, minting)
    const committing = memory.commit({ before: conversation, after, message })
    expect(told).toEqual([])
    expect(await committing).toEqual({ kind: 'committed' })
    const turn = viewTurn(after, someCards)
    expect(turn).toMatchObject({ number: 1, status: 'thinking' })
    expect(told).toEqual([
      {
        about: conversation.id,
        frames: [
          { type: 'message', message },
          { type: 'turn', turn, lastSeq: 1, version: after.version },
        ],
      },
    ])
  })

  test('tells who is working, where nothing was said', async () => {
    const { memory, minting, told, conversation } = await someLiveMemory()
    const { after, message } = accept(conversation, { parts: [text('hi')] }, deadlineMs, minting)
    await memory.commit({ before: conversation, after, message })
    const working = assign(after, ['order'], 1)
    await memory.commit({ before: after, after: working })
    expect(told.at(-1)?.frames).toMatchObject([
      { type: 'turn', turn: { working: [{ specialist: 'order' }] }, lastSeq: 1 },
    ])
  })

  test('tells nothing of what was not written', async () => {
    const { memory, minting, told, conversation } = await someLiveMemory()
    const { after, message } = accept(conversation, { parts: [text('hi')] }, deadlineMs, minting)
    await memory.commit({ before: conversation, after, message })
    expect(await memory.commit({ before: conversation, after, message })).toMatchObject({ kind: 'conflict' })
    expect(told).toHaveLength(1)
  })
})
