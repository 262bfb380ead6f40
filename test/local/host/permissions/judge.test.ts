import { describe, expect, test } from 'vitest'
import type { RequestContext } from '../../../../local/host/permissions/conditions.ts'
import { judge, type Need } from '../../../../local/host/permissions/judge.ts'
import { readPolicy } from '../../../../local/host/permissions/statement.ts'

const account = '000000000000'
const role = { name: 'Worker', arn: `arn:aws:iam::${account}:role/Worker` }
const queue = `arn:aws:sqs:us-east-1:${account}:work`
const table = `arn:aws:dynamodb:us-east-1:${account}:table/Memory`
const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue }

/** Why the role may not; `allowed` if it may. */
function verdict(given: {
  own?: object[]
  ofResource?: object[]
  need?: [action: string, ...resources: [string, ...string[]]]
  context?: RequestContext
}): string {
  const { own = [], ofResource = [], need = ['sqs:SendMessage', queue], context = {} } = given
  const [action, ...resources] = need
  const statements = readPolicy({ Version: '2012-10-17', Statement: own }, 'the test')
  const policies = [
    {
      about: (asked: string) => asked === queue,
      statements: readPolicy({ Statement: ofResource }, 'the queue'),
    },
  ]
  const asked: Need = { action, resources, context }
  return judge({ ...role, statements }, policies, asked, {})?.why ?? 'allowed'
}

/** A policy variable, which is resolved for each request. */
const variable = `\${aws:username}`
const lacking = (action = 'sqs:SendMessage') => `because no identity-based policy allows the ${action} action`
const denied = 'with an explicit deny in an identity-based policy'
const deniedByResource = 'with an explicit deny in a resource-based policy'

describe('A role may', () => {
  test.each([
    ['what is allowed', [allow], 'allowed'],
    ['nothing where nothing is', [], lacking()],
    ['not another action', [{ ...allow, Action: 'sqs:ReceiveMessage' }], lacking()],
    ['not on another resource', [{ ...allow, Resource: `${queue}2` }], lacking()],
    ['one of several actions', [{ ...allow, Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'] }], 'allowed'],
    ['actions by a wildcard', [{ ...allow, Action: 'sqs:Send*' }], 'allowed'],
    ['actions in any case', [{ ...allow, Action: 'SQS:sendmessage' }], 'allowed'],
    ['not resources in another case', [{ ...allow, Resource: queue.toUpperCase() }], lacking()],
    ['resources by a wildcard', [{ ...allow, Resource: 'arn:aws:sqs:*:work' }], 'allowed'],
    ['resources by single characters', [{ ...allow, Resource: queue.replace('work', 'w??k') }], 'allowed'],
    ['what only looks like a pattern', [{ ...allow, Resource: queue.replace('work', 'w.rk') }], lacking()],
    ['everything', [{ ...allow, Action: '*', Resource: '*' }], 'allowed'],
    ['all but some actions', [{ Effect: 'Allow', NotAction: 'sqs:Receive*', Resource: queue }], 'allowed'],
    ['not these', [{ Effect: 'Allow', NotAction: 'sqs:Send*', Resource: queue }], lacking()],
    ['on all but some resources', [{ Effect: 'Allow', Action: '*', NotResource: table }], 'allowed'],
    ['not on these', [{ Effect: 'Allow', Action: '*', NotResource: `${queue}*` }], lacking()],
    ['not what is also denied', [allow, { ...allow, Effect: 'Deny', Action: 'sqs:*' }], denied],
    ['what is denied elsewhere', [allow, { ...allow, Effect: 'Deny', Resource: table }], 'allowed'],
  ] as [string, object[], string][])('%s', (_, own, expected) => {
    expect(verdict({ own })).toBe(expected)
  })

  test('a query of an index only where the index is granted', () => {
    const query = { Effect: 'Allow', Action: 'dynamodb:Query', Resource: table }
    const need: [string, string] = ['dynamodb:Query', `${table}/index/ByOwner`]
    expect(verdict({ own: [query], need })).toBe(lacking('dynamodb:Query'))
    expect(verdict({ own: [{ ...query, Resource: [table, `${table}/index/*`] }], need })).toBe('allowed')
  })

  test('what any one of the possible resources allows, unless one denies', () => {
    const need: [string, string, string] = [
      'ses:SendEmail',
      'arn:aws:ses:identity/a@b',
      'arn:aws:ses:identity/b',
    ]
    const send = { Effect: 'Allow', Action: 'ses:SendEmail', Resource: 'arn:aws:ses:identity/b' }
    expect(verdict({ own: [send], need })).toBe('allowed')
    expect(verdict({ own: [send, { ...send, Effect: 'Deny', Resource: '*@*' }], need })).toBe(denied)
  })
})

describe("A resource's policy", () => {
  const send = (principal: unknown, effect = 'Allow') => ({ ...allow, Effect: effect, Principal: principal })

  test.each([
    ['allows the role', { AWS: role.arn }, 'allowed'],
    ['allows everybody', '*', 'allowed'],
    ['allows everybody with an account', { AWS: '*' }, 'allowed'],
    ['leaves it to the account', { AWS: `arn:aws:iam::${account}:root` }, lacking()],
    ['leaves it to the account, by its number', { AWS: account }, lacking()],
    ['allows another role', { AWS: `${role.arn}2` }, lacking()],
    ['allows a service', { Service: 'sns.amazonaws.com' }, lacking()],
  ])('%s', (_, principal, expected) => {
    expect(verdict({ ofResource: [send(principal)] })).toBe(expected)
  })

  test.each([
    [{ AWS: role.arn }, deniedByResource],
    [{ AWS: account }, deniedByResource],
    ['*', deniedByResource],
    [{ Service: 'sns.amazonaws.com' }, 'allowed'],
  ])('denies %j, whatever else allows', (principal, expected) => {
    expect(verdict({ own: [allow], ofResource: [send(principal, 'Deny')] })).toBe(expected)
  })

  test('says nothing about other resources, even with a wildcard', () => {
    const ofResource = [{ ...send('*'), Resource: '*' }]
    expect(verdict({ ofResource })).toBe('allowed')
    expect(verdict({ ofResource, need: ['sqs:SendMessage', `${queue}2`] })).toBe(lacking())
  })

  test('that wants TLS is content with what a function says', () => {
    const insecure = { ...send('*', 'Deny'), Condition: { Bool: { 'aws:SecureTransport': 'false' } } }
    const verdictFor = (value: string) =>
      verdict({ own: [allow], ofResource: [insecure], context: { 'aws:SecureTransport': [value] } })
    expect([verdictFor('true'), verdictFor('false')]).toEqual(['allowed', deniedByResource])
  })
})

describe('A condition', () => {
  const from = 'ses:FromAddress'
  const to = 'ses:Recipients'

  test.each([
    ['StringEquals', from, 'a@b', ['a@b'], true],
    ['StringEquals', from, ['x', 'a@b'], ['a@b'], true],
    ['StringEquals', from, 'a@b', ['A@b'], false],
    ['StringEquals', from, 'a@b', undefined, false],
    ['StringEqualsIfExists', from, 'a@b', undefined, true],
    ['StringEqualsIgnoreCase', from, 'a@b', ['A@B'], true],
    ['StringEquals', 'SES:fromaddress', 'a@b', ['a@b'], true],
    ['StringNotEquals', from, ['x', 'y'], ['a@b'], true],
    ['StringNotEquals', from, ['x', 'a@b'], ['a@b'], false],
    ['StringNotEquals', from, 'a@b', undefined, true],
    ['StringLike', from, '*@b', ['a@b'], true],
    ['StringNotLike', from, '*@b', ['a@b'], false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/W*', undefined, false],
    ['Null', from, 'true', undefined, true],
    ['Null', from, 'false', undefined, false],
    ['Null', from, false, ['a@b'], true],
    ['ForAllValues:StringLike', to, '*@shop', ['a@shop', 'b@shop'], true],
    ['ForAllValues:StringLike', to, '*@shop', ['a@shop', 'b@other'], false],
    ['ForAllValues:StringLike', to, '*@shop', undefined, true],
    ['ForAnyValue:StringLike', to, '*@shop', ['a@other', 'b@shop'], true],
    ['ForAnyValue:StringLike', to, '*@shop', ['a@other'], false],
    ['ForAnyValue:StringLike', to, '*@shop', undefined, false],
  ] as [string, string, unknown, string[] | undefined, boolean][])(
    '%s %s %j of %j is %s',
    (operator, key, wanted, actual, holds) => {
      const name = key === to ? to : from
      const own = [{ ...allow, Condition: { [operator]: { [key]: wanted } } }]
      expect(verdict({ own, context: actual === undefined ? {} : { [name]: actual } })).toBe(
        holds ? 'allowed' : lacking(),
      )
    },
  )

  test('counts together with the others', () => {
    const own = [
      { ...allow, Condition: { StringEquals: { [from]: 'a@b' }, Bool: { 'aws:SecureTransport': true } } },
    ]
    expect(verdict({ own, context: { [from]: ['a@b'] } })).toBe(lacking())
    expect(verdict({ own, context: { [from]: ['a@b'], 'aws:SecureTransport': ['true'] } })).toBe('allowed')
  })

  test.each([
    ['on a key that nobody fills', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'aws:SourceVpc'],
    ['with an operator that is not known', { NumericLessThan: { [from]: '1' } }, 'NumericLessThan'],
    ['with a set of one that has none', { 'ForAllValues:Null': { [from]: 'true' } }, 'ForAllValues:Null'],
    ['with a policy variable', { StringEquals: { [from]: variable } }, variable],
  ])('%s is an error that names it and the policy, before anything is asked', (_, Condition, named) => {
    expect(() => readPolicy({ Statement: [{ ...allow, Condition }] }, 'App/Policy')).toThrow(
      new RegExp(
        `^App/Policy has a condition .*${named.replace(/[${}]/g, '\\$&')}.*Teach it in local/host/permissions`,
      ),
    )
  })
})

test.each([
  ['no action', { Effect: 'Allow', Resource: '*' }, 'Action is missing'],
  ['no resource', { Effect: 'Allow', Action: '*' }, 'Resource is missing'],
  ['a principal that is not', { ...allow, NotPrincipal: '*' }, 'does not understand App/Policy'],
  ['a resource by a variable', { ...allow, Resource: variable }, variable],
])('A statement with %s is an error', (_, statement, message) => {
  expect(() => readPolicy({ Statement: [statement] }, 'App/Policy')).toThrow(message)
})
