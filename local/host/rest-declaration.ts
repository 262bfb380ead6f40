import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from './assembly.ts'
import { type Place, physicalName, refOf } from './attributes.ts'
import { declaredGatewayResponses, type GatewayResponses } from './gateway-response.ts'
import { type MockAnswer, mockAnswerOf } from './mock-integration.ts'
import { declaredValidation, type RequestValidation } from './request-validation.ts'
import type { Resolver } from './resolve.ts'

export type Route = {
  /** `ANY` or a verb. */
  method: string
  /** The declared path, e.g. `/v1/conversations/{id}`. */
  path: string
  integration:
    | { type: 'function'; functionName: string; timeoutMs: number }
    | { type: 'mock'; answer: MockAnswer }
  validation: RequestValidation
}

export type RestApi = {
  id: string
  stages: string[]
  routes: Route[]
  gatewayResponses: GatewayResponses
  binaryMediaTypes: string[]
}

/** The declared REST API, or `undefined` when there is none. Throws when there are several. */
export function declaredRestApi(assembly: Assembly, resolver: Resolver, place: Place): RestApi | undefined {
  const [api, ...others] = resourcesOf(assembly, 'AWS::ApiGateway::RestApi')
  if (api === undefined) return undefined
  if (others[0] !== undefined)
    throw new Error(`The local host serves one REST API; ${named(others[0])} is another.`)
  const { BinaryMediaTypes, Body } = parsePiece(apiProperties, resolver.properties(api), api)
  if (Body !== undefined) throw new Error(`The local host cannot read the OpenAPI body of ${named(api)}.`)
  const id = refOf(api, place, (piece) => resolver.value(api.stack, piece))
  const paths = pathsOf(assembly, resolver, id)
  return {
    id,
    stages: resourcesOf(assembly, 'AWS::ApiGateway::Stage').map((stage) =>
      physicalName(stage, (piece) => resolver.value(stage.stack, piece)),
    ),
    routes: resourcesOf(assembly, 'AWS::ApiGateway::Method').map((method) =>
      routeOf(method, paths, assembly, resolver),
    ),
    gatewayResponses: declaredGatewayResponses(assembly, resolver),
    binaryMediaTypes: BinaryMediaTypes,
  }
}

const apiProperties = z.object({
  BinaryMediaTypes: z.array(z.string()).default([]),
  Body: z.unknown().optional(),
})

const resourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() })

/** The full path of every API resource, by its id. */
function pathsOf(assembly: Assembly, resolver: Resolver, apiId: string): Map<string, string> {
  const declared = new Map(
    resourcesOf(assembly, 'AWS::ApiGateway::Resource').map((resource) => [
      physicalName(resource, (piece) => resolver.value(resource.stack, piece)),
      parsePiece(resourceProperties, resolver.properties(resource), resource),
    ]),
  )
  const pathOf = (id: string): string => {
    const resource = declared.get(id)
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`
  }
  return new Map([
    [`${apiId}-root`, '/'],
    ...[...declared.keys()].map((id): [string, string] => [id, pathOf(id)]),
  ])
}

const integration = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('AWS_PROXY'), Uri: z.string(), TimeoutInMillis: z.number().default(29_000) }),
  z.object({ Type: z.literal('MOCK'), IntegrationResponses: z.array(z.unknown()).default([]) }),
])

const methodProperties = z.object({
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z.literal('NONE', { error: 'authorizers cannot be hosted yet' }).default('NONE'),
  Integration: integration,
})

function routeOf(
  method: Resource,
  paths: Map<string, string>,
  assembly: Assembly,
  resolver: Resolver,
): Route {
  const properties = resolver.properties(method)
  const { ResourceId, HttpMethod, Integration } = parsePiece(methodProperties, properties, method)
  const path = paths.get(ResourceId)
  if (path === undefined) throw new Error(`${named(method)} belongs to no resource of the API.`)
  return {
    method: HttpMethod,
    path,
    integration:
      Integration.Type === 'MOCK'
        ? { type: 'mock', answer: mockAnswerOf(Integration.IntegrationResponses, method) }
        : {
            type: 'function',
            functionName: functionIn(Integration.Uri, method),
            timeoutMs: Integration.TimeoutInMillis,
          },
    validation: declaredValidation(properties, method, assembly, resolver),
  }
}

function functionIn(uri: string, method: Resource): string {
  const name = /:function:([^:/]+)/.exec(uri)?.[1]
  if (name === undefined) throw new Error(`${named(method)} invokes no function: ${uri}`)
  return name
}
