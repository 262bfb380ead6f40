import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

let system: System
let mina: Shopper
let answerSeq: number
beforeAll(async () => {
  system = await startSystem({ store: demoStore(1) })
  mina = await shopper(system, { customerId: 'mina_okafor_4821' })
  await mina.say('Hello!')
  answerSeq = (await mina.messages()).data.at(-1)?.seq ?? 0
})
afterAll(async () => await system?.close())

const operator = async () =>
  await shopper(system, { customerId: 'boss', operator: true, conversationId: mina.conversationId })
const remarks = async () => {
  const { feedback, readSeq } = await (await operator()).trace()
  return { feedback, readSeq }
}

describe('Feedback on an answer', () => {
  test('is kept, and the newest stands', async () => {
    expect(
      await mina.post('/feedback', { seq: answerSeq, rating: 'down', comment: 'too short' }),
    ).toMatchObject({
      status: 204,
    })
    expect(await mina.post('/feedback', { seq: answerSeq, rating: 'up' })).toMatchObject({ status: 204 })
    expect((await remarks()).feedback).toMatchObject([{ seq: answerSeq, rating: 'up' }])
  })

  test.each([
    ['their own message', { seq: 1, rating: 'up' }, 422, 'not_an_answer'],
    ['a message that is not there', { seq: 99, rating: 'up' }, 422, 'not_an_answer'],
    ['another word', { seq: 2, rating: 'great' }, 400, 'invalid_request'],
    [
      'a comment that is too long',
      { seq: 2, rating: 'up', comment: 'x'.repeat(1001) },
      400,
      'invalid_request',
    ],
  ])('given %s, is refused and nothing is kept', async (_, body, status, code) => {
    const before = await remarks()
    expect(await mina.post('/feedback', body)).toEqual({ status, code })
    expect(await remarks()).toEqual(before)
  })

  test("given another customer's conversation, is the same 404 as everywhere", async () => {
    const jonas = await shopper(system, {
      customerId: 'jonas_lindqvist_2764',
      conversationId: mina.conversationId,
    })
    for (const path of ['/feedback', '/read'])
      expect(
        await jonas.post(path, { seq: answerSeq, ...(path === '/feedback' ? { rating: 'up' } : {}) }),
      ).toEqual({
        status: 404,
        code: 'not_found',
      })
  })
})

test('Operators see how far the customer has read, which never goes back or beyond the newest message', async () => {
  expect((await remarks()).readSeq).toBe(0)
  for (const seq of [1, 999, 1]) expect(await mina.post('/read', { seq })).toMatchObject({ status: 204 })
  expect((await remarks()).readSeq).toBe(answerSeq)
})
