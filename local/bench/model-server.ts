import * as z from 'zod'
import { startStandIn } from '../standin/server.ts'
import { nimbleBrain } from './workload.ts'

const subjects = z.object({ customerId: z.string(), orderId: z.string(), productId: z.string() })
const order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), subjects }),
  z.object({ type: z.literal('figures') }),
])
export const modelStarted = z.object({ url: z.string() })
/** Since the start: requests, milliseconds of CPU. */
export const modelFigures = z.object({ calls: z.int(), cpuMs: z.number() })

/** The model, in a process of its own, so that its time can be told from the system's. */
export function serveModel(): void {
  let standIn: Awaited<ReturnType<typeof startStandIn>> | undefined
  process.on('message', async (raw) => {
    const received = order.parse(raw)
    if (received.type === 'start') {
      standIn = await startStandIn({ brain: nimbleBrain(received.subjects) })
      process.send?.({ url: standIn.url })
      return
    }
    const { user, system } = process.cpuUsage()
    process.send?.({ calls: standIn?.calls.count ?? 0, cpuMs: (user + system) / 1000 })
  })
  process.once('disconnect', () => process.exit())
  process.send?.('ready')
}
