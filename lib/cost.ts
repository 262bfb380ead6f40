import * as z from 'zod'

/** US dollars a month, at the list prices of us-east-1 of November 2026. */
export interface CostLine {
  readonly what: string
  readonly list: number
  /** In an account that uses nothing else. */
  readonly afterFreeTier: number
}

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })
const template = z.object({ Resources: z.record(z.string(), resource) })
type Resources = z.infer<typeof template>['Resources']

/** Paid by use alone: nothing in an idle month. */
const paidByUse = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::EventBus',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'Custom::CDKBucketDeployment',
])
const paidWhileIdle = new Set(['AWS::CloudWatch::Alarm', 'AWS::KMS::Key', 'AWS::Lambda::EventSourceMapping'])

/**
 * The bill of a month in which nobody talks, line by line: what is kept (items, logs, files) comes on top, by size.
 * Throws an error that names every type of resource that it knows no price for.
 */
export function idleCost(templates: readonly unknown[]): CostLine[] {
  const resources: Resources = Object.assign({}, ...templates.map((it) => template.parse(it).Resources))
  const types = Object.values(resources).map(({ Type }) => Type)
  const unknown = new Set(types.filter((type) => !paidByUse.has(type) && !paidWhileIdle.has(type)))
  if (unknown.size > 0) {
    throw new Error(
      `Nobody knows what these cost while idle: ${[...unknown].join(', ')}. Add them to lib/cost.ts.`,
    )
  }
  const count = (type: string) => types.filter((it) => it === type).length
  return [
    ...pollingCost(resources),
    alarmCost(count('AWS::CloudWatch::Alarm')),
    {
      what: `${count('AWS::KMS::Key')} KMS keys`,
      list: count('AWS::KMS::Key'),
      afterFreeTier: count('AWS::KMS::Key'),
    },
    {
      what: 'API, functions, tables, logs, dead letter queues, event bus, widget',
      list: 0,
      afterFreeTier: 0,
    },
  ]
}

/** The lines as text, with their total. */
export function costTable(lines: readonly CostLine[]): string {
  const sum = (of: (line: CostLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const total = { what: 'Total', list: sum((it) => it.list), afterFreeTier: sum((it) => it.afterFreeTier) }
  const width = Math.max(...[...lines, total].map(({ what }) => what.length))
  const row = (what: string, list: string, after: string) =>
    `${what.padEnd(width)}  ${list.padStart(10)}  ${after.padStart(15)}`
  return [
    row('Idle month', 'list price', 'after free tier'),
    ...[...lines, total].map((it) => row(it.what, dollars(it.list), dollars(it.afterFreeTier))),
  ].join('\n')
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`
}

const alarmPrice = 0.1
const freeAlarms = 10

function alarmCost(alarms: number): CostLine {
  const afterFreeTier = Math.max(0, alarms - freeAlarms) * alarmPrice
  return { what: `${alarms} alarms`, list: alarms * alarmPrice, afterFreeTier }
}

const mapping = z.object({
  EventSourceArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
})

/** Lambda polls a queue day and night, 20 seconds at a time. */
const requestsPerPoller = (30 * 24 * 60 * 60) / 20
const freeRequests = 1_000_000

function pollingCost(resources: Resources): CostLine[] {
  const queues = Object.values(resources).flatMap(({ Type, Properties }) => {
    const polled = mapping.safeParse(Type === 'AWS::Lambda::EventSourceMapping' ? Properties : undefined)
    const queue = polled.data && resources[polled.data.EventSourceArn['Fn::GetAtt'][0]]
    if (queue?.Type !== 'AWS::SQS::Queue') return []
    const fifo = queue.Properties.FifoQueue === true
    const braked = polled.data?.ScalingConfig !== undefined
    return [{ fifo, requests: requestsPerPoller * pollers(fifo, braked) }]
  })
  const all = queues.reduce((sum, { requests }) => sum + requests, 0)
  const paidShare = all === 0 ? 0 : Math.max(0, all - freeRequests) / all
  return [true, false].map((fifo) => {
    const kind = queues.filter((queue) => queue.fifo === fifo)
    const requests = kind.reduce((sum, queue) => sum + queue.requests, 0)
    const list = (requests / 1_000_000) * (fifo ? 0.5 : 0.4)
    const what = `polling ${kind.length} ${fifo ? 'FIFO' : 'standard'} queues, ${Math.round(requests / 1000)}k requests`
    return { what, list, afterFreeTier: list * paidShare }
  })
}

/**
 * At rest Lambda keeps 2 pollers at a queue, but 5 where the mapping has a maximum concurrency. Of FIFO queues AWS does
 * not tell the number: 5, so as not to promise too much.
 */
function pollers(fifo: boolean, braked: boolean): number {
  return fifo || braked ? 5 : 2
}
