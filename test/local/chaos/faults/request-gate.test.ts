import { describe, expect, test } from 'vitest'
import type { FaultKind } from '../../../../local/chaos/faults/kinds.ts'
import { requestGate } from '../../../../local/chaos/faults/request-gate.ts'
import type { AwsRequest } from '../../../../local/host/gate.ts'
import { caller, engine, fakeScene, put, request, send, transaction } from './fake-scene.ts'

function hit(kind: FaultKind, dice = 0) {
  const { scene, done } = fakeScene([{ kind, dice }])
  return { scene, done, gate: requestGate(scene), table: engine() }
}

const typeOf = (body: string) => String(JSON.parse(body).__type).split('#').at(-1)

describe('A function that is killed', () => {
  test('before an effect has none, and does nothing afterwards', async () => {
    const { gate, done, table } = hit('killed before an effect')
    await expect(gate(put, table.pass)).rejects.toThrow('killed')
    await expect(gate(transaction, table.pass)).rejects.toThrow('killed')
    expect(done.killed).toEqual([caller])
    expect(table.count).toBe(0)
  })

  test('after an effect has had it, and does nothing afterwards', async () => {
    const { gate, done, table } = hit('killed after an effect')
    await expect(gate(put, table.pass)).rejects.toThrow('killed')
    await expect(gate(transaction, table.pass)).rejects.toThrow('killed')
    expect(done.killed).toEqual([caller])
    expect(table.count).toBe(1)
  })

  test('at its timeout waits for time to pass, longer than any function may run', async () => {
    const { gate, done, scene, table } = hit('killed at its timeout')
    const asked = gate(put, table.pass)
    expect(done.stalls).toBe(1)
    scene.agenda.run(done.now + 60_000)
    expect(done.stalls).toBe(1)
    scene.agenda.run(done.now + 180_000)
    await expect(asked).rejects.toThrow('hung')
    expect(done.stalls).toBe(0)
    expect(table.count).toBe(0)
  })
})

describe('A table', () => {
  test('has no room once, and then has', async () => {
    const { gate, table } = hit('table throttled')
    const answer = await gate(put, table.pass)
    expect([answer.status, typeOf(answer.body)]).toEqual([400, 'ProvisionedThroughputExceededException'])
    expect((await gate(put, table.pass)).status).toBe(200)
  })

  test('now and then has no room for as long as a client tries', async () => {
    const { gate, table } = hit('table throttled', 0.99)
    const statuses = []
    for (let attempt = 0; attempt < 6; attempt++) statuses.push((await gate(put, table.pass)).status)
    expect(statuses).toEqual([400, 400, 400, 400, 400, 200])
  })

  test.each(['table throttled', 'transaction conflict'] as const)(
    'gives a transaction up with a reason for each item: %s',
    async (kind) => {
      const { gate, table } = hit(kind)
      const { body } = await gate(transaction, table.pass)
      expect(typeOf(body)).toBe('TransactionCanceledException')
      expect(JSON.parse(body).CancellationReasons).toHaveLength(2)
      expect(table.count).toBe(0)
    },
  )

  test('gives a single write up for a transaction', async () => {
    const { gate, table } = hit('transaction conflict')
    expect(typeOf((await gate(put, table.pass)).body)).toBe('TransactionConflictException')
  })

  test('does a write whose answer is lost', async () => {
    const { gate, table } = hit('answer lost after the write')
    await expect(gate(put, table.pass)).rejects.toThrow('lost')
    expect(table.count).toBe(1)
  })
})

describe('A queue', () => {
  test.each([0.1, 0.9])('does not take a message (%d)', async (dice) => {
    const { gate, table } = hit('send refused', dice)
    expect((await gate(send('Order'), table.pass)).status).toBeGreaterThanOrEqual(400)
    expect(table.count).toBe(0)
  })

  test('takes a message and answers with an error', async () => {
    const { gate, table } = hit('send done and refused')
    expect((await gate(send('Order'), table.pass)).status).toBeGreaterThanOrEqual(400)
    expect(table.count).toBe(1)
  })
})

describe('What is injected', () => {
  test('is logged with its conversation, its turn and what was done', async () => {
    const { gate, scene, table } = hit('transaction conflict')
    await gate(put, table.pass)
    expect(scene.log.injected).toMatchObject([
      {
        kind: 'transaction conflict',
        conversation: 'c1',
        turn: 3,
        who: 'OrderFunction',
        doing: 'PutItem run',
      },
    ])
    expect(scene.newestTurn.get('c1')).toBe(3)
  })

  test('belongs to the conversation that the environment named last, if a request names none', async () => {
    const { scene, done } = fakeScene([undefined, { kind: 'table throttled', dice: 0 }])
    const gate = requestGate(scene)
    await gate(put, engine().pass)
    await gate(request('GetItem', { Key: { pk: { S: 'order##W1' }, sk: { S: 'order' } } }), engine().pass)
    expect(scene.log.injected).toMatchObject([{ conversation: 'c1', turn: 3, doing: 'GetItem order' }])
    expect(done.killed).toEqual([])
  })

  test('is nothing for whoever is no function', async () => {
    const { gate, table } = hit('killed before an effect')
    const nobodys: AwsRequest = { ...put, caller: undefined }
    expect((await gate(nobodys, table.pass)).status).toBe(200)
  })
})
