import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { dynamoDbCircuits } from '../../functions/adapters/dynamodb-circuits.ts'
import { dynamoDbSpending } from '../../functions/adapters/dynamodb-spending.ts'
import { type Circuit, closedCircuit } from '../../functions/core/circuit.ts'
import { modelRecords, type StartedModelRecords } from '../doubles/circuits.ts'
import { fixedClock } from '../doubles/clock.ts'
import { faultyDynamoDb } from '../doubles/faulty-dynamodb.ts'
import { startDynamoDb } from './dynamodb-fixture.ts'

const clock = fixedClock('2026-11-22T12:00:00.000Z')
const counting: Circuit = { version: 1, failures: [clock.now()] }
const open: Circuit = {
  version: 2,
  failures: [],
  open: { kind: 'busy', reason: 'the model is overloaded', until: clock.now() + 15_000, times: 1 },
}

describe.each(modelRecords)('$name of circuits and spending', ({ start }) => {
  let started: StartedModelRecords
  let name = ''
  let names = 0
  beforeAll(async () => {
    started = await start(clock.now)
  })
  beforeEach(() => {
    names += 1
    name = `claude-${names}`
  })
  afterAll(async () => await started?.stop())

  test('has closed circuits until something is written', async () => {
    expect(await started.circuits.read(name)).toEqual(closedCircuit)
  })

  test('keeps a circuit as it was written, each by its name', async () => {
    expect(await started.circuits.save(name, counting)).toBeUndefined()
    expect(await started.circuits.read(name)).toEqual(counting)
    expect(await started.circuits.save(name, open)).toBeUndefined()
    expect(await started.circuits.read(name)).toEqual(open)
    expect(await started.circuits.read(`${name}-other`)).toEqual(closedCircuit)
  })

  test('keeps what was written first, and shows it to who came second', async () => {
    await started.circuits.save(name, counting)
    const other = { ...counting, failures: [1] }
    expect(await started.circuits.save(name, other)).toEqual(counting)
    await started.circuits.save(name, open)
    expect(await started.circuits.save(name, { ...other, version: 2 })).toEqual(open)
    expect(await started.circuits.save(name, { ...other, version: 7 })).toEqual(open)
    expect(await started.circuits.read(name)).toEqual(open)
  })

  test('shows a closed circuit to who changes one that is gone', async () => {
    expect(await started.circuits.save(name, open)).toEqual(closedCircuit)
    expect(await started.circuits.read(name)).toEqual(closedCircuit)
  })

  test('takes one of twenty changes that come at once', async () => {
    await started.circuits.save(name, counting)
    const changes = Array.from({ length: 20 }, (_, failure) => ({ version: 2, failures: [failure] }))
    const answers = await Promise.all(changes.map((change) => started.circuits.save(name, change)))
    const kept = await started.circuits.read(name)
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
    expect(answers.filter((answer) => answer !== undefined)).toEqual(Array.from({ length: 19 }, () => kept))
  })

  test('adds up what a day has cost, also at once', async () => {
    const day = `2026-11-${10 + names}`
    expect(await started.spending.of(day)).toBe(0)
    expect(await started.spending.add(day, 20)).toBe(20)
    const sums = await Promise.all(Array.from({ length: 10 }, () => started.spending.add(day, 3)))
    expect(sums.toSorted((a, b) => a - b)).toEqual([23, 26, 29, 32, 35, 38, 41, 44, 47, 50])
    expect(await started.spending.of(day)).toBe(50)
    expect(await started.spending.of('2026-10-01')).toBe(0)
  })
})

describe('The table', () => {
  test('keeps nothing of models that does not expire', async () => {
    const engine = await startDynamoDb()
    onTestFinished(() => engine.close())
    const table = { client: engine.client, table: await engine.createTable('memory') }
    const circuits = dynamoDbCircuits({ ...table, now: clock.now })
    await circuits.save('a', counting)
    await circuits.save('b', { ...open, version: 1 })
    await dynamoDbSpending(table).add('2026-11-22', 5)
    const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: table.table }))
    const noon = clock.now() / 1000
    const day = 86_400
    expect(Object.fromEntries(Items.map(({ pk, ttl }) => [pk, ttl]))).toEqual({
      'circuit#a': noon + day,
      'circuit#b': noon + 15 + day,
      'spending#2026-11-22': noon - day / 2 + 35 * day,
    })
  })

  test('has taken a change even if the first answer was lost on the way', async () => {
    const engine = await startDynamoDb()
    onTestFinished(() => engine.close())
    const table = await engine.createTable('memory')
    const faulty = faultyDynamoDb(engine.endpoint)
    const circuits = dynamoDbCircuits({ client: faulty.client, table, now: clock.now })
    faulty.next('lost_answer')
    expect(await circuits.save('a', counting)).toBeUndefined()
    expect(faulty.requests).toEqual(['PutItemCommand', 'PutItemCommand'])
  })
})
