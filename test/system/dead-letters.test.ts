import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import { type Part, textOfParts } from '../../functions/core/parts.ts'
import { plainPaint } from '../../local/client/paint.ts'
import { dlqCommand } from '../../local/dlq/command.ts'
import type { AwsRequest, Gate } from '../../local/host/gate.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

/** What is refused, as after a deployment with a wrong permission. */
let isRefused: (request: AwsRequest) => boolean = () => false
const lostPermission: Gate = async (request, pass) => {
  if (!isRefused(request)) return await pass()
  const refusal = { __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'No such permission' }
  return { status: 400, body: JSON.stringify(refusal) }
}
const memoryOf =
  (...functions: string[]) =>
  ({ service, caller }: AwsRequest) =>
    service === 'dynamodb' && functions.some((name) => caller?.functionId.startsWith(name))
const allowed = () => false

let system: System
beforeAll(async () => {
  system = await startSystem({ store: demoStore(1), gates: [lostPermission] })
})
afterAll(async () => await system?.close())

let mina: Shopper
beforeEach(async () => {
  isRefused = allowed
  mina = await shopper(system, { customerId: 'mina_okafor_4821' })
})

async function dlq(line: string): Promise<string> {
  const said: string[] = []
  await dlqCommand([...line.split(' '), '--api', system.host.url], {
    say: (text) => void said.push(text),
    confirm: undefined,
    paint: plainPaint,
    now: system.host.now,
    pause: async () => {},
  })
  return said.join('\n')
}

/** Lets time pass until nothing waits for it: whatever fails has failed ten times. */
async function untilNothingIsDue(): Promise<void> {
  for (;;) {
    await system.host.idle()
    const next = system.host.nextDue()
    if (next === undefined) return
    system.host.passTime(Math.max(0, next - system.host.now()))
  }
}

const memory = () => dynamoDbMemory({ ...system.memoryTable, now: system.host.now })
const answers = async () =>
  (await memory().messages(mina.conversationId, 0, 99)).filter(({ author }) => author !== 'customer')
const outcome = async () => (await memory().conversation(mina.conversationId))?.turn.outcome
const textOf = ({ parts }: { readonly parts: readonly Part[] }) => textOfParts(parts)
const inQueue = (output: string, name: string) =>
  Number(new RegExp(`^${name} +(\\d+)`, 'm').exec(output)?.[1])

test('A task that failed ten times is listed, shown and sent again, and the missing answer comes after all', async () => {
  isRefused = memoryOf('Order')
  await mina.post('/messages', { text: 'Where is order #W0482125?' })
  await untilNothingIsDue()
  expect(await outcome()).toBe('failed')
  expect(await answers()).toHaveLength(1)

  const listed = await dlq('list')
  expect(inQueue(listed, 'order')).toBeGreaterThan(0)
  expect([inQueue(listed, 'inbound'), inQueue(listed, 'merge')]).toEqual([0, 0])
  expect(await dlq('show order')).toContain(`a task for order, in turn 1 of ${mina.conversationId}`)
  expect(await dlq('show order')).toContain('received 1')

  isRefused = allowed
  expect(await dlq('redrive order --yes')).toMatch(/^\d+ messages? went back to the order queue/)
  await system.host.idle()
  const [apology, late, ...more] = await answers()
  expect(more).toEqual([])
  expect(textOf(apology ?? { parts: [] })).not.toContain('W0482125')
  expect(textOf(late ?? { parts: [] })).toContain('#W0482125')
  expect(await outcome()).toBe('replied')
  expect(await dlq('list')).toMatch(/Nothing has been put aside\.$/)
})

test("A customer's message that failed ten times is answered when it is sent again; its deadline finds nothing to do", async () => {
  isRefused = memoryOf('Router', 'Merge')
  await mina.post('/messages', { text: 'Where is order #W0482125?' })
  await untilNothingIsDue()
  expect(await answers()).toEqual([])
  expect(await outcome()).toBeUndefined()

  expect(await dlq('show inbound')).toContain(`the customer's message 1, in turn 1 of ${mina.conversationId}`)
  expect(await dlq('show merge')).toContain(`time to look after turn 1 of ${mina.conversationId}`)

  isRefused = allowed
  await dlq('redrive inbound --yes')
  await system.host.idle()
  const [answer, ...more] = await answers()
  expect(textOf(answer ?? { parts: [] })).toContain('#W0482125')
  await dlq('redrive merge --yes')
  await untilNothingIsDue()
  expect([more, (await answers()).length]).toEqual([[], 1])
  expect(await dlq('list')).toMatch(/Nothing has been put aside\.$/)
})

test('A deadline that failed ten times gives its apology when it is sent again', async () => {
  isRefused = memoryOf('Router', 'Merge')
  await mina.post('/messages', { text: 'Where is order #W0482125?' })
  await untilNothingIsDue()
  isRefused = allowed
  await dlq('redrive merge --yes')
  await system.host.idle()
  expect(await answers()).toHaveLength(1)
  expect(await outcome()).toBe('failed')
  await dlq('redrive inbound --yes')
  await untilNothingIsDue()
  expect(await answers()).toHaveLength(1)
  expect(await dlq('list')).toMatch(/Nothing has been put aside\.$/)
})

test('What the relay could not send is shown as what it is, and not sent again; the message was answered', async () => {
  isRefused = ({ service, caller }) => service === 'sqs' && caller?.functionId.startsWith('Relay') === true
  await mina.post('/messages', { text: 'Where is order #W0482125?' })
  await untilNothingIsDue()
  expect(await answers()).toHaveLength(1)
  expect(inQueue(await dlq('list'), 'relay')).toBe(1)
  const shown = await dlq('show relay')
  expect(shown).toContain('1 message with an outbox, given up at')
  expect(shown).toContain('not messages: there is nothing to send again')
  await expect(dlq('redrive relay --yes')).rejects.toThrow('docs/runbook.md#relay-dead-letters')
})

test('npm run dlq is a command', async () => {
  const { code, output } = await command('list', '--api', system.host.url)
  expect([code, output]).toEqual([0, expect.stringContaining(`in the system at ${system.host.url}`)])
  const wrong = await command('show', 'billing', '--api', system.host.url)
  expect([wrong.code, wrong.errors]).toEqual([
    1,
    expect.stringMatching(/^There is no dead letter queue billing\./),
  ])
  const nobody = await command('list', '--api', 'http://127.0.0.1:1')
  expect([nobody.code, nobody.errors]).toEqual([1, expect.stringContaining('Start it with `npm start`')])
})

async function command(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const file = join(import.meta.dirname, '../../local/dlq.ts')
  const env = { ...process.env, NO_COLOR: '1' }
  return await new Promise((done) => {
    const child = execFile(process.execPath, [file, ...args], { env }, (_, output, errors) =>
      done({ code: child.exitCode ?? -1, output, errors }),
    )
  })
}
