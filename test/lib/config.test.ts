import { describe, expect, test } from 'vitest'
import { specialists } from '../../functions/agents/specialists.ts'
import { fallbackOf, maxConcurrencyOf, modelOf, parseConfig } from '../../lib/config.ts'

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000'
const settings = { storeId: 'shop', allowedOrigins: ['https://shop.example'] }

describe('Configuration', () => {
  test('needs a store and its origins; the rest has defaults', () => {
    const config = parse(settings)
    expect(config).toEqual({
      stage: 'prod',
      storeId: 'shop',
      allowedOrigins: ['https://shop.example'],
      secretsPrefix: '/switchboard/prod',
      turnDeadlineSeconds: 90,
      logRetentionDays: 30,
      approval: { refundAboveCents: 100_000, changesPerDay: 10, flaggedCustomers: [] },
      models: {},
      maxConcurrency: {},
      widget: { priceClass: '100' },
      customerManagedKey: false,
    })
    expect(modelOf(config, 'router')).toBe('claude-haiku-5-5')
    expect(modelOf(config, 'order')).toBe('claude-sonnet-5-5')
    expect(modelOf(config, 'product')).toBe('claude-haiku-5-5')
    expect(maxConcurrencyOf(config, 'order')).toBe(10)
  })

  test('sets a model and a brake for each agent', () => {
    const config = parse({
      ...settings,
      models: { order: 'claude-opus-5-5' },
      maxConcurrency: { router: 50 },
    })
    expect(modelOf(config, 'order')).toBe('claude-opus-5-5')
    expect(modelOf(config, 'router')).toBe('claude-haiku-5-5')
    expect(maxConcurrencyOf(config, 'router')).toBe(50)
  })

  test('has a fallback for all agents, another for one, and none that is the same model at the same place', () => {
    const haiku = { model: 'claude-haiku-5-5' }
    const elsewhere = { ...haiku, baseUrl: 'https://models.example', keyParameter: '/shop/other-key' }
    const config = parse({ ...settings, fallback: haiku, fallbacks: { router: elsewhere } })
    expect(fallbackOf(config, 'router')).toEqual(elsewhere)
    expect(fallbackOf(config, 'order')).toEqual(haiku)
    expect(modelOf(config, 'product')).toBe('claude-haiku-5-5')
    expect(fallbackOf(config, 'product')).toBeUndefined()
    expect(fallbackOf(parse(settings), 'order')).toBeUndefined()
  })

  test.each([
    ['a key that nothing reads', { modles: {} }, '(all of it): Unrecognized key: "modles"'],
    [
      'an agent that there is not',
      { models: { ordr: 'claude-haiku-5-5' } },
      'models: ordr: no such agent; there are router, order, product',
    ],
    [
      'a model that is none',
      { models: { order: 'gpt-9' } },
      'models.order: must be a model id such as claude-haiku-5-5',
    ],
    [
      'an origin with a path',
      { allowedOrigins: ['https://shop.example/help'] },
      'allowedOrigins.0: must be an origin',
    ],
    ['no origin', { allowedOrigins: [] }, 'allowedOrigins: needs the origin of at least one storefront'],
    [
      'a secrets path without a slash',
      { secretsPrefix: 'secrets' },
      'secretsPrefix: must be a path such as /switchboard/dev',
    ],
    ['a retention that CloudWatch has not', { logRetentionDays: 2 }, 'logRetentionDays: must be 1, 3, 5, 7'],
    ['a deadline that SQS cannot wait for', { turnDeadlineSeconds: 901 }, 'turnDeadlineSeconds: Too big'],
    [
      'a brake that Lambda does not take',
      { maxConcurrency: { order: 1 } },
      'maxConcurrency.order: Too small',
    ],
    [
      'a fallback elsewhere that would be sent the Anthropic key',
      { fallback: { model: 'claude-haiku-5-5', baseUrl: 'https://models.example' } },
      'fallback: another baseUrl needs a keyParameter',
    ],
    [
      'a fallback of an agent that there is not',
      { fallbacks: { ordr: { model: 'claude-haiku-5-5' } } },
      'fallbacks: ordr: no such agent; there are router, order, product',
    ],
    ['a fallback that is no model', { fallback: { model: 'gpt-9' } }, 'fallback.model: must be a model id'],
    ['a spend limit of nothing', { dailySpendLimitUsd: 0 }, 'dailySpendLimitUsd: Too small'],
    ['an address that is none', { alarmEmail: 'ops' }, 'alarmEmail: Invalid email'],
    [
      'a host name with a path',
      { widget: { domain: { name: 'cdn.shop.example/chat', certificateArn } } },
      'widget.domain.name: Invalid hostname',
    ],
    [
      'a certificate that CloudFront does not take',
      {
        widget: {
          domain: {
            name: 'cdn.shop.example',
            certificateArn: certificateArn.replace('us-east-1', 'eu-west-1'),
          },
        },
      },
      'widget.domain.certificateArn: must be the ARN of a certificate in us-east-1',
    ],
    ['edges that there are not', { widget: { priceClass: '300' } }, 'widget.priceClass: Invalid option'],
    ['a sender that is no address', { mailFrom: 'shop.example' }, 'mailFrom: Invalid email'],
  ])('refuses %s', (_, change, message) => {
    expect(() => parse({ ...settings, ...change })).toThrow(message)
  })

  test('names every fault at once, and the place', () => {
    const fault = () => parse({ allowedOrigins: 'https://shop.example' })
    expect(fault).toThrow('Wrong configuration in stage "prod" in cdk.json:')
    expect(fault).toThrow(/storeId: .*\n.*allowedOrigins: /)
  })

  test('says which stages there are', () => {
    expect(() => parseConfig({ stages: { dev: settings } }, 'prod', specialists)).toThrow(
      'There is no stage "prod" in cdk.json: it has dev.',
    )
    expect(() => parseConfig({ stages: {} }, 'Prod 1', specialists)).toThrow(
      'must be lower case letters and digits',
    )
    expect(() => parseConfig(undefined, 'dev', specialists)).toThrow('context "switchboard" in cdk.json')
  })
})

function parse(stage: unknown) {
  return parseConfig({ stages: { prod: stage } }, 'prod', specialists)
}
