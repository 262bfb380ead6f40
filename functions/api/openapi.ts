import * as z from 'zod'
import { clientFrame, liveFrame } from '../core/live.ts'
import * as schemas from './schemas.ts'

type Schema = Record<string, unknown>

const named = {
  SessionRequest: schemas.sessionRequest,
  Session: schemas.sessionResponse,
  GuestRequest: schemas.guestRequest,
  Guest: schemas.guestResponse,
  GuestVerification: schemas.guestVerification,
  ConversationRequest: schemas.conversationRequest,
  Conversation: schemas.conversationResponse,
  Conversations: schemas.conversationsResponse,
  MessageRequest: schemas.messageRequest,
  Accepted: schemas.acceptedResponse,
  Messages: schemas.messagesResponse,
  HandoffRequest: schemas.handoffRequest,
  ControlRequest: schemas.controlRequest,
  Control: schemas.controlResponse,
  FeedbackRequest: schemas.feedbackRequest,
  ReadRequest: schemas.readRequest,
  Decision: schemas.decisionResponse,
  Trace: schemas.traceResponse,
  LiveFrame: liveFrame,
  ClientFrame: clientFrame,
  Health: schemas.healthResponse,
  Problem: schemas.problem,
} as const
const decisionVerbs = [
  ['confirm', 'Confirm a pending action (its verified customer)'],
  ['decline', 'Decline a pending action (its verified customer)'],
  ['approve', 'Approve an action that waits for a person (operators)'],
  ['reject', 'Reject an action that waits for a person (operators)'],
] as const

type Name = keyof typeof named

/** `GET /v1/openapi.json`: OpenAPI 3.1, from the schemas that check the requests. */
export function openApiDocument(): Schema {
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    description: 'The conversation.',
  }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 200 },
    description: 'Makes repeating this request safe: the same key and body get the same response.',
  }
  const preferred = {
    name: 'Accept-Language',
    in: 'header',
    schema: { type: 'string' },
    description:
      'In which language the customer would like to read: en, es, de, zh or ar. Their own words tell better.',
  }
  const query = (name: string, description: string) => ({
    name,
    in: 'query',
    schema: { type: 'integer' },
    description,
  })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Switchboard',
      version: '1',
      description:
        "Customer service for an online store: a shopper's messages in, one reply for each turn out. " +
        'Live: connect a WebSocket to the session’s `live.url` with `?conversation={id}&token={sessionToken}`. ' +
        'It sends the frames `LiveFrame`, and takes `ClientFrame`: `resume` after opening and after each gap, `ping` every five minutes.',
    },
    security: [{ session: [] }],
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
    paths: {
      '/v1/sessions': {
        post: { security: [], ...operation('Open a session', 'SessionRequest', 201, 'Session') },
      },
      '/v1/sessions/guest': {
        post: operation(
          'Have a code mailed to the address of an order, if order and address belong together',
          'GuestRequest',
          202,
          'Guest',
          [preferred],
        ),
      },
      '/v1/sessions/guest/verify': {
        post: operation('Become a verified customer by that code', 'GuestVerification', 201, 'Session'),
      },
      '/v1/conversations': {
        post: operation('Begin a conversation', 'ConversationRequest', 201, 'Conversation', [key, preferred]),
        get: operation(
          'List your conversations; for operators, those that wait for a person',
          undefined,
          200,
          'Conversations',
        ),
      },
      '/v1/conversations/{id}': {
        get: operation('Read a conversation', undefined, 200, 'Conversation', [id]),
      },
      '/v1/conversations/{id}/messages': {
        post: operation(
          'Send a message (operators: while a human holds the conversation)',
          'MessageRequest',
          202,
          'Accepted',
          [id, key],
        ),
        get: operation('Read messages', undefined, 200, 'Messages', [
          id,
          query('after', 'Only messages with a higher seq.'),
          query('limit', 'At most this many, 1 to 100.'),
        ]),
      },
      '/v1/conversations/{id}/handoff': {
        post: operation('Ask for a person', 'HandoffRequest', 202, 'Control', [id]),
      },
      '/v1/conversations/{id}/control': {
        post: operation(
          'Take a conversation over, or give it back to the bot (operators)',
          'ControlRequest',
          202,
          'Control',
          [id],
        ),
      },
      '/v1/conversations/{id}/feedback': {
        post: operation('Rate an answer', 'FeedbackRequest', 204, undefined, [id]),
      },
      '/v1/conversations/{id}/read': {
        post: operation('Tell how far you have read', 'ReadRequest', 204, undefined, [id]),
      },
      ...Object.fromEntries(
        decisionVerbs.map(([verb, summary]) => [
          `/v1/conversations/{id}/actions/{actionId}/${verb}`,
          { post: operation(summary, undefined, 202, 'Decision', [id, { ...id, name: 'actionId' }]) },
        ]),
      ),
      '/v1/conversations/{id}/trace': {
        get: operation('Read what happened and why (operators)', undefined, 200, 'Trace', [
          id,
          query('before', 'Only turns with a lower number.'),
        ]),
      },
      '/v1/health': {
        get: { security: [], ...operation('Whether the service is up', undefined, 200, 'Health') },
      },
    },
  }
}

function operation(
  summary: string,
  request: Name | undefined,
  status: number,
  response: Name | undefined,
  parameters: readonly Schema[] = [],
): Schema {
  return {
    summary,
    parameters,
    ...(request
      ? { requestBody: { required: true, content: { 'application/json': { schema: ref(request) } } } }
      : {}),
    responses: {
      [status]: {
        description: 'OK',
        ...(response ? { content: { 'application/json': { schema: ref(response) } } } : {}),
      },
      default: {
        description: 'Anything else',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  }
}

function ref(name: Name): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

function jsonSchema(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  return rest
}
