import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { Place } from './place.ts'

/** A queue that a function reads, or one that its dead letters lie in. */
export interface Queue {
  /** What the runbook calls it: inbound, order, product, merge, relay. */
  readonly name: string
  readonly fullName: string
  readonly url: string
  readonly arn: string
  readonly isFifo: boolean
  /** About how many messages are in it, those that somebody has in hand included. */
  readonly messages: number
}

export interface DeadLetterQueue extends Queue {
  /** Where its messages come from. Undefined: from a stream, so that they are no messages but positions in it. */
  readonly source: Queue | undefined
}

/** Every dead letter queue of one service stack, and that stack's name. Throws when there is none, or are several stacks. */
export async function deadLetterQueues(place: Place): Promise<{ queues: DeadLetterQueue[]; stack: string }> {
  const all = await Promise.all((await urlsOf(place)).map(async (url) => await describe(url, place)))
  const queues = all.filter(({ fullName, arn }) => fullName.includes(mark) || all.some(feeds(arn)))
  const stacks = new Set(queues.map(({ stack }) => stack))
  const [stack, ...others] = stacks
  if (stack === undefined) throw new Error(nothingThere(place))
  if (others.length > 0) {
    const choice = [...stacks].sort().map((name) => `  --stack ${name}`)
    throw new Error(`There are several systems in ${place.name}. Choose one:\n${choice.join('\n')}`)
  }
  return {
    stack,
    queues: queues
      .map((queue) => ({ ...queue, source: all.find(feeds(queue.arn)) }))
      .sort((a, b) => placeOf(a.name) - placeOf(b.name) || (a.name < b.name ? -1 : 1)),
  }
}

const mark = 'DeadLetters'
/** The way of a message. */
const order = ['inbound', 'tasks', 'merge', 'relay']

function placeOf(name: string): number {
  return order.indexOf(order.includes(name) ? name : 'tasks')
}

function feeds(arn: string): (queue: { readonly deadLetters: string | undefined }) => boolean {
  return ({ deadLetters }) => deadLetters === arn
}

async function urlsOf({ sqs, stack }: Place): Promise<string[]> {
  const urls: string[] = []
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 1000 },
    { QueueNamePrefix: stack },
  ))
    urls.push(...QueueUrls)
  return urls
}

const count = z.coerce.number().default(0)
const attributes = z.object({
  QueueArn: z.string(),
  ApproximateNumberOfMessages: count,
  ApproximateNumberOfMessagesNotVisible: count,
  ApproximateNumberOfMessagesDelayed: count,
  RedrivePolicy: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.object({ deadLetterTargetArn: z.string() }))
    .optional(),
})

async function describe(
  url: string,
  { sqs }: Place,
): Promise<Queue & { readonly stack: string; readonly deadLetters: string | undefined }> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  )
  const read = attributes.parse(Attributes)
  const fullName = read.QueueArn.split(':').at(-1) ?? ''
  return {
    ...namesIn(fullName),
    fullName,
    url,
    arn: read.QueueArn,
    isFifo: fullName.endsWith('.fifo'),
    messages:
      read.ApproximateNumberOfMessages +
      read.ApproximateNumberOfMessagesNotVisible +
      read.ApproximateNumberOfMessagesDelayed,
    deadLetters: read.RedrivePolicy?.deadLetterTargetArn,
  }
}

/** `Switchboard-dev-Service-RouterDeadLetters0A1B2C3D-abc.fifo` is `inbound` of `Switchboard-dev-Service`. */
function namesIn(fullName: string): { name: string; stack: string } {
  const [, stack, owner] = /^(.*?)-([A-Za-z]+?)(?:DeadLetters|Queue)/.exec(fullName) ?? []
  if (stack === undefined || owner === undefined) return { name: fullName, stack: fullName }
  const name = owner.toLowerCase()
  return { name: name === 'router' ? 'inbound' : name, stack }
}

function nothingThere({ name, stack, isLocal }: Place): string {
  return isLocal
    ? `There is no dead letter queue in ${name} whose name begins with ${stack}. Start it again with \`npm start\`.`
    : `There is no dead letter queue in ${name} whose name begins with ${stack}. Is it the right account (AWS_PROFILE), region (--region) and stack (--stack)?`
}
