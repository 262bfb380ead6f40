import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type Action, type ActionStatus, confirmationTime } from '../../functions/core/action.ts'
import { type ChangeTool, defineChange, refuse } from '../../functions/core/change.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Effects } from '../../functions/core/effects.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Step } from '../../functions/core/records.ts'
import { type NeedsApproval, settleAction } from '../../functions/core/settle-action.ts'
import type { Order } from '../../functions/core/store.ts'
import { accept } from '../../functions/core/turn.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, deadlineMs, give, say, someMinting, text } from '../doubles/samples.ts'
import { memoryStore } from '../doubles/store.ts'

const customerId = 'noah_1'
const someOrder: Order = {
  orderId: '#W1',
  customerId,
  address: { address1: 'A 1', address2: '', city: 'B', country: 'C', state: '', zip: '1' },
  items: [],
  fulfillments: [],
  status: 'pending',
  payments: [{ type: 'payment', amountCents: 1999, paymentMethodId: 'card_1' }],
}

/** Cancels a pending order, and shows what was paid for it. */
const cancel: ChangeTool = defineChange({
  name: 'cancel',
  description: 'Cancels an order.',
  input: z.strictObject({ order_id: z.string() }),
  async plan({ order_id }, { customerId: own, store: shelf }) {
    const before = await shelf.versionedOrder(order_id)
    if (before?.record.customerId !== own) return refuse('ORDER_NOT_FOUND', 'No such order.')
    if (before.record.status !== 'pending') return refuse('ORDER_NOT_PENDING', 'It is not pending.')
    const paid = before.record.payments.reduce((sum, { amountCents }) => sum + amountCents, 0)
    return {
      ok: true,
      change: { order: { before, after: { ...before.record, status: 'cancelled' } } },
      details: {
        kind: 'cancellation',
        orderId: order_id,
        title: `Cancel order ${order_id}`,
        lines: [`Paid: ${paid}`],
        movements: [],
      },
      value: { order_id, status: 'cancelled' },
    }
  },
})

let minting = someMinting()
let memory: ReturnType<typeof inMemoryMemory>
let store = memoryStore({ users: {}, orders: {}, products: {} })
let conversation: Conversation
let action: Action
/** What happens between plan and write, oldest first. */
let between: (() => void)[]
let executions: number
beforeEach(async () => {
  minting = someMinting()
  memory = inMemoryMemory({ now: minting.now })
  store = memoryStore({ users: {}, orders: {}, products: {} })
  store.ordersById.set('#W1', someOrder)
  between = []
  executions = 0
  const own = await begin(memory, minting, { customerId })
  conversation = await give(memory, await say(memory, own, 'yes', minting), ['order'], minting)
  action = await proposed('confirmed')
})

/** An action that was planned on what the store holds, kept in this status. */
async function proposed(status: ActionStatus): Promise<Action> {
  const planned = await cancel.plan({ order_id: '#W1' }, { customerId, store })
  if (!planned.ok) throw new Error('The sample cannot be planned')
  const made: Action = {
    id: minting.newId('act'),
    status,
    customerId,
    tool: 'cancel',
    input: { order_id: '#W1' },
    details: planned.details,
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt: minting.now(),
    expiresAt: minting.now() + confirmationTime,
  }
  const before = await current()
  conversation = { ...before, version: before.version + 1 }
  await memory.commit({ before, after: conversation, action: { proposed: made } })
  return made
}

async function current(): Promise<Conversation> {
  const found = await memory.conversation(conversation.id)
  if (!found) throw new Error('The conversation is gone')
  return found
}

const effects: Effects = {
  async execute(effect) {
    executions += 1
    between.shift()?.()
    return await memory.execute(effect, store)
  },
}

const pausedFor = (it: Action): Extract<Step, { kind: 'paused' }> => ({
  kind: 'paused',
  results: [{ type: 'tool_result', toolUseId: 'toolu_0', name: 'look', content: '1', isError: false, ms: 1 }],
  parts: [],
  waitsFor: { actionId: it.id, toolUseId: 'toolu_1', name: 'cancel' },
  prompt: 'as it was',
  at: 0,
})

const run = { turn: 1, specialist: 'order' }
const settle = (
  changes: {
    readonly action?: Action
    readonly turn?: number
    readonly needsApproval?: NeedsApproval
    readonly meanwhile?: readonly string[]
    readonly tools?: readonly ChangeTool[]
  } = {},
) =>
  settleAction(
    {
      conversationId: conversation.id,
      turn: changes.turn ?? 1,
      action: changes.action ?? action,
      paused: pausedFor(changes.action ?? action),
      run,
      index: 0,
      changes: changes.tools ?? [cancel],
      meanwhile: changes.meanwhile ?? [],
    },
    { ...minting, store, effects, needsApproval: changes.needsApproval ?? (async () => []) },
  )

const kept = async (it: Action = action) => await memory.action(conversation.id, it.id)
const steps = (from: Memory = memory) => from.steps(conversation.id, run)
const statusInStore = () => store.ordersById.get('#W1')?.status
const pay = (amountCents: number) => () =>
  void store.ordersById.set('#W1', {
    ...someOrder,
    payments: [{ type: 'payment', amountCents, paymentMethodId: 'card_1' }],
  })
const touch = () => void store.ordersById.set('#W1', { ...someOrder })

describe('What was confirmed', () => {
  test('happens, with its receipt and the complete results of the reply', async () => {
    const settled = await settle()
    expect(settled).toMatchObject({
      kind: 'settled',
      step: {
        kind: 'tools',
        results: [
          { toolUseId: 'toolu_0' },
          { toolUseId: 'toolu_1', content: '{"order_id":"#W1","status":"cancelled"}', isError: false },
        ],
      },
    })
    expect(statusInStore()).toBe('cancelled')
    expect(await kept()).toMatchObject({ status: 'executed', executedAt: minting.now() })
    expect(await steps()).toHaveLength(1)
  })

  test('happens when the same is planned on records that were written anew', async () => {
    touch()
    expect(await settle()).toMatchObject({ kind: 'settled' })
    expect(statusInStore()).toBe('cancelled')
  })

  test('is what is kept of it, not what the run says it was', async () => {
    const hostile = { ...action, customerId: 'somebody_else' }
    expect(await settle({ action: hostile })).toMatchObject({
      kind: 'settled',
      step: { results: [{}, { content: 'ORDER_NOT_FOUND: No such order.', isError: true }] },
    })
    expect(statusInStore()).toBe('pending')
  })

  test('is told with what the customer wrote meanwhile', async () => {
    const settled = await settle({ meanwhile: ['and where is my kettle?'] })
    expect(settled).toMatchObject({
      step: { results: [{}, { content: expect.stringContaining('and where is my kettle?') }] },
    })
  })

  test('cannot be made by a specialist without that tool', async () => {
    await expect(settle({ tools: [] })).rejects.toThrow('has no tool cancel')
    expect(executions).toBe(0)
  })
})

describe('A store that changed', () => {
  test('so that something else would happen: it is asked again, nothing is written', async () => {
    pay(2999)()
    const settled = await settle()
    expect(settled).toMatchObject({
      kind: 'reconfirm',
      proposed: {
        status: 'pending',
        input: action.input,
        customerId,
        details: { lines: ['Paid: 2999'] },
        proposedAt: minting.now(),
        expiresAt: minting.now() + confirmationTime,
      },
    })
    if (settled.kind !== 'reconfirm') return
    expect(settled.proposed.id).not.toBe(action.id)
    expect(settled.step).toMatchObject({ kind: 'paused', waitsFor: { actionId: settled.proposed.id } })
    expect([executions, statusInStore()]).toEqual([0, 'pending'])
  })

  test('so that it is not possible any more: it has failed, and the model reads why', async () => {
    store.ordersById.set('#W1', { ...someOrder, status: 'processed' })
    expect(await settle()).toMatchObject({
      kind: 'settled',
      step: {
        results: [
          {},
          { toolUseId: 'toolu_1', isError: true, content: 'ORDER_NOT_PENDING: It is not pending.' },
        ],
      },
    })
    expect(await kept()).toMatchObject({ status: 'failed' })
    expect((await kept())?.executedAt).toBeUndefined()
    expect(statusInStore()).toBe('processed')
  })

  test('between plan and write: it is planned again', async () => {
    between = [touch, touch]
    expect(await settle()).toMatchObject({ kind: 'settled' })
    expect([executions, statusInStore()]).toEqual([3, 'cancelled'])
  })

  test('between plan and write, into something else: it is asked again', async () => {
    between = [pay(1)]
    expect(await settle()).toMatchObject({ kind: 'reconfirm' })
    expect([executions, statusInStore()]).toEqual([1, 'pending'])
    expect(await kept()).toMatchObject({ status: 'confirmed' })
  })

  test('between plan and write, again and again: it gives up and has written nothing', async () => {
    between = Array.from({ length: 100 }, () => touch)
    await expect(settle()).rejects.toThrow('nothing was written')
    expect(executions).toBeLessThan(100)
    expect(await kept()).toMatchObject({ status: 'confirmed' })
    expect([await steps(), statusInStore()]).toEqual([[], 'pending'])
  })
})

describe('A turn that is over', () => {
  test('or a newer one: nothing is changed', async () => {
    const before = await current()
    const { after, message } = accept(before, { parts: [text('no!')] }, deadlineMs, minting)
    await memory.commit({ before, after, message })
    expect(await settle()).toEqual({ kind: 'stale' })
    expect(await kept()).toMatchObject({ status: 'confirmed' })
    expect([await steps(), statusInStore()]).toEqual([[], 'pending'])
  })

  test('delivered twice at once: one effect', async () => {
    const both = await Promise.all([settle(), settle()])
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['settled', 'stale'])
    expect(await steps()).toHaveLength(1)
  })

  test('when another worker was first with the action', async () => {
    await settle()
    store.ordersById.set('#W1', someOrder)
    expect(await settle()).toEqual({ kind: 'stale' })
    expect(statusInStore()).toBe('pending')
  })

  test.each<ActionStatus>(['pending', 'awaiting_approval', 'executed', 'declined', 'expired', 'rejected'])(
    'an action that is %s is not executed: it has moved since the task was sent',
    async (status) => {
      const other = await proposed(status)
      expect(await settle({ action: other })).toEqual({ kind: 'stale' })
      expect([executions, statusInStore()]).toEqual([0, 'pending'])
    },
  )
})

describe('Approval', () => {
  const needed: NeedsApproval = async () => ['too much money']

  test('is asked for with the reasons, and nothing happens', async () => {
    expect(await settle({ needsApproval: needed })).toMatchObject({
      kind: 'approval',
      move: {
        before: { status: 'confirmed' },
        after: { status: 'awaiting_approval', reasons: ['too much money'] },
      },
    })
    expect([executions, statusInStore()]).toEqual([0, 'pending'])
  })

  test('that was given is enough', async () => {
    const approved = await proposed('approved')
    expect(await settle({ action: approved, needsApproval: needed })).toMatchObject({ kind: 'settled' })
    expect(await kept(approved)).toMatchObject({ status: 'executed' })
  })

  test('of what has changed since is void: it is asked again from the start', async () => {
    const approved = { ...(await proposed('approved')), reasons: ['too much money'] }
    pay(9)()
    const settled = await settle({ action: approved, needsApproval: needed })
    expect(settled).toMatchObject({ kind: 'reconfirm', proposed: { status: 'pending' } })
    expect(settled.kind === 'reconfirm' && settled.proposed.reasons).toBeUndefined()
  })
})
