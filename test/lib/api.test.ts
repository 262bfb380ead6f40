import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { problem } from '../../functions/api/schemas.ts'
import { reference, synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const resource = z.object({ ParentId: reference, PathPart: z.string() })
const method = z.object({
  HttpMethod: z.string(),
  ResourceId: reference,
  RequestModels: z.object({ 'application/json': reference }).optional(),
  RequestValidatorId: reference.optional(),
  Integration: z.looseObject({
    Type: z.string(),
    TimeoutInMillis: z.number().optional(),
    IntegrationResponses: z
      .array(
        z.object({
          ResponseParameters: z.record(z.string(), z.string()),
          ResponseTemplates: z.record(z.string(), z.string()).optional(),
        }),
      )
      .optional(),
  }),
})
const model = z.object({
  ContentType: z.string(),
  Schema: z.looseObject({ $schema: z.string(), type: z.string() }),
})
const gatewayResponse = z.object({
  ResponseType: z.string(),
  StatusCode: z.string(),
  ResponseParameters: z.record(z.string(), z.string()),
  ResponseTemplates: z.object({ 'application/json': z.string() }),
})

describe('The REST API', () => {
  let templates: Templates
  const methods = () => templates.of('AWS::ApiGateway::Method', method)
  const routes = () =>
    methods().map(({ properties }) => ({ ...properties, path: pathOf(templates, properties.ResourceId) }))
  const responses = () => templates.of('AWS::ApiGateway::GatewayResponse', gatewayResponse)

  beforeAll(async () => {
    const config = testConfig({ allowedOrigins: ['https://shop.example', 'https://help.shop.example'] })
    templates = (await synthesizeTemplates({ config })).templates
  })

  test('has these routes, and no other', () => {
    const served = routes().filter(({ HttpMethod }) => HttpMethod !== 'OPTIONS')
    expect(served.map(({ HttpMethod, path }) => `${HttpMethod} ${path}`).toSorted()).toEqual([
      'GET /v1/conversations',
      'GET /v1/conversations/{id}',
      'GET /v1/conversations/{id}/messages',
      'GET /v1/conversations/{id}/trace',
      'GET /v1/health',
      'GET /v1/openapi.json',
      'POST /v1/conversations',
      'POST /v1/conversations/{id}/actions/{actionId}/approve',
      'POST /v1/conversations/{id}/actions/{actionId}/confirm',
      'POST /v1/conversations/{id}/actions/{actionId}/decline',
      'POST /v1/conversations/{id}/actions/{actionId}/reject',
      'POST /v1/conversations/{id}/control',
      'POST /v1/conversations/{id}/feedback',
      'POST /v1/conversations/{id}/handoff',
      'POST /v1/conversations/{id}/messages',
      'POST /v1/conversations/{id}/read',
      'POST /v1/sessions',
      'POST /v1/sessions/guest',
      'POST /v1/sessions/guest/verify',
    ])
    for (const { Integration } of served) {
      expect(Integration).toMatchObject({ Type: 'AWS_PROXY', TimeoutInMillis: 11_000 })
    }
  })

  test('checks every body that must be there before a function runs', () => {
    const checked = routes().filter(({ RequestModels }) => RequestModels !== undefined)
    expect(checked.map(({ path }) => path).toSorted()).toEqual([
      '/v1/conversations/{id}/control',
      '/v1/conversations/{id}/feedback',
      '/v1/conversations/{id}/messages',
      '/v1/conversations/{id}/read',
      '/v1/sessions',
      '/v1/sessions/guest',
      '/v1/sessions/guest/verify',
    ])
    for (const { RequestValidatorId } of checked) expect(RequestValidatorId).toBeDefined()
    const [message] = templates
      .of('AWS::ApiGateway::Model', model)
      .filter(({ id }) => id.includes('MessageRequest'))
    expect(message?.properties.Schema).toMatchObject({
      properties: { text: { type: 'string', minLength: 1, maxLength: 4000 } },
      required: ['text'],
      additionalProperties: false,
    })
  })

  test('the models are of the JSON schema that API Gateway knows: draft 4', () => {
    const known = new Set(
      '$schema type properties required additionalProperties description minLength maxLength minimum maximum pattern enum'.split(
        ' ',
      ),
    )
    for (const { id, properties } of templates.of('AWS::ApiGateway::Model', model)) {
      expect(properties.ContentType).toBe('application/json')
      expect(properties.Schema.$schema).toBe('http://json-schema.org/draft-04/schema#')
      expect(
        keywordsOf(properties.Schema).filter((keyword) => !known.has(keyword)),
        id,
      ).toEqual([])
    }
  })

  test('lets the pages of every configured storefront call each route', () => {
    const preflights = routes().filter(({ HttpMethod }) => HttpMethod === 'OPTIONS')
    expect(preflights.map(({ path }) => path).toSorted()).toEqual(
      [...new Set(routes().map(({ path }) => path))].toSorted(),
    )
    for (const { path, Integration } of preflights) {
      const [answer] = Integration.IntegrationResponses ?? []
      const header = (name: string) =>
        answer?.ResponseParameters[`method.response.header.Access-Control-${name}`]
      expect(Integration.Type, path).toBe('MOCK')
      expect(header('Allow-Origin'), path).toBe("'https://shop.example'")
      expect(JSON.stringify(answer?.ResponseTemplates), path).toContain('https://help.shop.example')
      expect(header('Allow-Headers'), path).toBe("'Authorization,Content-Type,Idempotency-Key,If-None-Match'")
      const allowed = routes().filter((it) => it.path === path && it.HttpMethod !== 'OPTIONS')
      expect(header('Allow-Methods'), path).toBe(`'${allowed.map(({ HttpMethod }) => HttpMethod).join(',')}'`)
    }
  })

  test('gives errors of its own in the shape of all errors, readable for a browser', () => {
    expect(responses().map(({ properties }) => properties.ResponseType)).toEqual(
      expect.arrayContaining([
        'DEFAULT_4XX',
        'DEFAULT_5XX',
        'BAD_REQUEST_BODY',
        'THROTTLED',
        'REQUEST_TOO_LARGE',
      ]),
    )
    for (const { id, properties } of responses()) {
      const body = problem.safeParse(JSON.parse(properties.ResponseTemplates['application/json']))
      expect(body.error, id).toBeUndefined()
      expect(String(body.data?.status), id).toBe(properties.StatusCode)
      expect(properties.ResponseParameters, id).toMatchObject({
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      })
    }
  })

  test('says that a route does not exist, where the gateway would speak of tokens and signatures', () => {
    const unknown = ['MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE', 'RESOURCE_NOT_FOUND']
    const found = responses().filter(({ properties }) => unknown.includes(properties.ResponseType))
    expect(found.map(({ properties }) => properties.StatusCode)).toEqual(['404', '404', '404'])
  })

  test('tells whoever is too fast when to come back', () => {
    const throttled = responses().find(({ properties }) => properties.ResponseType === 'THROTTLED')
    expect(throttled?.properties.ResponseParameters).toMatchObject({
      'gatewayresponse.header.Retry-After': "'1'",
    })
  })

  test('is throttled, and its access log names nobody', () => {
    const stage = z.object({
      StageName: z.string(),
      AccessLogSetting: z.object({ Format: z.string() }),
      MethodSettings: z.array(
        z.looseObject({ ThrottlingRateLimit: z.number(), DataTraceEnabled: z.boolean() }),
      ),
    })
    const [{ properties } = { properties: undefined }] = templates.of('AWS::ApiGateway::Stage', stage)
    expect(properties?.StageName).toBe('test')
    expect(properties?.MethodSettings).toMatchObject([{ ThrottlingRateLimit: 100, DataTraceEnabled: false }])
    const fields = z
      .record(z.string(), z.string())
      .parse(JSON.parse(properties?.AccessLogSetting.Format ?? ''))
    expect(fields.requestId).toBe('$context.requestId')
    expect(Object.values(fields).filter((field) => /identity|authorizer|\.path$/.test(field))).toEqual([])
  })
})

function pathOf(templates: Templates, id: string): string {
  const found = templates.of('AWS::ApiGateway::Resource', resource).find((it) => it.id === id)
  return found ? `${pathOf(templates, found.properties.ParentId)}/${found.properties.PathPart}` : ''
}

/** The schema's own words, at every depth; the names of properties are no keywords. */
function keywordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf)
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? [key, ...Object.values(value).flatMap(keywordsOf)] : [key, ...keywordsOf(value)],
  )
}
