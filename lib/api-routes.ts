import * as z from 'zod'
import {
  controlRequest,
  feedbackRequest,
  guestRequest,
  guestVerification,
  messageRequest,
  readRequest,
  sessionRequest,
} from '../functions/api/schemas.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /**
   * What the gateway checks the body against, before any function runs. Left out where a request may come without a
   * body, which the gateway would refuse; the function checks every body once more in any case.
   */
  readonly body?: BodyModel
}

export interface BodyModel {
  readonly name: string
  readonly schema: z.ZodType
}

/** Every route of the REST API. What is not here does not exist, and costs nothing when it is called. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/sessions', body: { name: 'SessionRequest', schema: sessionRequest } },
  { method: 'POST', path: '/v1/sessions/guest', body: { name: 'GuestRequest', schema: guestRequest } },
  {
    method: 'POST',
    path: '/v1/sessions/guest/verify',
    body: { name: 'GuestVerification', schema: guestVerification },
  },
  { method: 'GET', path: '/v1/conversations' },
  { method: 'POST', path: '/v1/conversations' },
  { method: 'GET', path: '/v1/conversations/{id}' },
  { method: 'GET', path: '/v1/conversations/{id}/messages' },
  {
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    body: { name: 'MessageRequest', schema: messageRequest },
  },
  { method: 'POST', path: '/v1/conversations/{id}/handoff' },
  {
    method: 'POST',
    path: '/v1/conversations/{id}/control',
    body: { name: 'ControlRequest', schema: controlRequest },
  },
  {
    method: 'POST',
    path: '/v1/conversations/{id}/feedback',
    body: { name: 'FeedbackRequest', schema: feedbackRequest },
  },
  {
    method: 'POST',
    path: '/v1/conversations/{id}/read',
    body: { name: 'ReadRequest', schema: readRequest },
  },
  ...(['confirm', 'decline', 'approve', 'reject'] as const).map((verb) => ({
    method: 'POST' as const,
    path: `/v1/conversations/{id}/actions/{actionId}/${verb}`,
  })),
  { method: 'GET', path: '/v1/conversations/{id}/trace' },
  { method: 'GET', path: '/v1/health' },
  { method: 'GET', path: '/v1/openapi.json' },
]

/** The body's schema as API Gateway takes it: JSON schema, draft 4. */
export function gatewaySchema({ schema }: BodyModel): unknown {
  return z.toJSONSchema(schema, { target: 'draft-04', io: 'input' })
}
