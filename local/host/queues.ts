import * as z from 'zod'
import { type Assembly, parsePiece, resourcesOf } from './assembly.ts'
import { attributeOf, type Place, physicalName } from './attributes.ts'
import { type AwsCall, AwsError } from './aws-client.ts'
import type { Resolver } from './resolve.ts'

export type HostedQueue = {
  logicalId: string
  name: string
  arn: string
  url: string
  /** The queue that takes what was received too often. */
  deadLetterArn: string | undefined
}

/** Makes the declared queues, or brings kept ones up to date; those with a dead letter queue after it. */
export async function makeQueues(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
  call: AwsCall,
  onUrl: (name: string, url: string) => void,
): Promise<HostedQueue[]> {
  const declared = resourcesOf(assembly, 'AWS::SQS::Queue').map((resource) => {
    const compute = (piece: unknown): unknown => resolver.value(resource.stack, piece)
    return {
      resource,
      name: physicalName(resource, compute),
      arn: attributeOf(resource, 'Arn', place, compute),
      hasDeadLetters: resource.properties.RedrivePolicy !== undefined,
    }
  })
  const made: HostedQueue[] = []
  for (const { resource, name, arn } of declared.sort(
    (a, b) => Number(a.hasDeadLetters) - Number(b.hasDeadLetters),
  )) {
    const properties = parsePiece(queueProperties, resolver.properties(resource), resource)
    const url = await makeQueue(name, attributesOf(properties), call)
    onUrl(name, url)
    const deadLetterArn = properties.RedrivePolicy?.deadLetterTargetArn
    made.push({ logicalId: resource.logicalId, name, arn, url, deadLetterArn })
  }
  return made
}

const queueProperties = z.object({
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  DeduplicationScope: z.string().optional(),
  FifoThroughputLimit: z.string().optional(),
  VisibilityTimeout: z.number().optional(),
  DelaySeconds: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
})

/** The wire form: every value is text. */
function attributesOf(properties: z.infer<typeof queueProperties>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  )
}

const queueUrl = z.object({ QueueUrl: z.string() })

async function makeQueue(name: string, attributes: Record<string, string>, call: AwsCall): Promise<string> {
  try {
    return queueUrl.parse(await call('CreateQueue', { QueueName: name, Attributes: attributes })).QueueUrl
  } catch (error) {
    if (!(error instanceof AwsError) || !['QueueNameExists', 'QueueAlreadyExists'].includes(error.code))
      throw error
    const { QueueUrl } = queueUrl.parse(await call('GetQueueUrl', { QueueName: name }))
    const { FifoQueue: _, ...changeable } = attributes
    await call('SetQueueAttributes', { QueueUrl, Attributes: changeable })
    return QueueUrl
  }
}
