import { describe, expect, test } from 'vitest'
import { deliveryGate } from '../../../../local/chaos/faults/delivery-gate.ts'
import type { FaultKind } from '../../../../local/chaos/faults/kinds.ts'
import { engine, fakeScene, put, send } from './fake-scene.ts'

async function sent(kind: FaultKind | undefined, dice: number, queue = 'Order', more = {}) {
  const { scene, done } = fakeScene([kind && { kind, dice }])
  const queueEngine = engine()
  const answer = await deliveryGate(scene)(send(queue, more), queueEngine.pass)
  return { passed: queueEngine.count, copies: done.sent, answer, log: scene.log.injected }
}

describe('A message', () => {
  test('comes once if nothing is drawn', async () => {
    expect(await sent(undefined, 0)).toMatchObject({ passed: 1, copies: [], log: [] })
  })

  test('comes twice', async () => {
    const { passed, copies } = await sent('delivered twice', 0)
    expect([passed, copies.length]).toEqual([1, 1])
    expect(copies[0]).not.toHaveProperty('DelaySeconds')
  })

  test('comes twice in a FIFO queue, which drops what has the same deduplication id', async () => {
    const { copies } = await sent('delivered twice', 0, 'Inbound.fifo', { MessageDeduplicationId: 'one' })
    expect(copies[0]?.MessageDeduplicationId).toEqual(expect.any(String))
    expect(copies[0]?.MessageDeduplicationId).not.toBe('one')
  })

  test.each([
    [0.1, 4],
    [0.95, 225],
  ])('comes late, by seconds or by minutes (%d)', async (dice, seconds) => {
    const { passed, copies, answer } = await sent('delivered late', dice)
    expect(passed).toBe(0)
    expect(copies).toMatchObject([{ DelaySeconds: seconds }])
    expect(answer.body).toBe('{"MessageId":"late"}')
  })

  test('that is delayed anyway is delayed for longer, as long as SQS can', async () => {
    const { copies } = await sent('delivered late', 0.99, 'Merge', { DelaySeconds: 800 })
    expect(copies).toMatchObject([{ DelaySeconds: 900 }])
  })

  test('comes, and again after later ones', async () => {
    const { passed, copies } = await sent('delivered again out of order', 0.5)
    expect(passed).toBe(1)
    expect(copies).toMatchObject([{ DelaySeconds: 16 }])
  })
})

test('Only messages are delivered', async () => {
  const { scene } = fakeScene([{ kind: 'delivered twice', dice: 0 }])
  const table = engine()
  await deliveryGate(scene)(put, table.pass)
  expect(table.count).toBe(1)
  expect(scene.log.injected).toEqual([])
})
