import { describe, expect, test } from 'vitest'
import { createEventFilter } from '../../../local/host/event-pattern.ts'

const insert = {
  eventName: 'INSERT',
  dynamodb: {
    NewImage: {
      kind: { S: 'message' },
      outbox: { L: [{ S: 'a' }, { S: 'b' }] },
      empty: { L: [] },
      n: { N: '1' },
    },
  },
}

describe('Event filter', () => {
  test.for<[string, object, boolean]>([
    ['one of several values', { eventName: ['INSERT', 'MODIFY'] }, true],
    ['none of them', { eventName: ['REMOVE'] }, false],
    [
      'every field has to match',
      { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: ['task'] } } } },
      false,
    ],
    ['a value that exists', { dynamodb: { NewImage: { kind: { S: [{ exists: true }] } } } }, true],
    ['a value that does not exist', { dynamodb: { NewImage: { other: { S: [{ exists: false }] } } } }, true],
    ['an object is no value', { dynamodb: { NewImage: { kind: [{ exists: true }] } } }, false],
    ['a list is looked into', { dynamodb: { NewImage: { outbox: { L: { S: [{ exists: true }] } } } } }, true],
    [
      'an empty list has no values',
      { dynamodb: { NewImage: { empty: { L: { S: [{ exists: true }] } } } } },
      false,
    ],
    ['a beginning', { dynamodb: { NewImage: { kind: { S: [{ prefix: 'mess' }] } } } }, true],
    ['another beginning', { dynamodb: { NewImage: { kind: { S: [{ prefix: 'task' }] } } } }, false],
    ['an end', { dynamodb: { NewImage: { kind: { S: [{ suffix: 'age' }] } } } }, true],
    ['anything but', { eventName: [{ 'anything-but': ['REMOVE'] }] }, true],
    ['anything but this', { eventName: [{ 'anything-but': ['INSERT'] }] }, false],
    ['numbers are not their texts', { dynamodb: { NewImage: { n: { N: [1] } } } }, false],
  ])('%s', ([, pattern, accepted]) => {
    expect(createEventFilter([JSON.stringify(pattern)])(insert)).toBe(accepted)
  })

  test('any of several patterns is enough, and none accept all', () => {
    const patterns = ['REMOVE', 'INSERT'].map((name) => JSON.stringify({ eventName: [name] }))
    expect(createEventFilter(patterns)(insert)).toBe(true)
    expect(createEventFilter([])(insert)).toBe(true)
  })

  test('a rule that it does not know is an error, not a silent mismatch', () => {
    expect(() => createEventFilter([JSON.stringify({ n: [{ numeric: ['>', 1] }] })])).toThrow('numeric')
  })
})
