import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, openSession } from '../../../local/client/api-client.ts'
import { conversationStory, type StorySource } from '../../../local/client/conversation-story.ts'
import { playStory } from '../../../local/client/play-story.ts'
import { readStories } from '../../../local/client/read-stories.ts'
import { type FakeApi, startFakeApi } from '../../widget/fake-api.ts'

let api: FakeApi
let customer: Client
beforeAll(async () => {
  api = await startFakeApi()
  customer = await openSession({ apiUrl: api.url, storeId: 'st_test' })
})
afterAll(() => api.close())
beforeEach(() => {
  api.reset()
  api.answerAlways({ type: 'text', text: 'The kettle comes in black.' })
})

const operator: Client = {
  ...unusable(),
  trace: async () => [
    {
      number: 1,
      messages: [],
      runs: [{ specialist: 'product', task: '', steps: [] }],
      totals: { modelCalls: 0, inputTokens: 0, outputTokens: 0, costMicroDollars: 0 },
    },
  ],
}

async function failuresOf(expects: StorySource['turns'][number]['expects']): Promise<readonly string[]> {
  const story = { name: 'a story', store: 'any', turns: [{ says: 'Does it come in black?', expects }] }
  return (await playStory(conversationStory.parse(story), { customer, operator })).failures
}

describe('Playing a story', () => {
  test('finds nothing wrong with what is right', async () => {
    const expects = { contains: ['BLACK', ['white', 'kettle']], specialists: ['product'], never: ['red'] }
    expect(await failuresOf({ ...expects, parts: ['text'], neverParts: ['order_card'] })).toEqual([])
    expect(api.of(/^POST .*\/messages$/)).toMatchObject([{ body: { text: 'Does it come in black?' } }])
  })

  test.each([
    [{ outcome: 'with_human' as const }, 'ended as replied, not as with_human'],
    [{ contains: ['white'] }, 'does not say "white"'],
    [{ contains: [['white', 'blue']] }, 'does not say "white" or "blue"'],
    [{ never: ['kettle'] }, 'says "kettle"'],
    [{ specialists: ['order', 'product'] }, 'asked product, not order, product'],
    [{ specialists: [] }, 'asked product, not nobody'],
    [{ parts: ['order_card' as const] }, 'has no order_card'],
    [{ neverParts: ['text' as const] }, 'has a text'],
  ])('%j: the answer %s', async (expects, fault) => {
    expect(await failuresOf(expects)).toEqual([
      `turn 1: the answer ${fault}. It was: "The kettle comes in black."`,
    ])
  })

  test('writes a burst without waiting, and wants one answer to it', async () => {
    api.answerAlways()
    const story = { name: 'a burst', store: 'any', turns: [{ says: ['one', 'two'] }] }
    const playing = playStory(conversationStory.parse(story), { customer, operator })
    await expect.poll(() => api.conversations[0]?.messages.length).toBe(2)
    api.answer({ type: 'text', text: 'Both' })
    expect((await playing).failures).toEqual([])
  })
})

describe('The stories of the repository', () => {
  test('are all stories, with different names', async () => {
    const names = (await readStories()).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('a file that is no story is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stories-'))
    await writeFile(join(folder, 'wrong.story.ts'), 'export default { name: 1, store: "any", turns: [] }')
    await expect(readStories(folder)).rejects.toThrow(/wrong\.story\.ts does not export a conversation story/)
    await rm(folder, { recursive: true })
  })
})

function unusable(): Client {
  const never = () => Promise.reject(new Error('An operator only reads traces'))
  return { begin: never, send: never, read: never, untilAnswered: never, handoff: never, trace: never }
}
