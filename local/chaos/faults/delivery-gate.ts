import * as z from 'zod'
import type { Gate } from '../../host/gate.ts'
import type { FaultKind } from './kinds.ts'
import { doingOf, placeOf } from './place.ts'
import type { FaultScene } from './scene.ts'

const message = z.looseObject({
  QueueUrl: z.string(),
  MessageDeduplicationId: z.string().optional(),
  DelaySeconds: z.number().optional(),
})

/** The longest that SQS delays a message, in seconds. */
const longestDelay = 900

const onFifo: readonly (readonly [FaultKind, number])[] = [['delivered twice', 1]]
const onStandard: readonly (readonly [FaultKind, number])[] = [
  ['delivered twice', 1],
  ['delivered late', 1],
  ['delivered again out of order', 1],
]

/** Messages come twice, late, or again after later ones: what a queue may do that delivers at least once. */
export function deliveryGate(scene: FaultScene): Gate {
  let copies = 0
  return async (request, pass) => {
    if (request.caller === undefined || request.action !== 'SendMessage') return await pass()
    const sent = message.parse(JSON.parse(request.body))
    const isFifo = sent.QueueUrl.endsWith('.fifo')
    const { conversationId, turn } = placeOf(request)
    const conversation = scene.labelOf(conversationId)
    const doing = doingOf(request)
    const drawn = scene.plan.draw(
      'sends',
      { conversation, turn, what: doing },
      scene.rate,
      isFifo ? onFifo : onStandard,
    )
    if (drawn === undefined) return await pass()
    const stage = scene.stage()
    const who = sent.QueueUrl.split('/').at(-1) ?? ''
    scene.log.add({ kind: drawn.kind, conversation, turn, who, doing, at: stage.now() })
    const copy = { ...sent, ...(isFifo ? { MessageDeduplicationId: `again-${copies++}` } : {}) }
    const seconds = secondsFrom(drawn.dice)
    switch (drawn.kind) {
      case 'delivered late':
        return await stage.sendMessage(later(copy, seconds))
      case 'delivered again out of order': {
        const answer = await pass()
        await stage.sendMessage(later(copy, seconds))
        return answer
      }
      default: {
        const answer = await pass()
        await stage.sendMessage(copy)
        return answer
      }
    }
  }
}

/** Most come some seconds late, some minutes: after everything that was sent meanwhile, after the turn's deadline too. */
function secondsFrom(dice: number): number {
  return dice < 0.8 ? 1 + Math.floor(dice * 30) : Math.round((dice - 0.8) * 1500)
}

function later(sent: z.infer<typeof message>, seconds: number): Record<string, unknown> {
  return { ...sent, DelaySeconds: Math.min(longestDelay, (sent.DelaySeconds ?? 0) + seconds) }
}
