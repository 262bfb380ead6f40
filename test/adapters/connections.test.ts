import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { dynamoDbConnections } from '../../functions/adapters/dynamodb-connections.ts'
import type { Connection, Connections } from '../../functions/core/connections.ts'
import { fixedClock } from '../doubles/clock.ts'
import { connectionKeepers, type StartedConnections, someConnection } from '../doubles/connections.ts'
import { startDynamoDb } from './dynamodb-fixture.ts'

describe.each(connectionKeepers)('$name of connections', (keeper) => {
  const clock = fixedClock()
  let started: StartedConnections
  let connections: Connections
  let conversations = 0
  let conversationId = ''
  beforeAll(async () => {
    started = await keeper.start(clock.now)
    connections = started.connections
  })
  beforeEach(() => {
    conversations += 1
    conversationId = `cnv_${conversations}`
  })
  afterAll(async () => await started?.stop())

  const some = (id: string, changes: Partial<Connection> = {}) =>
    someConnection(`${conversationId}-${id}=`, { conversationId, now: clock.now(), ...changes })
  const idsOf = async () => (await connections.of(conversationId, true)).map(({ id }) => id)

  test('find one by its id, and by its conversation, as it was added', async () => {
    const session = { sessionId: 'ses_1', customerId: 'mina', operator: false }
    const operator = some('b', { session: { ...session, customerId: undefined, operator: true } })
    expect(await connections.add(some('a', { session }))).toEqual([])
    clock.advance(1)
    await connections.add(operator)
    expect(await connections.of(conversationId, true)).toEqual([
      some('a', { session, connectedAt: clock.now() - 1, until: clock.now() - 1 + 3_600_000 }),
      operator,
    ])
    expect(await connections.of(conversationId, false)).toHaveLength(2)
    expect(await connections.find(operator.id)).toEqual(operator)
  })

  test('know nobody else', async () => {
    await connections.add(some('a'))
    expect(await connections.find('b')).toBeUndefined()
    expect(await connections.of(`${conversationId}0`, true)).toEqual([])
  })

  test('forget one that is removed, however often, and no other', async () => {
    const [a, b] = [some('a'), some('b')]
    await connections.add(a)
    await connections.add(b)
    await connections.remove(a)
    await connections.remove(a)
    expect([await connections.find(a.id), await idsOf()]).toEqual([undefined, [b.id]])
  })

  test('are five at most: the oldest gives way', async () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, index) =>
      some(id, { connectedAt: clock.now() + index }),
    )
    const replaced: Connection[] = []
    for (const each of all) replaced.push(...(await connections.add(each)))
    expect(replaced.map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id))
    expect(await idsOf()).toEqual(all.slice(2).map(({ id }) => id))
    expect(await connections.find(all[0]?.id ?? '')).toBeUndefined()
  })

  test('are gone after two hours and ten minutes, whether they were removed or not', async () => {
    const it = some('a')
    await connections.add(it)
    clock.advance(7_799_000)
    expect(await idsOf()).toEqual([it.id])
    clock.advance(1_000)
    expect([await idsOf(), await connections.find(it.id)]).toEqual([[], undefined])
  })
})

test('The table of connections keeps nothing that does not expire, and nothing of one that was removed', async () => {
  const clock = fixedClock()
  const engine = await startDynamoDb()
  onTestFinished(() => engine.close())
  const table = await engine.createTable('memory')
  const connections = dynamoDbConnections({ client: engine.client, table, now: clock.now })
  const items = async () => (await engine.client.send(new ScanCommand({ TableName: table }))).Items ?? []
  const connection = someConnection('L0SM9cOFvHcCIhw=', { now: clock.now() })
  await connections.add(connection)
  expect(
    (await items()).map(({ pk, sk, ttl }) => `${pk} ${sk} ${ttl - clock.now() / 1000}`).toSorted(),
  ).toEqual([
    'connection#L0SM9cOFvHcCIhw= conversation 7800',
    'conversation#cnv_1 connection#L0SM9cOFvHcCIhw= 7800',
  ])
  await connections.remove(connection)
  expect(await items()).toEqual([])
})
