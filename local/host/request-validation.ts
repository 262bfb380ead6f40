import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from './assembly.ts'
import { physicalName } from './attributes.ts'
import type { Resolver } from './resolve.ts'

/** What a method asks of a request before its function is invoked. */
export type RequestValidation = {
  /** Schemas by content type. */
  models: Map<string, z.ZodType>
  requiredQuery: string[]
  requiredHeaders: string[]
}

export type ValidationFailure = {
  type: 'BAD_REQUEST_BODY' | 'BAD_REQUEST_PARAMETERS'
  message: string
  detail: string
}

export function declaredValidation(
  properties: unknown,
  method: Resource,
  assembly: Assembly,
  resolver: Resolver,
): RequestValidation {
  const declared = parsePiece(methodProperties, properties, method)
  const validator = byName(
    'AWS::ApiGateway::RequestValidator',
    declared.RequestValidatorId,
    assembly,
    resolver,
  )
  const { ValidateRequestBody, ValidateRequestParameters } =
    validator === undefined
      ? { ValidateRequestBody: false, ValidateRequestParameters: false }
      : parsePiece(validatorProperties, resolver.properties(validator), validator)
  const required = (place: string): string[] =>
    Object.entries(ValidateRequestParameters ? declared.RequestParameters : {})
      .filter(([key, isRequired]) => isRequired && key.startsWith(`method.request.${place}.`))
      .map(([key]) => key.slice(`method.request.${place}.`.length))
  return {
    models: new Map(
      Object.entries(ValidateRequestBody ? declared.RequestModels : {}).map(([contentType, name]) => [
        contentType,
        schemaOf(name, method, assembly, resolver),
      ]),
    ),
    requiredQuery: required('querystring'),
    requiredHeaders: required('header'),
  }
}

/** Checks a request as API Gateway does; `undefined` when it passes. Content types without a model pass. */
export function validateRequest(
  validation: RequestValidation,
  request: { body: string; contentType: string; query: URLSearchParams; headers: Record<string, unknown> },
): ValidationFailure | undefined {
  const missing = [
    ...validation.requiredQuery.filter((name) => !request.query.has(name)),
    ...validation.requiredHeaders.filter((name) => request.headers[name.toLowerCase()] === undefined),
  ]
  if (missing.length > 0) {
    const message = `Missing required request parameters: [${missing.join(', ')}]`
    return { type: 'BAD_REQUEST_PARAMETERS', message, detail: message }
  }
  const model = validation.models.get(request.contentType)
  const problems = model === undefined ? undefined : problemsOf(model, request.body)
  if (problems === undefined) return undefined
  return { type: 'BAD_REQUEST_BODY', message: 'Invalid request body', detail: `[${problems.join(', ')}]` }
}

function problemsOf(model: z.ZodType, body: string): string[] | undefined {
  try {
    const result = model.safeParse(JSON.parse(body))
    return result.error?.issues.map(({ path, message }) =>
      path.length === 0 ? message : `/${path.join('/')}: ${message}`,
    )
  } catch {
    return ['the body is not JSON']
  }
}

const methodProperties = z.object({
  RequestValidatorId: z.string().optional(),
  RequestModels: z.record(z.string(), z.string()).default({}),
  RequestParameters: z.record(z.string(), z.boolean()).default({}),
})
const validatorProperties = z.object({
  ValidateRequestBody: z.boolean().default(false),
  ValidateRequestParameters: z.boolean().default(false),
})
const jsonSchema = z.custom<z.core.JSONSchema.JSONSchema>(
  (value) => typeof value === 'object' && value !== null,
)
const modelProperties = z.object({ Schema: jsonSchema })

function schemaOf(name: string, method: Resource, assembly: Assembly, resolver: Resolver): z.ZodType {
  const model = byName('AWS::ApiGateway::Model', name, assembly, resolver)
  if (model === undefined) throw new Error(`${named(method)} uses the model ${name}, which is not declared.`)
  return z.fromJSONSchema(parsePiece(modelProperties, resolver.properties(model), model).Schema)
}

function byName(
  type: string,
  name: string | undefined,
  assembly: Assembly,
  resolver: Resolver,
): Resource | undefined {
  return resourcesOf(assembly, type).find(
    (resource) => physicalName(resource, (piece) => resolver.value(resource.stack, piece)) === name,
  )
}
