import * as z from 'zod'
import { busName } from '../event-bridge.ts'
import type { AwsRequest } from '../gate.ts'
import { dynamoDbNeeds } from './dynamodb-needs.ts'
import type { Need } from './judge.ts'

/** The ARN of something in this account and region. */
export type Arn = (service: string, rest: string) => string

/**
 * What a request has to be allowed, all of it. A request that is not understood needs its action on everything, which
 * hardly anybody is allowed.
 */
export function needsOf(request: AwsRequest, arn: Arn): Need[] {
  const { service, action, body, resource } = request
  if (service === 'execute-api')
    return [{ action: `${service}:${action}`, resources: [arn(service, resource ?? '*')] }]
  try {
    return services[service](action, JSON.parse(body === '' ? '{}' : body), arn)
  } catch {
    return [{ action: `${service}:${action}`, resources: ['*'] }]
  }
}

/** One for each service whose requests say in their body what they are about. */
const services: Record<
  Exclude<AwsRequest['service'], 'execute-api'>,
  (action: string, body: unknown, arn: Arn) => Need[]
> = {
  dynamodb: dynamoDbNeeds,

  /** A batch needs the action of its entries. */
  sqs: (action, body, arn) => {
    const { QueueUrl, QueueName, SourceArn } = queue.parse(body)
    const name = QueueName ?? QueueUrl?.slice(QueueUrl.lastIndexOf('/') + 1)
    const resource = SourceArn ?? (name === undefined ? '*' : arn('sqs', name))
    return [{ action: `sqs:${action.replace(/Batch$/, '')}`, resources: [resource] }]
  },

  ssm: (action, body, arn) =>
    parameters.parse(body).map((name) => ({
      action: `ssm:${action}`,
      resources: [name.startsWith('arn:') ? name : arn('ssm', `parameter/${name.replace(/^\//, '')}`)],
    })),

  /** SES asks about the address or its domain, whichever of them is verified; here either is enough. */
  ses: (action, body, arn) => {
    const { FromEmailAddress: from, Destination } = mail.parse(body)
    const domain = from.slice(from.indexOf('@') + 1)
    const { ToAddresses, CcAddresses, BccAddresses } = Destination
    return [
      {
        action: `ses:${action}`,
        resources: [arn('ses', `identity/${from}`), arn('ses', `identity/${domain.toLowerCase()}`)],
        context: {
          'ses:FromAddress': [from],
          'ses:Recipients': [...ToAddresses, ...CcAddresses, ...BccAddresses],
        },
      },
    ]
  },

  events: (action, body, arn) =>
    events.parse(body).Entries.map(({ EventBusName, Source, DetailType }) => ({
      action: `events:${action}`,
      resources: [arn('events', `event-bus/${busName(EventBusName)}`)],
      context: { 'events:source': [Source], 'events:detail-type': [DetailType] },
    })),
}

const queue = z.object({
  QueueUrl: z.string().optional(),
  QueueName: z.string().optional(),
  SourceArn: z.string().optional(),
})
const parameters = z.union([
  z.object({ Name: z.string() }).transform(({ Name }) => [Name]),
  z.object({ Names: z.array(z.string()).min(1) }).transform(({ Names }) => Names),
])
const addresses = z.array(z.string()).default([])
const mail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
})
const events = z.object({
  Entries: z.array(
    z.object({
      EventBusName: z.string().optional(),
      Source: z.string().default(''),
      DetailType: z.string().default(''),
    }),
  ),
})
