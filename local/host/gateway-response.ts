import * as z from 'zod'
import { type Assembly, parsePiece, resourcesOf } from './assembly.ts'
import type { Resolver } from './resolve.ts'

/** The declared forms of the answers that API Gateway gives by itself, by response type. */
export type GatewayResponses = Map<string, z.infer<typeof responseProperties>>

/** An answer that API Gateway gives without, or instead of, a function. */
export type GatewayFailure = { type: keyof typeof failures; message?: string; detail?: string }

export type RenderedResponse = { status: number; headers: Record<string, string>; body: string }

export function declaredGatewayResponses(assembly: Assembly, resolver: Resolver): GatewayResponses {
  return new Map(
    resourcesOf(assembly, 'AWS::ApiGateway::GatewayResponse').map((resource) => {
      const response = parsePiece(responseProperties, resolver.properties(resource), resource)
      return [response.ResponseType, response]
    }),
  )
}

/** Renders a failure as declared for its type, else for its class (`DEFAULT_4XX`, `DEFAULT_5XX`), else as AWS does. */
export function renderGatewayResponse(
  failure: GatewayFailure,
  declared: GatewayResponses,
  context: Record<string, string>,
  accept: string,
): RenderedResponse {
  const usual = failures[failure.type]
  const byClass = declared.get(usual.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  const response = declared.get(failure.type) ?? byClass
  const message = failure.message ?? usual.message
  const variables: Record<string, string> = {
    ...context,
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.validationErrorString': JSON.stringify(failure.detail ?? '').slice(1, -1),
    'error.responseType': failure.type,
  }
  const templates = { ...response?.ResponseTemplates }
  const [contentType, template] = Object.entries(templates).find(([type]) => accept.includes(type)) ??
    Object.entries(templates).find(([type]) => type === 'application/json') ??
    Object.entries(templates)[0] ?? ['application/json', '{"message":$context.error.messageString}']
  return {
    status: response?.StatusCode === undefined ? usual.status : Number(response.StatusCode),
    headers: { 'content-type': contentType, ...headersOf(response?.ResponseParameters ?? {}, variables) },
    body: substitute(template, variables),
  }
}

const failures = {
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Missing required request parameters' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
  /** The function failed, or answered what is no answer. */
  DEFAULT_5XX: { status: 502, message: 'Internal server error' },
}

const responseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
})

function substitute(template: string, variables: Record<string, string>): string {
  return template.replace(
    /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g,
    (_, name: string) => variables[name] ?? '',
  )
}

function headersOf(
  parameters: Record<string, string>,
  variables: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) => {
      const fixed = /^'(.*)'$/.exec(value)?.[1]
      const computed = fixed ?? variables[value.replace(/^context\./, '')]
      return computed === undefined
        ? []
        : [[key.replace('gatewayresponse.header.', '').toLowerCase(), computed]]
    }),
  )
}
