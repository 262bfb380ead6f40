import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { startDynamoDb } from './host/dynamodb-engine.ts'
import { beginConversation, type MeasuredConversation } from './measure/conversation.ts'
import { add, type CountingProxy, countingProxy, type nothing } from './measure/counting-proxy.ts'
import { demoCustomers, demoStore } from './store/demo-store.ts'
import { type System, startSystem } from './system.ts'

const help = `npm run measure -- [--turns 300]

Measures the system on this machine with the stand-in model at 0 ms: what a turn costs in model calls,
bytes and DynamoDB requests, and how that stays flat; concurrent messages; redelivered messages.`

/** Ten turns about orders and products, as a shopper would write them. */
const questions = [
  'Where is my order?',
  'Does the kettle come in black?',
  'And what is in my pending order?',
  'How much is the cheapest desk lamp?',
  'Where is my order, and does the kettle come in black?',
  'Which rain jackets do you have in blue?',
  'What did I pay for #W0482133?',
  'Is there a wool blanket in grey?',
  'What is the address of my pending order?',
  'Do you have running shoes in size 9?',
]

const { values } = parseArgs({
  options: { turns: { type: 'string', default: '300' }, help: { type: 'boolean' } },
})
if (values.help) console.log(help)
else await measure(Number(values.turns))

async function measure(turns: number): Promise<void> {
  const engine = await startDynamoDb(undefined, (why) => console.error(why))
  const proxy = await countingProxy(engine.endpoint)
  process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.url
  const system = await startSystem({ store: demoStore(1), onProgress: (done) => console.log(`· ${done}`) })
  try {
    await system.host.warm()
    console.log(
      `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; ` +
        'model at 0 ms; every DynamoDB request through a counting proxy (adds about 1 ms each)\n',
    )
    await measureTurns(system, proxy, turns)
    await measureConcurrency(system)
    await measureRedelivery(system)
  } finally {
    await system.close()
    await proxy.close()
    await engine.close()
  }
}

interface TurnFigures {
  readonly ms: number
  readonly modelCalls: number
  readonly modelBytes: number
  readonly traffic: ReturnType<typeof nothing>
}

async function measureTurns(system: System, proxy: CountingProxy, turns: number): Promise<void> {
  const conversation = await beginConversation(system, demoCustomer())
  // The functions' environments are warm, their connections too after one conversation.
  const warmUp = await beginConversation(system, demoCustomer())
  for (const question of questions) await turn(warmUp, question)
  await system.host.idle()
  const figures: TurnFigures[] = []
  for (let number = 0; number < turns; number++) {
    const before = { traffic: proxy.total(), ...system.standIn?.calls }
    const ms = await turn(conversation, questions[number % questions.length] ?? '')
    await system.host.idle()
    figures.push({
      ms,
      modelCalls: (system.standIn?.calls.count ?? 0) - (before.count ?? 0),
      modelBytes: (system.standIn?.calls.requestBytes ?? 0) - (before.requestBytes ?? 0),
      traffic: add(proxy.total(), before.traffic, -1),
    })
    if ((number + 1) % 100 === 0) console.log(`· ${number + 1} turns`)
  }
  const windows = [10, 100, 300].filter((end) => end <= turns)
  console.log('\nA turn, mean of the ten that end at turn:')
  console.table(Object.fromEntries(windows.map((end) => [end, meanOf(figures.slice(end - 10, end))])))
  console.log('The first ten turns together:')
  const ten = figures.slice(0, 10)
  console.table({
    'model calls': sum(ten, ({ modelCalls }) => modelCalls),
    'bytes sent to the model': sum(ten, ({ modelBytes }) => modelBytes),
    'DynamoDB requests': sum(ten, ({ traffic }) => traffic.requests),
  })
}

async function turn(conversation: MeasuredConversation, text: string): Promise<number> {
  const start = performance.now()
  await conversation.closed(await conversation.post(text))
  return performance.now() - start
}

function meanOf(figures: readonly TurnFigures[]): Record<string, number> {
  const mean = (of: (figure: TurnFigures) => number) =>
    Math.round((sum(figures, of) / figures.length) * 10) / 10
  const times = figures.map(({ ms }) => ms).sort((a, b) => a - b)
  return {
    'model calls': mean(({ modelCalls }) => modelCalls),
    'bytes to the model': mean(({ modelBytes }) => modelBytes),
    'DynamoDB requests': mean(({ traffic }) => traffic.requests),
    'bytes in writes': mean(({ traffic }) => traffic.writtenBytes),
    'write units': mean(({ traffic }) => traffic.writeUnits),
    'read units': mean(({ traffic }) => traffic.readUnits),
    'p50 ms': Math.round(times[Math.floor(times.length / 2)] ?? 0),
    'slowest ms': Math.round(times.at(-1) ?? 0),
  }
}

async function measureConcurrency(system: System): Promise<void> {
  const rows: Record<string, unknown> = {}
  for (const count of [10, 200]) {
    const conversation = await beginConversation(system, demoCustomer())
    const texts = Array.from(
      { length: count },
      (_, index) => `Question ${index + 1}: does the kettle come in black?`,
    )
    const start = performance.now()
    const numbers = await Promise.all(texts.map((text) => conversation.post(text)))
    const accepted = performance.now() - start
    await conversation.closed(Math.max(...numbers))
    const messages = await conversation.messages()
    const kept = new Set(
      messages
        .filter(({ author }) => author === 'customer')
        .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : ''))),
    )
    const last = messages.at(-1)
    rows[`${count} at once`] = {
      kept: texts.filter((text) => kept.has(text)).length,
      'in order, no gap': messages.every(({ seq }, index) => seq === index + 1),
      replies: messages.filter(({ author }) => author !== 'customer').length,
      'answered after the last': last?.author === 'assistant',
      'accepted in ms': Math.round(accepted),
      'replied in ms': Math.round(performance.now() - start),
    }
    await system.host.idle()
  }
  console.log('Messages sent into one conversation at the same moment:')
  console.table(rows)
}

/** The same queue message delivered again: at once, beside the first, and after its turn is over. */
async function measureRedelivery(system: System): Promise<void> {
  const sqs = new SQSClient({
    endpoint: system.host.endpoints.sqs,
    region: system.host.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const rows: Record<string, unknown> = {}
  const plain = await oneTurn(system, async () => {})
  rows['delivered once'] = plain
  for (const queue of ['Router', 'Order', 'Merge'] as const) {
    const url = system.host.queues.find(({ logicalId }) => logicalId.startsWith(`${queue}Queue`))?.url
    rows[`${queue.toLowerCase()}: again after the reply`] = await oneTurn(system, async (id, turnNumber) => {
      const type = { Router: 'customer-message.v1', Order: 'task.v1', Merge: 'answer.v1' }[queue]
      const body = { type, conversationId: id, turn: turnNumber, specialist: 'order', deferrals: 0 }
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify(body),
          MessageGroupId: id,
          ...(queue === 'Router' ? { MessageDeduplicationId: `again-${id}` } : {}),
        }),
      )
    })
  }
  sqs.destroy()
  console.log('A queue message delivered twice:')
  console.table(rows)
}

async function oneTurn(
  system: System,
  again: (id: string, turn: number) => Promise<void>,
): Promise<Record<string, number>> {
  const calls = system.standIn?.calls.count ?? 0
  const conversation = await beginConversation(system, demoCustomer())
  const number = await conversation.post('Where is my order, and does the kettle come in black?')
  await conversation.closed(number)
  await again(conversation.id, number)
  await system.host.idle()
  const messages = await conversation.messages()
  return {
    'model calls': (system.standIn?.calls.count ?? 0) - calls,
    replies: messages.filter(({ author }) => author !== 'customer').length,
  }
}

function demoCustomer(): string {
  const [first] = demoCustomers
  if (!first) throw new Error('The demo store has no demo customers')
  return first.customerId
}

function sum<Each>(all: readonly Each[], of: (each: Each) => number): number {
  return all.reduce((total, each) => total + of(each), 0)
}
