import { describe, expect, test, vi } from 'vitest'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { prompt } from '../../functions/core/prompt.ts'
import { summariseOlder } from '../../functions/core/summarise.ts'
import { close } from '../../functions/core/turn.ts'
import { readView, unanswered, windowSize } from '../../functions/core/view.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { isBusy, modelThat, type RecordingModel, says } from '../doubles/model.ts'
import { begin, say, someMinting, someSummary, text } from '../doubles/samples.ts'

const minting = someMinting()
const signal = new AbortController().signal

async function begun(): Promise<{ memory: Memory; conversation: Conversation }> {
  const memory = inMemoryMemory({ now: minting.now })
  return { memory, conversation: await begin(memory, minting) }
}

async function sayMany(memory: Memory, before: Conversation, count: number): Promise<Conversation> {
  let now = before
  for (let each = 0; each < count; each++) now = await say(memory, now, `message ${each}`, minting)
  return now
}

async function answer(memory: Memory, before: Conversation, words: string): Promise<Conversation> {
  const ending = { author: 'assistant', parts: [text(words)], outcome: 'replied' } as const
  const { after, message } = close(before, ending, minting)
  await memory.commit({ before, after, message })
  return after
}

async function viewOf(memory: Memory, id: string) {
  const read = await readView(memory, id)
  if (!read) throw new Error('The conversation is gone')
  return read
}

const seqsOf = (messages: readonly { readonly seq: number }[]) => messages.map(({ seq }) => seq)
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('what an agent sees', () => {
  test('given no such conversation, is nothing', async () => {
    const { memory } = await begun()
    expect(await readView(memory, minting.newId('cnv'))).toBeUndefined()
  })

  test('given a short conversation, is all of it', async () => {
    const { memory, conversation } = await begun()
    const now = await say(
      memory,
      await answer(memory, await sayMany(memory, conversation, 2), 'yes'),
      'ok',
      minting,
    )
    const { view, conversation: read } = await viewOf(memory, conversation.id)
    expect(read).toEqual(now)
    expect(seqsOf(view.messages)).toEqual([1, 2, 3, 4])
    expect(seqsOf(unanswered(view, read.answeredSeq))).toEqual([4])
  })

  test('given a summary, is what follows it', async () => {
    const { memory, conversation } = await begun()
    await answer(memory, await sayMany(memory, conversation, 9), 'yes')
    await memory.saveSummary(conversation.id, someSummary(6))
    const { view } = await viewOf(memory, conversation.id)
    expect(view.summary).toEqual(someSummary(6))
    expect(seqsOf(view.messages)).toEqual([7, 8, 9, 10])
  })

  test('given a summary of messages that are not answered yet, is those messages all the same', async () => {
    const { memory, conversation } = await begun()
    await sayMany(memory, await answer(memory, await sayMany(memory, conversation, 2), 'yes'), 20)
    await memory.saveSummary(conversation.id, someSummary(15))
    const { view } = await viewOf(memory, conversation.id)
    expect(seqsOf(view.messages)).toEqual(range(4, 23))
  })

  test('given a burst beyond the window, is the whole burst', async () => {
    const { memory, conversation } = await begun()
    await sayMany(memory, await answer(memory, await sayMany(memory, conversation, 1), 'yes'), windowSize * 4)
    const { view, conversation: read } = await viewOf(memory, conversation.id)
    expect(seqsOf(unanswered(view, read.answeredSeq))).toEqual(range(3, 2 + windowSize * 4))
  })

  test('given a burst beyond all bounds, is bounded and has the newest', async () => {
    const { memory, conversation } = await begun()
    await sayMany(memory, conversation, 250)
    const { view } = await viewOf(memory, conversation.id)
    expect(seqsOf(view.messages)).toEqual(range(51, 250))
  })

  test('given a message that comes in between the reads, has it if the conversation counts it', async () => {
    const { memory, conversation } = await begun()
    const before = await say(memory, conversation, 'first', minting)
    const saidInBetween = Promise.withResolvers<void>()
    const torn: Memory = {
      ...memory,
      async recent(id, limit) {
        const read = await memory.recent(id, limit)
        await say(memory, before, 'in between', minting)
        saidInBetween.resolve()
        return read
      },
      async conversation(id) {
        await saidInBetween.promise
        return await memory.conversation(id)
      },
    }
    const { view, conversation: read } = await viewOf(torn, conversation.id)
    expect(read.lastSeq).toBe(2)
    expect(seqsOf(view.messages)).toEqual([1, 2])
  })

  test('given a window of messages, takes two requests, and three only for more', async () => {
    const { memory, conversation } = await begun()
    const now = await sayMany(memory, conversation, windowSize)
    const reads = [vi.spyOn(memory, 'conversation'), vi.spyOn(memory, 'recent')]
    const more = vi.spyOn(memory, 'messages')
    await viewOf(memory, conversation.id)
    for (const read of reads) expect(read).toHaveBeenCalledOnce()
    expect(more).not.toHaveBeenCalled()
    await say(memory, now, 'one more', minting)
    await viewOf(memory, conversation.id)
    for (const read of reads) expect(read).toHaveBeenCalledTimes(2)
    expect(more).toHaveBeenCalledOnce()
  })
})

/** Plays turns of one message and one reply of 400 characters each, summarising beside them as the router does. */
async function playTurns(turns: number, model: RecordingModel) {
  const { memory, conversation } = await begun()
  let now = conversation
  const seen: { messages: number; characters: number; untilSeq: number; newest: number }[] = []
  for (let turn = 1; turn <= turns; turn++) {
    now = await say(memory, now, `question ${turn} ${'x'.repeat(400)}`, minting)
    const { view } = await viewOf(memory, conversation.id)
    seen.push({
      messages: view.messages.length,
      characters: prompt({ view, customerId: undefined }).length,
      untilSeq: view.summary?.untilSeq ?? 0,
      newest: unanswered(view, now.answeredSeq).at(-1)?.seq ?? 0,
    })
    await summariseOlder(
      { conversationId: conversation.id, view, model: 'm' },
      { ...minting, memory, model, signal },
    )
    now = await answer(memory, now, `answer ${turn} ${'y'.repeat(400)}`)
  }
  return seen
}

describe('over 300 turns', () => {
  test('the view stays bounded, and the summary moves forward behind it', async () => {
    let calls = 0
    const model = modelThat(() => {
      calls += 1
      return says(`summary ${calls} ${'z'.repeat(5_000)}`)
    })
    const seen = await playTurns(300, model)
    expect(Math.max(...seen.map(({ messages }) => messages))).toBeLessThanOrEqual(windowSize)
    expect(Math.max(...seen.map(({ characters }) => characters))).toBeLessThan(20_000)
    const summarised = seen.map(({ untilSeq }) => untilSeq)
    expect(summarised).toEqual(summarised.toSorted((a, b) => a - b))
    expect(summarised.at(-1)).toBeGreaterThan(570)
    expect(seen.map(({ newest }) => newest)).toEqual(seen.map((_, index) => 2 * index + 1))
    expect(calls).toBeLessThan(60)
    for (const { messages } of model.requests) expect(JSON.stringify(messages).length).toBeLessThan(20_000)
  })

  test('given a summariser that never works, the view is still bounded and has the newest message', async () => {
    const seen = await playTurns(
      300,
      modelThat(() => isBusy(1000)),
    )
    expect(Math.max(...seen.map(({ messages }) => messages))).toBeLessThanOrEqual(200)
    expect(Math.max(...seen.map(({ characters }) => characters))).toBeLessThan(50_000)
    expect(seen.map(({ newest }) => newest)).toEqual(seen.map((_, index) => 2 * index + 1))
  })

  test('given a summariser that works again, the view comes back to its size', async () => {
    let calls = 0
    const model = modelThat(() => {
      calls += 1
      return calls < 40 ? isBusy(1000) : says('all of it')
    })
    const seen = await playTurns(100, model)
    expect(Math.max(...seen.map(({ messages }) => messages))).toBeGreaterThan(windowSize)
    expect(seen.at(-1)?.messages).toBeLessThanOrEqual(windowSize)
  })
})
