import { randomUUID } from 'node:crypto'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'

const order = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    /** Of the REST API. */
    url: z.string(),
    authorization: z.string(),
    says: z.string(),
    /** Those that talk at the same moment; a new one takes the place of one that has had its turns. */
    atOnce: z.int(),
    conversations: z.array(z.string()),
    turns: z.int(),
    turnsEach: z.int(),
  }),
  z.object({ type: z.literal('closed'), conversationId: z.string() }),
])
export type Order = z.infer<typeof order>
type Run = Extract<Order, { type: 'run' }>

/** Milliseconds from the request being sent: to its answer, and to the news that the reply is committed. */
const sample = z.object({ accepted: z.number(), replied: z.number() })
export const ran = z.object({
  samples: z.array(sample),
  /** Turns of which no reply was heard in time. */
  lost: z.int(),
  /** From the first request to the last reply. */
  ms: z.number(),
  /** Of this process. */
  cpuMs: z.number(),
  /** Turns by conversation. */
  had: z.record(z.string(), z.int()),
})
export type Ran = z.infer<typeof ran>

/** The customers, in a process of their own: each writes, waits for the reply and writes again. */
export function serveCustomers(): void {
  const waiting = new Map<string, () => void>()
  process.on('message', (raw) => {
    const received = order.parse(raw)
    if (received.type === 'closed') return waiting.get(received.conversationId)?.()
    void run(received, waiting).then((result) => process.send?.(result))
  })
  process.once('disconnect', () => process.exit())
  process.send?.('ready')
}

const longestTurnMs = 60_000

async function run(given: Run, waiting: Map<string, () => void>): Promise<Ran> {
  const agent = new Agent({ keepAlive: true })
  const samples: Ran['samples'] = []
  const had: Ran['had'] = {}
  const conversations = [...given.conversations]
  let left = given.turns
  let lost = 0

  const turn = async (conversationId: string): Promise<void> => {
    const { promise: over, resolve: end } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => end(false), longestTurnMs)
    waiting.set(conversationId, () => end(true))
    const start = performance.now()
    await post(conversationId, given, agent)
    const accepted = performance.now() - start
    if (await over) samples.push({ accepted, replied: performance.now() - start })
    else lost += 1
    clearTimeout(timer)
    waiting.delete(conversationId)
    had[conversationId] = (had[conversationId] ?? 0) + 1
  }
  const talk = async (): Promise<void> => {
    while (left > 0) {
      const conversationId = conversations.shift()
      if (conversationId === undefined) throw new Error('There are not enough conversations')
      for (let number = 0; number < given.turnsEach && left > 0; number++) {
        left -= 1
        await turn(conversationId)
      }
    }
  }

  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: given.atOnce }, talk))
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  agent.destroy()
  return { samples, lost, ms, cpuMs: (user + system) / 1000, had }
}

async function post(conversationId: string, given: Run, agent: Agent): Promise<void> {
  const { authorization, says } = given
  const url = `${given.url}/v1/conversations/${conversationId}/messages`
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const request = httpRequest(url, { method: 'POST', agent, headers })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject)
  })
  request.end(JSON.stringify({ text: says }))
  const response = await answered
  const answer = await text(response)
  if (response.statusCode !== 202) throw new Error(`${url} answered ${response.statusCode}: ${answer}`)
}
