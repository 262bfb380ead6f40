import { describe, it } from 'vitest'
import {
  assistant,
  type Body,
  look,
  older,
  pair,
  rawRequests,
  result,
  text,
  use,
  user,
} from '../support/raw-requests.ts'

const { rejects } = rawRequests()

describe('messages are rejected for', () => {
  it.each<[string, Body, string]>([
    ['being none', { messages: [] }, 'messages: at least one message is required'],
    ['being no list', { messages: 'hi' }, 'messages: Input should be a valid list'],
    [
      'an unknown role',
      { messages: [{ role: 'tool', content: 'x' }] },
      "messages.0.role: Input should be 'user', 'assistant' or 'system'",
    ],
    ['a missing content', { messages: [{ role: 'user' }] }, 'messages.0.content: Field required'],
    [
      'an unknown block',
      { messages: [user([{ type: 'audio' }])] },
      "messages.0.content.0.type: Input tag 'audio' found using 'type'",
    ],
    [
      'a block without type',
      { messages: [user([{ text: 'x' }])] },
      'messages.0.content.0.type: Field required',
    ],
    [
      'a field of a block',
      { messages: [user([text('x', { lang: 'en' })])] },
      'messages.0.content.0.text.lang: Extra inputs are not permitted',
    ],
    [
      'a first message from the assistant',
      { messages: [assistant('hi'), user('x')] },
      'messages: first message must use the "user" role',
    ],
    [
      'a prefill',
      { messages: [user('x'), assistant('{')] },
      'This model does not support assistant message prefill.',
    ],
    [
      'a prefill with a space at its end',
      { ...older, messages: [user('x'), assistant('So ')] },
      'messages: final assistant content cannot end with trailing whitespace',
    ],
    [
      'an empty content',
      { messages: [user('x'), assistant([]), user('y')] },
      'messages.1: all messages must have non-empty content except for the optional final assistant message',
    ],
    ['an empty string', { messages: [user('')] }, 'messages.0: all messages must have non-empty content'],
    ['an empty text', { messages: [user([text('')])] }, 'messages: text content blocks must be non-empty'],
    [
      'a blank text',
      { messages: [user('  \n')] },
      'messages: text content blocks must contain non-whitespace text',
    ],
    ['an empty system text', { system: [text('')] }, 'system: text content blocks must be non-empty'],
    [
      'a tool call of the user',
      { messages: [user([use('t1')])] },
      '`tool_use` blocks can only be in `assistant` messages',
    ],
    [
      'a document of the assistant',
      { messages: [user('x'), assistant([{ type: 'document', source: {} }]), user('y')] },
      '`document` blocks can only be in `user` messages',
    ],
    [
      'citations of the user',
      { messages: [user([text('x', { citations: [{}] })])] },
      'messages.0.content.0.text.citations: Extra inputs are not permitted',
    ],
    [
      'a system message on a model without',
      { ...older, messages: [user('x'), { role: 'system', content: 'y' }] },
      "messages.1: role 'system' is not supported on this model",
    ],
    [
      'a system message between users',
      { messages: [user('x'), { role: 'system', content: 'y' }, user('z')] },
      "messages.1: a 'system' message must follow",
    ],
  ])('%s', rejects)
})

describe('tool results are rejected for', () => {
  it.each<[string, unknown[], string]>([
    [
      'a missing result',
      [user('a'), assistant([use('t1'), use('t2')]), user([result('t1')])],
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t2. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    ],
    [
      'no answer at all',
      [user('a'), assistant([use('t1')])],
      'messages.1: `tool_use` ids were found without',
    ],
    [
      'an answer too late',
      [...pair.slice(0, 2), user('wait'), user([result('t1')])],
      'messages.1: `tool_use` ids were found without',
    ],
    [
      'text before them',
      [...pair.slice(0, 2), user([text('so:'), result('t1')])],
      'messages.1: `tool_use` ids were found without',
    ],
    [
      'an orphan',
      [user([result('t9')])],
      'messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    ],
    [
      'an orphan beside a right one',
      [...pair.slice(0, 2), user([result('t1'), result('t9')])],
      'messages.2.content.1: unexpected `tool_use_id`',
    ],
    [
      'a double',
      [...pair.slice(0, 2), user([result('t1'), result('t1')])],
      'messages.2.content.1: each tool_use must have a single result.',
    ],
    ['an id used twice', [...pair, ...pair.slice(1)], 'messages: `tool_use` ids must be unique'],
    [
      'an error without text',
      [...pair.slice(0, 2), user([result('t1', { is_error: true, content: '' })])],
      'messages.2.content.0.tool_result: content cannot be empty if `is_error` is true',
    ],
    [
      'an error without content',
      [...pair.slice(0, 2), user([{ type: 'tool_result', tool_use_id: 't1', is_error: true }])],
      'content cannot be empty if `is_error` is true',
    ],
    [
      'a missing id',
      [...pair.slice(0, 2), user([{ type: 'tool_result', content: 'x' }])],
      'messages.2.content.0.tool_result.tool_use_id: Field required',
    ],
    [
      'an id with other characters',
      [user('a'), assistant([use('t 1')]), user([result('t 1')])],
      "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
    ],
    [
      'an input that is no object',
      [user('a'), assistant([{ ...use('t1'), input: '{}' }]), user([result('t1')])],
      'messages.1.content.0.tool_use.input: Input should be a valid dictionary',
    ],
  ])('%s', (_, messages, message) => rejects(_, { messages, tools: look }, message))
})
