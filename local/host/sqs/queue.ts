import type { Clock } from '../clock.ts'
import { createDeduplication } from './deduplication.ts'
import type { Journal } from './journal.ts'
import { asDeadLetter, countMessages, type Message, newMessage, readReceipt } from './message.ts'
import type { QueueAttributes } from './queue-attributes.ts'
import { refusal } from './refusal.ts'
import { fifoShelf, standardShelf } from './shelf.ts'
import { createWaitingLine } from './waiting-line.ts'

/** One queue: what is in it, who has what in hand, and who waits for more. */
export type Queue = {
  readonly name: string
  readonly arn: string
  attributes: QueueAttributes
  send: (message: NewMessage) => Message
  /** Takes over what was received too often in the queue of that ARN. */
  adopt: (message: Message, from: string) => void
  /** Sends the next message anew to where `to` says, and drops it here. `stuck`: to nowhere, it stays. */
  move(to: (message: Message) => Queue | undefined): 'moved' | 'stuck' | 'empty'
  /** Waits up to `waitMs` for the first. What is received is hidden until its visibility timeout is over. */
  receive: (
    most: number,
    visibilitySeconds: number,
    waitMs: number,
    signal?: AbortSignal,
  ) => Promise<Message[]>
  delete: (receipt: string) => void
  hide: (receipt: string, seconds: number) => void
  purge: () => void
  counts(): ReturnType<typeof countMessages>
  /** Lets everybody who waits go empty-handed. */
  close: () => void
}

type NewMessage = Pick<Message, 'body' | 'attributes' | 'groupId' | 'deduplicationId'> & {
  delaySeconds: number
}

export function createQueue(given: {
  name: string
  arn: string
  attributes: QueueAttributes
  clock: Clock
  journal: Journal
  /** What the journal knows of it. */
  kept: Message[]
  deadLetterQueue: (arn: string) => Queue | undefined
}): Queue {
  const { name, arn, clock, journal } = given
  const isFifo = given.attributes.FifoQueue
  const shelf = isFifo ? fifoShelf() : standardShelf()
  const deduplication = createDeduplication(clock)
  const messages = new Map<string, Message>()
  const returns = new Map<string, () => void>()
  const waiting = createWaitingLine()
  let lastSequence = 0

  const take = (most: number, visibilitySeconds: number): Message[] => {
    const taken: Message[] = []
    while (taken.length < most) {
      const next = shelf.take(most - taken.length)
      if (next.length === 0) break
      taken.push(...next.filter((message) => !redrive(message)))
    }
    for (const message of taken) {
      message.receives += 1
      message.firstReceivedAt ??= clock.now()
      hideUntil(message, clock.now() + visibilitySeconds * 1000)
    }
    return taken
  }

  /** Moves a message that was received too often to the dead letter queue; says whether it did. */
  const redrive = (message: Message): boolean => {
    const policy = queue.attributes.RedrivePolicy
    if (policy === undefined || message.receives < policy.maxReceiveCount) return false
    const deadLetters = given.deadLetterQueue(policy.deadLetterTargetArn)
    if (deadLetters === undefined) return false
    forget(message)
    deadLetters.adopt(message, arn)
    return true
  }

  const forget = (message: Message): void => {
    returns.get(message.id)?.()
    returns.delete(message.id)
    messages.delete(message.id)
    shelf.settle(message)
    journal.deleted(name, message.id)
  }

  const hideUntil = (message: Message, time: number): void => {
    message.visibleAt = time
    returns.get(message.id)?.()
    returns.set(
      message.id,
      clock.at(time, () => comeBack(message)),
    )
    journal.stored(name, message)
  }

  const comeBack = (message: Message): void => {
    returns.delete(message.id)
    shelf.settle(message)
    shelf.put(message)
    serve()
  }

  const add = (message: Message): void => {
    messages.set(message.id, message)
    if (message.visibleAt > clock.now()) {
      shelf.hold(message)
      hideUntil(message, message.visibleAt)
    } else {
      shelf.put(message)
      journal.stored(name, message)
      serve()
    }
  }

  const serve = (): void =>
    waiting.serve(({ most, visibilitySeconds }) => (shelf.size === 0 ? [] : take(most, visibilitySeconds)))

  /** The message of a receipt, while that receipt is the newest one. */
  const inHand = (receipt: string): Message | undefined => {
    const { id, receives } = readReceipt(receipt)
    const message = messages.get(id)
    return message?.receives === receives ? message : undefined
  }

  const queue: Queue = {
    name,
    arn,
    attributes: given.attributes,
    send: ({ delaySeconds, ...sent }) => {
      const { message, isNew } = deduplication(sent, queue.attributes, () => {
        lastSequence += 1
        return newMessage({ ...sent, sequence: lastSequence }, clock.now(), delaySeconds)
      })
      if (isNew) add(message)
      return message
    },
    adopt: (message, from) => add(asDeadLetter(message, from, ++lastSequence, clock.now())),
    move: (to) => {
      const [message] = shelf.take(1)
      if (message === undefined) return 'empty'
      const destination = to(message)
      if (destination === undefined) {
        comeBack(message)
        return 'stuck'
      }
      const { body, attributes, groupId, deduplicationId } = message
      forget(message)
      destination.send({ body, attributes, groupId, deduplicationId, delaySeconds: 0 })
      return 'moved'
    },
    receive: (most, visibilitySeconds, waitMs, signal) => {
      const found = take(most, visibilitySeconds)
      if (found.length > 0 || waitMs <= 0) return Promise.resolve(found)
      return waiting.join({ most, visibilitySeconds }, waitMs, signal)
    },
    delete: (receipt) => {
      const message = inHand(receipt)
      if (isFifo && message !== undefined && message.visibleAt <= clock.now())
        throw refusal(
          'InvalidParameterValue',
          `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
        )
      if (message === undefined) return
      shelf.drop(message)
      forget(message)
      serve()
    },
    hide: (receipt, seconds) => {
      const message = inHand(receipt)
      if (message === undefined || message.visibleAt <= clock.now())
        throw refusal('MessageNotInflight', 'The message is not in flight, so its visibility cannot change.')
      if (seconds > 0) return hideUntil(message, clock.now() + seconds * 1000)
      returns.get(message.id)?.()
      message.visibleAt = clock.now()
      journal.stored(name, message)
      comeBack(message)
    },
    purge: () => {
      for (const message of messages.values()) {
        shelf.drop(message)
        forget(message)
      }
    },
    counts: () => countMessages([...messages.values()], clock.now()),
    close: waiting.dismiss,
  }
  for (const message of given.kept) {
    lastSequence = Math.max(lastSequence, message.sequence)
    add(message)
  }
  return queue
}
