import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Queue } from './queue.ts'
import { refusal } from './refusal.ts'

/** The moving of a dead letter queue's messages back to where they come from, or to another queue. */
export type MoveTask = {
  handle: string
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  source: Queue
  /** Undefined: each message goes to its original queue. */
  destinationArn: string | undefined
  perSecond: number | undefined
  moved: number
  /** What there was to move when it began. */
  toMove: number
  failureReason?: string
  startedAt: number
}

export type MoveTasks = {
  start: (wanted: Pick<MoveTask, 'source' | 'destinationArn' | 'perSecond'>) => MoveTask
  /** Newest first. */
  of: (source: Queue) => MoveTask[]
  /** Stops it; what has been moved stays moved. */
  cancel: (handle: string) => MoveTask
}

/** Without a rate all messages are moved at once; with one, a message at a time by the clock. */
export function createMoveTasks(clock: Clock, queueOf: (arn: string) => Queue | undefined): MoveTasks {
  const tasks: MoveTask[] = []

  const work = (task: MoveTask): void => {
    while (task.status === 'RUNNING') {
      const outcome =
        task.moved < task.toMove
          ? task.source.move(({ deadLetterSource }) => {
              const arn = task.destinationArn ?? deadLetterSource
              return arn === undefined ? undefined : queueOf(arn)
            })
          : 'empty'
      if (outcome === 'moved') task.moved += 1
      if (outcome === 'empty') task.status = 'COMPLETED'
      if (outcome === 'stuck') {
        task.status = 'FAILED'
        task.failureReason = 'CouldNotDetermineMessageSource'
      }
      if (outcome === 'moved' && task.perSecond !== undefined) {
        clock.at(clock.now() + 1000 / task.perSecond, () => work(task))
        return
      }
    }
  }

  return {
    start: (wanted) => {
      if (tasks.some(({ source, status }) => source === wanted.source && status === 'RUNNING'))
        throw refusal(
          'InvalidParameterValue',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        )
      const task: MoveTask = {
        ...wanted,
        handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: wanted.source.arn })).toString(
          'base64',
        ),
        status: 'RUNNING',
        moved: 0,
        toMove: wanted.source.counts().visible,
        startedAt: clock.now(),
      }
      tasks.unshift(task)
      work(task)
      return task
    },
    of: (source) => tasks.filter((task) => task.source === source),
    cancel: (handle) => {
      const task = tasks.find((each) => each.handle === handle)
      if (task === undefined)
        throw refusal('ResourceNotFoundException', 'The resource that you specified does not exist.')
      if (task.status !== 'RUNNING')
        throw refusal('InvalidParameterValue', `The task cannot be cancelled: it is ${task.status}.`)
      task.status = 'CANCELLED'
      return task
    },
  }
}
