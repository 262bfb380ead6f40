import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import { newId } from '../../functions/adapters/ids.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { HostEvent } from '../../local/host/host-events.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { begin, deadlineMs, give, say, text } from '../doubles/samples.ts'

const folder = join(import.meta.dirname, '../messages')
const fixtures = readdirSync(folder).filter((file) => file.endsWith('.json'))
const place = z.looseObject({
  conversationId: z.string(),
  turn: z.int(),
  seq: z.int().optional(),
  specialist: z.string().default('order'),
})

const events: HostEvent[] = []
let system: System
let sqs: SQSClient
beforeAll(async () => {
  system = await startSystem({ store: demoStore(1), onEvent: (event) => void events.push(event) })
  const { endpoints, region } = system.host
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  sqs = new SQSClient({ endpoint: endpoints.sqs, region, credentials })
})
afterAll(async () => {
  sqs?.destroy()
  await system?.close()
})

type Open = { memory: Memory; conversation: Conversation; minting: Parameters<typeof say>[3]; turn: number }

/** By kind of message: whose queue takes it, what memory holds when it comes, and how the turn ends by it. */
const kinds: Readonly<
  Record<
    string,
    {
      owner: (fixture: z.infer<typeof place>) => string
      prepare: (open: Open, fixture: z.infer<typeof place>) => Promise<unknown>
      /** How old the turn is, in milliseconds. */
      age?: number
      outcome: string
    }
  >
> = {
  'customer-message': { owner: () => 'Router', prepare: async () => {}, outcome: 'replied' },
  task: {
    owner: ({ specialist }) => specialist.charAt(0).toUpperCase() + specialist.slice(1),
    prepare: async ({ memory, conversation, minting }, { specialist }) =>
      await give(memory, conversation, [specialist], minting),
    outcome: 'replied',
  },
  answer: {
    owner: () => 'Merge',
    prepare: async ({ memory, conversation, minting, turn }) => {
      await give(memory, conversation, ['order', 'product'], minting)
      for (const specialist of ['order', 'product']) {
        const parts = [text('It is so.')]
        await memory.saveAnswer(conversation.id, turn, {
          kind: 'answer',
          specialist,
          parts,
          at: minting.now(),
        })
      }
    },
    outcome: 'replied',
  },
  deadline: { owner: () => 'Merge', prepare: async () => {}, age: deadlineMs, outcome: 'failed' },
}

describe('A message as an earlier version sent it', () => {
  test('there is one of each version', () => expect(fixtures.length).toBeGreaterThanOrEqual(4))

  test.each(fixtures)('%s is understood by its function, and its turn ends', async (file) => {
    const body = readFileSync(join(folder, file), 'utf8')
    const fixture = place.parse(JSON.parse(body))
    const kind = kinds[file.replace(/\.v\d+\.json$/, '')]
    if (!kind) throw new Error(`Say here what leads to the message ${file}, and how its turn ends.`)
    const memory = await talkedUntil(fixture, kind)
    events.length = 0
    const owner = kind.owner(fixture)
    const queue = system.host.queues.find(({ logicalId }) => logicalId.startsWith(`${owner}Queue`))
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue?.url,
        MessageBody: body,
        MessageGroupId: fixture.conversationId,
        ...(owner === 'Router' ? { MessageDeduplicationId: file } : {}),
      }),
    )
    await system.host.idle()
    expect((await memory.conversation(fixture.conversationId))?.turn).toMatchObject({
      number: fixture.turn,
      phase: 'closed',
      outcome: kind.outcome,
    })
    expect(await itemsOf(`quarantine#${queue?.name}`)).toEqual([])
    expect(events.filter((event) => event.type === 'batch' && event.failed > 0)).toEqual([])
  })
})

/** The fixture's conversation, at the fixture's turn and message, and then what leads to the message. */
async function talkedUntil(fixture: z.infer<typeof place>, kind: (typeof kinds)[string]): Promise<Memory> {
  const { client, table } = system.memoryTable
  const { conversationId, turn, seq = turn } = fixture
  for (const { pk, sk } of await itemsOf(`conversation#${conversationId}`))
    await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }))
  const now = () => Date.now() - (kind?.age ?? 0)
  const minting = {
    now,
    newId: (prefix: Parameters<typeof newId>[0]) => (prefix === 'cnv' ? conversationId : newId(prefix)),
  }
  const memory = dynamoDbMemory({ client, table, now: Date.now })
  let conversation = await begin(memory, minting, { customerId: 'mina_okafor_4821' })
  for (let extra = turn; extra < seq; extra++)
    conversation = await say(memory, conversation, 'Hello', minting)
  for (let earlier = 1; earlier < turn; earlier++) {
    conversation = await say(memory, conversation, 'Hello', minting)
    conversation = await give(memory, conversation, ['order'], minting)
  }
  conversation = await say(memory, conversation, 'Where is order #W0482125?', minting)
  expect(conversation).toMatchObject({ lastSeq: seq, turn: { number: turn } })
  await kind?.prepare({ memory, conversation, minting, turn }, fixture)
  return memory
}

async function itemsOf(pk: string): Promise<{ pk: string; sk: string }[]> {
  const { Items = [] } = await system.memoryTable.client.send(
    new QueryCommand({
      TableName: system.memoryTable.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  )
  return Items.map((item) => z.object({ pk: z.string(), sk: z.string() }).parse(item))
}
