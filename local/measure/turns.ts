import type { System } from '../system.ts'
import { aCustomer, beginConversation, type MeasuredConversation } from './conversation.ts'
import { add, type CountingProxy, type Traffic } from './counting-proxy.ts'

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

interface TurnFigures {
  readonly ms: number
  readonly modelCalls: number
  readonly modelBytes: number
  readonly traffic: Traffic
}

/** What a turn costs, and that it costs the same at turn 10, 100 and 300. */
export async function measureTurns(system: System, proxy: CountingProxy, turns: number): Promise<void> {
  const conversation = await beginConversation(system, aCustomer())
  // The functions' environments are warm, their connections too after one conversation.
  const warmUp = await beginConversation(system, aCustomer())
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

function sum<Each>(all: readonly Each[], of: (each: Each) => number): number {
  return all.reduce((total, each) => total + of(each), 0)
}
