import type {
  ContentBlockParam,
  MessageParam,
  Messages,
  Tool,
} from '@anthropic-ai/sdk/resources/messages/messages'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Script, scriptedBrain } from '../../../../local/standin/script.ts'
import { text, tools } from '../../../../local/standin/scripted-replies.ts'
import { type StandIn, startStandIn } from '../../../../local/standin/server.ts'
import { messagesAt } from '../support/switchboard-calls.ts'

let standIn: StandIn
let script: Script
let messages: Messages

beforeEach(async () => {
  script = scriptedBrain()
  standIn = await startStandIn({ brain: script })
  messages = messagesAt(standIn.url)
})
afterEach(() => standIn.close())

const look: Tool = { name: 'look', description: 'looks', input_schema: { type: 'object' } }
const base = { model: 'claude-haiku-5-5', max_tokens: 2000, system: 'Be kind.', tools: [look] }
const first: MessageParam = { role: 'user', content: 'Look twice.' }
const bound = 'The block is bound to a different conversation'
const modified = 'cannot be modified'

/** A run of two tool calls: everything that goes back with the third request. */
async function history(): Promise<MessageParam[]> {
  const messagesSoFar: MessageParam[] = [first]
  for (const turn of [1, 2]) {
    script.answer(tools([{ name: 'look', input: { b: turn, a: { y: 1, x: 2 } } }], `Step ${turn}.`))
    const { content } = await messages.create({ ...base, messages: messagesSoFar })
    messagesSoFar.push({ role: 'assistant', content }, { role: 'user', content: content.flatMap(resultOf) })
  }
  return messagesSoFar
}

function resultOf(block: { type: string; id?: string }): ContentBlockParam[] {
  return block.type === 'tool_use' && block.id !== undefined
    ? [{ type: 'tool_result', tool_use_id: block.id, content: `seen ${block.id}` }]
    : []
}

function replay(history: MessageParam[], change: Record<string, unknown> = {}) {
  script.answer(text('Done.'))
  return messages.create({ ...base, messages: history, ...change })
}

/** The history with its blocks changed or (undefined) taken out. */
function edited(
  history: readonly MessageParam[],
  change: (block: ContentBlockParam, message: number) => ContentBlockParam | undefined,
): MessageParam[] {
  return history.map((it, message) =>
    typeof it.content === 'string' || it.role === 'system'
      ? it
      : { ...it, content: it.content.flatMap((block) => change(block, message) ?? []) },
  )
}

describe('replayed thinking is accepted', () => {
  it('unchanged', async () => {
    expect((await replay(await history())).stop_reason).toBe('end_turn')
  })

  it.each([
    ['effort', { output_config: { effort: 'high' } }],
    ['max_tokens', { max_tokens: 500 }],
    ['tool_choice', { tool_choice: { type: 'none' } }],
    ['metadata', { metadata: { user_id: 'x' } }],
    [
      'system as blocks with a cache marker',
      { system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }] },
    ],
    ['tools with a cache marker', { tools: [{ ...look, cache_control: { type: 'ephemeral' } }] }],
  ])('with other %s', async (_, change) => {
    expect((await replay(await history(), change)).stop_reason).toBe('end_turn')
  })

  it('when the caller gives the keys of a tool input back in another order', async () => {
    const reordered = edited(await history(), (block) =>
      block.type === 'tool_use'
        ? { ...block, input: { a: { x: 2, y: 1 }, b: Object(block.input).b } }
        : block,
    )
    expect((await replay(reordered)).stop_reason).toBe('end_turn')
  })

  it('when all of it, or the oldest of it, is left out', async () => {
    const whole = await history()
    const none = edited(whole, (block) => (block.type === 'thinking' ? undefined : block))
    expect((await replay(none)).stop_reason).toBe('end_turn')
    const newest = edited(whole, (block, at) => (block.type === 'thinking' && at === 1 ? undefined : block))
    expect((await replay(newest)).stop_reason).toBe('end_turn')
  })

  it('from another model, and is ignored', async () => {
    const whole = await history()
    const reply = await replay(whole, { model: 'claude-sonnet-5-5', system: 'Something else.' })
    expect(reply.stop_reason).toBe('end_turn')
  })

  it('by a stand-in that was started anew', async () => {
    const whole = await history()
    await standIn.close()
    standIn = await startStandIn({ brain: script })
    messages = messagesAt(standIn.url)
    expect((await replay(whole)).stop_reason).toBe('end_turn')
  })
})

describe('replayed thinking is rejected', () => {
  it.each([
    ['system', { system: 'Be very kind.' }, bound],
    ['tools', { tools: [{ ...look, description: 'looks around' }] }, bound],
    ['number of tools', { tools: [look, { ...look, name: 'see' }] }, bound],
  ])('with another %s', async (_, change, message) => {
    await expect(replay(await history(), change)).rejects.toThrow(message)
  })

  it('after an earlier message changed', async () => {
    const [, ...rest] = await history()
    await expect(replay([{ role: 'user', content: 'Look once.' }, ...rest])).rejects.toThrow(bound)
  })

  it('after an earlier tool result changed, but not when only a later one did', async () => {
    const whole = await history()
    const change = (index: number) =>
      edited(whole, (block, at) =>
        block.type === 'tool_result' && at === index ? { ...block, content: '?' } : block,
      )
    await expect(replay(change(2))).rejects.toThrow(`messages.3.content.0: Invalid \`signature\``)
    expect((await replay(change(4))).stop_reason).toBe('end_turn')
  })

  it('after the history was cut at its beginning', async () => {
    const whole = await history()
    await expect(replay([first, ...whole.slice(3)])).rejects.toThrow(bound)
  })

  it('with a gap in it', async () => {
    const whole = await history()
    script.answer(tools([{ name: 'look', input: {} }]))
    const { content } = await messages.create({ ...base, messages: whole })
    const longer: MessageParam[] = [
      ...whole,
      { role: 'assistant', content },
      { role: 'user', content: content.flatMap(resultOf) },
    ]
    const gap = edited(longer, (block, at) => (block.type === 'thinking' && at === 3 ? undefined : block))
    await expect(replay(gap)).rejects.toThrow(`messages.5.content.0: Invalid \`signature\``)
  })

  it('when its text was changed', async () => {
    const changed = edited(await history(), (block) =>
      block.type === 'thinking' ? { ...block, thinking: 'I thought of something else.' } : block,
    )
    await expect(replay(changed)).rejects.toThrow(modified)
  })

  it.each(['', 'nonsense', 'bm9uc2Vuc2U.bm9uc2Vuc2U'])('when its signature is "%s"', async (signature) => {
    const changed = edited(await history(), (block) =>
      block.type === 'thinking' ? { ...block, signature } : block,
    )
    await expect(replay(changed)).rejects.toThrow('Invalid `signature` in `thinking` block')
  })

  it('when it was put behind the text that followed it', async () => {
    const whole = await history()
    const moved = whole.map((it) =>
      it.role === 'assistant' && Array.isArray(it.content)
        ? { ...it, content: [...it.content.slice(1, 2), ...it.content.slice(0, 1), ...it.content.slice(2)] }
        : it,
    )
    await expect(replay(moved)).rejects.toThrow(bound)
  })
})
