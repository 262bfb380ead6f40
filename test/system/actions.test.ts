import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import type { Part } from '../../functions/core/parts.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { seedStore } from '../../local/store/seed-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

const store = demoStore(1)
const customerId = 'mina_okafor_4821'
const orderId = '#W0482117'
const wish = `Please cancel order ${orderId}, I no longer need it.`

let system: System
beforeAll(async () => {
  system = await startSystem({ store })
})
afterAll(async () => await system?.close())

let mina: Shopper
beforeEach(async () => {
  await seedStore(system.storeTable, store)
  mina = await shopper(system, { customerId })
})

const statusOf = async (id = orderId) => (await dynamoDbStore(system.storeTable).order(id))?.status
const ofType = <Type extends Part['type']>(parts: readonly Part[], type: Type) =>
  parts.filter((part): part is Extract<Part, { type: Type }> => part.type === type)
const allParts = async (who: Shopper) => (await who.messages()).data.flatMap(({ parts }) => parts)

/** Asks for the cancellation and gives the id of the action that waits. */
async function proposed(who: Shopper = mina): Promise<string> {
  const [confirmation] = ofType(await who.say(wish), 'confirmation')
  if (!confirmation) throw new Error('Nothing was proposed')
  return confirmation.actionId
}

describe('A change', () => {
  test('is proposed in words and money, and nothing happens before it is confirmed', async () => {
    const [confirmation] = ofType(await mina.say(wish), 'confirmation')
    expect(confirmation).toMatchObject({ title: expect.stringContaining(orderId) })
    expect(confirmation?.movements).toMatchObject([{ amountCents: -14394 }])
    expect(await statusOf()).toBe('pending')
    expect((await mina.messages()).turn.status).toBe('awaiting_confirmation')
  })

  test('happens once when it is confirmed, and the receipt and the answer say so', async () => {
    const actionId = await proposed()
    expect(await mina.post(`/actions/${actionId}/confirm`)).toMatchObject({ status: 202 })
    await system.host.idle()
    expect(await statusOf()).toBe('cancelled')
    const parts = await allParts(mina)
    expect(ofType(parts, 'receipt')).toMatchObject([{ actionId, movements: [{ amountCents: -14394 }] }])
    expect((await mina.messages()).turn.status).toBe('replied')
    // No card of the order as it was before.
    expect((await mina.messages()).data.at(-1)?.parts.map(({ type }) => type)).toEqual(['receipt', 'text'])
  })

  test("is told in the customer's language, from the question to the receipt", async () => {
    // The stand-in knows English alone; the words around it tell the language.
    const asked = await mina.say(`Hola, por favor: cancel order ${orderId}, no longer needed. Muchas gracias`)
    const change = {
      title: `Cancelar el pedido ${orderId}`,
      lines: expect.arrayContaining(['Motivo: ya no hace falta']),
    }
    expect(ofType(asked, 'confirmation')).toMatchObject([change])
    expect(ofType(await mina.say('yes'), 'receipt')).toMatchObject([change])
    expect(ofType(await allParts(mina), 'decision')).toMatchObject([{ title: change.title }])
  })

  test('is confirmed by a clear yes in the chat', async () => {
    await proposed()
    expect(ofType(await mina.say('Yes, please.'), 'receipt')).toHaveLength(1)
    expect(await statusOf()).toBe('cancelled')
  })

  test('is asked about again when the answer is not clear', async () => {
    const actionId = await proposed()
    expect(ofType(await mina.say('hmm, maybe'), 'confirmation')).toMatchObject([{ actionId }])
    expect(await statusOf()).toBe('pending')
    expect(ofType(await mina.say('yes'), 'receipt')).toHaveLength(1)
  })

  test.each(['no', 'No thanks!'])('is left when the customer says %s', async (words) => {
    const actionId = await proposed()
    expect(ofType(await mina.say(words), 'receipt')).toEqual([])
    expect(await statusOf()).toBe('pending')
    expect(await mina.post(`/actions/${actionId}/confirm`)).toEqual({ status: 409, code: 'action_decided' })
  })

  test('is over when the customer writes about something else', async () => {
    const actionId = await proposed()
    await mina.say('Does the kettle come in black?')
    expect(await mina.post(`/actions/${actionId}/confirm`)).toEqual({ status: 409, code: 'action_decided' })
    await system.host.idle()
    expect(await statusOf()).toBe('pending')
  })
})

describe('Somebody who wants more than one effect', () => {
  test('confirms twenty times at once: one effect, one receipt', async () => {
    const actionId = await proposed()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => mina.post(`/actions/${actionId}/confirm`)),
    )
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    await system.host.idle()
    expect(await mina.post(`/actions/${actionId}/confirm`)).toMatchObject({ status: 202 })
    await system.host.idle()
    expect(ofType(await allParts(mina), 'receipt')).toHaveLength(1)
    const order = await dynamoDbStore(system.storeTable).order(orderId)
    expect(order?.payments.filter(({ type }) => type === 'refund')).toHaveLength(1)
  })

  test('confirms in one tab and declines in another: one of them wins', async () => {
    const actionId = await proposed()
    const answers = await Promise.all([
      mina.post(`/actions/${actionId}/confirm`),
      mina.post(`/actions/${actionId}/decline`),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
    await system.host.idle()
    const isConfirmed = answers[0].status === 202
    expect(await statusOf()).toBe(isConfirmed ? 'cancelled' : 'pending')
    expect(ofType(await allParts(mina), 'receipt')).toHaveLength(isConfirmed ? 1 : 0)
  })

  test("cannot confirm another customer's action", async () => {
    const actionId = await proposed()
    const { conversationId } = mina
    const others = [
      await shopper(system, { customerId: 'jonas_lindqvist_2764', conversationId }),
      await shopper(system, { conversationId }),
      await shopper(system, { customerId: 'boss', operator: true, conversationId }),
    ]
    for (const other of others) {
      expect(await other.post(`/actions/${actionId}/confirm`)).toEqual({ status: 404, code: 'not_found' })
    }
    await system.host.idle()
    expect(await statusOf()).toBe('pending')
  })

  test("cannot have another customer's order cancelled", async () => {
    const parts = await mina.say('Please cancel order #W0276419, I no longer need it.')
    expect(ofType(parts, 'confirmation')).toEqual([])
    expect(await statusOf('#W0276419')).toBe('delivered')
  })
})

describe('A store that changed meanwhile', () => {
  test('leads to a refusal when the change is no longer possible', async () => {
    const actionId = await proposed()
    const other = await shopper(system, { customerId })
    await proposed(other)
    await other.say('yes')
    expect(await statusOf()).toBe('cancelled')
    await mina.post(`/actions/${actionId}/confirm`)
    await system.host.idle()
    expect(ofType(await allParts(mina), 'receipt')).toEqual([])
    const order = await dynamoDbStore(system.storeTable).order(orderId)
    expect(order?.payments.filter(({ type }) => type === 'refund')).toHaveLength(1)
    expect((await mina.messages()).turn.status).toBe('replied')
  })
})
