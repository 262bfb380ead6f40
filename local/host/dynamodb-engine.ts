import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type AwsCall, createAwsClient } from './aws-client.ts'
import { ownCredentials } from './credentials.ts'

/** `external`: the developer's own, found by a variable and not ended. */
export type Engine = { endpoint: string; external: boolean; close: () => Promise<void> }

/**
 * The DynamoDB-compatible engine: the one at `AWS_ENDPOINT_URL_DYNAMODB` if that is set, else dynoxide as a child
 * process that dies with this one. `directory` keeps its data; without, it is in memory.
 */
export async function startDynamoDb(
  directory: string | undefined,
  onDeath: (why: string) => void,
): Promise<Engine> {
  const external = process.env.AWS_ENDPOINT_URL_DYNAMODB
  if (external !== undefined && external !== '')
    return { endpoint: external, external: true, close: async () => {} }
  const command = dynoxideCommand()
  const place = directory ?? (await mkdtemp(join(tmpdir(), 'switchboard-tables-')))
  const file = join(place, 'dynamodb.sqlite')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = spawnWithParent([...command, 'serve', '--port', String(port), '--db-path', file])
    const started = await listening(child)
    if (started.ok) {
      indexStreams(file)
      const end = closer(child, onDeath)
      const close = async (): Promise<void> => {
        await end()
        if (directory === undefined) await rm(place, { recursive: true, force: true })
      }
      return { endpoint: `http://127.0.0.1:${port}`, external: false, close }
    }
    if (attempt === maximumAttempts || !started.output.includes('already in use'))
      throw new Error(
        `The DynamoDB engine (${command.join(' ')}) did not start. ${remedy}\n${started.output}`,
      )
  }
}

/** Clients of the engine: tables and streams are two services at one address. */
export function connectDynamoDb(
  endpoint: string,
  region: string,
): { tables: AwsCall; streams: AwsCall; close: () => void } {
  const service = { endpoint, name: 'dynamodb', version: '1.0' } as const
  const credentials = ownCredentials()
  const tables = createAwsClient({ ...service, target: 'DynamoDB_20120810' }, region, credentials)
  const streams = createAwsClient({ ...service, target: 'DynamoDBStreams_20120810' }, region, credentials)
  const close = (): void => {
    tables.close()
    streams.close()
  }
  return { tables: tables.call, streams: streams.call, close }
}

/**
 * The engine (1.2.1) keeps stream records for ever and looks through all of them at every write and at every read of the
 * stream: after 20,000 records a write takes 15 times as long. With this index both take as long as at first (measured).
 */
function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 })
  database.exec(
    'CREATE INDEX IF NOT EXISTS _stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  )
  database.close()
}

const maximumAttempts = 5
const shownOutput = 2000
const remedy = 'Set AWS_ENDPOINT_URL_DYNAMODB to use another one, for example DynamoDB Local.'

/** The binary of this platform from npm, else whatever `npx` finds. */
function dynoxideCommand(): string[] {
  const name = `@dynoxide/${process.platform}-${process.arch}`
  try {
    return [createRequire(import.meta.url).resolve(`${name}/dynoxide`)]
  } catch {
    return ['npx', '--no-install', 'dynoxide']
  }
}

/**
 * The engine outlives a killed parent unless somebody watches: a shell in between keeps a `cat` on a pipe from this
 * process, and when the pipe breaks, for whatever reason, kills the engine (which has the shell's process id).
 */
function spawnWithParent(command: string[]): ChildProcess {
  const watched =
    'exec 3<&0; (cat <&3 >/dev/null 2>&1; kill -KILL $$ 2>/dev/null) & exec "$@" 3<&- </dev/null'
  return spawn('/bin/sh', ['-c', watched, 'dynoxide', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // In a process group of its own: Ctrl-C in the terminal must not end it before the functions have finished.
    detached: true,
  })
}

async function listening(child: ChildProcess): Promise<{ ok: true } | { ok: false; output: string }> {
  let output = ''
  return new Promise((resolve) => {
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-shownOutput)
      if (output.includes('listening on')) resolve({ ok: true })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('exit', () => resolve({ ok: false, output }))
  })
}

function closer(child: ChildProcess, onDeath: (why: string) => void): () => Promise<void> {
  let closing = false
  child.once('exit', (code, signal) => {
    if (!closing)
      onDeath(`The DynamoDB engine ended unexpectedly (${signal ?? `code ${code}`}). Start again.`)
  })
  return async () => {
    closing = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 1000)
    await exited
    clearTimeout(hard)
    child.stdin?.destroy()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}
