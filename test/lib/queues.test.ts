import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { reference, synthesizeTemplates, type Templates } from './templates.ts'

const queue = z.object({
  FifoQueue: z.boolean().default(false),
  FifoThroughputLimit: z.string().optional(),
  DeduplicationScope: z.string().optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number().default(345_600),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() }).optional(),
})
const mapping = z.object({
  BatchSize: z.number(),
  EventSourceArn: z.union([
    reference,
    z.object({ 'Fn::ImportValue': z.string() }).transform(() => undefined),
  ]),
  FunctionName: reference,
  FunctionResponseTypes: z.array(z.string()),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
})
const policy = z.object({
  Queues: z.array(reference),
  PolicyDocument: z.object({
    Statement: z.array(z.looseObject({ Effect: z.string(), Condition: z.unknown().optional() })),
  }),
})
const lambda = z.object({ Timeout: z.number() })

describe('Queues and what reads them', () => {
  let templates: Templates
  const queues = () => templates.of('AWS::SQS::Queue', queue)
  const mappings = () => templates.of('AWS::Lambda::EventSourceMapping', mapping)
  const onQueues = () => mappings().filter(({ properties }) => properties.EventSourceArn !== undefined)
  const onStream = () => mappings().filter(({ properties }) => properties.EventSourceArn === undefined)
  const deadLetterIds = () =>
    new Set([
      ...queues().flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []),
      ...mappings().flatMap(({ properties }) => properties.DestinationConfig?.OnFailure.Destination ?? []),
    ])

  beforeAll(async () => {
    templates = (await synthesizeTemplates()).templates
  })

  test('are the router, merge, order and product queues, their dead letter queues and the relay’s', () => {
    expect(queues()).toHaveLength(9)
    expect(deadLetterIds().size).toBe(5)
  })

  test('every queue refuses what does not come over TLS', () => {
    const tlsOnly = templates
      .of('AWS::SQS::QueuePolicy', policy)
      .filter(({ properties }) =>
        properties.PolicyDocument.Statement.some(
          (it) =>
            it.Effect === 'Deny' &&
            JSON.stringify(it.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      )
      .flatMap(({ properties }) => properties.Queues)
    expect(tlsOnly.toSorted()).toEqual(
      queues()
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  test('every queue is encrypted with the key that costs nothing', () => {
    expect(queues().filter(({ properties }) => properties.SqsManagedSseEnabled !== true)).toEqual([])
  })

  test('every queue has a dead letter queue of the same kind, or is one', () => {
    const byId = new Map(queues().map((it) => [it.id, it.properties]))
    for (const { id, properties } of queues()) {
      if (deadLetterIds().has(id)) continue
      const target = byId.get(properties.RedrivePolicy?.deadLetterTargetArn ?? '')
      expect(target?.FifoQueue, `the dead letter queue of ${id}`).toBe(properties.FifoQueue)
      expect(properties.RedrivePolicy?.maxReceiveCount, id).toBe(10)
    }
  })

  test('a dead letter queue keeps messages longer than its source, and no two sources share one', () => {
    const targets = queues().flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? [])
    expect(new Set(targets).size).toBe(targets.length)
    const retention = new Map(queues().map((it) => [it.id, it.properties.MessageRetentionPeriod]))
    for (const { id, properties } of queues()) {
      const target = properties.RedrivePolicy?.deadLetterTargetArn
      if (target) expect(retention.get(target), id).toBeGreaterThan(properties.MessageRetentionPeriod)
    }
  })

  test('the inbound queue alone is FIFO, with a throughput limit per conversation', () => {
    const fifo = queues().filter(({ properties }) => properties.FifoQueue)
    expect(fifo.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual([
      'RouterDeadLetters',
      'RouterQueue',
    ])
    for (const { properties } of fifo) {
      expect(properties.FifoThroughputLimit).toBe('perMessageGroupId')
      expect(properties.DeduplicationScope).toBe('messageGroup')
    }
  })

  test('no function polls a dead letter queue', () => {
    const polled = mappings().map(({ properties }) => properties.EventSourceArn)
    expect(polled.filter((id) => id !== undefined && deadLetterIds().has(id))).toEqual([])
  })

  test('every other queue is polled by one function, a message at a time, with partial failures', () => {
    const polled = onQueues().flatMap(({ properties }) => properties.EventSourceArn ?? [])
    const consumed = queues().filter(({ id }) => !deadLetterIds().has(id))
    expect(polled.toSorted()).toEqual(consumed.map(({ id }) => id).toSorted())
    for (const { properties } of onQueues()) {
      expect(properties.BatchSize).toBe(1)
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
    }
  })

  test('a message is hidden for at least six times the timeout of the function that has it', () => {
    const timeouts = new Map(
      templates.of('AWS::Lambda::Function', lambda).map((it) => [it.id, it.properties.Timeout]),
    )
    const visibility = new Map(queues().map((it) => [it.id, it.properties.VisibilityTimeout]))
    for (const { id, properties } of onQueues()) {
      const timeout = timeouts.get(properties.FunctionName) ?? Number.NaN
      expect(visibility.get(properties.EventSourceArn ?? ''), id).toBeGreaterThanOrEqual(6 * timeout)
    }
  })

  test('the agents, which cost money, have a brake; the merge has none', () => {
    const braked = onQueues().map(({ id, properties }) => [
      id.replace(/Function.*/, ''),
      properties.ScalingConfig?.MaximumConcurrency,
    ])
    expect(Object.fromEntries(braked)).toEqual({ Router: 10, Order: 10, Product: 10, Merge: undefined })
  })

  test('the relay reads inserted items with an outbox, and puts aside what it cannot send', () => {
    const [stream, ...others] = onStream()
    expect(others).toEqual([])
    const patterns = stream?.properties.FilterCriteria?.Filters.map(({ Pattern }): unknown =>
      JSON.parse(Pattern),
    )
    expect(patterns).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { outbox: { L: { S: [{ exists: true }] } } } } },
    ])
    expect(stream?.properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
    expect(stream?.properties.DestinationConfig?.OnFailure.Destination).toMatch(/^RelayDeadLetters/)
  })
})
