import { describe, it } from 'vitest'
import { assistant, type Body, hour, marked, rawRequests, text, tool, user } from '../support/raw-requests.ts'

const { rejects } = rawRequests()

describe('cache markers are rejected for', () => {
  it.each<[string, Body, string]>([
    [
      'being five',
      {
        system: [1, 2, 3].map((it) => text(`s${it}`, marked)),
        messages: [user([text('a', marked), text('b', marked)])],
      },
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
    ],
    [
      'being five with the automatic one',
      { ...marked, system: [1, 2, 3, 4].map((it) => text(`s${it}`, marked)) },
      'Found 5.',
    ],
    [
      'standing on an empty text',
      { messages: [user([text('', marked)])] },
      'messages.0.content.0.text: cache_control cannot be set for empty text blocks',
    ],
    [
      'standing on thinking',
      {
        messages: [
          user('x'),
          assistant([{ type: 'thinking', thinking: '', signature: 's', ...marked }]),
          user('y'),
        ],
      },
      'messages.1.content.0.thinking.cache_control: Extra inputs are not permitted',
    ],
    [
      'an unknown ttl',
      { ...{ cache_control: { type: 'ephemeral', ttl: '2h' } } },
      "cache_control.ttl: Input should be '5m' or '1h'",
    ],
    [
      '1h after 5m',
      { tools: [tool(marked)], system: [text('s', hour)] },
      "system.0.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m'",
    ],
  ])('%s', rejects)
})
