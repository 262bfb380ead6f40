import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { reference, synthesizeTemplates, type Templates } from './templates.ts'

const target = z.object({
  'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), reference])]),
})
const route = z.object({ RouteKey: z.string(), AuthorizationType: z.string(), Target: target })
const integration = z.object({ IntegrationType: z.literal('AWS_PROXY'), IntegrationUri: z.unknown() })
const permission = z.object({ FunctionName: reference, SourceArn: z.unknown() })
const stage = z.object({
  StageName: z.string(),
  AutoDeploy: z.boolean(),
  AccessLogSettings: z.object({ DestinationArn: reference, Format: z.string() }),
  DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
})

describe('The WebSocket', () => {
  let templates: Templates
  const functionId = () =>
    templates.resources.find(({ id }) => id.startsWith('SocketFunctionLambda'))?.id ?? 'none'
  beforeAll(async () => {
    templates = (await synthesizeTemplates()).templates
  })

  test('tells one function who connects, what clients say, and who is gone', () => {
    const integrations = new Map(
      templates.of('AWS::ApiGatewayV2::Integration', integration).map((it) => [it.id, it.properties]),
    )
    const routes = templates.of('AWS::ApiGatewayV2::Route', route)
    expect(routes.map(({ properties }) => properties.RouteKey).toSorted()).toEqual([
      '$connect',
      '$default',
      '$disconnect',
    ])
    for (const { properties } of routes) {
      const behind = integrations.get(properties.Target['Fn::Join'][1][1])
      expect(JSON.stringify(behind?.IntegrationUri), properties.RouteKey).toContain(functionId())
    }
  })

  test('may invoke the function on each route', () => {
    const sources = templates
      .of('AWS::Lambda::Permission', permission)
      .filter(({ properties }) => properties.FunctionName === functionId())
      .map(({ properties }) => /\/\*(\$\w+)"/.exec(JSON.stringify(properties.SourceArn))?.[1])
    expect(sources.toSorted()).toEqual(['$connect', '$default', '$disconnect'])
  })

  test('is throttled, and its access log holds neither tokens nor addresses', () => {
    const [{ properties } = { properties: undefined }] = templates.of('AWS::ApiGatewayV2::Stage', stage)
    expect(properties).toMatchObject({
      StageName: 'test',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
    const format = properties?.AccessLogSettings.Format ?? ''
    const fields = z.record(z.string(), z.string()).parse(JSON.parse(format))
    expect(fields.requestId).toBe('$context.requestId')
    expect(Object.values(fields).filter((field) => /identity|authorizer|path|query/.test(field))).toEqual([])
  })

  test('is deployed after what lets API Gateway write logs', () => {
    const found = z
      .array(
        z.object({ Resources: z.record(z.string(), z.looseObject({ DependsOn: z.unknown().optional() })) }),
      )
      .parse(templates.templates)
      .flatMap(({ Resources }) => Object.entries(Resources))
      .find(([id]) => id.startsWith('SocketStage'))
    expect(JSON.stringify(found?.[1].DependsOn)).toMatch(/ApiGatewayAccount/)
  })

  test('is known to the API, and to whoever sends to its clients, by the names of its stage', () => {
    const functions = templates.of(
      'AWS::Lambda::Function',
      z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
    )
    const toldOf = (variable: string) =>
      functions.flatMap(({ properties: { Environment } }) => {
        const { [variable]: value, POWERTOOLS_SERVICE_NAME: name } = Environment.Variables
        return value === undefined ? [] : [[name, JSON.stringify(value)] as const]
      })
    expect(toldOf('SOCKET_ENDPOINT').map(([name]) => name)).toEqual(
      expect.arrayContaining(['api', 'router', 'order', 'product', 'merge', 'socket']),
    )
    for (const [, value] of toldOf('SOCKET_ENDPOINT')) expect(value).toMatch(/^.*"https:\/\/",.*"\/test".*$/)
    expect(toldOf('SOCKET_URL')).toEqual([['api', expect.stringMatching(/"wss:\/\/",.*"\/test"/)]])
  })
})
