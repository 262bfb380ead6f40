import * as z from 'zod'
import { action } from '../core/action.ts'
import { author, handoff } from '../core/conversation.ts'
import { actionId, conversationId, messageId, turnId } from '../core/ids.ts'
import { part } from '../core/parts.ts'
import { feedback } from '../core/remarks.ts'
import { turnTrace } from '../core/trace.ts'
import { turnStatusName, turnView } from '../core/turn-view.ts'

export { turnStatusName, turnView } from '../core/turn-view.ts'

/**
 * The REST API's bodies: the one source of the checks in the function, of the models in API Gateway, and of the
 * OpenAPI document.
 */
export const maxMessageLength = 4000
const controlCharacter = /[^\P{Cc}\n\t]/u

export const sessionRequest = z.strictObject({
  storeId: z.string().min(1).max(100).describe('The store that the session belongs to.'),
  customerToken: z
    .string()
    .max(4096)
    .optional()
    .describe("A JWT signed by the storefront's server: `sub` the customer, `aud` the store, `exp` soon."),
})

const storeId = sessionRequest.shape.storeId

export const guestRequest = z.strictObject({
  storeId,
  orderId: z
    .string()
    .min(1)
    .max(64)
    .describe('The number of an order of yours, with or without the # in front.'),
  email: z
    .string()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .describe('The e-mail address that the order was made with.'),
})

export const guestVerification = z.strictObject({
  storeId,
  code: z
    .string()
    .regex(/^[0-9]{6}$/, 'must be six digits')
    .describe('The code from the mail.'),
})

export const conversationRequest = z.strictObject({})

export const messageRequest = z.strictObject({
  text: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine((text) => text.trim() !== '', 'must not be empty')
    .refine((text) => [...text].length <= maxMessageLength, 'must have at most 4,000 characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode (it has half of a surrogate pair)')
    .refine((text) => !controlCharacter.test(text), 'must have no control characters but newline and tab')
    .meta({
      description: 'What the customer, or an operator, wrote: plain text, 1 to 4,000 characters.',
      minLength: 1,
      maxLength: maxMessageLength,
    }),
})

const control = z.enum(['bot', 'human'])

export const handoffRequest = z.strictObject({
  reason: z
    .string()
    .max(500)
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode (it has half of a surrogate pair)')
    .refine((text) => !controlCharacter.test(text), 'must have no control characters but newline and tab')
    .optional()
    .describe('Why a person is wanted, for the operators to read.'),
})

export const feedbackRequest = z.strictObject({
  seq: z.int().min(1).max(1e9).describe('The message that is rated.'),
  rating: z.enum(['up', 'down']),
  comment: z
    .string()
    .max(1000)
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode (it has half of a surrogate pair)')
    .refine((text) => !controlCharacter.test(text), 'must have no control characters but newline and tab')
    .optional()
    .describe('What the customer says about it.'),
})

export const readRequest = z.strictObject({
  seq: z.int().min(1).max(1e9).describe('The newest message that the customer has seen.'),
})

export const controlRequest = z.strictObject({
  control: control.describe('Who holds the conversation from now on.'),
})

export const sessionResponse = z.strictObject({
  sessionToken: z.string(),
  expiresAt: z.iso.datetime(),
  customer: z.strictObject({ verified: z.boolean() }),
  live: z
    .strictObject({ url: z.url() })
    .describe(
      'The WebSocket for live updates: add ?conversation={id}&token={sessionToken}. What comes there is there by REST, too.',
    ),
})

export const guestResponse = z.strictObject({
  expiresInSeconds: z.int().positive().describe('How long the code is valid, if one was sent.'),
})

export const conversationResponse = z.strictObject({
  id: conversationId,
  status: z.enum(['open', 'closed']),
  control,
  turn: turnView,
  createdAt: z.iso.datetime(),
  handoff: handoff.optional().describe('For operators: who gave the conversation to a human, when, and why.'),
  waiting: z
    .strictObject({ since: z.iso.datetime(), actionIds: z.array(actionId) })
    .optional()
    .describe("In an operator's list: since when it waits, and the actions that wait for approval."),
})

export const conversationsResponse = z.strictObject({ data: z.array(conversationResponse) })

export const acceptedResponse = z.strictObject({
  message: z.strictObject({ id: messageId, seq: z.int().positive(), status: z.literal('accepted') }),
  turn: z.strictObject({ id: turnId.optional(), number: z.int().positive(), status: turnStatusName }),
  pollAfterMs: z.int().positive(),
})

export const messageView = z.strictObject({
  id: messageId,
  seq: z.int().positive(),
  author,
  parts: z.array(part),
  turn: z.int().nonnegative(),
  followUp: z.literal(true).optional().describe('A late answer, after what its turn ended with.'),
  createdAt: z.iso.datetime(),
})

export const messagesResponse = z.strictObject({
  data: z.array(messageView),
  page: z.strictObject({ after: z.int().nonnegative(), hasMore: z.boolean() }),
  turn: turnView,
  pollAfterMs: z.int().positive(),
})

export const controlResponse = z.strictObject({ id: conversationId, control })

export const traceResponse = z.strictObject({
  conversationId,
  turns: z.array(turnTrace),
  /** Every action of the conversation; one that waits for an operator says why. */
  actions: z.array(action),
  /** What the customer thought of answers, and how far they have read. */
  feedback: z.array(feedback),
  readSeq: z.int().nonnegative(),
})

export const decisionResponse = z.strictObject({ id: actionId, status: z.literal('accepted') })

export const healthResponse = z.strictObject({ status: z.literal('ok') })

/** RFC 9457, plus a stable `code` for programs and the `requestId` to quote to the store's engineers. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
})
