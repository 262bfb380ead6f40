import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { putEvent } from '../../functions/adapters/event-bus.ts'
import type { ConversationEvent } from '../../functions/core/events.ts'
import { startEventBridge } from '../../local/host/event-bridge.ts'
import type { Gate } from '../../local/host/gate.ts'

const event: ConversationEvent = {
  type: 'conversation.handed_off',
  detail: {
    version: 1,
    id: `evt_${'1'.repeat(32)}`,
    conversationId: `cnv_${'2'.repeat(32)}`,
    seq: 4,
    at: '2026-11-02T10:00:00.000Z',
    by: 'customer',
  },
}

async function startBus(...gates: Gate[]) {
  const bridge = await startEventBridge({
    buses: ['switchboard-test'],
    now: () => Date.parse(event.detail.at),
    onEvent: () => {},
    gates,
  })
  onTestFinished(() => bridge.close())
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', bridge.endpoint)
  return bridge
}

describe('An event on the bus', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_REGION', 'eu-central-1')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
  })

  test('has its type, its source, its detail and its time', async () => {
    const bodies: string[] = []
    const bridge = await startBus(async ({ body }, pass) => {
      bodies.push(body)
      return await pass()
    })
    await putEvent('switchboard-test', event)
    expect(bridge.sent).toMatchObject([
      {
        bus: 'switchboard-test',
        source: 'switchboard',
        detailType: 'conversation.handed_off',
        detail: event.detail,
      },
    ])
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      Entries: [{ Time: Date.parse(event.detail.at) / 1000 }],
    })
  })

  test('that is not taken although the request was, is an error that names the bus and why', async () => {
    const bridge = await startBus()
    await expect(putEvent('another-bus', event)).rejects.toThrow(
      /event bus another-bus did not take evt_1+ \(ResourceNotFoundException\).*Deploy/,
    )
    expect(bridge.sent).toEqual([])
  })

  test.each([
    [403, '{"__type":"AccessDeniedException"}'],
    [200, 'not json'],
  ])('given the answer %s %s, is an error', async (status, body) => {
    await startBus(async () => ({ status, body }))
    await expect(putEvent('switchboard-test', event)).rejects.toThrow(`it answered ${status}`)
  })

  test('goes to the region’s endpoint, signed for EventBridge, where no other is set', async () => {
    const requests: Request[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      requests.push(request)
      return new Response('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}')
    })
    await putEvent('switchboard-test', event)
    expect(requests.map(({ url }) => url)).toEqual(['https://events.eu-central-1.amazonaws.com/'])
    expect(requests[0]?.headers.get('authorization')).toMatch(/\/eu-central-1\/events\/aws4_request/)
    expect(requests[0]?.headers.get('x-amz-target')).toBe('AWSEvents.PutEvents')
  })
})
