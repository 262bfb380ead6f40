import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { callerOf } from '../host/gate.ts'

/** What went through to DynamoDB. Units are what AWS would bill: written 1 KB, read 4 KB (strongly consistent). */
export interface Traffic {
  requests: number
  requestBytes: number
  writtenBytes: number
  writeUnits: number
  readUnits: number
}

export interface CountingProxy {
  readonly url: string
  /** By the function that asked; others (the host itself, the measuring) do not count. */
  readonly traffic: ReadonlyMap<string, Traffic>
  total(): Traffic
  close(): Promise<void>
}

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'])

/** Stands in front of the DynamoDB engine and counts; asks for the consumed capacity of every request. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const traffic = new Map<string, Traffic>()
  const server = createServer((request, response) => {
    void forward().catch((error: unknown) => response.writeHead(502).end(String(error)))

    async function forward(): Promise<void> {
      const body = await text(request)
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
      const caller = callerOf(request.headers.authorization)?.functionId
      const counted = caller !== undefined
      const answer = await fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': String(request.headers['x-amz-target']),
          authorization: request.headers.authorization ?? '',
          'x-amz-date': String(request.headers['x-amz-date'] ?? ''),
        },
        body: counted ? withCapacity(body) : body,
      })
      const answered = await answer.text()
      if (counted) count(traffic, caller, operation, body, answered)
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answered)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The counting proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    traffic,
    total: () => [...traffic.values()].reduce(add, nothing()),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export function nothing(): Traffic {
  return { requests: 0, requestBytes: 0, writtenBytes: 0, writeUnits: 0, readUnits: 0 }
}

export function add(a: Traffic, b: Traffic, sign = 1): Traffic {
  return {
    requests: a.requests + sign * b.requests,
    requestBytes: a.requestBytes + sign * b.requestBytes,
    writtenBytes: a.writtenBytes + sign * b.writtenBytes,
    writeUnits: a.writeUnits + sign * b.writeUnits,
    readUnits: a.readUnits + sign * b.readUnits,
  }
}

const object = z.record(z.string(), z.unknown())

function withCapacity(body: string): string {
  return JSON.stringify({ ...object.parse(JSON.parse(body)), ReturnConsumedCapacity: 'TOTAL' })
}

const capacity = z.object({ CapacityUnits: z.number() })
const consumed = z.object({
  ConsumedCapacity: z.union([capacity.transform((one) => [one]), z.array(capacity)]),
})

function count(
  traffic: Map<string, Traffic>,
  caller: string,
  operation: string,
  body: string,
  answered: string,
): void {
  const isWrite = writes.has(operation)
  const parsed = consumed.safeParse(JSON.parse(answered))
  const units = parsed.success
    ? parsed.data.ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
    : 0
  const bytes = Buffer.byteLength(body)
  traffic.set(
    caller,
    add(traffic.get(caller) ?? nothing(), {
      requests: 1,
      requestBytes: bytes,
      writtenBytes: isWrite ? bytes : 0,
      writeUnits: isWrite ? units : 0,
      readUnits: isWrite ? 0 : units,
    }),
  )
}
