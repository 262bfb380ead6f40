import { describe, expect, test } from 'vitest'
import { type CostLine, costTable, idleCost } from '../../lib/cost.ts'
import { synthesizeTemplates, testConfig } from './templates.ts'

describe('An idle month', () => {
  test('costs less than a dollar: polling the queues, and nothing by the hour', async () => {
    const { templates } = await synthesizeTemplates()
    const lines = idleCost(templates.templates)
    expect(total(lines)).toBeLessThan(0.6)
    expect(lines.filter(({ afterFreeTier }) => afterFreeTier > 0).map(({ what }) => what)).toEqual([
      'polling 1 FIFO queues, 648k requests',
      'polling 3 standard queues, 1555k requests',
    ])
  })

  test('costs a dollar more with a customer-managed key', async () => {
    const plain = await synthesizeTemplates()
    const keyed = await synthesizeTemplates({ config: testConfig({ customerManagedKey: true }) })
    const more = total(idleCost(keyed.templates.templates)) - total(idleCost(plain.templates.templates))
    expect(more).toBeCloseTo(1)
  })

  test('charges for alarms from the eleventh on', () => {
    const alarms = (count: number) =>
      idleCost([
        resources(
          Object.fromEntries(Array.from({ length: count }, (_, i) => [`A${i}`, 'AWS::CloudWatch::Alarm'])),
        ),
      ])
    expect(total(alarms(10))).toBe(0)
    expect(total(alarms(13))).toBeCloseTo(0.3)
  })

  test('is not guessed: a resource without a known price is an error', () => {
    expect(() => idleCost([resources({ Gateway: 'AWS::EC2::NatGateway' })])).toThrow(
      'Nobody knows what these cost while idle: AWS::EC2::NatGateway',
    )
  })

  test('is shown line by line with a total', () => {
    const table = costTable([
      { what: 'alarms', list: 1, afterFreeTier: 0 },
      { what: 'keys', list: 1, afterFreeTier: 1 },
    ])
    expect(table.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'Idle month | list price | after free tier',
      'alarms | $1.00 | $0.00',
      'keys | $1.00 | $1.00',
      'Total | $2.00 | $1.00',
    ])
  })
})

function total(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { afterFreeTier }) => sum + afterFreeTier, 0)
}

function resources(types: Record<string, string>) {
  return { Resources: Object.fromEntries(Object.entries(types).map(([id, Type]) => [id, { Type }])) }
}
