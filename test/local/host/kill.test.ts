import { describe, expect, test } from 'vitest'
import type { Gate } from '../../../local/host/gate.ts'
import type { Host } from '../../../local/host/host.ts'
import type { HostEvent } from '../../../local/host/host-events.ts'
import { feed, lambda, queue, synthesized } from './support/app.ts'
import { bodiesIn, hosted, printed, send, settled } from './support/hosted.ts'

const isLine = ({ type }: HostEvent) => type === 'line'
const killed = {
  ok: false,
  kind: 'crash',
  error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' },
}

async function worker(code: string, options: { spare?: number } = {}) {
  const { host, events } = await hosted(synthesized(lambda('Worker'), { Worker: code }), options)
  /** The environments in the order of their start. */
  const started = async (count: number) => {
    const starts = await events.some(
      count,
      (event) => event.type === 'environment' && event.state === 'starting',
    )
    return starts.flatMap((event) =>
      event.type === 'environment' ? [{ functionId: 'Worker', environment: event.environment }] : [],
    )
  }
  const last = async (count = 1) => (await started(count)).at(-1) ?? { functionId: '', environment: 0 }
  return { host, events, last, invoke: (event: unknown = {}) => host.invoke('Worker', event) }
}

describe('an environment that is killed', () => {
  test.for([
    ['waits', 'await new Promise(() => setInterval(() => {}, 1000))'],
    ['never yields', 'for (;;) {}'],
    ['is answering', ''],
  ])('while its function %s fails the event as a crash; the next event has a new one', async ([, code]) => {
    const { host, events, invoke, last } = await worker(
      `export const handler = async ({ next }) => { if (next) return 'next'; console.log('begun'); ${code} }`,
    )
    const answer = invoke()
    const gone = events.some(1, isLine).then(async () => host.kill(await last()))
    expect(await answer).toMatchObject(killed)
    await gone
    expect(await invoke({ next: true })).toEqual({ ok: true, payload: '"next"' })
    expect(printed(events)).toEqual(['begun'])
    expect(host.functions[0]?.counts()).toMatchObject({ environments: 1, coldStarts: 2 })
  })

  test('while it loads its handler fails the event that waits for it', async () => {
    const { host, invoke, last } = await worker('for (;;) {}')
    const answer = invoke()
    await host.kill(await last())
    expect(await answer).toMatchObject(killed)
  })

  test('while it has nothing to do harms nobody, not even an event that comes in the same moment', async () => {
    const { host, invoke, last } = await worker('let n = 0; export const handler = async () => (n += 1)')
    await invoke()
    const gone = host.kill(await last())
    expect(await invoke()).toEqual({ ok: true, payload: '1' })
    await gone
  })

  test('twice, or after its end, or that never was, is none', async () => {
    const { host, invoke, last } = await worker('export const handler = async () => process.exit(0)')
    await invoke()
    const caller = await last()
    await Promise.all([host.kill(caller), host.kill(caller)])
    await host.kill({ functionId: 'Worker', environment: 99 })
    await expect(host.kill({ functionId: 'Nobody', environment: 1 })).rejects.toThrow('called Nobody')
  })
})

/** Hosts a function that sends what it gets on to another queue, with this before the services. */
async function forwarder(gate: (host: Host) => Gate) {
  const hosts: Host[] = []
  const { host, events } = await hosted(
    synthesized(
      {
        ...queue('Work', { VisibilityTimeout: 30 }),
        ...queue('Done'),
        ...lambda('Worker', { Environment: { Variables: { QUEUE: { Ref: 'Done' } } } }),
        ...feed('Work', 'Worker'),
      },
      {
        Worker: `const authorization = 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/'
        export const handler = async ({ Records: [{ body, attributes }] }) => {
          console.log('receive', attributes.ApproximateReceiveCount)
          await fetch(process.env.QUEUE, {
            method: 'POST', headers: { authorization, 'x-amz-target': 'AmazonSQS.SendMessage' },
            body: JSON.stringify({ QueueUrl: process.env.QUEUE, MessageBody: body }),
          })
          console.log('sent')
        }`,
      },
    ),
    {
      gates: [
        (request, pass) => {
          const [host] = hosts
          return host === undefined ? pass() : gate(host)(request, pass)
        },
      ],
    },
  )
  hosts.push(host)
  return { host, events }
}

describe('a message whose function is killed', () => {
  test.for([
    ['before', ['one']],
    ['after', ['one', 'one']],
  ] as const)(
    '%s it has sent another comes back when its visibility timeout is over',
    async ([when, sent]) => {
      let kills = 0
      const { host, events } = await forwarder((victim) => async ({ caller }, pass) => {
        if (caller === undefined || kills > 0) return pass()
        kills += 1
        if (when === 'after') await pass()
        await victim.kill(caller)
        throw new Error('Nobody is there for the answer')
      })
      await send(host, 'Work', ['one'])
      await host.idle()
      expect(printed(events)).toEqual(['receive 1'])
      expect(host.nextDue()).toBeGreaterThan(host.now() + 20_000)
      await settled(host)
      expect(printed(events)).toEqual(['receive 1', 'receive 2', 'sent'])
      expect(await bodiesIn(host, 'Done')).toEqual(sent)
    },
  )
})

describe('spare environments', () => {
  test('are ready ahead, take the place of what is killed, and are new', async () => {
    const { host, events, invoke, last } = await worker(
      'let n = 0; export const handler = async () => (n += 1)',
      { spare: 1 },
    )
    const ready = (count: number) =>
      events.some(count, (event) => event.type === 'environment' && event.state === 'ready')
    await ready(1)
    expect(host.functions[0]?.counts()).toMatchObject({ environments: 0, coldStarts: 0 })
    const first = await last()
    for (const kills of [1, 2, 3]) {
      expect(await invoke()).toEqual({ ok: true, payload: '1' })
      await ready(kills + 1)
      await host.kill({ ...first, environment: kills })
    }
    const cold = events.all.flatMap((event) => (event.type === 'invocation' ? [event.cold] : []))
    expect(cold).toEqual([true, true, true])
    expect(host.functions[0]?.counts()).toMatchObject({ environments: 0, coldStarts: 3 })
  })

  test('that are killed, or cannot be loaded, are not started again and again', async () => {
    const { host, events, invoke, last } = await worker(`throw new Error('no settings')`, { spare: 2 })
    await host.kill(await last(2))
    await invoke()
    await invoke()
    await host.close()
    expect(
      events.all.filter((event) => event.type === 'environment' && event.state === 'starting').length,
    ).toBeLessThanOrEqual(5)
  })
})
