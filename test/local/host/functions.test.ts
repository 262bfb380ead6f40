import { describe, expect, onTestFinished, test } from 'vitest'
import type { HostEvent } from '../../../local/host/host-events.ts'
import { lambda, queue, synthesized } from './support/app.ts'
import { hosted, printed } from './support/hosted.ts'

/** Hosts one function of this code. */
async function worker(code: string, properties: Record<string, unknown> = {}, environments = 2) {
  const { host, events } = await hosted(synthesized(lambda('Worker', properties), { Worker: code }), {
    environments,
  })
  const invoke = (event: unknown = {}) => host.invoke('Worker', event)
  return { host, events, invoke, counts: () => host.functions[0]?.counts() }
}

/** Lets functions wait in their handlers until the test says so: `await gate()` there, `open()` here. */
const gate = `
import { BroadcastChannel } from 'node:worker_threads'
const gate = () => new Promise((resolve) => {
  const channel = new BroadcastChannel('functions-test')
  channel.onmessage = () => { channel.close(); resolve() }
})`
function open(): void {
  const channel = new BroadcastChannel('functions-test')
  channel.postMessage('open')
  channel.close()
}

const isLine = (event: HostEvent) => event.type === 'line'
const gone = (event: HostEvent) => event.type === 'environment' && event.state === 'gone'

describe('an environment', () => {
  test('is started cold for the first event and is warm for the next', async () => {
    const { invoke, events, counts } = await worker('let n = 0; export const handler = async () => (n += 1)')
    expect([await invoke(), await invoke()]).toEqual([
      { ok: true, payload: '1' },
      { ok: true, payload: '2' },
    ])
    expect(events.all.flatMap((event) => (event.type === 'invocation' ? [event.cold] : []))).toEqual([
      true,
      false,
    ])
    expect(counts()).toMatchObject({ environments: 1, coldStarts: 1, invocations: 2 })
  })

  test('handles one event at a time; more events than environments wait', async () => {
    const { invoke, events, counts } = await worker(
      `${gate}
      export const handler = async () => { const told = gate(); console.log('at work'); await told }`,
    )
    const all = Promise.all([invoke(), invoke(), invoke()])
    await events.some(2, isLine)
    expect(counts()).toMatchObject({ environments: 2, running: 2, waiting: 1 })
    open()
    await events.some(3, isLine)
    open()
    expect((await all).every(({ ok }) => ok)).toBe(true)
    expect(counts()).toMatchObject({ environments: 2, coldStarts: 2, invocations: 3 })
  })

  test('has the declared variables, what Lambda sets, and nothing of this process', async () => {
    process.env.SECRET_OF_THE_DEVELOPER = 'secret'
    onTestFinished(() => void delete process.env.SECRET_OF_THE_DEVELOPER)
    const { host } = await hosted(
      synthesized(
        {
          ...queue('Work', { FifoQueue: true }),
          ...lambda('Worker', { Environment: { Variables: { QUEUE: { Ref: 'Work' }, RETRIES: 3 } } }),
        },
        { Worker: 'export const handler = async () => process.env' },
      ),
      { environment: { ANTHROPIC_BASE_URL: 'http://model' } },
    )
    const outcome = await host.invoke('Worker', {})
    const variables: unknown = outcome.ok ? JSON.parse(outcome.payload) : outcome
    expect(variables).toMatchObject({
      QUEUE: `${host.endpoints.sqs}/000000000000/App-Work.fifo`,
      RETRIES: '3',
      ANTHROPIC_BASE_URL: 'http://model',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'App-Worker',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ENDPOINT_URL_SSM: host.endpoints.ssm,
      AWS_ENDPOINT_URL_SESV2: host.endpoints.ses,
      AWS_ENDPOINT_URL_EVENTBRIDGE: host.endpoints.events,
    })
    expect(variables).not.toHaveProperty('SECRET_OF_THE_DEVELOPER')
  })

  test('gives the handler its context', async () => {
    const { invoke } = await worker(
      `export const handler = async (event, context) => ({
        ...event, ...context, inTime: context.getRemainingTimeInMillis() > 4000 && context.getRemainingTimeInMillis() <= 5000
      })`,
    )
    const outcome = await invoke({ given: true })
    expect(outcome.ok && JSON.parse(outcome.payload)).toMatchObject({
      given: true,
      inTime: true,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: 'App-Worker',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:App-Worker',
      memoryLimitInMB: '128',
    })
  })

  test('reads parameters with the errors of the service', async () => {
    const { host } = await hosted(
      synthesized(lambda('Worker'), {
        Worker: `export const handler = async (body) => {
          const response = await fetch(process.env.AWS_ENDPOINT_URL_SSM, {
            method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: JSON.stringify(body) })
          return { status: response.status, body: await response.json() }
        }`,
      }),
      { parameters: { '/app/key': 'value' } },
    )
    const read = async (Name: string): Promise<unknown> => {
      const outcome = await host.invoke('Worker', { Name, WithDecryption: true })
      return outcome.ok && JSON.parse(outcome.payload)
    }
    expect(await read('/app/key')).toMatchObject({ status: 200, body: { Parameter: { Value: 'value' } } })
    expect(await read('/app/other')).toMatchObject({ status: 400, body: { __type: 'ParameterNotFound' } })
  })
})

describe('a function that fails', () => {
  test('by an exception fails the invocation, tells its type, and its environment stays', async () => {
    const { invoke, counts } = await worker(
      `class NoStock extends Error { name = 'NoStock' }
      export const handler = async () => { throw new NoStock('none left') }`,
    )
    expect(await invoke()).toMatchObject({
      ok: false,
      kind: 'error',
      error: { errorType: 'NoStock', errorMessage: 'none left' },
    })
    await invoke()
    expect(counts()).toMatchObject({ environments: 1, coldStarts: 1 })
  })

  test.for([
    ['that waits for ever', 'await new Promise(() => setInterval(() => {}, 1000))'],
    ['that never yields', 'for (;;) {}'],
  ])('by taking too long is ended, even one %s', async ([, code]) => {
    const { invoke, events, counts } = await worker(
      `export const handler = async (event) => { if (event.slow) { console.log('begun'); ${code} } return 'quick' }`,
      { Timeout: 0.2 },
    )
    expect(await invoke({ slow: true })).toMatchObject({
      ok: false,
      kind: 'timeout',
      error: { errorMessage: expect.stringMatching(/Task timed out after 0\.20 seconds$/) },
    })
    expect(printed(events)).toEqual(['begun'])
    expect(await invoke()).toEqual({ ok: true, payload: '"quick"' })
    expect(counts()).toMatchObject({ coldStarts: 2 })
  })

  test.for([
    ['process.exit', 'process.exit(3)', 'Runtime exited with code 3'],
    [
      'an exception outside of the handler',
      `setImmediate(() => { throw new Error('late') }); await new Promise(() => {})`,
      'late',
    ],
    [
      'an unhandled rejection',
      `void Promise.reject(new Error('forgotten')); await new Promise(() => {})`,
      'forgotten',
    ],
    [
      'using up its memory',
      'const all = []; for (;;) all.push(new Array(10000).fill(all.length))',
      'Runtime exited: it used all of its memory',
    ],
  ])('by %s is told with the log that it wrote before', async ([, code, errorMessage]) => {
    const { invoke, events } = await worker(
      `export const handler = async (event) => {
        if (event.well) return 'well'
        console.log('one'); console.error('two'); process.stdout.write('three\\nunfinished')
        ${code}
      }`,
      { MemorySize: 16 },
    )
    expect(await invoke()).toMatchObject({ ok: false, kind: 'crash', error: { errorMessage } })
    expect(printed(events).slice(0, 3)).toEqual(['one', 'two', 'three'])
    await events.some(1, gone)
    expect(await invoke({ well: true })).toEqual({ ok: true, payload: '"well"' })
  })

  test.for([
    ['a module that throws', `throw new Error('no settings')`, {}, 'no settings'],
    [
      'a handler that is not there',
      'export const other = 1',
      {},
      'index.handler is undefined or not a function',
    ],
    ['a file that is not there', '', { Handler: 'main.handler' }, /^Cannot find module 'main'/],
  ] as const)('to load, by %s, is told for each event', async ([, code, properties, message]) => {
    const { invoke } = await worker(code, properties)
    for (const _ of [1, 2])
      expect(await invoke()).toMatchObject({
        ok: false,
        kind: 'init',
        error: { errorMessage: expect.stringMatching(message) },
      })
  })
})

test('a function that cannot be started is told when it is warmed', async () => {
  const { host, events, counts } = await worker(`throw new Error('no settings')`)
  await host.warm()
  expect(events.all).toContainEqual({
    type: 'problem',
    message: 'App-Worker could not be started: no settings',
  })
  expect(counts()).toMatchObject({ environments: 0 })
})

test('log lines carry the request that they belong to', async () => {
  const { invoke, events } = await worker(
    `console.log('loading'); export const handler = async () => console.log('in')`,
  )
  await invoke()
  const [request] = events.all.flatMap((event) => (event.type === 'invocation' ? [event.requestId] : []))
  expect(events.all.filter(({ type }) => type === 'line')).toMatchObject([
    { line: 'loading', requestId: undefined },
    { line: 'in', requestId: request },
  ])
})
