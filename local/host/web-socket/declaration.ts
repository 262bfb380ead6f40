import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from '../assembly.ts'
import { type Place, refOf } from '../attributes.ts'
import type { Resolver } from '../resolve.ts'

export type WebSocketApi = {
  id: string
  stage: string
  /** The name of the function behind each route key: `$connect`, `$disconnect`, `$default`, or an own one. */
  routes: ReadonlyMap<string, string>
  /** The property of a message's JSON that names its route. */
  selector: string
}

/** The declared WebSocket API, or `undefined` when there is none. Throws for what cannot be hosted. */
export function declaredWebSocketApi(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
): WebSocketApi | undefined {
  const read = <T>(schema: z.ZodType<T>, resource: Resource): T =>
    parsePiece(schema, resolver.properties(resource), resource)
  const idOf = (resource: Resource): string =>
    refOf(resource, place, (piece) => resolver.value(resource.stack, piece))
  const [api, ...others] = resourcesOf(assembly, 'AWS::ApiGatewayV2::Api')
  if (api === undefined) return undefined
  if (others[0] !== undefined)
    throw new Error(`The local host serves one WebSocket API; ${named(others[0])} is another.`)
  const { RouteSelectionExpression } = read(apiProperties, api)
  const [stage, ...more] = resourcesOf(assembly, 'AWS::ApiGatewayV2::Stage')
  if (stage === undefined || more.length > 0)
    throw new Error(
      `The local host serves one stage of ${named(api)}; there are ${more.length + (stage ? 1 : 0)}.`,
    )
  const functions = new Map(
    resourcesOf(assembly, 'AWS::ApiGatewayV2::Integration').map((resource) => [
      `integrations/${idOf(resource)}`,
      functionIn(read(integrationProperties, resource).IntegrationUri, resource),
    ]),
  )
  const routes = resourcesOf(assembly, 'AWS::ApiGatewayV2::Route').map((resource): [string, string] => {
    const { RouteKey, Target } = read(routeProperties, resource)
    const name = functions.get(Target)
    if (name === undefined) throw new Error(`${named(resource)} leads to no integration: ${Target}`)
    return [RouteKey, name]
  })
  return {
    id: idOf(api),
    stage: read(stageProperties, stage).StageName,
    routes: new Map(routes),
    selector: RouteSelectionExpression.slice(selection.length),
  }
}

const selection = '$request.body.'
const apiProperties = z.object({
  ProtocolType: z.literal('WEBSOCKET', { error: 'only WebSocket APIs of version 2 can be hosted' }),
  RouteSelectionExpression: z
    .string()
    .refine((text) => text.startsWith(selection), `must begin with ${selection} to be hosted`),
})
const stageProperties = z.object({ StageName: z.string() })
const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
})
const routeProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE', { error: 'authorizers cannot be hosted yet' }).default('NONE'),
})

function functionIn(uri: string, integration: Resource): string {
  const name = /:function:([^:/]+)/.exec(uri)?.[1]
  if (name === undefined) throw new Error(`${named(integration)} invokes no function: ${uri}`)
  return name
}
