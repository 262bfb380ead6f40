import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

const binary = new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname
const starts = 5

export interface TestDynamoDb {
  readonly endpoint: string
  readonly client: DynamoDBDocumentClient
  /** Keys `pk` and `sk`; with `stream`, new images. Answers the table's name. */
  createTable(name: string, options?: { readonly stream?: boolean }): Promise<string>
  close(): Promise<void>
}

/** An empty DynamoDB in memory, on a port of its own. It ends with `close`, or with the test process. */
export async function startDynamoDb(): Promise<TestDynamoDb> {
  const { engine, endpoint } = await startEngine()
  const bare = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const client = DynamoDBDocumentClient.from(bare)
  const killWithParent = () => engine.kill('SIGKILL')
  process.once('exit', killWithParent)
  return {
    endpoint,
    client,
    async createTable(name, { stream = false } = {}) {
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
        }),
      )
      return name
    },
    async close() {
      process.off('exit', killWithParent)
      bare.destroy()
      const ended = once(engine, 'exit')
      if (engine.kill('SIGKILL')) await ended
    },
  }
}

/** The engine takes no port 0, so a free port is found first; another process may still be faster, hence the attempts. */
async function startEngine(): Promise<{ engine: ChildProcess; endpoint: string }> {
  let said = ''
  for (let start = 1; start <= starts; start += 1) {
    const port = await freePort()
    const engine = spawn(binary, ['--host', '127.0.0.1', '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const listening = new Promise<boolean>((resolve) => {
      const hear = (chunk: Buffer) => {
        said += chunk
        if (said.includes(`listening on http://127.0.0.1:${port}`)) resolve(true)
      }
      engine.stdout.on('data', hear)
      engine.stderr.on('data', hear)
      engine.once('error', (error) => {
        said += String(error)
        resolve(false)
      })
      engine.once('exit', () => resolve(false))
    })
    if (await listening) return { engine, endpoint: `http://127.0.0.1:${port}` }
  }
  throw new Error(`DynamoDB did not start in ${starts} attempts; run ${binary} by hand. It said: ${said}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free TCP port was found')
  return address.port
}
