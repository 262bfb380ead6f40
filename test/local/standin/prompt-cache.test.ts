import { describe, expect, it } from 'vitest'
import { countTokensRequest, type Prompt } from '../../../local/standin/messages-request.ts'
import { models } from '../../../local/standin/models.ts'
import { promptCache } from '../../../local/standin/prompt-cache.ts'
import { promptTokens } from '../../../local/standin/tokens.ts'

const marked = { cache_control: { type: 'ephemeral' } }
const hour = { cache_control: { type: 'ephemeral', ttl: '1h' } }
const words = (count: number, seed = 'word') => `${seed} `.repeat(count)
const system = (text = words(500), marker: object = marked) => [{ type: 'text', text, ...marker }]
const user = (text: string, marker: object = {}) => ({
  role: 'user',
  content: [{ type: 'text', text, ...marker }],
})
const tool = (description: string) => ({ name: 'look', description, input_schema: { type: 'object' } })

function prompt(change: Record<string, unknown> = {}): Prompt {
  return countTokensRequest.parse({
    model: 'claude-haiku-5-5',
    system: system(),
    messages: [user('Hello')],
    ...change,
  })
}

/** A cache with a clock of its own, in minutes. */
function cacheAt() {
  let minutes = 0
  const cache = promptCache(() => minutes * 60_000)
  return {
    wait: (more: number) => {
      minutes += more
    },
    use: (change: Record<string, unknown> = {}) => {
      const asked = prompt(change)
      const facts = models.get(asked.model)
      if (facts === undefined) throw new Error(`No model ${asked.model}`)
      const used = cache.use(asked, facts)
      expect(used.fresh + used.read + used.written).toBe(promptTokens(asked))
      return used
    },
  }
}

describe('a marked prefix', () => {
  it('is written once and read from then on', () => {
    const { use } = cacheAt()
    const first = use()
    expect(first).toMatchObject({ read: 0, writtenForAnHour: 0 })
    expect(first.written).toBeGreaterThan(512)
    expect(use({ messages: [user('Another question')] })).toMatchObject({ read: first.written, written: 0 })
  })

  it('is not cached below the model’s minimum', () => {
    const { use } = cacheAt()
    const short = { system: system(words(100)) }
    expect([use(short), use(short)]).toEqual(
      [0, 1].map(() => expect.objectContaining({ read: 0, written: 0 })),
    )
    const onOlder = { model: 'claude-haiku-4-5' }
    use(onOlder)
    expect(use(onOlder)).toMatchObject({ read: 0, written: 0 })
  })

  it('is not shared between models', () => {
    const { use } = cacheAt()
    use()
    expect(use({ model: 'claude-sonnet-5-5' }).read).toBe(0)
  })

  it('grows with the conversation', () => {
    const { use } = cacheAt()
    const turns = [
      user(words(300, 'one'), marked),
      { role: 'assistant', content: 'Yes.' },
      user(words(300, 'two'), marked),
    ]
    const first = use({ messages: turns.slice(0, 1) })
    const second = use({ messages: turns })
    expect(second.read).toBe(first.written)
    expect(second.written).toBeGreaterThan(300)
    expect(second.fresh).toBe(0)
  })

  it('is found up to 20 blocks before a marker', () => {
    const { use } = cacheAt()
    const pieces = (count: number) => Array.from({ length: count }, (_, it) => user(`piece ${it}`))
    use({ system: words(500), messages: [user('start', marked)] })
    const near = { system: words(500), messages: [user('start'), ...pieces(18), user('end', marked)] }
    const far = { system: words(500), messages: [user('start'), ...pieces(25), user('end', marked)] }
    expect(use(far).read).toBe(0)
    expect(use(near).read).toBeGreaterThan(500)
  })

  it('lives for five minutes after its last use, or for an hour', () => {
    const { use, wait } = cacheAt()
    use()
    wait(4)
    expect(use().read).toBeGreaterThan(0)
    wait(4)
    expect(use().read).toBeGreaterThan(0)
    wait(6)
    expect(use().read).toBe(0)
    const long = { system: system(words(500, 'long'), hour) }
    expect(use(long).writtenForAnHour).toBeGreaterThan(500)
    wait(50)
    expect(use(long).read).toBeGreaterThan(500)
  })

  it('may be marked for the whole request', () => {
    const { use } = cacheAt()
    const automatic = { ...marked, system: words(500) }
    expect(use(automatic).written).toBe(promptTokens(prompt(automatic)))
    expect(use(automatic).read).toBe(promptTokens(prompt(automatic)))
  })
})

describe('a change before the marker loses', () => {
  const withTools = { tools: [tool('a')], messages: [user(words(500, 'said'), marked)] }
  it.each([
    ['everything, of a tool', { tools: [tool('b')] }, false, false],
    [
      'everything, of the format',
      { output_config: { format: { type: 'json_schema', schema: {} } } },
      false,
      false,
    ],
    ['everything, of the system text', { system: system(words(500, 'other')) }, false, false],
    ['the messages, of the tool choice', { tool_choice: { type: 'none' } }, true, false],
    ['the messages, of the effort', { output_config: { effort: 'low' } }, true, false],
    ['the messages, of the thinking', { thinking: { type: 'disabled' } }, true, false],
    ['nothing, of the markers', { tools: [{ ...tool('a'), ...marked }] }, true, true],
  ])('%s', (_, change, keepsSystem, keepsMessages) => {
    const { use } = cacheAt()
    const { written } = use(withTools)
    const { read } = use({ ...withTools, ...change })
    expect(read > 0).toBe(keepsSystem)
    expect(read === written).toBe(keepsMessages)
  })
})
