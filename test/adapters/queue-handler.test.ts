import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { queueHandler, type Verdict } from '../../functions/adapters/queue-handler.ts'
import { metrics } from '../../functions/adapters/telemetry.ts'
import { type TaskMessage, taskMessage } from '../../functions/core/queue-messages.ts'
import { lambdaContext, type StubbedSqs, someQueue, sqsRecord, stubbedSqs } from '../doubles/sqs.ts'

type Kept = { queue: string; id: string; body: string; reason: string }

const task: TaskMessage = {
  type: 'task.v1',
  conversationId: `cnv_${'0'.repeat(32)}`,
  turn: 1,
  specialist: 'order',
  deferrals: 0,
}
const done: Verdict = { kind: 'replied' }

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'))
let sqs: StubbedSqs
let kept: Kept[]
let handled: TaskMessage[]
beforeEach(() => {
  sqs = stubbedSqs()
  kept = []
  handled = []
  vi.spyOn(metrics, 'publishStoredMetrics').mockImplementation(() => {
    metrics.clearMetrics()
    return metrics
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const invoke = async (
  records: ReturnType<typeof sqsRecord>[],
  changes: {
    handle?: (message: TaskMessage, delivery: { readonly signal: AbortSignal }) => Promise<Verdict>
    quarantine?: (record: Kept) => Promise<'kept' | 'known'>
    remainingMs?: number
  } = {},
) => {
  const handler = queueHandler({
    schema: taskMessage,
    sqs: sqs.client,
    quarantine: changes.quarantine ?? keep,
    async handle(message, delivery) {
      handled.push(message)
      return (await changes.handle?.(message, delivery)) ?? done
    },
  })
  return await handler({ Records: records }, lambdaContext(changes.remainingMs))
}
const keep = async (record: Kept) => {
  kept.push(record)
  return 'kept' as const
}
const acknowledged = { batchItemFailures: [] }
const failed = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
})
const comesBack = (id: string, seconds: number) => ({
  name: 'ChangeMessageVisibilityCommand',
  input: { QueueUrl: someQueue.url, ReceiptHandle: `receipt of ${id}`, VisibilityTimeout: seconds },
})

describe('a message that is understood', () => {
  test('is handled and acknowledged', async () => {
    expect(await invoke([sqsRecord('m1', task)])).toEqual(acknowledged)
    expect(handled).toEqual([task])
    expect([kept, sqs.commands]).toEqual([[], []])
  })

  test('given fields of a later version, is handled without them', async () => {
    expect(await invoke([sqsRecord('m1', { ...task, later: true })])).toEqual(acknowledged)
    expect(handled).toEqual([task])
  })
})

describe('a message that cannot be understood', () => {
  test.each([
    ['not JSON', '{"type":', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['a message of another queue', { ...task, type: 'answer.v1' }, expect.stringContaining('type')],
    ['a later version', { ...task, type: 'task.v2' }, expect.stringContaining('type')],
    ['a field of another kind', { ...task, turn: 'one' }, expect.stringContaining('turn')],
    ['no message at all', 'null', expect.stringContaining('expected object')],
  ])('given %s, goes into quarantine with its reason and is acknowledged', async (_, body, reason) => {
    const record = sqsRecord('m1', body)
    const counted = vi.spyOn(metrics, 'addMetric')
    expect(await invoke([record])).toEqual(acknowledged)
    expect(kept).toEqual([{ queue: 'switchboard-order', id: 'm1', body: record.body, reason }])
    expect(counted).toHaveBeenCalledExactlyOnceWith('Quarantined', 'Count', 1)
    expect([handled, sqs.commands]).toEqual([[], []])
  })

  test('given it cannot be kept, is neither acknowledged nor counted, and comes back soon: it must not be lost', async () => {
    const counted = vi.spyOn(metrics, 'addMetric')
    const quarantine = () => Promise.reject(new Error('throttled'))
    expect(await invoke([sqsRecord('m1', 'x')], { quarantine })).toEqual(failed('m1'))
    expect(sqs.commands).toEqual([comesBack('m1', 1)])
    expect(counted).not.toHaveBeenCalled()
  })

  test('given an earlier delivery was kept, is acknowledged and not counted again', async () => {
    const counted = vi.spyOn(metrics, 'addMetric')
    const quarantine = async () => 'known' as const
    expect(await invoke([sqsRecord('m1', 'x')], { quarantine })).toEqual(acknowledged)
    expect(counted).not.toHaveBeenCalled()
  })

  test('given it names what never existed, goes into quarantine after it was handled', async () => {
    const handle = async () => ({ kind: 'unknown' })
    expect(await invoke([sqsRecord('m1', task)], { handle })).toEqual(acknowledged)
    expect(kept).toMatchObject([{ id: 'm1', reason: expect.stringContaining('does not exist') }])
    expect(handled).toEqual([task])
  })
})

describe('a message whose handling fails', () => {
  const handle = () => Promise.reject(new Error('DynamoDB is away'))

  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 16],
    [6, 30],
    [40, 30],
  ])('given delivery %d, is not acknowledged and comes back after %d s', async (receives, seconds) => {
    const answer = await invoke([sqsRecord('m1', task, { receives })], { handle })
    expect(answer).toEqual(failed('m1'))
    expect(sqs.commands).toEqual([comesBack('m1', seconds)])
    expect(kept).toEqual([])
  })

  test('given its return cannot be hastened, is still not acknowledged', async () => {
    sqs.failNext(new Error('the receipt handle has expired'))
    expect(await invoke([sqsRecord('m1', task)], { handle })).toEqual(failed('m1'))
  })
})

describe('a message that is to come back later', () => {
  test.each([
    [3_000, 1, 3],
    [3_001, 1, 4],
    [500, 1, 1],
    [0, 1, 1],
    [3_000, 4, 8],
  ])(
    'given %d ms at delivery %d, is not acknowledged and comes back after %d s',
    async (afterMs, receives, seconds) => {
      const handle = async () => ({ kind: 'again', afterMs })
      expect(await invoke([sqsRecord('m1', task, { receives })], { handle })).toEqual(failed('m1'))
      expect(sqs.commands).toEqual([comesBack('m1', seconds)])
      expect(handled).toHaveLength(1)
    },
  )
})

describe('the time of the function', () => {
  test.each([
    [30_000, 27_000],
    [3_500, 500],
    [1_000, 1],
  ])('given %d ms are left, the signal ends after %d ms', async (remainingMs, ms) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    await invoke([sqsRecord('m1', task)], { remainingMs })
    expect(timeout).toHaveBeenCalledExactlyOnceWith(ms)
  })

  test('given it is nearly over, the work hears of it and can still be put back', async () => {
    const time = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal)
    const handle = async (_: TaskMessage, { signal }: { readonly signal: AbortSignal }) => {
      expect(signal.aborted).toBe(false)
      time.abort()
      return { kind: signal.aborted ? 'put_back' : 'never told' }
    }
    expect(await invoke([sqsRecord('m1', task)], { handle })).toEqual(acknowledged)
  })
})

describe('any batch', () => {
  type Fate = 'handled' | 'not understood' | 'fails' | 'later'

  test('given any mix of messages, names exactly those that must come back, also in the next invocation', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('handled', 'not understood', 'fails', 'later'), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(fates, fates, async (first, second) => {
        sqs.commands.length = 0
        kept.length = 0
        const handler = queueHandler({
          schema: taskMessage,
          sqs: sqs.client,
          quarantine: keep,
          async handle({ turn }) {
            const fate = all[turn - 1]
            if (fate === 'fails') throw new Error('no')
            return fate === 'later' ? { kind: 'again', afterMs: 1_000 } : done
          },
        })
        const all = [...first, ...second]
        let turn = 0
        for (const batch of [first, second]) {
          const records = batch.map((fate) => {
            turn += 1
            return sqsRecord(`m${turn}`, fate === 'not understood' ? 'x' : { ...task, turn })
          })
          const expected = records.flatMap(({ messageId }, index) =>
            batch[index] === 'fails' || batch[index] === 'later' ? [messageId] : [],
          )
          const { batchItemFailures } = await handler({ Records: records }, lambdaContext())
          const named = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
          expect(named.toSorted()).toEqual(expected.toSorted())
        }
        expect(kept).toHaveLength(all.filter((fate) => fate === 'not understood').length)
        expect(sqs.commands).toHaveLength(all.filter((fate) => fate === 'fails' || fate === 'later').length)
      }),
      { numRuns: 50 },
    )
  })
})
