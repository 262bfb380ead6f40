import { describe, expect, test } from 'vitest'
import { feed, lambda, queue, synthesized } from './support/app.ts'
import { hosted, hostedWorker, printed, send, settled } from './support/hosted.ts'

const isLine = ({ type }: { type: string }) => type === 'line'

describe('the next time at which something happens', () => {
  test('leads through a chain of delayed messages', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('Work'),
          ...lambda('Worker', { Environment: { Variables: { QUEUE: { Ref: 'Work' } } } }),
          ...feed('Work', 'Worker'),
        },
        {
          Worker: `export const handler = async ({ Records: [{ body }] }) => {
            console.log(body)
            if (body === '5') return
            await fetch(process.env.QUEUE, {
              method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
              body: JSON.stringify({ QueueUrl: process.env.QUEUE, MessageBody: String(Number(body) + 1), DelaySeconds: 900 }),
            })
          }`,
        },
      ),
    )
    expect(host.nextDue()).toBeUndefined()
    const beginning = host.now()
    await send(host, 'Work', ['1'], { DelaySeconds: 60 })
    expect(host.nextDue()).toBeCloseTo(beginning + 60_000, -4)
    await settled(host)
    expect(printed(events)).toEqual(['1', '2', '3', '4', '5'])
    expect(host.now() - beginning).toBeGreaterThanOrEqual(60_000 + 4 * 900_000)
    expect(host.nextDue()).toBeUndefined()
  })

  test('is no timeout of a function that works; of one that waits it is its signal, then its timeout', async () => {
    const { host, events, invoke } = await hostedWorker(
      `export const handler = async () => {
        const signal = AbortSignal.timeout(40_000)
        console.log('begun')
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        console.log('aborted')
        await new Promise(() => setInterval(() => {}, 1000))
      }`,
      { Timeout: 60 },
    )
    const answer = invoke()
    await events.some(1, isLine)
    const began = host.now()
    expect(host.nextDue()).toBeUndefined()
    const goOn = host.stall()
    await host.idle()
    expect(host.nextDue()).toBeCloseTo(began + 40_000, -4)
    host.passTime(40_000)
    await events.some(2, isLine)
    expect(host.nextDue()).toBeCloseTo(began + 60_000, -4)
    goOn()
    expect(host.nextDue()).toBeUndefined()
    host.passTime(20_000)
    expect(await answer).toMatchObject({ kind: 'timeout' })
  })

  test('is the end of a batching window', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('Work', { VisibilityTimeout: 900 }),
          ...lambda('Worker'),
          ...feed('Work', 'Worker', { BatchSize: 10, MaximumBatchingWindowInSeconds: 300 }),
        },
        { Worker: `export const handler = async ({ Records }) => console.log(Records.length)` },
      ),
    )
    await send(host, 'Work', ['one', 'two'])
    await host.idle()
    expect(printed(events)).toEqual([])
    expect(host.nextDue()).toBeLessThan(host.now() + 300_000)
    host.passTime(300_000)
    await host.idle()
    expect(printed(events)).toEqual(['2'])
  })
})
