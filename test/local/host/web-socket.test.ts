import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod'
import type { HostEvent } from '../../../local/host/host-events.ts'
import { lambda, type Resources, synthesized } from './support/app.ts'
import { awaitable } from './support/awaitable.ts'
import { hosted } from './support/hosted.ts'

const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] })
const onAws = (scheme: string) =>
  join(`${scheme}://`, { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com/dev')

/** A WebSocket with these routes, all to one function. */
function webSocket(routes: readonly string[], properties: Record<string, unknown> = {}): Resources {
  const uri = join(
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
    { 'Fn::GetAtt': ['Handler', 'Arn'] },
    '/invocations',
  )
  return {
    ...lambda('Handler', {
      Environment: { Variables: { SOCKET_URL: onAws('wss'), SOCKET_ENDPOINT: onAws('https') } },
      ...properties,
    }),
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'dev' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', IntegrationUri: uri },
    },
    ...Object.fromEntries(
      routes.map((RouteKey, index) => [
        `Route${index}`,
        {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey,
            AuthorizationType: 'NONE',
            Target: join('integrations/', { Ref: 'Integration' }),
          },
        },
      ]),
    ),
  }
}

/** Prints the gateway's events; asked by a test, it asks the management API. */
const code = `
export const handler = async (event) => {
  if (event.requestContext) {
    console.log(JSON.stringify(event))
    const { eventType } = event.requestContext
    if (eventType === 'MESSAGE' && event.body === 'fail') throw new Error('failed')
    return { statusCode: Number(event.queryStringParameters?.status ?? 200) }
  }
  if (event.env) return process.env
  const authorization = 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x'
  const path = '/@connections/' + encodeURIComponent(event.id)
  const { method, body } = event
  const response = await fetch(process.env.SOCKET_ENDPOINT + path, { method, body, headers: { authorization } })
  const type = response.headers.get('x-amzn-errortype') ?? ''
  return { status: response.status, type, text: await response.text() }
}`

const all = ['$connect', '$disconnect', '$default']
const gatewayEvent = z.looseObject({
  requestContext: z.looseObject({ routeKey: z.string(), connectionId: z.string() }),
})

async function served(
  options: { routes?: readonly string[]; resources?: Resources; properties?: Record<string, unknown> } = {},
  hostOptions: Parameters<typeof hosted>[1] = {},
) {
  const { routes = all, resources = {}, properties } = options
  const { host, events } = await hosted(
    synthesized({ ...webSocket(routes, properties), ...resources }, { Handler: code }),
    hostOptions,
  )
  const url = `${host.url.replace('http', 'ws')}/socket`
  const open = async (query = '') => {
    const socket = new WebSocket(`${url}${query}`)
    onTestFinished(() => socket.terminate())
    const messages = awaitable<string>()
    socket.on('message', (data) => messages.add(String(data)))
    const message = async () => (await messages.some(1, () => true))[0]
    const closed = once(socket, 'close').then(([code]) => Number(code))
    await once(socket, 'open')
    return { socket, messages, message, closed }
  }
  const isOf = (routeKey: string) => (event: HostEvent) =>
    event.type === 'line' && event.line.includes(`"routeKey":"${routeKey}"`)
  /** The so manyeth event of a route that the function got. */
  const heard = async (routeKey: string, count = 1) => {
    const event = (await events.some(count, isOf(routeKey)))[count - 1]
    return gatewayEvent.parse(JSON.parse(event?.type === 'line' ? event.line : ''))
  }
  const idOf = async (count = 1) => (await heard('$connect', count)).requestContext.connectionId
  const ask = async (method: string, id: string, body?: string) => {
    const outcome = await host.invoke('Handler', { method, id, body })
    return z
      .object({ status: z.number(), type: z.string(), text: z.string() })
      .parse(outcome.ok ? JSON.parse(outcome.payload) : outcome)
  }
  return { host, events, url, open, heard, idOf, ask, isOf }
}

/** The status with which a handshake is refused. */
async function refusalOf(url: string): Promise<number> {
  const socket = new WebSocket(url)
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  socket.terminate()
  return z.object({ statusCode: z.number() }).parse(response).statusCode
}

const minute = 60_000

describe('A WebSocket', () => {
  test('is told of as API Gateway tells it: connecting, a message, leaving', async () => {
    const { host, open, heard } = await served()
    const { socket } = await open('?token=a&token=b&x=%C3%A4')
    const connected = await heard('$connect')
    expect(connected).toMatchObject({
      queryStringParameters: { token: 'b', x: 'ä' },
      multiValueQueryStringParameters: { token: ['a', 'b'], x: ['ä'] },
      headers: { Upgrade: 'websocket' },
      requestContext: {
        eventType: 'CONNECT',
        stage: 'dev',
        apiId: 'App-Api',
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        connectedAt: expect.any(Number),
        messageDirection: 'IN',
        identity: { sourceIp: '127.0.0.1' },
        requestId: expect.any(String),
      },
      isBase64Encoded: false,
    })
    const { connectionId, connectedAt } = connected.requestContext
    expect(Math.abs(Number(connectedAt) - host.now())).toBeLessThan(minute)
    socket.send('{"action":"ping"}')
    expect(await heard('$default')).toMatchObject({
      requestContext: { eventType: 'MESSAGE', connectionId, connectedAt, messageId: expect.any(String) },
      body: '{"action":"ping"}',
    })
    socket.close(4000, 'enough')
    expect(await heard('$disconnect')).toMatchObject({
      requestContext: {
        eventType: 'DISCONNECT',
        connectionId,
        disconnectStatusCode: 4000,
        disconnectReason: 'enough',
      },
    })
  })

  test('leads a message to the route that it names, if there is one', async () => {
    const { open, heard } = await served({ routes: [...all, 'ping'] })
    const { socket } = await open()
    socket.send('{"action":"ping"}')
    expect(await heard('ping')).toMatchObject({ body: '{"action":"ping"}' })
    socket.send('{"action":"pong"}')
    socket.send('no JSON')
    expect(await heard('$default', 2)).toMatchObject({ requestContext: { eventType: 'MESSAGE' } })
  })

  test('is refused with the status that the function answers, and then there is no connection', async () => {
    const { url, idOf, ask, host, events, isOf } = await served()
    expect(await refusalOf(`${url}?status=403`)).toBe(403)
    expect(await ask('POST', await idOf(), '{}')).toMatchObject({ status: 410 })
    await host.idle()
    expect(events.all.filter(isOf('$disconnect'))).toEqual([])
    expect(await refusalOf(`${url}?status=no`)).toBe(500)
  })

  test('is at its own path alone, on the port of the REST API', async () => {
    const { url } = await served()
    expect(await refusalOf(url.replace('/socket', '/other'))).toBe(404)
  })

  test('tells a client that its message has failed', async () => {
    const { open } = await served()
    const { socket, message } = await open()
    socket.send('fail')
    expect(JSON.parse((await message()) ?? '')).toMatchObject({
      message: 'Internal server error',
      connectionId: expect.any(String),
    })
  })

  test('is over when the host is', async () => {
    const { host, open } = await served()
    const { closed } = await open()
    await host.close()
    expect(await closed).toBe(1006)
  })
})

describe('Time', () => {
  test('ends a connection over which nothing went for ten minutes, in either direction', async () => {
    const { host, open, heard, idOf, ask } = await served()
    const { socket, closed } = await open()
    const id = await idOf()
    host.passTime(9 * minute)
    socket.send('ping')
    await heard('$default')
    host.passTime(9 * minute)
    expect((await ask('POST', id, '{}')).status).toBe(200)
    host.passTime(9 * minute)
    expect((await ask('GET', id)).status).toBe(200)
    host.passTime(minute)
    expect(await closed).toBe(1001)
    expect(await heard('$disconnect')).toMatchObject({ requestContext: { disconnectStatusCode: 1001 } })
    expect((await ask('GET', id)).status).toBe(410)
  })

  test('ends any connection after two hours', async () => {
    const { host, open, heard } = await served()
    const { socket, closed } = await open()
    await heard('$connect')
    for (let passed = 9; passed < 120; passed += 9) {
      host.passTime(9 * minute)
      socket.send('ping')
      await heard('$default', passed / 9)
    }
    host.passTime(4 * minute)
    expect(await closed).toBe(1001)
  })
})

describe('The management API', () => {
  test('sends to the client that is named, and to no other', async () => {
    const { open, idOf, ask } = await served()
    const one = await open()
    const first = await idOf()
    const two = await open()
    expect(await ask('POST', first, '{"to":"one"}')).toEqual({ status: 200, type: '', text: '' })
    expect(await one.message()).toBe('{"to":"one"}')
    expect((await ask('POST', await idOf(2), '{"to":"two"}')).status).toBe(200)
    await two.message()
    expect([one.messages.all, two.messages.all]).toEqual([['{"to":"one"}'], ['{"to":"two"}']])
  })

  test('tells of a connection, and closes it; then it is gone', async () => {
    const { open, idOf, ask } = await served()
    const { closed } = await open()
    const id = await idOf()
    const { status, text } = await ask('GET', id)
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        connectedAt: expect.stringMatching(/Z$/),
        lastActiveAt: expect.stringMatching(/Z$/),
        identity: { sourceIp: '127.0.0.1', userAgent: '' },
      },
    ])
    expect((await ask('DELETE', id)).status).toBe(204)
    expect(await closed).toBe(1000)
    for (const method of ['POST', 'GET', 'DELETE'])
      expect(await ask(method, id)).toMatchObject({ status: 410, type: 'GoneException' })
  })

  test('takes 128 KB, and from a client comes 32 KB at most', async () => {
    const { open, idOf, ask } = await served()
    const { socket, closed } = await open()
    const id = await idOf()
    expect((await ask('POST', id, 'x'.repeat(128 * 1024))).status).toBe(200)
    expect(await ask('POST', id, 'x'.repeat(128 * 1024 + 1))).toMatchObject({
      status: 413,
      type: 'PayloadTooLargeException',
    })
    socket.send('x'.repeat(32 * 1024 + 1))
    expect(await closed).toBe(1009)
  })

  test('refuses for a while when a client takes nothing, and nobody is held up', async () => {
    const { open, idOf, ask } = await served()
    const slow = await open()
    const id = await idOf()
    const other = await open()
    const otherId = await idOf(2)
    slow.socket.pause()
    let answer = await ask('POST', id, '{}')
    for (let sent = 0; answer.status === 200 && sent < 400; sent++)
      answer = await ask('POST', id, 'x'.repeat(100_000))
    expect(answer).toMatchObject({ status: 429, type: 'LimitExceededException' })
    expect((await ask('POST', otherId, '{}')).status).toBe(200)
    expect(await other.message()).toBe('{}')
    expect(slow.messages.all).toEqual([])
    slow.socket.resume()
    expect(await slow.message()).toBe('{}')
  })

  test('stands behind the gates, and asks for the permission', async () => {
    const asked: unknown[] = []
    const { host, open, idOf, ask } = await served(
      {},
      {
        gates: [
          ({ service, action, resource, caller }, pass) => {
            if (service === 'execute-api') asked.push([action, resource, caller?.functionId])
            return pass()
          },
        ],
      },
    )
    await open()
    const id = await idOf()
    await ask('POST', id, '{}')
    expect(asked).toEqual([['ManageConnections', `App-Api/dev/POST/@connections/${id}`, 'Handler']])
    expect(host.url).toMatch(/^http:/)
  })

  test.each([
    ['*/@connections/*', 200],
    ['POST/@connections/*', 200],
    ['DELETE/@connections/*', 403],
  ])('lets a function that is granted %s send: %d', async (granted, status) => {
    const statement = (Action: string | string[], Resource: unknown) => ({
      Effect: 'Allow',
      Action,
      Resource,
    })
    const Statement = [
      statement(['logs:CreateLogStream', 'logs:PutLogEvents'], '*'),
      statement(
        'execute-api:ManageConnections',
        join('arn:aws:execute-api:us-east-1:000000000000:', { Ref: 'Api' }, `/dev/${granted}`),
      ),
    ]
    const { events, open, idOf, ask } = await served(
      {
        properties: {
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Environment: { Variables: { SOCKET_ENDPOINT: onAws('https') } },
        },
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { Policies: [{ PolicyName: 'P', PolicyDocument: { Statement } }] },
          },
        },
      },
      { permissions: 'on' },
    )
    await open()
    expect(await ask('POST', await idOf(), '{}')).toMatchObject({
      status,
      type: status === 200 ? '' : 'AccessDeniedException',
    })
    const problems = events.all.flatMap((event) => (event.type === 'problem' ? [event.message] : []))
    expect(problems).toEqual(
      status === 200
        ? []
        : [
            expect.stringMatching(
              /^Handler lacks a grant: execute-api:ManageConnections on \S+App-Api\/dev\/POST/,
            ),
          ],
    )
  })
})

describe('What is declared', () => {
  test('has its addresses on AWS, and the local ones in functions’ variables', async () => {
    const { host, url } = await served()
    const outcome = await host.invoke('Handler', { env: true })
    const env: unknown = outcome.ok ? JSON.parse(outcome.payload) : outcome
    expect(env).toMatchObject({
      SOCKET_URL: url,
      SOCKET_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/App-Api\/dev$/),
    })
  })

  test.each([
    ['another protocol', { Api: { ProtocolType: 'HTTP' } }, /App\/Api .*only WebSocket/],
    ['an authorizer', { Route0: { AuthorizationType: 'AWS_IAM' } }, /App\/Route0 .*authorizers/],
    ['no target', { Route0: { Target: 'integrations/None' } }, /App\/Route0 .*leads to no integration/],
  ])('with %s is not passed over', async (_, changes, message) => {
    const resources = webSocket(all)
    for (const [id, properties] of Object.entries(changes)) {
      const { Type = '', Properties = {} } = resources[id] ?? {}
      resources[id] = { Type, Properties: { ...Properties, ...properties } }
    }
    await expect(hosted(synthesized(resources, { Handler: code }))).rejects.toThrow(message)
  })
})
