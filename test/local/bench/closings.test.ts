import { describe, expect, test } from 'vitest'
import { closedBy } from '../../../local/bench/closings.ts'

const line = (messageType: string, verdict: string, message = 'Handled') => ({
  type: 'line' as const,
  function: 'Order',
  requestId: 'r',
  stream: 'stdout' as const,
  line: JSON.stringify({
    level: 'INFO',
    message,
    conversationId: 'conv_1',
    messageType,
    verdict,
    delivery: 1,
  }),
})

describe('A turn is over', () => {
  test.each([
    ['customer-message.v1', 'answered'],
    ['task.v1', 'replied'],
    ['answer.v1', 'closed'],
    ['deadline.v1', 'closed'],
  ])('when a function says that it handled %s and %s', (messageType, verdict) => {
    expect(closedBy(line(messageType, verdict))).toBe('conv_1')
  })

  test('not when a task only left its answer, or was put back', () => {
    expect(closedBy(line('task.v1', 'answered'))).toBeUndefined()
    expect(closedBy(line('task.v1', 'put_back'))).toBeUndefined()
    expect(closedBy(line('customer-message.v1', 'routed'))).toBeUndefined()
  })

  test('not by another line, nor by another event', () => {
    expect(closedBy(line('task.v1', 'replied', 'Handling failed'))).toBeUndefined()
    expect(closedBy({ type: 'problem', message: 'Handled' })).toBeUndefined()
  })
})
