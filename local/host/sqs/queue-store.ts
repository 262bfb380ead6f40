import type { Clock } from '../clock.ts'
import { openJournal } from './journal.ts'
import { createMoveTasks, type MoveTasks } from './move-tasks.ts'
import { createQueue, type Queue } from './queue.ts'
import { attributeTexts, type QueueAttributes } from './queue-attributes.ts'
import { refusal } from './refusal.ts'

/** All queues of the account. */
export type QueueStore = {
  /** Makes a queue, or finds it if it is there with the same attributes; its URL. */
  create: (name: string, attributes: QueueAttributes) => string
  /** Throws when there is none. */
  named: (name: string) => Queue
  /** Throws when there is none. */
  atUrl: (url: string) => Queue
  withArn: (arn: string) => Queue | undefined
  all: () => Queue[]
  /** The queues whose dead letters go to this one. */
  sourcesOf: (deadLetters: Queue) => Queue[]
  moves: MoveTasks
  urlOf: (queue: Queue) => string
  close: () => void
}

export function createQueueStore(given: {
  clock: Clock
  directory: string | undefined
  region: string
  account: string
  endpoint: string
}): QueueStore {
  const { clock, region, account, endpoint } = given
  const journal = openJournal(given.directory)
  const queues = new Map<string, Queue>()
  const urlOf = ({ name }: Queue): string => `${endpoint}/${account}/${name}`
  const withArn = (arn: string): Queue | undefined => [...queues.values()].find((each) => each.arn === arn)
  const named = (name: string): Queue => {
    const queue = queues.get(name)
    if (queue === undefined) throw refusal('QueueDoesNotExist', 'The specified queue does not exist.')
    return queue
  }
  return {
    create: (name, attributes) => {
      const existing = queues.get(name)
      if (existing !== undefined) {
        if (
          JSON.stringify(attributeTexts(existing.attributes)) === JSON.stringify(attributeTexts(attributes))
        )
          return urlOf(existing)
        throw refusal('QueueNameExists', 'A queue already exists with the same name and a different value.')
      }
      if (attributes.FifoQueue !== name.endsWith('.fifo'))
        throw refusal('InvalidParameterValue', 'The name of a FIFO queue, and of no other, ends with .fifo.')
      const queue = createQueue({
        name,
        arn: `arn:aws:sqs:${region}:${account}:${name}`,
        attributes,
        clock,
        journal,
        kept: journal.keptIn(name),
        deadLetterQueue: withArn,
      })
      queues.set(name, queue)
      return urlOf(queue)
    },
    named,
    atUrl: (url) => named(url.split('/').at(-1) ?? ''),
    withArn,
    all: () => [...queues.values()],
    sourcesOf: ({ arn }) =>
      [...queues.values()].filter(({ attributes }) => attributes.RedrivePolicy?.deadLetterTargetArn === arn),
    moves: createMoveTasks(clock, withArn),
    urlOf,
    close: () => {
      for (const queue of queues.values()) queue.close()
    },
  }
}
