import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ApiProblem, openSession } from '../../../local/client/api-client.ts'
import { type FakeApi, startFakeApi } from '../../widget/fake-api.ts'

let api: FakeApi
beforeAll(async () => {
  api = await startFakeApi()
})
afterAll(() => api.close())
beforeEach(() => api.reset())

const open = () => openSession({ apiUrl: api.url, storeId: 'st_test' })

describe('The client of the REST API', () => {
  test('sends, waits while somebody works, and returns what others said', async () => {
    const client = await open()
    const conversation = await client.begin()
    const { message } = await client.send(conversation, 'Hello')
    const looks: string[][] = []
    const answered = await client.untilAnswered(conversation, message.seq, {
      onTurn({ working }) {
        looks.push(working.map(({ activity }) => activity))
        if (looks.length === 1) api.work('checking your orders')
        if (looks.length === 2) api.answer({ type: 'text', text: 'Hi' }, { type: 'text', text: 'there' })
      },
    })
    expect(answered.messages.map(({ parts }) => parts)).toEqual([
      [
        { type: 'text', text: 'Hi' },
        { type: 'text', text: 'there' },
      ],
    ])
    expect(answered.turn.status).toBe('replied')
    expect(looks).toEqual([[], ['checking your orders'], []])
  })

  test('reads all pages', async () => {
    const client = await open()
    const conversation = await client.begin()
    for (let count = 0; count < 7; count++) await client.send(conversation, `message ${count}`)
    const { messages } = await client.read(conversation, 1)
    expect(messages.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7])
  })

  test('gives up on an answer that does not come, and names the conversation', async () => {
    const client = await open()
    const conversation = await client.begin()
    const { message } = await client.send(conversation, 'Hello')
    const waiting = client.untilAnswered(conversation, message.seq, { patienceMs: 0 })
    await expect(waiting).rejects.toThrow(`${conversation} has had no answer`)
  })

  test('throws what the API says, with its stable code', async () => {
    const client = await open()
    const refused = client.read('cnv_unknown', 0)
    await expect(refused).rejects.toBeInstanceOf(ApiProblem)
    await expect(refused).rejects.toMatchObject({ status: 404, code: 'not_found' })
    await expect(refused).rejects.toThrow('It is not_found (404 not_found, request req-1)')
  })

  test('knows an answer that is not of this API', async () => {
    const other = createServer((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'))
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = z.object({ port: z.int() }).parse(other.address())
    const opening = openSession({ apiUrl: `http://127.0.0.1:${port}`, storeId: 'st_test' })
    await expect(opening).rejects.toThrow(
      /POST .*\/v1\/sessions answered 502, which is not of this API: <h1>/,
    )
    other.closeAllConnections()
    other.close()
  })
})
