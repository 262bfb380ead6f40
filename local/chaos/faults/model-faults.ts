import type { MessagesRequest } from '../../standin/messages-request.ts'
import { blocksOf, textOf } from '../../standin/messages-request.ts'
import { callerOf } from '../../standin/recognise.ts'
import type { Brain, Reply, StreamFault } from '../../standin/reply.ts'
import { hang, httpError, overloaded, rateLimited, refusal } from '../../standin/scripted-replies.ts'
import { chanceOf } from '../chance.ts'
import type { Drawn } from './fault-plan.ts'
import type { FaultKind } from './kinds.ts'
import type { FaultScene } from './scene.ts'

type Message = Extract<Reply, { kind: 'message' }>

const choices: readonly (readonly [FaultKind, number])[] = [
  ['model: 429 with retry-after', 3],
  ['model: 529', 3],
  ['model: 500', 2],
  ['model: stream dropped', 2],
  ['model: stream without message_stop', 2],
  ['model: refusal', 1],
  ['model: tool call cut off', 2],
  ['model: hanging', 1],
]

/** Who asks, as far as the request tells: the conversation's number and its turn. */
export type Recognise = (request: MessagesRequest) => {
  readonly conversation: string | undefined
  readonly turn: number | undefined
}

/** A brain whose replies now and then go wrong on their way. */
export function faultyBrain(brain: Brain, recognise: Recognise, scene: FaultScene): Brain {
  return {
    async reply(request, call) {
      const reply = await brain.reply(request, call)
      const { conversation, turn } = recognise(request)
      const who = callerOf(request)
      const doing = `reply ${request.messages.length}`
      const what = `${who} ${hashOf(request)}`
      const drawn = scene.plan.draw('model calls', { conversation, turn, what }, scene.rate, choices)
      if (drawn === undefined || reply.kind !== 'message') return reply
      scene.log.add({
        kind: drawn.kind,
        conversation,
        turn,
        who: `model of the ${who}`,
        doing,
        at: scene.stage().now(),
      })
      return spoiled(drawn, reply, call.signal, scene)
    },
  }
}

function spoiled({ kind, dice }: Drawn, reply: Message, signal: AbortSignal, scene: FaultScene): Reply {
  switch (kind) {
    case 'model: 429 with retry-after':
      return rateLimited(dice < 0.85 ? 1 + Math.floor(dice * 10) : Math.floor(dice * 30))
    case 'model: 529':
      return dice < 0.5 ? overloaded() : faulted(reply, 3, 'error')
    case 'model: 500':
      return httpError(500, { message: 'Internal server error' })
    case 'model: stream dropped':
      return faulted(reply, 1 + Math.floor(dice * 5), 'drop')
    case 'model: stream without message_stop':
      return faulted(reply, 1 + Math.floor(dice * 5), 'end')
    case 'model: refusal':
      return refusal()
    case 'model: tool call cut off':
      return cutOff(reply, dice)
    default:
      return hanging(reply, dice, signal, scene)
  }
}

function faulted(reply: Message, afterEvents: number, then: StreamFault['then']): Reply {
  return { ...reply, fault: { afterEvents, then } }
}

/** The last block is the one in which the tokens ran out. */
function cutOff(reply: Message, share: number): Reply {
  const blocks = reply.blocks.map((block, index) => {
    if (index < reply.blocks.length - 1) return block
    return block.type === 'text'
      ? { ...block, text: block.text.slice(0, Math.floor(block.text.length * share)) }
      : { ...block, share }
  })
  return { ...reply, blocks, stopReason: 'max_tokens' }
}

/** Until the function gives up. */
function hanging(reply: Message, dice: number, signal: AbortSignal, scene: FaultScene): Reply {
  const goOn = scene.stage().stall()
  if (signal.aborted) goOn()
  else signal.addEventListener('abort', goOn, { once: true })
  return dice < 0.5 ? hang() : faulted(reply, 4, 'hang')
}

/** The same request has the same name in every run, whatever ids its conversation has. */
function hashOf({ messages }: MessagesRequest): string {
  const texts = messages.flatMap(({ content }) => [
    textOf(content),
    ...blocksOf(content).flatMap((block) => (block.type === 'tool_use' ? [block.name] : [])),
  ])
  return chanceOf(0, ...texts).toString(36)
}
