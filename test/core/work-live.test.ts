import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { ChangeTool } from '../../functions/core/change.ts'
import type { Live, LiveFrame } from '../../functions/core/live.ts'
import type { Model, ModelResult } from '../../functions/core/model.ts'
import { accept } from '../../functions/core/turn.ts'
import { type Desk, someDesk } from '../doubles/desk.ts'
import { asksFor, isBusy, reply, says } from '../doubles/model.ts'
import { deadlineMs, text } from '../doubles/samples.ts'

const look = { id: 't1', name: 'look', input: { what: 'lamp' } }

/** Answers with these, one after the other, and writes the words of each before, sentence by sentence. */
function writingModel(...script: readonly (readonly [words: string, result: ModelResult | Error])[]): Model {
  const left = [...script]
  return {
    async reply(_, { onText }) {
      const [words, result] = left.shift() ?? ['', new Error('Nothing more was scripted')]
      let written = ''
      for (const piece of words.split(/(?<= )/)) {
        written += piece
        onText?.(written)
        await setImmediate()
      }
      if (result instanceof Error) throw result
      return result
    },
  }
}
const said = (words: string): readonly [string, ModelResult] => [words, says(words)]

/** What was shown of the first turn, in order. */
async function shown(desk: Desk, model: Model, changes: Parameters<Desk['work']>[1] = {}) {
  const drafts: Extract<LiveFrame, { type: 'draft' }>[] = []
  const live: Live = {
    publish(about, frames) {
      expect(about).toMatchObject({ id: desk.id, customerId: 'noah_1' })
      for (const frame of frames) if (frame.type === 'draft') drafts.push(frame)
    },
    flush: async () => {},
  }
  const worked = await desk.work(model, { ...changes, live }).catch((error: unknown) => String(error))
  return { worked, drafts, texts: drafts.map((draft) => draft.text) }
}

describe('A reply in the making', () => {
  test('is shown as the specialist’s, of the turn, and grows to what the message says', async () => {
    const desk = await someDesk()
    const words = 'Your lamp is on its way. It comes on Monday. Anything else?'
    const { worked, drafts, texts } = await shown(desk, writingModel(said(words)))
    expect(worked).toBe('replied')
    expect(drafts[0]).toEqual({
      type: 'draft',
      turn: 1,
      specialist: 'order',
      text: 'Your lamp is on its way.',
    })
    expect(texts).toEqual(['Your lamp is on its way.', 'Your lamp is on its way. It comes on Monday.'])
    expect(await desk.replies()).toMatchObject([{ parts: [text(words)] }])
  })

  test('is taken back when it ends in tools, and the next one is shown', async () => {
    const desk = await someDesk()
    const asking = reply([{ type: 'text', text: 'Let me look. ' }, ...asksFor(look).blocks], {
      stop: 'tools',
    })
    const { texts } = await shown(
      desk,
      writingModel(['Let me look. ', asking], said('It is a lamp. It costs $5.')),
    )
    expect(texts).toEqual(['Let me look.', '', 'It is a lamp.'])
  })

  test('before a change is left for the message that asks whether to make it', async () => {
    const desk = await someDesk()
    const cancel: ChangeTool = {
      name: 'cancel',
      description: 'Cancels.',
      inputSchema: { type: 'object' },
      plan: async () => ({
        ok: true,
        change: {},
        details: { kind: 'cancellation', orderId: '#W1', title: 'Cancel #W1', lines: [], movements: [] },
        value: {},
      }),
    }
    const words = 'Here is what I would do. '
    const use = { type: 'tool_use', id: 't1', name: 'cancel', input: {} } as const
    const asking = reply([{ type: 'text', text: words }, use], { stop: 'tools' })
    const { texts } = await shown(desk, writingModel([words, asking]), { storeChanges: [cancel] })
    expect(texts).toEqual(['Here is what I would do.'])
    const [message] = await desk.replies()
    expect(message?.parts.map(({ type }) => type)).toEqual(['text', 'confirmation'])
  })

  test('is never shown from an unfounded claim on, and taken back when it is written again', async () => {
    const desk = await someDesk()
    const lie = 'I looked at it. I have cancelled your order #W1. Have a nice day. Bye.'
    const { texts } = await shown(desk, writingModel(said(lie), said('I looked at it. It is pending.')))
    expect(texts).toEqual(['I looked at it.', '', 'I looked at it.'])
  })

  test.each([
    ['the model has no room in the middle', isBusy(1_000), 'put_back'],
    ['the model refuses in the middle', reply([], { stop: 'refused' }), 'replied'],
    ['the model fails in the middle', new Error('a wrong key'), 'Error: a wrong key'],
  ])('is taken back when %s', async (_, result, worked) => {
    const run = await shown(await someDesk(), writingModel(['Your lamp is on ', result], said('')))
    expect(run.texts).toEqual([])
    const second = await shown(await someDesk(), writingModel(['It is here. And ', result], said('')))
    expect([second.worked, second.texts]).toEqual([worked, ['It is here.', '']])
  })

  test('of one of several stays until the message of all takes its place', async () => {
    const desk = await someDesk(['order', 'product'])
    const first = await shown(desk, writingModel(said('It is on its way. Bye.')))
    expect([first.worked, first.texts]).toEqual(['answered', ['It is on its way.']])
    const second = await shown(desk, writingModel(said('It is in stock. Bye.')), { specialist: 'product' })
    expect([second.worked, second.drafts]).toEqual([
      'replied',
      [{ type: 'draft', turn: 1, specialist: 'product', text: 'It is in stock.' }],
    ])
  })

  test('is taken back when a newer message has superseded it between two replies', async () => {
    const desk = await someDesk()
    const asking: ModelResult = asksFor(look)
    const model = writingModel(['Let me look. ', asking], said('Too late. Too late.'))
    const superseding: Model = {
      async reply(request, options) {
        const result = await model.reply(request, options)
        const before = await desk.now()
        const { after, message } = accept(before, { parts: [text('wait')] }, deadlineMs, desk.minting)
        await desk.memory.commit({ before, after, message })
        return result
      },
    }
    const { worked, texts } = await shown(desk, superseding)
    expect([worked, texts]).toEqual(['stale', ['Let me look.', '']])
  })

  test('is not shown of a turn that is over: it may no longer be of use', async () => {
    const desk = await someDesk()
    const before = await desk.now()
    const turn = { ...before.turn, phase: 'closed' as const, working: [], owes: ['order'] }
    await desk.memory.commit({ before, after: { ...before, version: before.version + 1, turn } })
    const { worked, texts } = await shown(desk, writingModel(said('It is here. Bye.')))
    expect([worked, texts]).toEqual(['replied', []])
  })
})
