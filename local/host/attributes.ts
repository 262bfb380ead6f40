import { named, type Resource } from './assembly.ts'

/** Where the app is hosted: what CloudFormation would know only after deploying. */
export type Place = {
  region: string
  account: string
  queueUrl: (name: string) => string
  streamArn: (table: string) => string
}

type Compute = (piece: unknown) => unknown

/** What `Ref` gives for the resource. */
export function refOf(resource: Resource, place: Place, compute: Compute): string {
  const name = physicalName(resource, compute)
  switch (resource.type) {
    case 'AWS::SQS::Queue':
      return place.queueUrl(name)
    case 'AWS::IAM::ManagedPolicy':
      return managedPolicyArn(name, place)
    case 'AWS::Lambda::Version':
    case 'AWS::Lambda::Alias':
      return functionArn(resource, place, compute)
    default:
      return name
  }
}

/** What `Fn::GetAtt` gives. Throws for an attribute that only AWS could know. */
export function attributeOf(resource: Resource, key: string, place: Place, compute: Compute): string {
  const name = physicalName(resource, compute)
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${place.region}:${place.account}:${rest}`
  const known: Record<string, Record<string, () => string>> = {
    'AWS::SQS::Queue': {
      Arn: () => arn('sqs', name),
      QueueName: () => name,
      QueueUrl: () => place.queueUrl(name),
    },
    'AWS::DynamoDB::Table': {
      Arn: () => arn('dynamodb', `table/${name}`),
      StreamArn: () => place.streamArn(name),
    },
    'AWS::DynamoDB::GlobalTable': {
      Arn: () => arn('dynamodb', `table/${name}`),
      StreamArn: () => place.streamArn(name),
      TableId: () => name,
    },
    'AWS::Lambda::Function': { Arn: () => functionArn(resource, place, compute) },
    'AWS::Lambda::Version': { FunctionArn: () => functionArn(resource, place, compute), Version: () => '1' },
    'AWS::Lambda::Alias': { AliasArn: () => functionArn(resource, place, compute) },
    'AWS::IAM::Role': { Arn: () => `arn:aws:iam::${place.account}:role/${name}`, RoleId: () => name },
    'AWS::IAM::ManagedPolicy': { PolicyArn: () => managedPolicyArn(name, place) },
    'AWS::Events::EventBus': { Arn: () => arn('events', `event-bus/${name}`), Name: () => name },
    'AWS::KMS::Key': { Arn: () => arn('kms', `key/${name}`), KeyId: () => name },
    'AWS::ApiGateway::RestApi': { RootResourceId: () => `${name}-root`, RestApiId: () => name },
    'AWS::ApiGateway::Resource': { ResourceId: () => name },
    'AWS::ApiGateway::Deployment': { DeploymentId: () => name },
    'AWS::Logs::LogGroup': { Arn: () => arn('logs', `log-group:${name}:*`) },
    'AWS::S3::Bucket': {
      Arn: () => `arn:aws:s3:::${name}`,
      RegionalDomainName: () => `${name}.s3.${place.region}.amazonaws.com`,
    },
    'AWS::CloudFront::Distribution': { DomainName: () => `${name.toLowerCase()}.cloudfront.net` },
    'AWS::CloudFront::OriginAccessControl': { Id: () => name },
  }
  const compose =
    known[resource.type]?.[key] ?? (key === 'Arn' ? () => arn(serviceOf(resource), name) : undefined)
  if (compose === undefined)
    throw new Error(`The local host does not know the attribute ${key} of ${named(resource)}.`)
  return compose()
}

/** The name that the resource has while hosted: the declared one, or one made of the stack and the logical id. */
export function physicalName(resource: Resource, compute: Compute): string {
  const property = nameProperties[resource.type]
  const declared = property === undefined ? undefined : compute(resource.properties[property])
  if (typeof declared === 'string') return declared
  const made = `${resource.stack}-${resource.logicalId}`.slice(-maximumName)
  return resource.type === 'AWS::SQS::Queue' && resource.properties.FifoQueue === true ? `${made}.fifo` : made
}

/** Short enough for every service, `.fifo` included. */
const maximumName = 64

const nameProperties: Record<string, string> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::ApiGateway::Model': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::Events::EventBus': 'Name',
}

/** Versions and aliases are the function itself: one version of the code is hosted. */
function functionArn(resource: Resource, place: Place, compute: Compute): string {
  if (resource.type !== 'AWS::Lambda::Function') {
    const target = compute(resource.properties.FunctionName)
    if (typeof target !== 'string') throw new Error(`${named(resource)} names no function.`)
    return target.startsWith('arn:')
      ? target
      : `arn:aws:lambda:${place.region}:${place.account}:function:${target}`
  }
  return `arn:aws:lambda:${place.region}:${place.account}:function:${physicalName(resource, compute)}`
}

function managedPolicyArn(name: string, place: Place): string {
  return `arn:aws:iam::${place.account}:policy/${name}`
}

function serviceOf(resource: Resource): string {
  return resource.type.split('::')[1]?.toLowerCase() ?? 'unknown'
}
