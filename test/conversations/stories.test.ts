import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playStory } from '../../local/client/play-story.ts'
import { readStories } from '../../local/client/read-stories.ts'
import { asCustomer, asOperator, type Target } from '../../local/client/target.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'

let system: System
let target: Target

beforeAll(async () => {
  system = await startSystem({ store: demoStore(1) })
  target = { apiUrl: system.host.url, storeId: system.storeId, storeSecret: system.secrets.store }
})
afterAll(() => system?.close())

const stories = await readStories()

describe('Conversations with the whole system', () => {
  test('there are stories', () => {
    expect(stories.length).toBeGreaterThanOrEqual(5)
  })

  test.each(stories)('$name', async (story) => {
    const [customer, operator] = await Promise.all([asCustomer(target, story.customer), asOperator(target)])
    const { failures } = await playStory(story, { customer, operator })
    expect(failures).toEqual([])
  })
})
