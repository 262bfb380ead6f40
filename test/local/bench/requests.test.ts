import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordRequests } from '../../../local/bench/requests.ts'

describe('Requests of a thread', () => {
  const server = createServer((asked, response) => {
    if (asked.url === '/broken') response.destroy()
    else response.end('{}')
  })
  const recorder = recordRequests()
  let url = ''
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  })
  afterAll(() => server.close())

  async function aws(target: string): Promise<void> {
    const asking = request(url, { method: 'POST', headers: { 'x-amz-target': target } }).end('{}')
    const [response] = await once(asking, 'response')
    await text(response)
  }

  test('are counted by service and operation, whichever client sent them', async () => {
    recorder.take()
    await Promise.all([aws('DynamoDB_20120810.GetItem'), aws('DynamoDB_20120810.GetItem')])
    await aws('AmazonSQS.SendMessage')
    await (await fetch(`${url}/v1/messages`, { method: 'POST', body: '{}' })).text()
    const { requests, awaitedMs } = recorder.take()
    expect(Object.entries(requests).map(([name, { count }]) => [name, count])).toEqual(
      expect.arrayContaining([
        ['dynamodb GetItem', 2],
        ['sqs SendMessage', 1],
        ['model', 1],
      ]),
    )
    const total = Object.values(requests).reduce((sum, { ms }) => sum + ms, 0)
    expect(awaitedMs).toBeGreaterThan(0)
    // Two of them were under way at once: their time counts once.
    expect(awaitedMs).toBeLessThan(total)
  })

  test('are counted as failed when the connection breaks, and nothing is counted twice', async () => {
    recorder.take()
    await expect(fetch(`${url}/broken`)).rejects.toThrow()
    expect(recorder.take().requests).toMatchObject({ failed: { count: 1 } })
    expect(recorder.take()).toEqual({ requests: {}, awaitedMs: 0 })
  })
})
