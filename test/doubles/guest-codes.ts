import { dynamoDbGuestCodes } from '../../functions/adapters/dynamodb-guest-codes.ts'
import type { GuestCodes, OpenCode } from '../../functions/core/guest-codes.ts'
import { startDynamoDb } from '../adapters/dynamodb-fixture.ts'

/** Guest codes in memory that pass the port's suite. It remembers what was opened, and whose requests were counted. */
export interface MemoryGuestCodes extends GuestCodes {
  readonly opened: OpenCode[]
  readonly counted: string[]
}

export function memoryGuestCodes(now: () => number): MemoryGuestCodes {
  const windows = new Map<string, number>()
  const codes = new Map<string, { code: OpenCode; attempts: number; redeemed: boolean }>()
  const opened: OpenCode[] = []
  const counted: string[] = []
  return {
    opened,
    counted,
    async count({ key, limit: { most, seconds } }) {
      const at = Math.floor(now() / 1000)
      const start = at - (at % seconds)
      const window = `${key} ${seconds} ${start}`
      const requests = windows.get(window) ?? 0
      if (requests >= most) return start + seconds - at
      counted.push(key)
      windows.set(window, requests + 1)
      return undefined
    },
    async open(code) {
      opened.push(code)
      codes.set(code.sessionId, { code, attempts: 0, redeemed: false })
    },
    async redeem({ sessionId, hashes, most }) {
      const found = codes.get(sessionId)
      if (!found || found.code.expiresAt <= now() || found.attempts >= most) return undefined
      found.attempts += 1
      const { customerId } = found.code
      if (found.redeemed || !hashes.includes(found.code.codeHash)) return undefined
      if (customerId !== undefined) found.redeemed = true
      return customerId
    },
  }
}

export interface StartedGuestCodes {
  readonly codes: GuestCodes
  stop(): Promise<void>
}

/** Every implementation of the port, for `describe.each`: what holds for one holds for all. */
export const guestCodeKeepers: readonly {
  readonly name: string
  start(now: () => number): Promise<StartedGuestCodes>
}[] = [
  {
    name: 'the in-memory double',
    start: async (now) => ({ codes: memoryGuestCodes(now), stop: async () => {} }),
  },
  {
    name: 'the DynamoDB adapter',
    async start(now) {
      const engine = await startDynamoDb()
      const table = await engine.createTable('memory')
      const codes = dynamoDbGuestCodes({ client: engine.client, table, now })
      return { codes, stop: () => engine.close() }
    },
  },
]
