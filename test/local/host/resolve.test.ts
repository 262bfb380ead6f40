import { describe, expect, test } from 'vitest'
import type { Assembly, Resource, Stack } from '../../../local/host/assembly.ts'
import type { Place } from '../../../local/host/attributes.ts'
import { createResolver } from '../../../local/host/resolve.ts'

const place: Place = {
  region: 'eu-central-1',
  account: '123456789012',
  queueUrl: (name) => `http://queues/${name}`,
  streamArn: (table) => `stream-of-${table}`,
}

function stack(
  name: string,
  resources: Record<string, Partial<Resource>>,
  outputs: Stack['outputs'] = new Map(),
): Stack {
  const made = Object.entries(resources).map(([logicalId, { type = 'Custom::Thing', properties = {} }]) => {
    const resource: [string, Resource] = [logicalId, { stack: name, logicalId, type, properties }]
    return resource
  })
  return {
    name,
    resources: new Map(made),
    outputs,
    parameters: new Map([['Version', { defaultValue: '7' }]]),
  }
}

const assembly: Assembly = {
  assets: new Map(),
  stacks: [
    stack(
      'Data',
      {
        Table: { type: 'AWS::DynamoDB::GlobalTable' },
        Work: { type: 'AWS::SQS::Queue', properties: { FifoQueue: true } },
        Named: {
          type: 'AWS::SQS::Queue',
          properties: { QueueName: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'jobs']] } },
        },
      },
      new Map([
        ['TableName', { value: { Ref: 'Table' }, exportName: 'Data:TableName' }],
        ['WorkUrl', { value: { Ref: 'Work' }, exportName: undefined }],
      ]),
    ),
    stack('App', {
      Worker: { type: 'AWS::Lambda::Function' },
      Live: { type: 'AWS::Lambda::Alias', properties: { FunctionName: { Ref: 'Worker' } } },
      Thing: {},
    }),
  ],
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that is how CloudFormation substitutes
describe('Resolver', () => {
  test.for<[string, string, unknown, unknown]>([
    ['a queue is its URL', 'Data', { Ref: 'Work' }, 'http://queues/Data-Work.fifo'],
    [
      'a declared name',
      'Data',
      { 'Fn::GetAtt': ['Named', 'Arn'] },
      'arn:aws:sqs:eu-central-1:123456789012:Data-jobs',
    ],
    ['a table is its name', 'Data', { Ref: 'Table' }, 'Data-Table'],
    ['a stream', 'Data', { 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'stream-of-Data-Table'],
    [
      'an attribute as one text',
      'App',
      { 'Fn::GetAtt': 'Worker.Arn' },
      'arn:aws:lambda:eu-central-1:123456789012:function:App-Worker',
    ],
    [
      'an alias is its function',
      'App',
      { Ref: 'Live' },
      'arn:aws:lambda:eu-central-1:123456789012:function:App-Worker',
    ],
    ['a parameter is its default', 'App', { Ref: 'Version' }, '7'],
    ['a pseudo parameter', 'App', { Ref: 'AWS::Region' }, 'eu-central-1'],
    ['join', 'App', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }, 2]] }, 'a/123456789012/2'],
    ['split and select', 'App', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [
      'substitution',
      'App',
      { 'Fn::Sub': '${Worker}@${AWS::Partition}/${Worker.Arn}/${!kept}' },
      'App-Worker@aws/arn:aws:lambda:eu-central-1:123456789012:function:App-Worker/${kept}',
    ],
    ['substitution of given names', 'App', { 'Fn::Sub': ['${a}', { a: { Ref: 'Worker' } }] }, 'App-Worker'],
    ['an export of another stack', 'App', { 'Fn::ImportValue': 'Data:TableName' }, 'Data-Table'],
    [
      'an output of another stack',
      'App',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'WorkUrl' } },
      'http://queues/Data-Work.fifo',
    ],
    [
      'no value leaves its place',
      'App',
      { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] },
      { b: [1] },
    ],
    ['depth', 'App', { a: [{ b: { Ref: 'Worker' } }], c: null }, { a: [{ b: 'App-Worker' }], c: null }],
  ])('%s', ([, from, piece, value]) => {
    expect(createResolver(assembly, place).value(from, piece)).toEqual(value)
  })

  test('outputs, by name', () => {
    expect(createResolver(assembly, place).outputs('Data')).toEqual({
      TableName: 'Data-Table',
      WorkUrl: 'http://queues/Data-Work.fifo',
    })
  })

  test.for<[string, unknown, string]>([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1] }, 'cannot compute Fn::Cidr in App'],
    ['an unknown reference', { Ref: 'Nobody' }, 'App refers to Nobody'],
    [
      'an attribute that only AWS knows',
      { 'Fn::GetAtt': ['Thing', 'Endpoint'] },
      'the attribute Endpoint of App/Thing (Custom::Thing)',
    ],
    ['an unknown export', { 'Fn::ImportValue': 'Nothing' }, 'No stack exports Nothing'],
    ['a list where text belongs', { 'Fn::Join': ['', [['a']]] }, 'Expected text in App'],
  ])('%s is an error that names it', ([, piece, message]) => {
    expect(() => createResolver(assembly, place).value('App', piece)).toThrow(message)
  })
})
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: that is how CloudFormation substitutes
