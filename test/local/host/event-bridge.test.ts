import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { synthesized } from './support/app.ts'
import { hosted } from './support/hosted.ts'

const app = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
}
const outputs = { Name: { Ref: 'Bus' }, Arn: { 'Fn::GetAtt': ['Bus', 'Arn'] } }
const entry = { Source: 'switchboard', DetailType: 'HandedOff', Detail: '{"conversationId":"c1"}' }

async function bridge() {
  const { host, events } = await hosted(synthesized(app, {}, outputs))
  const put = async (body: unknown, action = 'PutEvents'): Promise<unknown> => {
    const response = await fetch(host.endpoints.events, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSEvents.${action}` },
      body: JSON.stringify(body),
    })
    return { status: response.status, ...z.record(z.string(), z.unknown()).parse(await response.json()) }
  }
  return { host, events, put }
}

describe('EventBridge on this machine', () => {
  test('keeps what is put on a declared bus or the default one, tells it, and shows it at /events', async () => {
    const { host, events, put } = await bridge()
    const arn = 'arn:aws:events:us-east-1:000000000000:event-bus/shop'
    expect(host.outputs).toEqual({ App: { Name: 'shop', Arn: arn } })
    const Entries = [
      entry,
      { ...entry, EventBusName: 'shop', Resources: ['one'] },
      { ...entry, EventBusName: arn },
    ]
    expect(await put({ Entries })).toEqual({
      status: 200,
      FailedEntryCount: 0,
      Entries: Array(3).fill({ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
    })
    expect(host.events.sent).toMatchObject([
      { bus: 'default', source: 'switchboard', detailType: 'HandedOff', detail: { conversationId: 'c1' } },
      { bus: 'shop', resources: ['one'] },
      { bus: 'shop', resources: [] },
    ])
    expect(events.all.filter(({ type }) => type === 'event')).toEqual(
      host.events.sent.map((sent) => ({ type: 'event', ...sent })),
    )
    const page = await fetch(`${host.url}/events`)
    expect(await page.json()).toEqual({ data: host.events.sent.toReversed() })
  })

  test.each([
    ['for no bus that there is', { ...entry, EventBusName: 'other' }, 'ResourceNotFoundException'],
    ['without a source', { ...entry, Source: undefined }, 'InvalidArgument'],
    ['in the name of AWS', { ...entry, Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['whose detail is no object', { ...entry, Detail: '"text"' }, 'MalformedDetail'],
  ])('refuses an entry %s, and takes the others', async (_, bad, ErrorCode) => {
    const { host, put } = await bridge()
    expect(await put({ Entries: [bad, entry] })).toMatchObject({
      status: 200,
      FailedEntryCount: 1,
      Entries: [{ ErrorCode, ErrorMessage: expect.any(String) }, { EventId: expect.any(String) }],
    })
    expect(host.events.sent).toHaveLength(1)
  })

  test.each([
    ['no entries', { Entries: [] }, 'PutEvents', 'ValidationException'],
    ['more than ten', { Entries: Array(11).fill(entry) }, 'PutEvents', 'ValidationException'],
    ['what is not hosted', {}, 'PutRule', 'UnknownOperationException'],
  ])('refuses %s', async (_, body, action, type) => {
    const { host, put } = await bridge()
    expect(await put(body, action)).toMatchObject({ status: 400, __type: type })
    expect(host.events.sent).toEqual([])
  })
})
