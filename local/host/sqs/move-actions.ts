import * as z from 'zod'
import type { MoveTask } from './move-tasks.ts'
import type { Queue } from './queue.ts'
import type { QueueStore } from './queue-store.ts'
import { refusal } from './refusal.ts'

/** The actions that bring dead letters back. Answers in the shapes of the JSON protocol. */
export const moveActions = {
  StartMessageMoveTask: async (body: unknown, store: QueueStore) => {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond } = startInput.parse(body)
    const source = existing(SourceArn, 'SourceArn', store)
    if (store.sourcesOf(source).length === 0)
      throw refusal('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
    if (DestinationArn !== undefined) {
      const destination = existing(DestinationArn, 'DestinationArn', store)
      if (destination.attributes.FifoQueue !== source.attributes.FifoQueue)
        throw refusal(
          'InvalidParameterValue',
          'The source queue and destination queue must be of the same queue type.',
        )
    }
    const wanted = { source, destinationArn: DestinationArn, perSecond: MaxNumberOfMessagesPerSecond }
    return { TaskHandle: store.moves.start(wanted).handle }
  },
  ListMessageMoveTasks: async (body: unknown, store: QueueStore) => {
    const { SourceArn, MaxResults } = listInput.parse(body)
    const tasks = store.moves.of(existing(SourceArn, 'SourceArn', store))
    return { Results: tasks.slice(0, MaxResults).map(described) }
  },
  CancelMessageMoveTask: async (body: unknown, store: QueueStore) => {
    const { TaskHandle } = z.object({ TaskHandle: z.string() }).parse(body)
    return { ApproximateNumberOfMessagesMoved: store.moves.cancel(TaskHandle).moved }
  },
}

const startInput = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
})
const listInput = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) })

function existing(arn: string, parameter: string, store: QueueStore): Queue {
  const queue = store.withArn(arn)
  if (queue !== undefined) return queue
  throw refusal(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  )
}

/** Only a running task can be cancelled, so only that one tells its handle. */
function described(task: MoveTask): unknown {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.source.arn,
    ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
    ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failureReason !== undefined && { FailureReason: task.failureReason }),
    StartedTimestamp: task.startedAt,
  }
}
