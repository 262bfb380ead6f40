import { describe, expect, test } from 'vitest'
import { lambda, type Resources, synthesized } from './support/app.ts'
import { hosted } from './support/hosted.ts'

const api = { Ref: 'Api' }

/** A REST API with these resources, by logical id: parent and path part. */
function rest(paths: Record<string, [parent: string, part: string]>, properties: object = {}): Resources {
  const resources = Object.entries(paths).map(([logicalId, [parent, PathPart]]) => {
    const ParentId = parent === '' ? { 'Fn::GetAtt': ['Api', 'RootResourceId'] } : { Ref: parent }
    return [
      logicalId,
      { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: api, ParentId, PathPart } },
    ]
  })
  return {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api', ...properties } },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: api, StageName: 'dev' } },
    ...Object.fromEntries(resources),
  }
}

function method(resource: string, HttpMethod: string, properties: object = {}): Resources {
  return {
    [`${resource}${HttpMethod}`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: api,
        ResourceId: { Ref: resource },
        HttpMethod,
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Join': [
              '',
              [
                'arn:aws:apigateway:',
                { Ref: 'AWS::Region' },
                ':lambda:path/2015-03-31/functions/',
                { 'Fn::GetAtt': ['Handler', 'Arn'] },
                '/invocations',
              ],
            ],
          },
        },
        ...properties,
      },
    },
  }
}

function gatewayResponse(type: string, properties: object): Resources {
  return {
    [`On${type}`]: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: { RestApiId: api, ResponseType: type, ...properties },
    },
  }
}

const echo = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })`
const items = rest({ V1: ['', 'v1'], Items: ['V1', 'items'], Item: ['Items', '{id}'] })

async function served(resources: Resources, code: string, options: Parameters<typeof hosted>[1] = {}) {
  const { host, events } = await hosted(
    synthesized({ ...lambda('Handler'), ...resources }, { Handler: code }),
    options,
  )
  const request = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${host.url}${path}`, init)
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text === '' ? {} : JSON.parse(text),
    }
  }
  return { host, events, request }
}

const jsonBody = (body: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
})

describe('REST routes', () => {
  test('a request becomes the event that API Gateway makes of it', async () => {
    const { request } = await served({ ...items, ...method('Item', 'POST') }, echo)
    const { json: event } = await request('/v1/items/a%2Fb?x=1&x=2&y=ä', {
      ...jsonBody('{"text":"Grüße"}'),
      headers: { 'Content-Type': 'application/json', 'X-Twice': 'one' },
    })
    expect(event).toMatchObject({
      resource: '/v1/items/{id}',
      path: '/v1/items/a%2Fb',
      httpMethod: 'POST',
      pathParameters: { id: 'a/b' },
      queryStringParameters: { x: '2', y: 'ä' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['ä'] },
      headers: { 'X-Twice': 'one', 'X-Forwarded-For': '127.0.0.1' },
      multiValueHeaders: { 'X-Twice': ['one'] },
      requestContext: {
        stage: 'dev',
        path: '/dev/v1/items/a%2Fb',
        resourcePath: '/v1/items/{id}',
        httpMethod: 'POST',
        identity: { sourceIp: '127.0.0.1' },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      body: '{"text":"Grüße"}',
      isBase64Encoded: false,
    })
  })

  test('the stage may stand before the path; without query, parameters and body there is null', async () => {
    const { request } = await served({ ...items, ...method('Items', 'GET') }, echo)
    const { json: event } = await request('/dev/v1/items')
    expect(event).toMatchObject({
      path: '/v1/items',
      queryStringParameters: null,
      pathParameters: null,
      body: null,
    })
  })

  test('a greedy path and any method', async () => {
    const { request } = await served(
      { ...rest({ V1: ['', 'v1'], All: ['V1', '{proxy+}'] }), ...method('All', 'ANY') },
      echo,
    )
    const { json: event } = await request('/v1/a/b', { method: 'DELETE' })
    expect(event).toMatchObject({
      httpMethod: 'DELETE',
      resource: '/v1/{proxy+}',
      pathParameters: { proxy: 'a/b' },
    })
  })

  test('status, headers and several values of one header come back', async () => {
    const { request } = await served(
      { ...items, ...method('Items', 'GET') },
      `export const handler = async () => ({
        statusCode: 201, headers: { Location: '/v1/items/1', 'X-Count': 3 }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: '{}' })`,
    )
    const { status, headers } = await request('/v1/items')
    expect(status).toBe(201)
    expect(headers.get('location')).toBe('/v1/items/1')
    expect(headers.get('x-count')).toBe('3')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('binary media types travel as base64, both ways', async () => {
    const { host } = await served(
      { ...rest({ V1: ['', 'v1'] }, { BinaryMediaTypes: ['image/png'] }), ...method('V1', 'POST') },
      `export const handler = async ({ body, isBase64Encoded }) => ({
        statusCode: 200, headers: { 'content-type': 'image/png' }, body, isBase64Encoded })`,
    )
    const sent = new Uint8Array([0, 255, 128, 10])
    const response = await fetch(`${host.url}/v1`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: sent,
    })
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(sent)
  })

  test('what is mounted is asked first, and may leave the request to the routes', async () => {
    const { request } = await served({ ...items, ...method('Items', 'GET') }, echo, {
      mount: (request, response) => {
        if (request.url !== '/') return false
        response.end('"the shop"')
        return true
      },
    })
    expect((await request('/')).json).toBe('the shop')
    expect((await request('/v1/items')).json).toMatchObject({ path: '/v1/items' })
  })
})

describe('answers of the gateway itself', () => {
  test('unknown paths and methods are 403, as on AWS', async () => {
    const { request } = await served({ ...items, ...method('Items', 'GET') }, echo)
    for (const [path, init] of [
      ['/nope', {}],
      ['/v1/items', { method: 'PUT' }],
    ] as const) {
      const { status, json } = await request(path, init)
      expect({ status, json }).toEqual({ status: 403, json: { message: 'Missing Authentication Token' } })
    }
  })

  test('declared responses decide status, headers and body', async () => {
    const { request } = await served(
      {
        ...items,
        ...method('Items', 'GET'),
        ...gatewayResponse('MISSING_AUTHENTICATION_TOKEN', {
          StatusCode: '404',
          ResponseParameters: {
            'gatewayresponse.header.Content-Type': "'application/problem+json'",
            'gatewayresponse.header.X-Path': 'context.path',
          },
          ResponseTemplates: {
            'application/json':
              '{"title":$context.error.messageString,"instance":"$context.path","type":"$context.error.responseType","id":"$context.requestId"}',
          },
        }),
      },
      echo,
    )
    const { status, headers, json } = await request('/v1/nope')
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('x-path')).toBe('/v1/nope')
    expect(json).toEqual({
      title: 'Missing Authentication Token',
      instance: '/v1/nope',
      type: 'MISSING_AUTHENTICATION_TOKEN',
      id: headers.get('x-amzn-requestid'),
    })
  })

  test.for([
    ['throws', `export const handler = async () => { throw new Error('no') }`],
    ['answers no status', `export const handler = async () => ({ body: 'x' })`],
    [
      'answers a body that is no text',
      `export const handler = async () => ({ statusCode: 200, body: { a: 1 } })`,
    ],
    ['answers nothing', `export const handler = async () => {}`],
    ['dies', `export const handler = async () => process.exit(1)`],
  ])('a function that %s is 502', async ([, code]) => {
    const { request } = await served({ ...items, ...method('Items', 'GET') }, String(code))
    const { status, json } = await request('/v1/items')
    expect({ status, json }).toEqual({ status: 502, json: { message: 'Internal server error' } })
  })

  test('a function that takes longer than the integration waits is 504; the declared default is used', async () => {
    const slow = method('Items', 'GET')
    const integration = { ...Object(slow.ItemsGET?.Properties.Integration), TimeoutInMillis: 50 }
    const { request } = await served(
      {
        ...lambda('Handler', { Timeout: 0.3 }),
        ...items,
        ...method('Items', 'GET', { Integration: integration }),
        ...gatewayResponse('DEFAULT_5XX', {
          ResponseTemplates: { 'application/json': '{"code":"$context.error.responseType"}' },
        }),
      },
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000))',
    )
    const { status, json } = await request('/v1/items')
    expect({ status, json }).toEqual({ status: 504, json: { code: 'INTEGRATION_TIMEOUT' } })
  })

  test('a body over 10 MB is 413 and reaches no function', async () => {
    const { request, host } = await served({ ...items, ...method('Items', 'POST') }, echo)
    const { status, json } = await request('/v1/items', jsonBody('x'.repeat(10 * 1024 * 1024 + 1)))
    expect({ status, json }).toEqual({ status: 413, json: { message: 'Request Too Long' } })
    expect(host.functions[0]?.counts().invocations).toBe(0)
  })
})

describe('requests are checked against the declared models', () => {
  const model: Resources = {
    Text: {
      Type: 'AWS::ApiGateway::Model',
      Properties: {
        RestApiId: api,
        Name: 'Text',
        ContentType: 'application/json',
        Schema: {
          $schema: 'http://json-schema.org/draft-04/schema#',
          type: 'object',
          properties: {
            text: { type: 'string', minLength: 1, maxLength: 10 },
            n: { type: 'integer', minimum: 0, exclusiveMinimum: true },
          },
          required: ['text'],
          additionalProperties: false,
        },
      },
    },
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId: api, ValidateRequestBody: true, ValidateRequestParameters: true },
    },
  }
  const checked = method('Items', 'POST', {
    RequestValidatorId: { Ref: 'Validator' },
    RequestModels: { 'application/json': { Ref: 'Text' } },
    RequestParameters: { 'method.request.querystring.store': true, 'method.request.header.X-Key': true },
  })
  const template = {
    ResponseTemplates: { 'application/json': '{"detail":"$context.error.validationErrorString"}' },
  }
  const app = { ...items, ...model, ...checked, ...gatewayResponse('BAD_REQUEST_BODY', template) }
  const post = (body: string, headers: Record<string, string> = { 'x-key': '1' }) => ({
    ...jsonBody(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

  test('what fits goes through, what does not is 400 and reaches no function', async () => {
    const { request, host } = await served(app, echo)
    expect((await request('/v1/items?store=1', post('{"text":"hello","n":1}'))).status).toBe(200)
    for (const body of [
      '{}',
      '{"text":""}',
      '{"text":"far too long"}',
      '{"text":"x","n":0}',
      '{"text":"x","z":1}',
      'no JSON',
      '',
    ])
      expect(await request('/v1/items?store=1', post(body))).toMatchObject({ status: 400 })
    expect(host.functions[0]?.counts().invocations).toBe(1)
  })

  test('the detail names the place, in JSON that stays JSON', async () => {
    const { request } = await served(app, echo)
    const { json } = await request('/v1/items?store=1', post('{"text":5}'))
    expect(json.detail).toMatch(/^\[\/text: /)
  })

  test('missing parameters are 400', async () => {
    const { request } = await served(app, echo)
    const { status, json } = await request('/v1/items', post('{"text":"x"}', {}))
    expect({ status, json }).toEqual({
      status: 400,
      json: { message: 'Missing required request parameters: [store, X-Key]' },
    })
  })
})

test('CORS preflight answers as declared, with the caller’s origin if it is allowed', async () => {
  const template = [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "https://b.example" || $origin == "https://c.example")',
    '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('\n')
  const { request } = await served(
    {
      ...items,
      ...method('Items', 'OPTIONS', {
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
          IntegrationResponses: [
            {
              StatusCode: '204',
              ResponseParameters: {
                'method.response.header.Access-Control-Allow-Origin': "'https://a.example'",
                'method.response.header.Access-Control-Allow-Methods': "'GET,POST'",
              },
              ResponseTemplates: { 'application/json': template },
            },
          ],
        },
      }),
    },
    echo,
  )
  const allowed = async (origin: string) => {
    const { status, headers } = await request('/v1/items', { method: 'OPTIONS', headers: { origin } })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-methods')).toBe('GET,POST')
    return headers.get('access-control-allow-origin')
  }
  expect(await allowed('https://b.example')).toBe('https://b.example')
  expect(await allowed('https://c.example')).toBe('https://c.example')
  expect(await allowed('https://evil.example')).toBe('https://a.example')
})
