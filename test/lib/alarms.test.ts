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
const queue = z.object({
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() }).optional(),
})
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
  const linked = () =>
    alarms().map(({ id, properties }) => {
      const [, anchor] = /docs\/runbook\.md#([a-z-]+)$/.exec(properties.AlarmDescription) ?? []
      return anchor ?? `${id} links to nothing`
    })

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
    // CDK's own function uploads the widget: it runs in a deployment, which fails with it.
    const names = uncovered.map((id) => id.replace(/Function.*|8693BB.*/, ''))
    expect(names.toSorted()).toEqual(['Api', 'CustomCDKBucketDeployment', 'Socket'])
    expect(alarms().filter(({ properties }) => properties.MetricName === '5XXError')).toHaveLength(1)
  })

  test('lead to an entry of the runbook each, and each entry for an alarm has one', () => {
    const forAlarms = [...entries()].flatMap(([name, text]) => (/^Not an alarm/.test(text) ? [] : [name]))
    expect([...new Set(linked())].toSorted()).toEqual(forAlarms.toSorted())
  })

  test('have entries that say what it is, where to look and what to do', () => {
    for (const name of linked()) {
      const entry = entries().get(name)
      expect(entry, name).toMatch(/^\*\*What\.\*\* .+\n\*\*Look\.\*\* .+\n\*\*Do\.\*\* .+$/s)
    }
  })

  test('of dead letters have entries with the commands that show them and send them again', () => {
    for (const name of linked().filter((each) => each.endsWith('-dead-letters'))) {
      const queue = name === 'tasks-dead-letters' ? 'order' : name.replace('-dead-letters', '')
      expect(entries().get(name), name).toContain(`\`npm run dlq -- show ${queue}\``)
      expect(entries().get(name), name).toContain(`\`npm run dlq -- redrive ${queue}\``)
    }
  })

  test('of dead letters say, as the runbook does, how often a message failed', () => {
    const words = new Map([[10, 'ten times']])
    for (const { id, properties } of redriven()) {
      const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy ?? {}
      const often = words.get(maxReceiveCount ?? 0) ?? `${maxReceiveCount} has no word here`
      const ring = alarms().find(
        (each) => reference.safeParse(each.properties.Dimensions[0]?.Value).data === deadLetterTargetArn,
      )
      expect(ring?.properties.AlarmDescription, id).toContain(`failed ${often} `)
    }
    for (const name of ['inbound-dead-letters', 'tasks-dead-letters'])
      expect(entries().get(name)).toMatch(/\*\*What\.\*\* .*\bten times\b/)
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

/** The runbook's entries, by the anchors of their headings. */
function entries(): ReadonlyMap<string, string> {
  const runbook = readFileSync(resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8')
  const [, ...parts] = runbook.split(/^## /m)
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      const anchor = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-')
      return [anchor, lines.join('\n').trim()]
    }),
  )
}
