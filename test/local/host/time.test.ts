import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { feed, lambda, queue, synthesized } from './support/app.ts'
import { bodiesIn, hosted, hostedWorker, printed, send, settled } from './support/hosted.ts'

const hour = 60 * 60 * 1000
const isLine = ({ type }: { type: string }) => type === 'line'
const hangs = 'new Promise(() => setInterval(() => {}, 1000))'

describe('time that passes', () => {
  test('passes for environments that are there and for those that come later, and for nobody else', async () => {
    const { host, invoke } = await hostedWorker(`
      const loaded = Date.now()
      export const handler = async ({ ends }) => {
        if (ends) process.exit()
        return { loaded, times: [Date.now(), new Date().getTime(), Date.parse(new Date().toISOString()), Date.parse(Date())] }
      }`)
    const seen = z.object({ loaded: z.number(), times: z.array(z.number()) })
    const hoursAhead = (time: number): number => Math.floor((time - Date.now()) / hour + 0.5)
    const look = async () => {
      const { loaded, times } = seen.parse(await invoke())
      return { loaded: hoursAhead(loaded), times: times.map(hoursAhead) }
    }
    expect(await look()).toEqual({ loaded: 0, times: [0, 0, 0, 0] })
    host.passTime(24 * hour)
    expect(await look()).toEqual({ loaded: 0, times: [24, 24, 24, 24] })
    host.passTime(6 * hour)
    await invoke({ ends: true })
    expect(await look()).toEqual({ loaded: 30, times: [30, 30, 30, 30] })
    expect(hoursAhead(host.now())).toBe(30)
  })

  test('leaves a Date what it is', async () => {
    const { invoke } = await hostedWorker(`export const handler = async () => [
      new Date() instanceof Date, structuredClone(new Date()) instanceof Date, new Date().constructor === Date,
      new (class Mine extends Date {})() instanceof Date, typeof Date() === 'string',
      new Date(0).toISOString() === '1970-01-01T00:00:00.000Z', new Date(2026, 10).getMonth() === 10, Date.UTC(1970) === 0,
    ]`)
    expect(await invoke()).toEqual(Array.from({ length: 8 }, () => true))
  })

  test('shortens what is left of an event', async () => {
    const { host, events, invoke } = await hostedWorker(
      `export const handler = async (_, context) => {
        const before = context.getRemainingTimeInMillis()
        const passed = AbortSignal.timeout(1000)
        console.log('begun')
        await new Promise((resolve) => passed.addEventListener('abort', resolve))
        return { passed: before - context.getRemainingTimeInMillis(), why: passed.reason.name }
      }`,
      { Timeout: 900 },
    )
    const answer = invoke()
    await events.some(1, isLine)
    host.passTime(600_000)
    expect(await answer).toEqual({ passed: expect.closeTo(600_000, -4), why: 'TimeoutError' })
  })

  test('fires the AbortSignal of a request that hangs; the one that is not due yet stays', async () => {
    const { host, events, invoke } = await hostedWorker(
      `const end = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason.name)))
      export const handler = async () => {
        const [short, long] = [20_000, 50_000].map((ms) => AbortSignal.timeout(ms))
        console.log('begun')
        const first = await end(short)
        console.log(long.aborted)
        return [first, await end(AbortSignal.any([long]))]
      }`,
      { Timeout: 60 },
    )
    const answer = invoke()
    await events.some(1, isLine)
    host.passTime(30_000)
    await events.some(2, isLine)
    host.passTime(20_000)
    expect(await answer).toEqual(['TimeoutError', 'TimeoutError'])
    expect(printed(events)).toEqual(['begun', 'false'])
  })

  test.for([
    ['that waits for ever', `await ${hangs}`],
    ['that never yields', 'for (;;) {}'],
  ])('brings about the timeout of a function %s, at once', async ([, code]) => {
    const { host, events, invoke } = await hostedWorker(
      `export const handler = async () => { console.log('begun'); ${code} }`,
      { Timeout: 900 },
    )
    const answer = invoke()
    await events.some(1, isLine)
    host.passTime(899_000)
    host.stall()
    await host.idle()
    expect(host.nextDue()).toBeLessThanOrEqual(host.now() + 1000)
    host.passTime(1000)
    expect(await answer).toMatchObject({ ok: false, kind: 'timeout' })
  })

  test('takes a message whose function hangs to the dead letter queue, in no time', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('DeadLetters'),
          ...queue('Work', {
            VisibilityTimeout: 360,
            RedrivePolicy: {
              deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
              maxReceiveCount: 3,
            },
          }),
          ...lambda('Worker', { Timeout: 60 }),
          ...feed('Work', 'Worker'),
        },
        {
          Worker: `export const handler = async ({ Records: [{ attributes }] }) => {
            console.log(attributes.ApproximateReceiveCount); await ${hangs} }`,
        },
      ),
    )
    const beginning = host.now()
    await send(host, 'Work', ['one'])
    for (const receive of [1, 2, 3]) {
      await events.some(receive, isLine)
      host.stall()
      await host.idle()
      const timeout = host.nextDue() ?? 0
      host.passTime(timeout - host.now())
      await host.idle()
      const comesBack = host.nextDue() ?? 0
      expect(comesBack - timeout).toBeCloseTo(300_000, -4)
      host.passTime(comesBack - host.now())
    }
    await settled(host)
    expect(printed(events)).toEqual(['1', '2', '3'])
    expect(await bodiesIn(host, 'DeadLetters')).toEqual(['one'])
    expect(host.now() - beginning).toBeGreaterThanOrEqual(3 * 360_000)
  })
})
