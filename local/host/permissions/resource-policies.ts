import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from '../assembly.ts'
import type { Place } from '../attributes.ts'
import type { Resolver } from '../resolve.ts'
import type { ResourcePolicy } from './judge.ts'
import { readPolicy, readStatement } from './statement.ts'

/** The policies of the queues and event buses. Throws for one of a kind that is not judged here, rather than pass it over. */
export function declaredResourcePolicies(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
): ResourcePolicy[] {
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${place.region}:${place.account}:${rest}`
  const read = <T>(schema: z.ZodType<T>, resource: Resource): T =>
    parsePiece(schema, resolver.properties(resource), resource)

  for (const type of unjudged)
    for (const resource of resourcesOf(assembly, type))
      if (type.endsWith('Policy') || JSON.stringify(resource.properties).includes('"ResourcePolicy"'))
        throw new Error(
          `The local host does not judge the policy of ${named(resource)}. Grant it to the role instead, or start with permissions: 'off'.`,
        )
  const ofQueues = resourcesOf(assembly, 'AWS::SQS::QueuePolicy').map((resource) => {
    const { Queues, PolicyDocument } = read(queuePolicy, resource)
    const arns = Queues.map((url) => arn('sqs', url.slice(url.lastIndexOf('/') + 1)))
    return {
      about: (asked: string) => arns.includes(asked),
      statements: readPolicy(PolicyDocument, named(resource)),
    }
  })
  const ofBuses = resourcesOf(assembly, 'AWS::Events::EventBusPolicy').map((resource) => {
    const { EventBusName, Statement } = read(busPolicy, resource)
    const bus = arn('events', `event-bus/${EventBusName}`)
    return {
      about: (asked: string) => asked === bus,
      statements: [readStatement(Statement, named(resource))],
    }
  })
  return [...ofQueues, ...ofBuses]
}

const unjudged = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::SQS::QueueInlinePolicy',
  'AWS::SSM::ResourcePolicy',
]

const queuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() })
const busPolicy = z.object({ EventBusName: z.string().default('default'), Statement: z.unknown() })
