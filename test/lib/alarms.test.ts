import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { reference, synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const alarm = z.object({
  AlarmDescription: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Threshold: z.number(),
  ComparisonOperator: z.string(),
  TreatMissingData: z.string(),
  AlarmActions: z.array(reference).default([]),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
})
const queue = z.object({ RedrivePolicy: z.object({ deadLetterTargetArn: reference }).optional() })
const mapping = z.object({
  EventSourceArn: reference.optional().catch(undefined),
  FunctionName: reference,
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
})

describe('Alarms', () => {
  let templates: Templates
  const alarms = () => templates.of('AWS::CloudWatch::Alarm', alarm)
  const watched = (metric: string) =>
    alarms()
      .filter(({ properties }) => properties.MetricName === metric)
      .map(({ properties }) => reference.parse(properties.Dimensions[0]?.Value))
  const mappings = () => templates.of('AWS::Lambda::EventSourceMapping', mapping)
  const redriven = () =>
    templates.of('AWS::SQS::Queue', queue).filter(({ properties }) => properties.RedrivePolicy !== undefined)
  const deadLetters = () => [
    ...redriven().flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []),
    ...mappings().flatMap(({ properties }) => properties.DestinationConfig?.OnFailure.Destination ?? []),
  ]

  beforeAll(async () => {
    templates = (await synthesizeTemplates()).templates
  })

  test('ring at the first message in any dead letter queue', () => {
    expect(deadLetters()).toHaveLength(5)
    expect(watched('ApproximateNumberOfMessagesVisible').toSorted()).toEqual(deadLetters().toSorted())
    for (const { properties } of alarms()) {
      if (properties.MetricName === 'ApproximateNumberOfMessagesVisible') expect(properties.Threshold).toBe(0)
      expect(properties.ComparisonOperator).toBe('GreaterThanThreshold')
      expect(properties.TreatMissingData).toBe('notBreaching')
    }
  })

  test('ring when messages wait in any queue for longer than a turn may take', () => {
    expect(watched('ApproximateAgeOfOldestMessage').toSorted()).toEqual(
      redriven()
        .map(({ id }) => id)
        .toSorted(),
    )
    const thresholds = alarms()
      .filter(({ properties }) => properties.MetricName === 'ApproximateAgeOfOldestMessage')
      .map(({ id, properties }) => [id.replace(/TooSlow.*/, ''), properties.Threshold])
    expect(Object.fromEntries(thresholds)).toEqual({ Router: 90, Order: 90, Product: 90, Merge: 180 })
  })

  test('ring, one way or another, when any function keeps failing', () => {
    const alarmed = new Set(watched('ApproximateNumberOfMessagesVisible'))
    const target = new Map(redriven().map((it) => [it.id, it.properties.RedrivePolicy?.deadLetterTargetArn]))
    const covered = mappings()
      .filter(({ properties: { EventSourceArn, DestinationConfig } }) =>
        alarmed.has(DestinationConfig?.OnFailure.Destination ?? target.get(EventSourceArn ?? '') ?? ''),
      )
      .map(({ properties }) => properties.FunctionName)
    const functions = templates.of('AWS::Lambda::Function', z.unknown()).map(({ id }) => id)
    const uncovered = functions.filter((id) => !covered.includes(id))
    expect(uncovered.map((id) => id.replace(/Function.*/, ''))).toEqual(['Api'])
    expect(alarms().filter(({ properties }) => properties.MetricName === '5XXError')).toHaveLength(1)
  })

  test('lead to an entry of the runbook each', () => {
    const runbook = readFileSync(resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8')
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    )
    const linked = alarms().map(({ id, properties }) => {
      const [, anchor] = /docs\/runbook\.md#([a-z-]+)$/.exec(properties.AlarmDescription) ?? []
      return anchor ?? `${id} links to nothing`
    })
    expect([...new Set(linked)].filter((anchor) => !anchors.includes(anchor))).toEqual([])
  })

  test('are as many as CloudWatch gives free', () => {
    expect(alarms()).toHaveLength(10)
  })

  test('go nowhere without an address, and by mail to the one that is configured', async () => {
    expect(alarms().flatMap(({ properties }) => properties.AlarmActions)).toEqual([])
    const config = testConfig({ alarmEmail: 'ops@shop.example' })
    const mailed = (await synthesizeTemplates({ config })).templates
    const [topic] = mailed.of('AWS::SNS::Topic', z.unknown())
    for (const { properties } of mailed.of('AWS::CloudWatch::Alarm', alarm)) {
      expect(properties.AlarmActions).toEqual([topic?.id])
    }
    const [subscription] = mailed.of('AWS::SNS::Subscription', z.looseObject({ Endpoint: z.string() }))
    expect(subscription?.properties.Endpoint).toBe('ops@shop.example')
  })
})
