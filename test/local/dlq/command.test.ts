import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startDynamoDb, type TestDynamoDb } from '../../adapters/dynamodb-fixture.ts'
import { type Lab, lab } from './lab.ts'

const conversationId = `cnv_${'0'.repeat(32)}`
const customerMessage = { type: 'customer-message.v1', conversationId, turn: 3, seq: 5 }
const task = { type: 'task.v1', conversationId, turn: 3, specialist: 'order', deferrals: 2 }
const deadline = { type: 'deadline.v1', conversationId, turn: 3 }
const positions = {
  requestContext: { approximateInvokeCount: 11, condition: 'RetryAttemptsExhausted' },
  timestamp: '2026-11-22T20:14:00.000Z',
  DDBStreamBatchInfo: { startSequenceNumber: '100', endSequenceNumber: '103', batchSize: 3 },
}

let dynamodb: TestDynamoDb
let here: Lab
let stages = 0
beforeAll(async () => {
  dynamodb = await startDynamoDb()
})
afterAll(async () => await dynamodb?.close())
beforeEach(async () => {
  stages += 1
  here = await lab(dynamodb, `t${stages}`)
})

const rowsOf = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.includes('docs/runbook.md#'))
    .map((line) => line.split(/ {2,}/))

describe('npm run dlq -- list', () => {
  test('names every dead letter queue on the way of a message, and says that nothing lies in it', async () => {
    const { output, error } = await here.run('list')
    expect(error).toBe('')
    expect(rowsOf(output).map(([name, count]) => [name, count])).toEqual([
      ['inbound', '0'],
      ['order', '0'],
      ['product', '0'],
      ['merge', '0'],
      ['relay', '0'],
    ])
    expect(output).toMatch(/Nothing has been put aside\.$/)
  })

  test('counts what lies there, how old it is, and what to do; it all stays there', async () => {
    await here.die('Order', task)
    here.clock.advance(3 * 3_600_000)
    await here.die('Order', task)
    await here.quarantine('Merge', '{}', 'not JSON', 'm1')
    await here.quarantine('Merge', '[]', 'not JSON', 'm2')
    await here.quarantine('Merge', 'x', 'another\nreason', 'm3')
    here.clock.advance(60_000)
    const { output } = await here.run('list')
    expect(rowsOf(output)).toContainEqual([
      'order',
      '2',
      '3 h',
      'tasks that the order agent failed on',
      'docs/runbook.md#tasks-dead-letters',
    ])
    expect(rowsOf(output).at(-1)).toEqual([
      'quarantine/merge',
      '3',
      '60 s',
      'messages of the merge queue that nobody understands',
      'docs/runbook.md#quarantined-messages',
    ])
    expect(output).toContain('    2 × not JSON\n    1 × another\\nreason\n')
    expect(output.split('\n').slice(-2)).toEqual([
      `npm run dlq -- show order --api ${here.apiUrl}`,
      `npm run dlq -- show quarantine/merge --api ${here.apiUrl}`,
    ])
    expect(await here.bodiesIn('Order', 'DeadLetters')).toHaveLength(2)
  })

  test('of more than can be looked at, knows only how old the oldest is at least', async () => {
    for (let count = 0; count < 12; count++) await here.die('Product', { ...task, specialist: 'product' })
    here.clock.advance(60_000)
    const { output } = await here.run('list')
    expect(rowsOf(output)[2]?.slice(0, 3)).toEqual(['product', '12', '> 60 s'])
  })

  test('leads to entries that the runbook has', async () => {
    await here.quarantine('Order', 'x', 'not JSON', 'm1')
    const runbook = readFileSync(join(import.meta.dirname, '../../../docs/runbook.md'), 'utf8')
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, text = '']) =>
      text.toLowerCase().replaceAll(' ', '-'),
    )
    const entries = rowsOf((await here.run('list')).output).map((row) => row.at(-1)?.split('#')[1])
    expect(entries).toHaveLength(6)
    for (const entry of entries) expect(headings).toContain(entry)
  })
})

describe('npm run dlq -- show', () => {
  test.each([
    ['inbound', 'Router', customerMessage, `the customer's message 5, in turn 3 of ${conversationId}`],
    ['order', 'Order', task, `a task for order, put back 2 times, in turn 3 of ${conversationId}`],
    [
      'product',
      'Product',
      { ...task, specialist: 'product', deferrals: 0, consultation: { by: 'order', step: 4 } },
      `order's question to product, in turn 3 of ${conversationId}`,
    ],
    ['merge', 'Merge', deadline, `deadline.v1: time to look after turn 3 of ${conversationId}`],
  ] as const)('tells what lies in %s, and leaves it there', async (name, owner, body, words) => {
    await here.die(owner, body)
    here.clock.advance(120_000)
    const { output } = await here.run(`show ${name}`)
    expect(output).toContain(words)
    expect(output).toMatch(/(sent|put aside) 20\d\d-\S+Z \(2 min ago\), received 2 times, id [0-9a-f-]{36}/)
    expect(output).toContain(`npm run story -- ${conversationId}`)
    expect(output).toContain(`npm run dlq -- redrive ${name}`)
    expect(await here.bodiesIn(owner, 'DeadLetters')).toEqual([JSON.stringify(body)])
  })

  test('shows as many as asked for, and how many more there are', async () => {
    for (let turn = 1; turn <= 12; turn++) await here.die('Merge', { ...deadline, turn })
    const { output } = await here.run('show merge --most 11')
    expect(output.match(/deadline\.v1/g)).toHaveLength(11)
    expect(output).toContain('… and 1 more')
    expect((await here.run('show merge')).output.match(/deadline\.v1/g)).toHaveLength(12)
  })

  test('what is no message of ours is shown as it is, and does nothing to the terminal', async () => {
    await here.die('Order', `\u001b[2J\u202e${'x'.repeat(600)}`)
    const { output } = await here.run('show order')
    expect(output).toContain('\\u001b[2J\\u{202e}xxx')
    expect(output).toContain('more characters')
    expect(output).not.toContain('\u001b')
    expect(output).not.toContain('\u202e')
  })

  test('of quarantine: the body, the reason, and whether this version understands it', async () => {
    await here.quarantine('Order', '{"type":"task.v9"}', 'type: expected "task.v1"', 'm1')
    await here.quarantine('Order', JSON.stringify(task), 'type: expected "task.v0"', 'm2')
    const { output } = await here.run('show quarantine/order')
    expect(output).toMatch(
      /^quarantine\/order, 2 messages: messages of the order queue that nobody understands\n/,
    )
    expect(output).toContain('type: expected "task.v1"\n  {"type":"task.v9"}')
    expect(output.match(/its form is understood now/g)).toHaveLength(1)
    expect(output).toContain('npm run dlq -- redrive quarantine/order')
  })

  test('of the relay: that they are positions, and what that means', async () => {
    await here.call('SendMessage', {
      QueueUrl: here.urlOf('Relay', 'DeadLetters'),
      MessageBody: JSON.stringify(positions),
    })
    const { output } = await here.run('show relay')
    expect(output).toContain('3 messages with an outbox, given up at 2026-11-22T20:14:00.000Z after 11 tries')
    expect(output).toContain('not messages: there is nothing to send again')
    expect(output).toContain('docs/runbook.md#relay-dead-letters')
    expect(output).not.toContain('npm run dlq -- redrive')
  })

  test('takes a queue by its whole name, its URL or its ARN too', async () => {
    await here.die('Order', task)
    const url = here.urlOf('Order', 'DeadLetters')
    const name = url.split('/').at(-1)
    for (const wanted of [name, url, `arn:aws:sqs:us-east-1:000000000000:${name}`])
      expect((await here.run(`show ${wanted}`)).output).toContain('a task for order')
  })
})

describe('npm run dlq -- redrive', () => {
  test('sends dead letters back when somebody says yes, and says what to do next', async () => {
    await here.die('Router', customerMessage)
    const { output, asked, error } = await here.run('redrive inbound', true)
    expect([error, asked]).toEqual(['', [expect.stringMatching(/^Send 1 message back to the inbound queue/)]])
    expect(output).toContain('1 message went back to the inbound queue')
    expect(output).toContain('npm run dlq -- show inbound')
    expect(await here.bodiesIn('Router', 'Queue')).toEqual([JSON.stringify(customerMessage)])
    expect((await here.run('redrive inbound', true)).output).toBe('Nothing lies in inbound.')
  })

  test('does nothing when somebody says no, or when nobody can be asked', async () => {
    await here.die('Order', task)
    expect((await here.run('redrive order', false)).output).toBe('Nothing was sent.')
    expect((await here.run('redrive order')).error).toContain('say so with --yes')
    expect(await here.bodiesIn('Order', 'Queue')).toEqual([])
  })

  test('goes slowly if asked to, and waits until it is done', async () => {
    for (let count = 0; count < 3; count++) await here.die('Order', task)
    const { output } = await here.run('redrive order --yes --per-second 2')
    expect(output).toContain('3 messages went back to the order queue')
    expect(await here.bodiesIn('Order', 'Queue')).toHaveLength(3)
  })

  test('says how far it came when the moving fails', async () => {
    await here.die('Order', task)
    await here.call('SendMessage', { QueueUrl: here.urlOf('Order', 'DeadLetters'), MessageBody: 'stray' })
    const { error } = await here.run('redrive order --yes')
    expect(error).toMatch(/^After 1 message the moving ended as FAILED: CouldNotDetermineMessageSource\./)
  })

  test("refuses the relay's, with what to do instead", async () => {
    await here.call('SendMessage', {
      QueueUrl: here.urlOf('Relay', 'DeadLetters'),
      MessageBody: JSON.stringify(positions),
    })
    const { error } = await here.run('redrive relay --yes')
    expect(error).toContain('there is nothing to send again')
    expect(error).toContain('docs/runbook.md#relay-dead-letters')
  })

  test('of quarantine: sends what is understood now, once, and keeps the rest with its reasons', async () => {
    await here.quarantine('Router', JSON.stringify(customerMessage), 'an older version did not know it', 'm1')
    await here.quarantine('Router', '{"type":"customer-message.v9"}', 'type', 'm2')
    const { output, error, asked } = await here.run('redrive quarantine/inbound', true)
    expect(asked).toEqual([expect.stringMatching(/^Send 1 of 2 messages to the inbound queue/)])
    expect(output).toContain('1 message went to the inbound queue again')
    expect(error).toMatch(
      /^Still not understood, so kept until 30 days after they came, 1 message:\n {2}m2: /,
    )
    expect(await here.bodiesIn('Router', 'Queue')).toEqual([JSON.stringify(customerMessage)])
    expect((await here.run('show quarantine/inbound')).output).not.toContain('m1')
    const again = await here.run('redrive quarantine/inbound --yes')
    expect([again.output, again.error]).toEqual(['', expect.stringContaining('m2')])
  })

  test.each([
    ['Order', { ...task, specialist: 'product' }, 'must be order'],
    ['Merge', task, 'type'],
    ['Router', { ...customerMessage, turn: 0 }, 'turn'],
  ] as const)('of quarantine: refuses what the function of %s does not take', async (owner, body, fault) => {
    await here.quarantine(owner, JSON.stringify(body), 'as it was', 'm1')
    const name = owner === 'Router' ? 'inbound' : owner.toLowerCase()
    const { error } = await here.run(`redrive quarantine/${name} --yes`)
    expect(error).toContain(fault)
    expect(await here.bodiesIn(owner, 'Queue')).toEqual([])
  })
})

describe('npm run dlq on AWS', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', here.endpoints.sqs)
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', here.endpoints.dynamodb)
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    return () => vi.unstubAllEnvs()
  })

  test('finds the queues and the memory by the names of the stacks', async () => {
    await here.die('Order', task)
    await here.quarantine('Order', 'x', 'not JSON', 'm1')
    const { output, error } = await here.run('list --aws --region us-east-1')
    expect(error).toBe('')
    expect(output).toContain(`Switchboard-t${stages}-Service in the AWS account in us-east-1`)
    expect(rowsOf(output).map(([name, count]) => `${name} ${count}`)).toEqual(
      expect.arrayContaining(['order 1', 'quarantine/order 1']),
    )
    const stack = `--stack Switchboard-t${stages}`
    const redriven = await here.run(`redrive order --yes ${stack}`)
    expect(redriven.output).toMatch(new RegExp(`npm run dlq -- show order --aws ${stack}$`))
  })

  test('of several stages, asks which', async () => {
    for (const QueueName of [
      'Switchboard-prod-Service-OrderDeadLetters0A-Z3',
      'Switchboard-prod-Service-Other',
    ])
      await here.call('CreateQueue', { QueueName })
    const { error } = await here.run('list --aws')
    expect(error).toMatch(/^There are several systems .*\n {2}--stack Switchboard-prod-Service\n/)
    expect(error).toContain(`  --stack Switchboard-t${stages}-Service`)
    expect((await here.run(`list --stack Switchboard-t${stages}`)).error).toBe('')
  })

  test('says what to do where nothing is found', async () => {
    const { error } = await here.run('list --stack Elsewhere')
    expect(error).toMatch(/whose name begins with Elsewhere. Is it the right account .* region .* stack/)
  })

  test('says how to give credentials when there are none', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
    const { error } = await here.run('list --aws --region us-east-1')
    expect(error).toMatch(/^There are no AWS credentials .* Set AWS_PROFILE, or AWS_ACCESS_KEY_ID/)
  })
})

describe('npm run dlq, used wrongly', () => {
  test.each(['show', 'redrive'])(
    '%s without a queue, or of an unknown one, lists those that exist',
    async (action) => {
      const names = /inbound\n {2}order\n {2}product\n {2}merge\n {2}relay\n {2}quarantine\/inbound/
      expect((await here.run(action)).error).toMatch(/^Which queue\? There are:\n/)
      const { error } = await here.run(`${action} billing`)
      expect(error).toMatch(/^There is no dead letter queue billing\. There are:\n/)
      expect(error).toMatch(names)
    },
  )

  test.each([
    ['', 'What shall be done?'],
    ['drop order', 'What shall be done?'],
    ['list order', 'What shall be done?'],
    ['show order --most none', '--most must be a whole number above 0, not none.'],
    ['list --aws --api http://localhost:1', 'Either --api or --aws'],
  ])('given %j, says what is wrong', async (line, words) => {
    expect((await here.run(line)).error).toContain(words)
  })

  test('--help explains itself', async () => {
    const { output } = await here.run('--help')
    expect(output).toMatch(/^npm run dlq -- list \| show <queue> \| redrive <queue>/)
  })
})
