import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Assembly, resourcesOf } from './assembly.ts'
import { physicalName } from './attributes.ts'
import { type AwsServer, jsonAnswer, serveAws } from './aws-server.ts'
import type { AwsAnswer, Gate } from './gate.ts'
import type { Resolver } from './resolve.ts'

/** An event as it lies on a bus. */
export type EventEntry = {
  id: string
  bus: string
  source: string
  detailType: string
  detail: unknown
  resources: string[]
  /** ISO, when it was put. */
  time: string
}

export type EventBridge = AwsServer & {
  /** What was put, oldest first. */
  sent: EventEntry[]
}

/** EventBridge that hands nothing on: what is put on a bus, `default` or a declared one, stays where it can be seen. */
export async function startEventBridge(given: {
  /** Names of the declared buses. */
  buses: readonly string[]
  now: () => number
  onEvent: (entry: EventEntry) => void
  gates: readonly Gate[]
}): Promise<EventBridge> {
  const { buses, now, onEvent, gates } = given
  const sent: EventEntry[] = []

  const put = (entry: z.infer<typeof requestEntry>): unknown => {
    const bus = busName(entry.EventBusName)
    const detail = parsedObject(entry.Detail)
    if (!entry.Source || !entry.DetailType)
      return failure('InvalidArgument', 'Source and DetailType are required arguments.')
    if (detail === undefined) return failure('MalformedDetail', 'Detail is malformed.')
    if (entry.Source.startsWith('aws.'))
      return failure('NotAuthorizedForSourceException', 'Not authorized for the source.')
    if (bus !== 'default' && !buses.includes(bus))
      return failure('ResourceNotFoundException', `Event bus ${bus} does not exist: no template declares it.`)
    const event: EventEntry = {
      id: randomUUID(),
      bus,
      source: entry.Source,
      detailType: entry.DetailType,
      detail,
      resources: entry.Resources,
      time: new Date(now()).toISOString(),
    }
    sent.push(event)
    sent.splice(0, sent.length - keptEvents)
    onEvent(event)
    return { EventId: event.id }
  }

  const answer = (action: string, payload: string): AwsAnswer => {
    if (action !== 'PutEvents')
      return json(400, { __type: 'UnknownOperationException', message: `${action} is not hosted locally` })
    const request = putEvents.safeParse(JSON.parse(payload))
    if (!request.success)
      return json(400, { __type: 'ValidationException', message: z.prettifyError(request.error) })
    const results = request.data.Entries.map(put)
    return json(200, { FailedEntryCount: results.filter(isFailure).length, Entries: results })
  }

  const server = await serveAws({
    service: 'events',
    gates,
    answer: async ({ action, message }) => answer(action, message.body),
  })
  return { ...server, sent }
}

/** The names of the declared buses. */
export function declaredBuses(assembly: Assembly, resolver: Resolver): string[] {
  return resourcesOf(assembly, 'AWS::Events::EventBus').map((resource) =>
    physicalName(resource, (piece) => resolver.value(resource.stack, piece)),
  )
}

/** A bus may be named by its ARN. */
export function busName(nameOrArn: string | undefined): string {
  return nameOrArn === undefined ? 'default' : nameOrArn.replace(/^arn:.*:event-bus\//, '')
}

const keptEvents = 1000

const requestEntry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
})
const putEvents = z.object({ Entries: z.array(requestEntry).min(1).max(10) })

function parsedObject(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text ?? ''))
    return parsed.data
  } catch {
    return undefined
  }
}

function failure(ErrorCode: string, ErrorMessage: string): unknown {
  return { ErrorCode, ErrorMessage }
}

function isFailure(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ErrorCode' in result
}

function json(status: number, body: unknown): AwsAnswer {
  return jsonAnswer(status, body, { 'content-type': 'application/x-amz-json-1.1' })
}
