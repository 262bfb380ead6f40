import type { AwsAnswer, AwsRequest, Caller, Gate } from '../../host/gate.ts'
import { conflict, refusedSend, throttledTable, throttledTransaction } from './answers.ts'
import { type Drawn, shareOfEach } from './fault-plan.ts'
import type { FaultKind } from './kinds.ts'
import { doingOf, type Place, whereabouts } from './place.ts'
import type { FaultScene } from './scene.ts'

/** Requests with an effect that a function makes on one event, about: so that the rate is that of events. */
const effectsOfAnEvent = 2
/** What reads, or puts a message back, is hit so much less often: it breaks nothing that an effect does not break. */
const othersPerEffect = 4
/** Milliseconds of a request that hangs: longer than any function may run. */
const hanging = 120_000

type Choices = readonly (readonly [FaultKind, number])[]

const onRead: Choices = [
  ['table throttled', 9],
  ['killed at its timeout', 1],
]
const onWrite: Choices = [
  ['killed before an effect', 4],
  ['killed after an effect', 4],
  ['killed at its timeout', 1],
  ['table throttled', 2],
  ['transaction conflict', 3],
  ['answer lost after the write', 4],
]
const onSend: Choices = [
  ['killed before an effect', 4],
  ['killed after an effect', 4],
  ['killed at its timeout', 1],
  ['send refused', 4],
  ['send done and refused', 4],
]
const onEvent: Choices = [
  ['killed before an effect', 4],
  ['killed after an effect', 4],
  ['killed at its timeout', 1],
]
const onReturn: Choices = [
  ['killed before an effect', 1],
  ['killed after an effect', 1],
]

/** Kills functions around their effects, and lets the tables and queues fail. */
export function requestGate(scene: FaultScene): Gate {
  const { plan, log, rate } = scene
  const placeOf = whereabouts()
  const dead = new Set<number>()
  /** Requests that fail again when they are made again, by who makes them and what they are; how often yet. */
  const stubborn = new Map<string, { answer: AwsAnswer; left: number }>()

  return async (request, pass) => {
    const { caller } = request
    if (caller === undefined) return await pass()
    if (dead.has(caller.environment)) throw new Error('The function that asks has been killed')
    const refused = refusedAgain(caller, request)
    if (refused !== undefined) return refused
    const place = placeOf(request)
    const conversation = scene.labelOf(place.conversationId)
    if (conversation !== undefined && place.turn !== undefined)
      scene.newestTurn.set(conversation, Math.max(place.turn, scene.newestTurn.get(conversation) ?? 0))
    const choices = choicesFor(request)
    const share =
      shareOfEach(rate, effectsOfAnEvent) / (choices === onRead || choices === onReturn ? othersPerEffect : 1)
    const doing = doingOf(request)
    const unit = { conversation, turn: place.turn, what: `${caller.functionId} ${doing}` }
    const drawn = plan.draw('requests', unit, share, choices)
    if (drawn === undefined) return await pass()
    tell(drawn, caller, place, doing)
    return await inject(drawn, caller, request, pass)
  }

  function refusedAgain(caller: Caller, request: AwsRequest): AwsAnswer | undefined {
    if (stubborn.size === 0) return undefined
    const key = keyOf(caller, request)
    const again = stubborn.get(key)
    if (again === undefined) return undefined
    again.left -= 1
    if (again.left === 0) stubborn.delete(key)
    return again.answer
  }

  function tell(
    { kind }: Drawn,
    { functionId }: Caller,
    { conversationId, turn }: Place,
    doing: string,
  ): void {
    const conversation = scene.labelOf(conversationId)
    log.add({ kind, conversation, turn, who: functionId, doing, at: scene.stage().now() })
  }

  async function inject(
    { kind, dice }: Drawn,
    caller: Caller,
    request: AwsRequest,
    pass: () => Promise<AwsAnswer>,
  ): Promise<AwsAnswer> {
    const { action, body } = request
    switch (kind) {
      case 'killed before an effect':
        return await kill(caller)
      case 'killed after an effect':
        await pass()
        return await kill(caller)
      case 'killed at its timeout':
        return await hang(caller)
      case 'transaction conflict':
        return conflict(action, body)
      case 'answer lost after the write':
        await pass()
        throw new Error('The answer is lost')
      case 'send done and refused':
        await pass()
        return refusedSend(dice < 0.8)
      case 'send refused':
        return dice < 0.5 ? refusedSend(true) : refusedSend(false)
      default:
        return throttle(dice, caller, request)
    }
  }

  async function kill(caller: Caller): Promise<never> {
    dead.add(caller.environment)
    await scene.stage().kill(caller)
    throw new Error('The function that asked was killed')
  }

  async function hang(caller: Caller): Promise<never> {
    const stage = scene.stage()
    const goOn = stage.stall(caller)
    await new Promise<void>((resolve) => scene.agenda.at(stage.now() + hanging, resolve))
    goOn()
    throw new Error('The connection broke after it had hung')
  }

  /** Now and then for longer than the client has patience. */
  function throttle(dice: number, caller: Caller, request: AwsRequest): AwsAnswer {
    if (request.action === 'TransactWriteItems' && dice < 0.5) return throttledTransaction(request.body)
    const answer = throttledTable()
    if (dice > 0.95) stubborn.set(keyOf(caller, request), { answer, left: 4 })
    return answer
  }
}

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'])

function choicesFor({ service, action }: AwsRequest): Choices {
  if (service === 'dynamodb') return writes.has(action) ? onWrite : onRead
  if (service === 'events') return onEvent
  if (service !== 'sqs') return []
  return action === 'SendMessage' ? onSend : onReturn
}

function keyOf({ environment }: Caller, { action, body }: AwsRequest): string {
  return `${environment} ${action} ${body}`
}
