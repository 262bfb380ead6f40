import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClock } from '../../../local/host/clock.ts'
import { startDynamoDb } from '../../../local/host/dynamodb-engine.ts'
import { startHost } from '../../../local/host/host.ts'
import { startSqs } from '../../../local/host/sqs/sqs-engine.ts'
import { feed, lambda, queue, synthesized, temporaryDirectory } from './support/app.ts'
import { hosted, printed, send } from './support/hosted.ts'

const app = { ...queue('Work', { VisibilityTimeout: 300 }), ...lambda('Worker'), ...feed('Work', 'Worker') }

/** Rejects when nobody listens there. */
async function reach(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
}

describe('a host', () => {
  test('gives its outputs, with the address of the API here', async () => {
    const { host } = await hosted(
      synthesized(
        { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: {} } },
        {},
        {
          ApiUrl: {
            'Fn::Join': [
              '',
              [
                'https://',
                { Ref: 'Api' },
                '.execute-api.',
                { Ref: 'AWS::Region' },
                '.',
                { Ref: 'AWS::URLSuffix' },
                '/dev/',
              ],
            ],
          },
        },
      ),
    )
    expect(host.outputs).toEqual({ App: { ApiUrl: `${host.url}/dev/` } })
  })

  test('that is closed leaves nothing: no ports, no engine, no environments', async () => {
    const { host, events } = await hosted(
      synthesized(app, { Worker: 'export const handler = async () => {}' }),
    )
    await host.warm()
    const addresses = [host.url, ...Object.values(host.endpoints)]
    for (const address of addresses) await reach(address)
    await host.close()
    for (const address of addresses) await expect(reach(address)).rejects.toThrow('ECONNREFUSED')
    expect(events.all.filter((event) => event.type === 'environment' && event.state === 'gone')).toHaveLength(
      1,
    )
    expect(host.functions[0]?.counts()).toMatchObject({ environments: 0 })
  })

  test('that is closed lets what is in work finish', async () => {
    const { host, events } = await hosted(
      synthesized(
        { ...app, ...lambda('Worker', { Timeout: 60 }) },
        {
          Worker: `export const handler = async () => {
            const passed = AbortSignal.timeout(50_000)
            console.log('begun')
            await new Promise((resolve) => passed.addEventListener('abort', resolve))
            console.log('done')
          }`,
        },
      ),
    )
    await send(host, 'Work', ['one'])
    await events.some(1, ({ type }) => type === 'line')
    const closed = host.close()
    host.passTime(50_000)
    await closed
    expect(printed(events)).toEqual(['begun', 'done'])
  })

  test('whose port is taken says so, says what to do, and leaves nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    await expect(
      startHost({ assembly: synthesized(app, { Worker: '' }), parameters: {}, permissions: 'off', port }),
    ).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that one, or choose another port: npm start -- --port ${port + 1}`,
    )
  })

  test.for([
    ['no assembly', () => temporaryDirectory(), 'There is no synthesized app'],
    [
      'a piece that it does not understand',
      () =>
        synthesized({
          Worker: {
            Type: 'AWS::Lambda::Function',
            Properties: { Runtime: 'nodejs24.x', Handler: 'a.b', Code: { ZipFile: '' } },
          },
        }),
      'App/Worker (AWS::Lambda::Function): Code.S3Key: only code from an asset can be hosted',
    ],
    ['a source of nothing', () => synthesized({ ...queue('Work'), ...feed('Work', 'Nobody') }), 'Nobody'],
  ] as const)('of %s is an error that names it', async ([, make, message]) => {
    await expect(hosted(make())).rejects.toThrow(message)
  })

  test('keeps messages over a restart; what was in hand is there again at once', async () => {
    const keep = temporaryDirectory()
    const code = 'export const handler = () => new Promise(() => setInterval(() => {}, 1000))'
    const never = await hosted(
      synthesized({ ...app, ...lambda('Worker', { Timeout: 0.2 }) }, { Worker: code }),
      { keep },
    )
    await send(never.host, 'Work', ['one'])
    await never.events.some(1, ({ type }) => type === 'environment')
    await never.host.close()

    const prints = 'export const handler = async ({ Records: [{ body }] }) => console.log(body)'
    const { host, events } = await hosted(synthesized(app, { Worker: prints }), { keep })
    await host.idle()
    expect(printed(events)).toEqual(['one'])
  })
})

test('engines of the developer are used, and not ended', async () => {
  const clock = createClock()
  const sqs = await startSqs({ clock, directory: undefined, region: 'us-east-1', account: '000000000000' })
  const dynamodb = await startDynamoDb(undefined, () => {})
  process.env.AWS_ENDPOINT_URL_SQS = sqs.endpoint
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamodb.endpoint
  onTestFinished(async () => {
    delete process.env.AWS_ENDPOINT_URL_SQS
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB
    clock.stop()
    await sqs.close()
    await dynamodb.close()
  })
  const prints = 'export const handler = async ({ Records: [{ body }] }) => console.log(body)'
  const { host, events } = await hosted(synthesized(app, { Worker: prints }))
  expect(host.endpoints).toMatchObject({ sqs: sqs.endpoint, dynamodb: dynamodb.endpoint })
  await send(host, 'Work', ['one', 'two'])
  await events.some(2, ({ type }) => type === 'batch')
  expect(printed(events).sort()).toEqual(['one', 'two'])
  await host.close()
  await reach(sqs.endpoint)
  await reach(dynamodb.endpoint)
})

test('the DynamoDB engine dies with a host that is killed', async () => {
  const engine = join(import.meta.dirname, '../../../local/host/dynamodb-engine.ts')
  const program = `
    const { startDynamoDb } = await import(${JSON.stringify(engine)})
    console.log((await startDynamoDb(undefined, () => {})).endpoint)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  await reach(String(line))
  child.kill('SIGKILL')
  await expect.poll(() => reach(String(line)).then(String, String)).toContain('ECONNREFUSED')
})
