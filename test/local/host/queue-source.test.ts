import { describe, expect, onTestFinished, test } from 'vitest'
import { feed, lambda, queue, synthesized } from './support/app.ts'
import { bodiesIn, hosted, printed, send } from './support/hosted.ts'

const prints = `export const handler = async ({ Records }) => {
  for (const record of Records) console.log(record.body, record.attributes.ApproximateReceiveCount)
}`

const failsBad = `export const handler = async ({ Records }) => {
  for (const record of Records) console.log(record.body, record.attributes.ApproximateReceiveCount)
  const failed = Records.filter((record) => record.body.startsWith('bad'))
  return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.messageId })) }
}`

const deadLetters = { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }

describe('a queue that feeds a function', () => {
  test('what is sent is handled and deleted', async () => {
    const { host, events } = await hosted(
      synthesized({ ...queue('Work'), ...lambda('Worker'), ...feed('Work', 'Worker') }, { Worker: prints }),
    )
    await send(host, 'Work', ['one'])
    await host.idle()
    host.passTime(60_000)
    await host.idle()
    expect(printed(events)).toEqual(['one 1'])
  })

  test('a failed message comes back after the visibility timeout and is put aside after three deliveries', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('DeadLetters'),
          ...queue('Work', {
            VisibilityTimeout: 30,
            RedrivePolicy: { deadLetterTargetArn: deadLetters, maxReceiveCount: 3 },
          }),
          ...lambda('Worker'),
          ...feed('Work', 'Worker', { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 }),
        },
        { Worker: failsBad },
      ),
    )
    await send(host, 'Work', ['good', 'bad'])
    for (const delivery of [1, 2, 3]) {
      await host.idle()
      expect(printed(events).filter((line) => line.startsWith('bad'))).toHaveLength(delivery)
      host.passTime(30_000)
    }
    await host.idle()
    expect(printed(events).sort()).toEqual(['bad 1', 'bad 2', 'bad 3', 'good 1'])
    expect(await bodiesIn(host, 'DeadLetters')).toEqual(['bad'])
  })

  test.for([
    ['an id that is not in the batch', `({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })`],
    ['an answer of another shape', `({ batchItemFailures: 'all' })`],
    ['an exception', `Promise.reject(new Error('no'))`],
  ])('%s fails the whole batch', async ([, answer]) => {
    const { host, events } = await hosted(
      synthesized(
        { ...queue('Work'), ...lambda('Worker'), ...feed('Work', 'Worker', { BatchSize: 10 }) },
        { Worker: `export const handler = () => ${answer}` },
      ),
    )
    await send(host, 'Work', ['one'])
    const [batch] = await events.some(1, (event) => event.type === 'batch')
    expect(batch).toMatchObject({ records: 1, failed: 1 })
  })

  test('without partial responses declared, an answer about failures means nothing', async () => {
    const { host, events } = await hosted(
      synthesized(
        { ...queue('Work'), ...lambda('Worker'), ...feed('Work', 'Worker', { FunctionResponseTypes: [] }) },
        { Worker: failsBad },
      ),
    )
    await send(host, 'Work', ['bad'])
    await host.idle()
    expect(events.all).toContainEqual(expect.objectContaining({ type: 'batch', records: 1, failed: 0 }))
  })

  test('messages of a FIFO group are handled in order, one after the other, those of two groups side by side', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('Work', { FifoQueue: true, ContentBasedDeduplication: true }),
          ...lambda('Worker'),
          ...feed('Work', 'Worker'),
        },
        {
          Worker: `import { BroadcastChannel } from 'node:worker_threads'
          export const handler = async ({ Records: [{ body }] }) => {
            const channel = new BroadcastChannel('go on')
            const told = new Promise((resolve) => { channel.onmessage = resolve })
            console.log('begin', body)
            if (body === 'a1') await told
            channel.close()
            console.log('end', body)
          }`,
        },
      ),
    )
    const channel = new BroadcastChannel('go on')
    onTestFinished(() => channel.close())
    const line = (text: string) => events.some(1, (event) => event.type === 'line' && event.line === text)
    await send(host, 'Work', ['a1', 'a2', 'a3'], { MessageGroupId: 'a' })
    await send(host, 'Work', ['b1'], { MessageGroupId: 'b' })
    await line('begin a1')
    await line('end b1')
    channel.postMessage('go on')
    await host.idle()
    const ofA = printed(events).filter((text) => text.includes(' a'))
    expect(ofA).toEqual(['begin a1', 'end a1', 'begin a2', 'end a2', 'begin a3', 'end a3'])
  })

  test('no more than the declared concurrency are handled at once', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('Work'),
          ...lambda('Worker'),
          ...feed('Work', 'Worker', { ScalingConfig: { MaximumConcurrency: 2 } }),
        },
        { Worker: 'export const handler = () => new Promise((resolve) => setImmediate(resolve))' },
      ),
      { environments: 8 },
    )
    await send(host, 'Work', ['1', '2', '3', '4', '5', '6'])
    await host.idle()
    expect(host.functions[0]?.counts()).toMatchObject({ invocations: 6 })
    expect(host.functions[0]?.counts().environments).toBeLessThanOrEqual(2)
    expect(events.all.filter(({ type }) => type === 'batch')).toHaveLength(6)
  })

  test('what the filter does not want is deleted unseen', async () => {
    const { host, events } = await hosted(
      synthesized(
        {
          ...queue('Work'),
          ...lambda('Worker'),
          ...feed('Work', 'Worker', {
            FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: ['order'] } }) }] },
          }),
        },
        {
          Worker: 'export const handler = async ({ Records }) => console.log(JSON.parse(Records[0].body).n)',
        },
      ),
    )
    await send(host, 'Work', ['{"kind":"order","n":1}', '{"kind":"other","n":2}', 'no JSON'])
    await host.idle()
    expect(printed(events)).toEqual(['1'])
  })
})
