import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  credentialsEnv,
  readEnv,
  readTaskQueueUrls,
  relayEnv,
  socketEnv,
  taskQueueVariable,
  variableName,
} from '../../functions/adapters/env.ts'
import { defaultProvider } from '../../functions/adapters/env-credentials.ts'

const common = {
  STAGE: 'test',
  POWERTOOLS_SERVICE_NAME: 'relay',
  POWERTOOLS_METRICS_NAMESPACE: 'Switchboard',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  MEMORY_TABLE: 'memory',
}
const ofSocket = {
  SOCKET_ENDPOINT: 'https://live.example/test',
  SESSION_SECRET_PARAMETER: '/session',
  STORE_ID: 'shop',
}

describe('The environment of a function', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('is read by the names that lib sets', () => {
    expect(variableName('memoryTable')).toBe('MEMORY_TABLE')
    expect(variableName('stage')).toBe('STAGE')
    expect(taskQueueVariable('order')).toBe('TASK_QUEUE_URL_ORDER')
    expect(readEnv(socketEnv, { ...common, ...ofSocket })).toMatchObject({
      memoryTable: 'memory',
      socketEndpoint: 'https://live.example/test',
    })
  })

  test('has its numbers as numbers', () => {
    const queues = {
      INBOUND_QUEUE_URL: 'https://queue/in',
      MERGE_QUEUE_URL: 'https://queue/merge',
      EVENT_BUS_NAME: 'switchboard-test',
    }
    expect(
      readEnv(relayEnv, { ...common, ...queues, TURN_DEADLINE_SECONDS: '120' }).turnDeadlineSeconds,
    ).toBe(120)
    expect(() => readEnv(relayEnv, { ...common, ...queues, TURN_DEADLINE_SECONDS: 'soon' })).toThrow(
      'TURN_DEADLINE_SECONDS: must be a whole number of seconds',
    )
  })

  test('is refused with every fault by name, and without the values', () => {
    const read = () => readEnv(relayEnv, { ...common, MEMORY_TABLE: undefined, INBOUND_QUEUE_URL: 'secret' })
    expect(read).toThrow(/MEMORY_TABLE: .*TURN_DEADLINE_SECONDS: .*INBOUND_QUEUE_URL: .*MERGE_QUEUE_URL: /)
    expect(read).toThrow(/^(?!.*secret)/)
  })

  test('names every queue that is missing', () => {
    const urls = { TASK_QUEUE_URL_ORDER: 'https://queue/order' }
    expect(readTaskQueueUrls(['order'], urls).get('order')).toBe('https://queue/order')
    expect(() => readTaskQueueUrls(['order', 'product', 'returns'], urls)).toThrow(
      'TASK_QUEUE_URL_PRODUCT: is missing; TASK_QUEUE_URL_RETURNS: is missing',
    )
  })

  test('holds credentials, with or without a session', () => {
    const given = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_REGION: 'eu-west-1' }
    expect(readEnv(credentialsEnv, given)).toEqual({
      awsAccessKeyId: 'id',
      awsSecretAccessKey: 'key',
      awsRegion: 'eu-west-1',
    })
    expect(readEnv(credentialsEnv, { ...given, AWS_SESSION_TOKEN: 'token' }).awsSessionToken).toBe('token')
    expect(() => readEnv(credentialsEnv, {})).toThrow(
      /AWS_ACCESS_KEY_ID: .*AWS_SECRET_ACCESS_KEY: .*AWS_REGION: /,
    )
  })

  test('gives the SDK its credentials in the bundles', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'key')
    vi.stubEnv('AWS_SESSION_TOKEN', 'token')
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'key',
      sessionToken: 'token',
    })
  })
})
