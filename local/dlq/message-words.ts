import * as z from 'zod'
import { messageFaults } from '../../functions/adapters/message-faults.ts'
import {
  answerMessage,
  customerMessage,
  deadlineMessage,
  taskMessage,
} from '../../functions/core/queue-messages.ts'
import { messagesText } from './text-table.ts'

const anyMessage = z.discriminatedUnion('type', [
  customerMessage,
  taskMessage,
  answerMessage,
  deadlineMessage,
])
type AnyMessage = z.infer<typeof anyMessage>

/** A message in words, and the conversation that it is about if it can be told. */
export function messageWords(body: string): { words: string; conversationId?: string } {
  const parsed = anyMessage.safeParse(parseJson(body))
  if (!parsed.success) return { words: plain(body) }
  const { type, conversationId, turn } = parsed.data
  return { words: `${type}: ${what(parsed.data)} turn ${turn} of ${conversationId}`, conversationId }
}

function what(message: AnyMessage): string {
  switch (message.type) {
    case 'customer-message.v1':
      return `the customer's message ${message.seq}, in`
    case 'task.v1': {
      const { specialist, deferrals, consultation } = message
      const asked = consultation
        ? `${consultation.by}'s question to ${specialist}`
        : `a task for ${specialist}`
      return `${asked}${deferrals > 0 ? `, put back ${deferrals} times` : ''}, in`
    }
    case 'answer.v1':
      return 'an answer has come in, in'
    case 'deadline.v1':
      return 'time to look after'
  }
}

/** Why this queue's function would not understand a message now; `undefined`: it would. */
export function whyNotUnderstood(queue: string, body: string): string | undefined {
  const json = parseJson(body)
  if (json === undefined) return 'not JSON'
  const parsed = readBy(queue).safeParse(json)
  return parsed.success ? undefined : messageFaults(parsed.error)
}

/** What the function behind a queue takes. */
function readBy(queue: string): z.ZodType {
  if (queue === 'inbound') return customerMessage
  if (queue === 'merge') return z.discriminatedUnion('type', [answerMessage, deadlineMessage])
  return taskMessage.refine(({ specialist }) => specialist === queue, {
    path: ['specialist'],
    error: `must be ${queue}, whose queue this is`,
  })
}

const positions = z.object({
  requestContext: z.object({ approximateInvokeCount: z.number() }),
  timestamp: z.string(),
  DDBStreamBatchInfo: z.object({
    batchSize: z.number(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
})

/** What Lambda tells of a batch of a stream that it gave up. */
export function positionWords(body: string): string {
  const parsed = positions.safeParse(parseJson(body))
  if (!parsed.success) return plain(body)
  const { requestContext, timestamp, DDBStreamBatchInfo: batch } = parsed.data
  return `${messagesText(batch.batchSize)} with an outbox, given up at ${timestamp} after ${requestContext.approximateInvokeCount} tries: stream positions ${batch.startSequenceNumber} to ${batch.endSequenceNumber}`
}

const shownCharacters = 500

/** Text of anybody, so that it does nothing to a terminal: what cannot be seen is written out. */
export function plain(text: string): string {
  const shown = text
    .slice(0, shownCharacters)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => JSON.stringify(character).slice(1, -1))
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    )
  const left = text.length - shownCharacters
  return left > 0 ? `${shown} … and ${left} more characters` : shown
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
