import { keyedHashes } from '../../functions/api/keyed-hashes.ts'
import { type GuestPorts, guestRules } from '../../functions/core/guest.ts'
import type { OutgoingMail } from '../../functions/core/mail.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type Clock, fixedClock } from './clock.ts'
import { type MemoryGuestCodes, memoryGuestCodes } from './guest-codes.ts'
import { memoryStore } from './store.ts'

export const nobody = 'nobody@mail.example'

export interface GuestDoubles {
  readonly ports: GuestPorts & { readonly codes: MemoryGuestCodes }
  readonly clock: Clock
  /** Every mail, also those to nobody. */
  readonly mails: OutgoingMail[]
  /** What was asked of the store. */
  readonly reads: string[]
  readonly mailFailures: unknown[]
  /** From now on no mail is taken. */
  breakMail(): void
}

/** All that guests need, on the demo store. Codes count up from 000001. */
export function guestDoubles(changes: Partial<GuestPorts> = {}): GuestDoubles {
  const clock = fixedClock()
  const store = memoryStore(demoStore(1))
  const mails: OutgoingMail[] = []
  const reads: string[] = []
  const mailFailures: unknown[] = []
  let broken = false
  let made = 0
  return {
    clock,
    mails,
    reads,
    mailFailures,
    breakMail() {
      broken = true
    },
    ports: {
      store: {
        orders: async (ids) => {
          reads.push(`${ids.length} orders`)
          return await store.orders(ids)
        },
        customer: async (id) => {
          reads.push('customer')
          return await store.customer(id)
        },
      },
      mail: {
        nobody,
        async send(mail) {
          if (broken) throw new Error('No mail today')
          mails.push(mail)
        },
      },
      hashes: keyedHashes(async () => ['the session secret']),
      newCode: () => {
        made += 1
        return String(made).padStart(6, '0')
      },
      onMailFailed: (error) => mailFailures.push(error),
      now: clock.now,
      rules: guestRules,
      ...changes,
      codes: memoryGuestCodes(clock.now),
    },
  }
}
