import type { Activity } from './activity.ts'
import { type Assembly, named, parsePiece, resourcesOf } from './assembly.ts'
import type { AwsCall } from './aws-client.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Clock } from './clock.ts'
import type { OnEvent } from './host-events.ts'
import type { HostedFunction } from './hosted-function.ts'
import type { Permissions } from './permissions/permissions.ts'
import { startQueueSource } from './queue-source.ts'
import type { HostedQueue } from './queues.ts'
import type { Resolver } from './resolve.ts'
import { mappingProperties, type Source, sourceSettings } from './source.ts'
import { deliverStreamBatches } from './stream-batches.ts'
import { startStreamSource } from './stream-source.ts'
import type { Writes } from './writes.ts'

/** Starts every declared event source mapping that is enabled and that its function's role permits. */
export async function connectSources(given: {
  assembly: Assembly
  resolver: Resolver
  functions: HostedFunction[]
  queues: HostedQueue[]
  region: string
  streamCall: AwsCall
  queueCall: AwsCall
  /** Whether the queues are of this process. */
  ownQueues: boolean
  clock: Clock
  activity: Activity
  writes: Writes
  checkpoints: Checkpoints
  permissions: Permissions
  onEvent: OnEvent
}): Promise<Source[]> {
  const {
    assembly,
    resolver,
    functions,
    queues,
    region,
    streamCall,
    queueCall,
    ownQueues,
    clock,
    activity,
    writes,
    checkpoints,
    permissions,
    onEvent,
  } = given

  const sendToDestination = async (arn: string, body: unknown): Promise<void> => {
    const queue = queues.find((each) => each.arn === arn)
    if (queue === undefined) throw new Error(`Failed batches can go to a declared queue only, not to ${arn}.`)
    await activity.during(
      queueCall('SendMessage', { QueueUrl: queue.url, MessageBody: JSON.stringify(body) }),
    )
  }

  const sources = resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping').map(async (mapping) => {
    const declared = parsePiece(mappingProperties, resolver.properties(mapping), mapping)
    if (!declared.Enabled) return []
    const settings = sourceSettings(declared)
    const name = declared.FunctionName.replace(/^arn:.*:function:/, '')
    const target = functions.find((each) => each.settings.name === name)
    if (target === undefined) throw new Error(`${named(mapping)} feeds ${name}, which is not hosted.`)
    const arn = declared.EventSourceArn
    if (!permissions.mayRead(target.settings.logicalId, arn, settings.failureDestinationArn)) return []
    const queue = queues.find((each) => each.arn === arn)
    if (queue !== undefined)
      return startQueueSource({
        ...{ queue, target, settings, region, clock, activity, onEvent },
        call: queueCall,
        isOwnEngine: ownQueues,
      })
    if (!arn.includes('/stream/')) throw new Error(`${named(mapping)} reads ${arn}, which is not hosted.`)
    return startStreamSource({
      streamArn: arn,
      reader: mapping.logicalId,
      settings,
      call: streamCall,
      clock,
      writes,
      checkpoints,
      deliver: deliverStreamBatches({
        ...{ streamArn: arn, target, settings, region, clock, sendToDestination, onEvent },
      }),
      onEvent,
    })
  })
  return (await Promise.all(sources)).flat()
}
