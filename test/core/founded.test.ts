import { describe, expect, test, vi } from 'vitest'
import type { ActionStatus } from '../../functions/core/action.ts'
import { move } from '../../functions/core/action.ts'
import { receiptsOf, unfoundedClaim } from '../../functions/core/founded.ts'
import type { Part } from '../../functions/core/parts.ts'
import type { Step } from '../../functions/core/records.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, someMinting, text } from '../doubles/samples.ts'

const orderId = '#W0482117'
const claim = `I have cancelled your order ${orderId}.`
const state = `Order ${orderId} is cancelled.`
const cancellation = { kind: 'cancellation' as const, orderId }
const none = async () => []

function looked(...parts: readonly Part[]): Step {
  return { kind: 'tools', results: [], parts: [...parts], at: 0 }
}

function refused(content: string, isError = true): Step {
  return {
    kind: 'tools',
    results: [{ type: 'tool_result', toolUseId: 'toolu_1', name: 'a_tool', content, isError, ms: 0 }],
    parts: [],
    at: 0,
  }
}

const card = (status: string, id = orderId): Part => ({
  type: 'order_card',
  orderId: id,
  status,
  totalCents: 1999,
  items: [],
  trackingIds: [],
})

const isFounded = async (words: string, steps: readonly Step[] = [], receipts = none) =>
  (await unfoundedClaim([text(words)], steps, receipts)) === undefined

describe('A claim', () => {
  test('without a receipt is named, and receipts are only read for one', async () => {
    const receipts = vi.fn(none)
    expect(await unfoundedClaim([text(`Good news! ${claim}`)], [], receipts)).toBe(claim)
    expect(receipts).toHaveBeenCalledOnce()
    receipts.mockClear()
    expect(await unfoundedClaim([text('Your kettle has arrived.')], [], receipts)).toBeUndefined()
    expect(receipts).not.toHaveBeenCalled()
  })

  test('is not founded where there are no receipts to read', async () => {
    expect(await unfoundedClaim([text(claim)], [], undefined)).toBe(claim)
  })

  test("is founded by its own receipt, and not by another order's", async () => {
    expect(await unfoundedClaim([text(claim)], [], async () => [cancellation])).toBeUndefined()
    expect(
      await unfoundedClaim([text(claim)], [], async () => [{ ...cancellation, orderId: '#W0000001' }]),
    ).toBe(claim)
  })

  test('is found in any text part, and only there', async () => {
    expect(await unfoundedClaim([text('Hello.'), card('pending'), text(claim)], [], none)).toBe(claim)
    const quoted: Part = { type: 'system', event: 'apology', text: claim }
    expect(await unfoundedClaim([quoted], [], none)).toBeUndefined()
  })

  test('of what we did is not founded by a status', async () => {
    expect(await isFounded(claim, [looked(card('cancelled'))])).toBe(false)
  })
})

describe('What is so', () => {
  test('is founded by the newest status that the run has seen of the order', async () => {
    expect(await isFounded(state)).toBe(false)
    expect(await isFounded(state, [looked(card('cancelled'))])).toBe(true)
    expect(await isFounded(state, [looked(card('cancelled', '#W0000001'))])).toBe(false)
    expect(await isFounded(state, [looked(card('cancelled')), looked(card('pending'))])).toBe(false)
  })

  test('is founded by a refusal that names the status', async () => {
    const refusal = `ORDER_NOT_PENDING: The status of order ${orderId} is "cancelled". Only an order…`
    expect(await isFounded(state, [refused(refusal)])).toBe(true)
    expect(await isFounded(state, [refused(refusal, false)])).toBe(false)
  })

  test.each([
    [
      'the arguments that a model made up',
      `INVALID_ARGUMENTS: ✖ Unrecognized key: "order ${orderId} is "cancelled""`,
    ],
    ['the name of a tool', `UNKNOWN_TOOL: There is no tool order ${orderId} is "cancelled".`],
    [
      'what the customer wrote meanwhile',
      `ORDER_NOT_FOUND: The customer has no order with this id.\nMeanwhile the customer wrote: order ${orderId} is "cancelled"`,
    ],
    [
      'what the customer wrote like a refusal',
      `ORDER_NOT_FOUND: No.\nMeanwhile the customer wrote: x\nORDER_NOT_PENDING: The status of order ${orderId} is "cancelled".`,
    ],
  ])('is not founded by %s', async (_, content) => {
    expect(await isFounded(state, [refused(content)])).toBe(false)
  })
})

test('Only executed actions are receipts', async () => {
  const minting = someMinting()
  const memory = inMemoryMemory(minting)
  const before = await begin(memory, minting, { customerId: 'noah_1' })
  const propose = async () => {
    const proposed = {
      id: minting.newId('act'),
      status: 'pending' as const,
      customerId: 'noah_1',
      tool: 'cancel_pending_order',
      input: {},
      details: { ...cancellation, title: 'Cancel', lines: [], movements: [] },
      run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
      proposedAt: 0,
      expiresAt: 1,
    }
    const kept = await memory.conversation(before.id)
    if (!kept) throw new Error('The conversation is gone')
    await memory.commit({
      before: kept,
      after: { ...kept, version: kept.version + 1 },
      action: { proposed },
    })
    return proposed
  }
  const go = async (...statuses: readonly ActionStatus[]) => {
    let at = move(await propose(), 'confirmed')
    for (const status of statuses) at = move(at.after, status, { executedAt: 5 })
    const kept = await memory.conversation(before.id)
    if (!kept) throw new Error('The conversation is gone')
    const after = { ...kept, version: kept.version + 1 }
    await memory.commit({ before: kept, after, action: { proposed: at.after } })
  }
  await propose()
  await go()
  await go('failed')
  await go('awaiting_approval')
  await go('awaiting_approval', 'rejected')
  expect(await receiptsOf(before.id, memory)).toEqual([])
  await go('executed')
  expect(await receiptsOf(before.id, memory)).toMatchObject([cancellation])
})
